package ar.isac.crm.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One mutation of somebody. Ids and codes alone: nothing that a customer or an advisor wrote.
 *
 * @param number its place in the log, in decimal
 * @param operation the mutation's name
 * @param entityIds the global ids that it named, and of what it made
 * @param codes of the errors, of the input or of the operation
 */
@Document("auditLog")
record AuditEntry(
        @Id String number,
        Instant at,
        String actorId,
        String actorName,
        @Nullable String advisorId,
        String operation,
        List<String> entityIds,
        Outcome outcome,
        List<String> codes,
        @Nullable String requestId) {

    /** What came of it; see the GraphQL enum of the same name. */
    enum Outcome {
        DONE,
        REFUSED,
        FORBIDDEN,
        FAILED
    }
}
