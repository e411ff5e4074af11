package ar.isac.crm.pending;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Something that must happen at a time, across restarts and once in the cluster.
 *
 * @param id the kind and its subject, so that one subject has one alarm of a kind
 * @param kind which {@link AlarmHandler} it is for
 * @param at when it falls due; while it is being handled, when it may be claimed again
 * @param rings how often it has fallen due
 */
@Document("due")
public record Alarm(
        @Id String id, @Version @Nullable Long version, String kind, String subject, Instant at, int rings) {

    static Alarm of(String kind, String subject, Instant at) {
        return new Alarm(kind + "/" + subject, null, kind, subject, at, 0);
    }

    Alarm ringing(Instant until) {
        return new Alarm(id, version, kind, subject, until, rings + 1);
    }

    Alarm again(Instant next) {
        return new Alarm(id, version, kind, subject, next, rings);
    }
}
