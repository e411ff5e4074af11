package ar.isac.crm.catalog;

import ar.isac.crm.database.NumberedLog;
import ar.isac.crm.graphql.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Service;

/**
 * What customers asked for while there was none: what the shop might have sold. It names products in the catalogue's words and
 * holds nothing that a customer wrote.
 */
@Service
public class LostDemand {

    private final NumberedLog<Entry> log;
    private final Clock clock;

    LostDemand(MongoTemplate database, Clock clock) {
        this.log = new NumberedLog<>(database, Entry.class, NumberedLog.ALL, Entry::number);
        this.clock = clock;
    }

    /**
     * Something asked for in vain.
     *
     * @param key its cause, such as the message that asked: told twice, it is kept once
     * @param conversationId where it was asked
     * @param family what was asked for, as the catalogue names it; the category when no family was named
     * @param productId the one variant asked for; null when several would have done
     * @param attributes the values asked for, as the catalogue writes them
     * @param quantity units asked for
     */
    public record Asked(
            String key,
            String conversationId,
            String family,
            @Nullable String productId,
            Map<String, String> attributes,
            int quantity) {

        public Asked {
            attributes = Map.copyOf(attributes);
            if (quantity < 1) {
                throw new IllegalArgumentException("Nobody asks for " + quantity);
            }
        }
    }

    /** As stored; the number is its place in the list, without gaps. */
    @Document("lostDemand")
    record Entry(
            @Id long number,
            String key,
            String conversationId,
            String family,
            @Nullable String productId,
            Map<String, String> attributes,
            int quantity,
            Instant at) {}

    /** Keeps it, once for each key. */
    public void record(Asked asked) {
        // Names of attributes are the shop's own, and a field's name must not hold a point.
        Map<String, String> attributes = new TreeMap<>();
        asked.attributes()
                .forEach((name, value) -> attributes.put(name.replace('.', '·').replace('$', '·'), value));
        log.keep(
                asked.key(),
                number -> new Entry(
                        number,
                        asked.key(),
                        asked.conversationId(),
                        asked.family(),
                        asked.productId(),
                        attributes,
                        asked.quantity(),
                        clock.instant()));
    }

    /** The newest first. */
    Page<Entry> newest(@Nullable Integer first, @Nullable String after) {
        return log.newest(first, after);
    }
}
