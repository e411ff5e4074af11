package ar.isac.crm.followup;

import ar.isac.crm.conversation.Sending;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.security.Actor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Messages that an advisor writes now and that go out later: follow-ups whose whole point is what they say. */
@Component
class ScheduledMessages {

    private static final int LONGEST_TEXT = 4_096;
    private static final int LONGEST_NOTE = 200;
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final FollowUps followUps;
    private final FollowUpDesk desk;
    private final Sending sending;
    private final IdempotencyKeys keys;
    private final FollowUpTexts texts;
    private final Clock clock;

    ScheduledMessages(
            FollowUps followUps,
            FollowUpDesk desk,
            Sending sending,
            IdempotencyKeys keys,
            FollowUpTexts texts,
            Clock clock) {
        this.followUps = followUps;
        this.desk = desk;
        this.sending = sending;
        this.keys = keys;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * Plans a message, once for its key. Its files are taken over as they are now, so that they outlive their upload.
     *
     * @throws ar.isac.crm.graphql.NotFound when there is no such conversation or file
     */
    Result<FollowUp> schedule(
            Actor actor, String conversationId, String text, List<String> attachmentIds, Instant at, String key) {
        List<UserError> errors = problems(text, attachmentIds, at);
        if (!errors.isEmpty()) {
            return new Result.Refused<>(errors);
        }
        return keys.attempt(
                        actor.id(),
                        "scheduleMessage",
                        key,
                        List.of(conversationId, text, attachmentIds, at.toString()),
                        () -> sending.contents(actor, conversationId, text, attachmentIds)
                                .map(contents -> desk.schedule(planned(actor, conversationId, text, contents, at, key))
                                        .id()))
                .map(id -> followUps.find(id).orElseThrow());
    }

    private List<UserError> problems(String text, List<String> attachmentIds, Instant at) {
        List<UserError> errors = new ArrayList<>();
        if (text.isBlank() && attachmentIds.isEmpty()) {
            errors.add(UserError.at("text", Code.REQUIRED, "Escribí un mensaje."));
        } else if (text.length() > LONGEST_TEXT) {
            errors.add(
                    UserError.at("text", Code.TOO_LONG, "El mensaje tiene más de 4.096 caracteres: dividilo en dos."));
        }
        Instant now = clock.instant();
        if (!at.isAfter(now)) {
            errors.add(UserError.at("at", Code.INVALID, "Esa fecha ya pasó: elegí una que venga."));
        } else if (at.isAfter(now.plus(FARTHEST))) {
            errors.add(UserError.at("at", Code.INVALID, "Elegí una fecha dentro del próximo año."));
        }
        return errors;
    }

    private FollowUp planned(
            Actor actor, String conversationId, String text, List<MessageContent> contents, Instant at, String key) {
        String cause = "scheduledMessage/" + actor.id() + "/" + key;
        boolean isOnlyText = contents.size() == 1 && contents.getFirst() instanceof TextContent;
        return new FollowUp(
                UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString(),
                null,
                conversationId,
                FollowUp.Type.FOLLOW_UP,
                FollowUp.Origin.PERSON,
                FollowUp.Status.SCHEDULED,
                at,
                text.isBlank() ? texts.attached(contents.size()) : shortened(text.strip()),
                text.isBlank() ? null : text.strip(),
                null,
                actor.advisorId(),
                null,
                clock.instant(),
                null,
                isOnlyText ? List.of() : contents);
    }

    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST_NOTE ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_NOTE)) + "…";
    }
}
