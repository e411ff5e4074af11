package ar.isac.crm.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An entry of the log by which every node follows the catalogue: what to read anew. It stands in the log before the change is
 * made, so that a crash in between cannot lose it, and is settled when the change is stored.
 *
 * @param number its place in the log, without gaps
 * @param node who writes
 * @param productIds the products; empty when it is about the synonyms
 */
@Document("catalogChanges")
record CatalogChange(
        @Id long number,
        @Version @Nullable Long version,
        String node,
        Kind kind,
        List<String> productIds,
        Instant at,
        boolean isSettled) {

    /** What changes. */
    enum Kind {
        PRODUCTS,
        SYNONYMS
    }

    CatalogChange settled() {
        return new CatalogChange(number, version, node, kind, productIds, at, true);
    }
}
