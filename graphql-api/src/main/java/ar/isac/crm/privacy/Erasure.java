package ar.isac.crm.privacy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That somebody was erased, and how far it has come. It tells nothing of whom once it is done.
 *
 * @param id a keyed digest of the customer's id, so that asking twice erases once
 * @param person by what everything is found, sealed; null once it is done
 * @param passes how often everything was gone through
 * @param leftIn the collections in which the last pass still found something; empty when it is done as it should be
 */
@Document("erasures")
record Erasure(
        @Id String id,
        @Version @Nullable Long version,
        @Nullable String person,
        Reason reason,
        String actorId,
        @Nullable String advisorId,
        int passes,
        List<String> leftIn,
        Instant requestedAt,
        @Nullable Instant finishedAt) {

    /** Why; a closed list, since words would tell of whom. See the GraphQL enum of the same name. */
    enum Reason {
        CUSTOMER_REQUEST,
        RETENTION_ENDED,
        ENTERED_BY_MISTAKE,
        OTHER
    }

    /** How far it has come; see the GraphQL enum of the same name. */
    enum Status {
        ERASING,
        DONE
    }

    Erasure {
        leftIn = List.copyOf(leftIn);
    }

    Status status() {
        return finishedAt == null ? Status.ERASING : Status.DONE;
    }

    Erasure knowing(String sealedPerson) {
        return new Erasure(
                id, version, sealedPerson, reason, actorId, advisorId, passes, leftIn, requestedAt, finishedAt);
    }

    Erasure passed(List<String> stillIn) {
        return new Erasure(
                id, version, person, reason, actorId, advisorId, passes + 1, stillIn, requestedAt, finishedAt);
    }

    Erasure finished(Instant now) {
        return new Erasure(id, version, null, reason, actorId, advisorId, passes, leftIn, requestedAt, now);
    }
}
