package ar.isac.crm.conversation;

import ar.isac.crm.conversation.AdvisorDesk.Changed;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.security.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How a conversation may be put off, in words for the advisor. */
@Component
class Snoozing {

    private static final Duration FARTHEST = Duration.ofDays(366);

    private final AdvisorDesk desk;
    private final Conversations conversations;
    private final IdempotencyKeys keys;
    private final Clock clock;

    Snoozing(AdvisorDesk desk, Conversations conversations, IdempotencyKeys keys, Clock clock) {
        this.desk = desk;
        this.conversations = conversations;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Puts it off, once for the key: a request that comes again after somebody has brought it back puts nothing off.
     *
     * @param until null to bring it back now
     */
    Result<Changed> snooze(Actor actor, String conversationId, @Nullable Instant until, String key) {
        Conversation known = conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
        Optional<UserError> problem = problem(until);
        if (problem.isPresent()) {
            return Result.refused(problem.get());
        }
        AtomicReference<@Nullable Changed> now = new AtomicReference<>();
        return keys.attempt(
                        actor.id(),
                        "snoozeConversation",
                        key,
                        Arrays.asList(conversationId, until == null ? null : until.toString()),
                        () -> {
                            now.set(change(conversationId, until));
                            return Result.done(conversationId);
                        })
                .map(done -> {
                    Changed changed = now.get();
                    return changed == null ? new Changed(known, known.handling()) : changed;
                });
    }

    /** Puts it off without a key of its own, as part of something larger. */
    Changed change(String conversationId, @Nullable Instant until) {
        return until == null
                ? desk.unsnooze(conversationId)
                : desk.snooze(conversationId, until.truncatedTo(ChronoUnit.MILLIS));
    }

    Optional<UserError> problem(@Nullable Instant until) {
        Instant now = clock.instant();
        if (until == null || (until.isAfter(now) && until.isBefore(now.plus(FARTHEST)))) {
            return Optional.empty();
        }
        return Optional.of(UserError.at(
                "until",
                Code.INVALID,
                until.isAfter(now)
                        ? "Elegí una fecha dentro del próximo año."
                        : "Esa fecha ya pasó: elegí una que venga."));
    }
}
