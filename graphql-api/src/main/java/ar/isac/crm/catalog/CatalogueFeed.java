package ar.isac.crm.catalog;

import ar.isac.crm.catalog.ImportReport.RowError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A delivery of the shop's own systems, as it is remembered.
 *
 * @param number its place in the list, without gaps
 * @param key of no other delivery
 * @param name what people call it, such as the name of a file
 * @param asOf the moment that its counts speak of
 * @param outcome null while it is being taken, or when that was interrupted
 */
@Document("catalogueFeeds")
record CatalogueFeed(
        @Id long number,
        @Version @Nullable Long version,
        String key,
        String name,
        Instant asOf,
        Instant receivedAt,
        @Nullable Outcome outcome) {

    /**
     * What came of it.
     *
     * @param problem why nothing of it could be read; null when it was read
     * @param errors the first of what could not be taken
     */
    record Outcome(
            int created,
            int updated,
            int unchanged,
            @Nullable String problem,
            int errorCount,
            List<RowError> errors,
            Instant at) {}

    CatalogueFeed with(Outcome next) {
        return new CatalogueFeed(number, version, key, name, asOf, receivedAt, next);
    }
}
