package ar.isac.crm.learning;

import ar.isac.crm.learning.Feedback.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The shop's feedback. People give it by hand, so there is little of it, and it is read whole: by supervisors now and then and
 * by trainings.
 */
@Component
class Feedbacks {

    private static final Logger log = LoggerFactory.getLogger(Feedbacks.class);

    private final MongoTemplate database;

    Feedbacks(MongoTemplate database) {
        this.database = database;
    }

    /** Keeps it in the place of what was said about the same before. */
    Feedback keep(Feedback feedback) {
        while (true) {
            Feedback before = database.findById(feedback.id(), Feedback.class);
            Feedback next = feedback.inPlaceOf(before == null ? null : before.version());
            try {
                return before == null ? database.insert(next) : database.save(next);
            } catch (DuplicateKeyException | OptimisticLockingFailureException saidMeanwhile) {
                log.trace("Feedback {} was given meanwhile", feedback.id());
            }
        }
    }

    Optional<Feedback> find(String id) {
        return Optional.ofNullable(database.findById(id, Feedback.class));
    }

    /** All of it, the newest first. */
    List<Feedback> all() {
        return database.findAll(Feedback.class).stream()
                .sorted(Comparator.comparing(Feedback::at).reversed().thenComparing(Feedback::id))
                .toList();
    }

    /** What there is to learn from, a text once: what was said of it last. */
    List<Feedback> corrections() {
        Map<String, Feedback> byText = new LinkedHashMap<>();
        for (Feedback feedback : all()) {
            if (feedback.kind() == Kind.INTENTS) {
                byText.putIfAbsent(feedback.text().strip(), feedback);
            }
        }
        return List.copyOf(byText.values());
    }

    /** How many corrections are newer than {@code since}; null for all. */
    int correctionsSince(@Nullable Instant since) {
        return (int) corrections().stream()
                .filter(feedback -> since == null || feedback.at().isAfter(since))
                .count();
    }

    /** Forgets all that quotes a customer. */
    void forget(String customerId) {
        database.remove(Query.query(Criteria.where("customerId").is(customerId)), Feedback.class);
    }
}
