package ar.isac.crm.trace;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.conversation.ReplyKeys;
import ar.isac.crm.deadletter.ParkedAbout;
import ar.isac.crm.event.Events;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.hub.EventLog.Numbered;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.trace.MessageTrace.Kind;
import ar.isac.crm.trace.MessageTrace.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts together what is known of a message's way: what stands in the message, in the answers to it, in the log of events and
 * among the parked letters.
 */
@Component
class MessageTraces {

    private static final String MESSAGE = "Message";

    /** How many messages behind it the answer to a burst may count itself to. */
    private static final int LONGEST_BURST = 50;

    private static final int MOST_ANSWERS = 10;
    private static final int MOST_LETTERS = 20;

    /** Clocks of nodes differ. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Messages messages;
    private final Conversations conversations;
    private final Events events;
    private final ParkedAbout letters;

    MessageTraces(Messages messages, Conversations conversations, Events events, ParkedAbout letters) {
        this.messages = messages;
        this.conversations = conversations;
        this.events = events;
        this.letters = letters;
    }

    Optional<MessageTrace> of(String messageId) {
        return messages.find(messageId)
                .flatMap(message ->
                        conversations.find(message.conversationId()).map(conversation -> trace(message, conversation)));
    }

    private MessageTrace trace(Message message, Conversation conversation) {
        List<Step> steps = new ArrayList<>();
        if (message.direction() == Direction.INBOUND) {
            steps.add(new Step(Kind.OCCURRED, message.occurredAt(), message.externalId(), null));
        }
        cause(message).ifPresent(steps::add);
        steps.add(new Step(Kind.STORED, message.receivedAt(), message.author().name(), null));
        if (message.analysis() != null) {
            steps.add(new Step(Kind.ANALYSED, null, message.analysis().modelVersion(), null));
        }
        answers(message).forEach(answer -> {
            ReplyEvidence evidence = answer.evidence();
            if (evidence != null) {
                steps.add(new Step(Kind.DECIDED, evidence.at(), evidence.rule(), null));
            }
            steps.add(
                    new Step(Kind.ANSWERED, answer.receivedAt(), answer.status().name(), global(answer.id())));
        });
        steps.addAll(happened(message));
        if (message.direction() == Direction.OUTBOUND && message.status() == DeliveryStatus.QUEUED) {
            steps.add(
                    new Step(Kind.WAITING, conversation.sendsNotBefore(), "tries: " + conversation.sendTries(), null));
        } else if (message.failure() != null) {
            steps.add(new Step(Kind.REPORTED, null, message.failure().code(), null));
        }
        parked(message).forEach(steps::add);
        return new MessageTrace(
                message.id(), conversation.accountId(), message.externalId(), message.direction(), List.copyOf(steps));
    }

    /** What it answers, and by which rule. */
    private Optional<Step> cause(Message message) {
        String[] key = message.key().split("/", -1);
        if (message.direction() == Direction.INBOUND || !key[0].equals("re") || key.length < 4) {
            return message.direction() == Direction.INBOUND
                    ? Optional.empty()
                    : Optional.of(new Step(Kind.CAUSED, null, key[0], null));
        }
        ReplyEvidence evidence = message.evidence();
        return Optional.of(new Step(
                Kind.CAUSED,
                evidence == null ? null : evidence.at(),
                evidence == null ? key[0] : evidence.rule(),
                global(Message.id(key[1], Long.parseLong(key[2])))));
    }

    /** The assistant answers a burst as a whole, and names its answers by the last message of it. */
    private List<Message> answers(Message message) {
        List<Message> answers = new ArrayList<>();
        if (message.direction() == Direction.INBOUND) {
            long last = message.seq() + LONGEST_BURST;
            for (long seq = message.seq(); seq <= last && answers.isEmpty(); seq++) {
                for (int n = 0; n < MOST_ANSWERS; n++) {
                    Optional<Message> answer = messages.findByKey(ReplyKeys.of(message.conversationId(), seq, n));
                    if (answer.isEmpty()) {
                        break;
                    }
                    answers.add(answer.get());
                }
            }
        }
        return answers;
    }

    private List<Step> happened(Message message) {
        Instant start = message.receivedAt().minus(OVERLAP);
        String prefix = "changed/" + message.id() + "/";
        List<Step> steps = new ArrayList<>(events.newestFirst()
                .map(Numbered::event)
                .takeWhile(event -> event.occurredAt().isAfter(start))
                .filter(event -> event.key().startsWith(prefix))
                .map(event -> step(message.id(), event.key().substring(prefix.length()), event.occurredAt()))
                .filter(Objects::nonNull)
                .toList());
        Collections.reverse(steps);
        return steps;
    }

    private static @Nullable Step step(String messageId, String cause, Instant at) {
        int end = cause.lastIndexOf('/');
        if (cause.startsWith(messageId + "#")) {
            return new Step(Kind.ATTEMPTED, at, cause.substring(messageId.length() + 1), null);
        }
        if (cause.startsWith("unknown/") || cause.startsWith("echo/")) {
            return new Step(
                    Kind.ATTEMPTED,
                    at,
                    cause.startsWith("echo/") ? cause : cause.substring(cause.indexOf('#') + 1) + "/UNKNOWN",
                    null);
        }
        if (Arrays.stream(DeliveryStatus.values())
                .anyMatch(status -> status.name().equals(cause))) {
            return new Step(Kind.REPORTED, at, cause, null);
        }
        return new Step(Kind.CHANGED, at, end < 0 ? cause : cause.substring(0, cause.indexOf('/')), null);
    }

    private List<Step> parked(Message message) {
        List<ParkedAbout.Parked> found = new ArrayList<>(letters.naming(message.id(), MOST_LETTERS));
        String externalId = message.externalId();
        if (externalId != null) {
            letters.naming(externalId, MOST_LETTERS).stream()
                    .filter(letter -> !found.contains(letter))
                    .forEach(found::add);
        }
        return found.stream()
                .map(letter ->
                        new Step(Kind.PARKED, letter.at(), letter.step(), GlobalId.of("DeadLetter", letter.id())))
                .toList();
    }

    private static String global(String messageId) {
        return GlobalId.of(MESSAGE, messageId);
    }
}
