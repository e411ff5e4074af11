package ar.isac.crm.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is known of a customer, and who says so.
 *
 * @param value blank where a person of the shop took it away: then nobody learns it again
 * @param at when the source said it
 */
public record Detail(Field field, String value, Source source, Instant at) {

    /** What may be known. */
    public enum Field {
        NAME,
        EMAIL,
        /** The tax number: in Argentina a CUIT or CUIL, written 20-12345678-6. */
        TAX_ID,
        /** The identity document's number: in Argentina the DNI. */
        DOCUMENT,
        ADDRESS,
        SHOE_SIZE,
        CLOTHES_SIZE
    }

    /**
     * Who says so.
     *
     * @param id the message for CUSTOMER; the advisor, or the program, for PERSON
     */
    public record Source(Kind kind, String id, @Nullable String advisorId) {

        /** Sorts of sources, the strongest last. */
        public enum Kind {
            /** The customer, in a message. */
            CUSTOMER,
            /** A person of the shop, or a program of its. */
            PERSON
        }

        static Source message(String messageId) {
            return new Source(Kind.CUSTOMER, messageId, null);
        }
    }

    /** Whether the other, told later, takes this one's place. */
    boolean yieldsTo(Detail other) {
        boolean isStronger = other.source().kind() == Source.Kind.PERSON;
        boolean isEdited = source.kind() == Source.Kind.PERSON;
        return isStronger || (!isEdited && isBefore(other) && !other.value().equalsIgnoreCase(value));
    }

    /** Platforms count in seconds; within one, the message's place in its thread decides, which is the end of its id. */
    private boolean isBefore(Detail other) {
        int byTime = at.compareTo(other.at());
        return byTime < 0
                || (byTime == 0 && source.id().compareTo(other.source().id()) < 0);
    }
}
