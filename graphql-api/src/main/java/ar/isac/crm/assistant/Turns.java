package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Turn.About;
import ar.isac.crm.assistant.Turn.Attached;
import ar.isac.crm.assistant.Turn.Input;
import ar.isac.crm.assistant.Turn.Ordered;
import ar.isac.crm.assistant.Turn.Pressed;
import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.conversation.AnsweringSettings;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose turn it is, and what a turn consists of. */
@Component
class Turns {

    private static final int MOST_UNITS = 99_999;
    /** Suggestions that nobody sends let what waits pile up. */
    private static final int LONGEST_TURN = 50;

    private final Messages messages;
    private final AnsweringSettings settings;
    private final Clock clock;

    Turns(Messages messages, AnsweringSettings settings, Clock clock) {
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Whether the request is to be acted on: the assistant has the word, and either nothing came after the request or the
     * customer has been waiting too long for a pause.
     */
    boolean isDue(Conversation conversation, ReplyRequest request) {
        Instant waitingSince = conversation.pendingSince();
        boolean isLast = request.seq() == conversation.pendingSeq();
        boolean isOverdue = waitingSince != null
                && !waitingSince.plus(settings.longestBurst()).isAfter(clock.instant());
        return conversation.awaitsAssistant() && (isLast || isOverdue);
    }

    /** The customer's messages that wait for an answer, the newest where they are many. */
    List<Message> waiting(Conversation conversation) {
        long from = Math.max(conversation.answeredSeq() + 1, conversation.pendingSeq() - LONGEST_TURN + 1);
        return messages.range(conversation.id(), from, conversation.pendingSeq()).stream()
                .filter(message -> message.direction() == Direction.INBOUND && !message.isDeleted())
                .toList();
    }

    /** The words of a message that are the customer's own; null when it has none. */
    static @Nullable String words(Message message) {
        String text =
                switch (message.content()) {
                    case MessageContent.TextContent written -> written.text();
                    case MessageContent.MediaContent media -> media.caption();
                    case MessageContent.OrderContent order -> order.text();
                    case MessageContent.LocationContent place -> null;
                    case MessageContent.ContactsContent contacts -> null;
                    case MessageContent.InteractiveContent choice -> null;
                    case MessageContent.InteractiveReplyContent press -> null;
                    case MessageContent.ProductContent product -> null;
                    case MessageContent.TemplateContent template -> null;
                    case MessageContent.UnsupportedContent unsupported -> null;
                };
        return text == null || text.isBlank() ? null : text;
    }

    /** Everything that waits and has been analysed, in order; stops at the first that came too late to be. */
    static Waiting read(List<Message> messages) {
        List<Input> inputs = new ArrayList<>();
        long upTo = 0;
        for (Message message : messages) {
            if (words(message) != null && message.analysis() == null) {
                break;
            }
            inputs.addAll(inputs(message));
            upTo = message.seq();
        }
        return new Waiting(new Turn(inputs), upTo);
    }

    /**
     * A turn.
     *
     * @param upTo the number of its last message; 0 when there is none
     */
    record Waiting(Turn turn, long upTo) {}

    private static Selling.Line line(MessageContent.OrderContent.Line line) {
        BigDecimal most = BigDecimal.valueOf(MOST_UNITS);
        return new Selling.Line(
                line.sku(), line.quantity().max(BigDecimal.ONE).min(most).intValue());
    }

    private static Optional<Input> about(Message message) {
        MessageContext context = message.context();
        return context == null || context.product() == null
                ? Optional.empty()
                : Optional.of(new About(context.product().sku()));
    }

    private static List<Input> inputs(Message message) {
        Optional<Input> other =
                switch (message.content()) {
                    case MessageContent.TextContent text -> Optional.empty();
                    case MessageContent.MediaContent media ->
                        Optional.of(new Attached(
                                media.kind() == MessageContent.MediaContent.Kind.STICKER
                                        ? Attached.Kind.STICKER
                                        : Attached.Kind.OTHER));
                    case MessageContent.OrderContent order ->
                        Optional.of(new Ordered(
                                order.lines().stream().map(Turns::line).toList()));
                    case MessageContent.InteractiveReplyContent press ->
                        Optional.of(new Pressed(Action.parse(press.id())));
                    case MessageContent.LocationContent place -> Optional.of(new Attached(Attached.Kind.OTHER));
                    case MessageContent.ContactsContent contacts -> Optional.of(new Attached(Attached.Kind.OTHER));
                    case MessageContent.InteractiveContent choice -> Optional.of(new Attached(Attached.Kind.OTHER));
                    case MessageContent.ProductContent product ->
                        Optional.of(new Pressed(new Action.ShowProduct(product.sku())));
                    case MessageContent.TemplateContent template -> Optional.of(new Attached(Attached.Kind.OTHER));
                    case MessageContent.UnsupportedContent unsupported ->
                        Optional.of(new Attached(Attached.Kind.OTHER));
                };
        String words = words(message);
        Optional<Input> written = words == null || message.analysis() == null
                ? Optional.empty()
                : Optional.of(new Written(words, message.analysis()));
        return Stream.of(about(message), other, written)
                .flatMap(Optional::stream)
                .toList();
    }
}
