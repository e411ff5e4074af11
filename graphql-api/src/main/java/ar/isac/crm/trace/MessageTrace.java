package ar.isac.crm.trace;

import ar.isac.crm.conversation.Direction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message: ids, codes and times, and nothing that anybody wrote.
 *
 * @param messageId raw
 * @param externalId the platform's id, once there is one
 */
record MessageTrace(
        String messageId, String accountId, @Nullable String externalId, Direction direction, List<Step> steps) {

    /**
     * One thing that happened to it.
     *
     * @param at null where it was not noted when
     * @param relatedId global id of what it is about; null for nothing
     */
    record Step(
            Kind kind,
            @Nullable Instant at,
            @Nullable String code,
            @Nullable String relatedId) {}

    /** See the GraphQL enum of the same name. */
    enum Kind {
        OCCURRED,
        STORED,
        ANALYSED,
        CAUSED,
        DECIDED,
        ANSWERED,
        WAITING,
        ATTEMPTED,
        REPORTED,
        CHANGED,
        PARKED
    }
}
