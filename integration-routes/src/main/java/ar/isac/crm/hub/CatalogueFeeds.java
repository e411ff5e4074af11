package ar.isac.crm.hub;

import java.time.Instant;
import java.util.List;

/** Takes what the shop's own systems tell of products, prices and stock. */
@FunctionalInterface
public interface CatalogueFeeds {

    /**
     * Takes a delivery. One whose id was taken before changes nothing and is answered as it was then.
     *
     * @throws Unreadable when nothing of it could be read
     */
    Taken take(Delivery delivery);

    /**
     * What came from a system of the shop.
     *
     * @param id the same when the same delivery comes again, and of no other
     * @param name what people call it, such as the name of a file
     * @param asOf the moment that its counts speak of
     * @param body CSV or JSON in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Delivery(String id, String name, Instant asOf, byte[] body) {}

    /**
     * What came of it.
     *
     * @param number by which people find it again
     * @param faults what was not taken
     */
    record Taken(long number, int created, int updated, int unchanged, List<Fault> faults) {}

    /**
     * Something that could not be taken.
     *
     * @param line of the file, from 1 with the header; of JSON the element's place, from 1
     * @param field the column; empty when the row as a whole is meant
     * @param message in words for the shop
     */
    record Fault(long line, String field, String message) {}

    /** Nothing of a delivery could be read; the message says why, in words for the shop. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Unreadable(String message) {
            super(message);
        }
    }
}
