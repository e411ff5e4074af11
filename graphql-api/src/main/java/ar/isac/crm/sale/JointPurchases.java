package ar.isac.crm.sale;

import ar.isac.crm.catalog.BoughtTogether;
import ar.isac.crm.database.GuardedUpdate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * What customers buy with what: counted sale by sale, one small document for each family. Read whole and kept for a minute,
 * since suggestions ask for many families at a time and bear to be a minute late on the other nodes.
 */
@Component
class JointPurchases implements BoughtTogether {

    private static final Logger log = LoggerFactory.getLogger(JointPurchases.class);
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** As many as anybody is shown. */
    private static final int HANDFUL = 8;

    private final MongoTemplate database;
    private final Clock clock;
    private volatile @Nullable Reading last;

    JointPurchases(MongoTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Reading(Map<String, List<String>> byFamily, Instant at) {}

    @Override
    public List<String> with(String family) {
        Reading reading = last;
        Instant now = clock.instant();
        if (reading == null || reading.at().plus(FRESH).isBefore(now)) {
            reading = new Reading(
                    database.findAll(Companions.class).stream()
                            .collect(Collectors.toMap(Companions::id, JointPurchases::families)),
                    now);
            last = reading;
        }
        return reading.byFamily().getOrDefault(family, List.of());
    }

    private static List<String> families(Companions companions) {
        return companions.others().stream()
                .map(Companions.Companion::family)
                .limit(HANDFUL)
                .toList();
    }

    /**
     * Counts a sale, once.
     *
     * @param bought the families of the sale
     * @param before what the same customer bought not long before
     */
    void count(String saleId, Set<String> bought, Set<String> before, Instant at) {
        Set<String> all = new LinkedHashSet<>(bought);
        all.addAll(before);
        if (all.size() < 2) {
            return;
        }
        for (String family : all) {
            // Earlier purchases go with these, and went with one another when they were made.
            Set<String> others = new LinkedHashSet<>(bought.contains(family) ? all : bought);
            others.remove(family);
            if (!others.isEmpty()) {
                begin(family);
                GuardedUpdate.of(database, Companions.class, family, companions -> companions.with(saleId, others, at));
            }
        }
        last = null;
    }

    private void begin(String family) {
        if (database.findById(family, Companions.class) == null) {
            try {
                database.insert(Companions.of(family));
            } catch (DuplicateKeyException begunMeanwhile) {
                log.trace("The companions of a family were begun meanwhile");
            }
        }
    }
}
