package ar.isac.crm.conversation;

import ar.isac.crm.account.AssistantModes;
import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.account.ChannelHealth;
import ar.isac.crm.account.ChannelNotices;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.hub.Inbox;
import ar.isac.crm.hub.MediaRequest;
import ar.isac.crm.hub.Nudge;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundChange;
import ar.isac.crm.message.InboundUpdate.InboundIdentity;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import ar.isac.crm.message.InboundUpdate.InboundPreference;
import ar.isac.crm.message.InboundUpdate.InboundStatus;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContext;
import ar.isac.crm.message.MessageContext.Story;
import ar.isac.crm.message.Sender;
import ar.isac.crm.pending.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Intake. Each update takes effect once, however often it comes: a message that is found stored has every later step done
 * again, since nobody knows how far the first time came, and each step is harmless when repeated.
 */
@Component
@EnableConfigurationProperties(AnsweringSettings.class)
class IncomingUpdates implements Inbox {

    /** An echo may overtake the answer to our own call; it is looked at again after this. */
    private static final Duration ECHO_DELAY = Duration.ofSeconds(2);

    /** Until the shop gives it another. */
    private static final String GROUP_NAME = "Grupo";

    private final ChannelAccounts accounts;
    private final AssistantModes modes;
    private final Customers customers;
    private final Conversations conversations;
    private final Messages messages;
    private final ExternalIds externalIds;
    private final Threads threads;
    private final Deliveries deliveries;
    private final ChannelHealth health;
    private final MessageChanges changes;
    private final OptOuts optOuts;
    private final InstagramProfiles profiles;
    private final ChannelNotices notices;
    private final Alarms alarms;
    private final AnsweringSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IncomingUpdates(
            ChannelAccounts accounts,
            AssistantModes modes,
            Customers customers,
            Conversations conversations,
            Messages messages,
            ExternalIds externalIds,
            Threads threads,
            Deliveries deliveries,
            ChannelHealth health,
            MessageChanges changes,
            OptOuts optOuts,
            InstagramProfiles profiles,
            ChannelNotices notices,
            Alarms alarms,
            AnsweringSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.modes = modes;
        this.customers = customers;
        this.conversations = conversations;
        this.messages = messages;
        this.externalIds = externalIds;
        this.threads = threads;
        this.deliveries = deliveries;
        this.health = health;
        this.changes = changes;
        this.optOuts = optOuts;
        this.profiles = profiles;
        this.notices = notices;
        this.alarms = alarms;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<Publication> receive(InboundUpdate update) {
        health.received(update.account().id());
        if (isOfSomebodyErased(update)) {
            return List.of();
        }
        return switch (update) {
            case InboundMessage message when message.isEcho() -> receiveEcho(message);
            case InboundMessage message -> receiveMessage(message);
            case InboundStatus status -> receiveStatus(status);
            case InboundChange change -> receiveChange(change);
            case InboundIdentity identity -> receiveIdentity(identity);
            case InboundPreference preference -> receivePreference(preference);
            case InboundNotice notice -> receiveNotice(notice);
        };
    }

    /** What was on its way when its customer was erased, or that the platform delivers once more. */
    private boolean isOfSomebodyErased(InboundUpdate update) {
        return switch (update) {
            case InboundMessage message ->
                customers.isForgotten(message.account(), message.customer(), message.occurredAt());
            case InboundChange change ->
                customers.isForgotten(change.account(), change.customer(), change.occurredAt());
            case InboundIdentity identity ->
                customers.isForgotten(identity.account(), identity.former(), identity.occurredAt());
            case InboundPreference wish -> customers.isForgotten(wish.account(), wish.customer(), wish.occurredAt());
            case InboundStatus status -> isOfErasedMessage(status);
            case InboundNotice ignored -> false;
        };
    }

    /** Reports of old messages come for weeks, whenever the customer opens the chat: they would wait for ever to be known. */
    private boolean isOfErasedMessage(InboundStatus update) {
        String address = update.customerAddress();
        return address != null
                && customers.forgottenUntil(update.account(), address).isPresent()
                && externalIds
                        .messageId(update.account().id(), update.externalId())
                        .isEmpty()
                && (update.attemptId() == null || !deliveries.isAttempt(update.attemptId()));
    }

    private List<Publication> receiveChange(InboundChange update) {
        accounts.ensure(update.account());
        return changes.receive(update);
    }

    /** Somebody whom nobody knows is nobody new: they will be when they write. */
    private List<Publication> receiveIdentity(InboundIdentity update) {
        accounts.ensure(update.account());
        return customers
                .rekey(update.account(), update.former(), update.handles(), update.occurredAt())
                .flatMap(customer -> conversations.find(update.account().id(), customer.id()))
                .map(conversation -> noteMove(update, conversation))
                .orElse(List.of());
    }

    private List<Publication> noteMove(InboundIdentity update, Conversation conversation) {
        Message line = new Message(
                "",
                null,
                ExternalIds.inboundKey(update.account().id(), update.externalId()),
                update.externalId(),
                Direction.OUTBOUND,
                Author.SYSTEM,
                null,
                new MessageContent.TextContent(update.rendering()),
                DeliveryStatus.RECEIVED,
                null,
                null,
                false,
                null,
                null,
                update.occurredAt(),
                clock.instant());
        Message note =
                messages.append(conversation.id(), line, conversation.lastSeq()).message();
        Handle to = replyAddress(new Sender(update.handles(), null));
        Conversation moved = conversations.update(
                conversation.id(),
                current -> current.moved(isLess(to, current.recipient()) ? current.recipient() : to, note));
        return List.of(threads.added(note), threads.changed(moved.id(), "moved/" + update.externalId()));
    }

    /** A number that still holds is a better address than an id. */
    private static boolean isLess(Handle to, Handle current) {
        return to.kind() == Handle.Kind.BSUID && current.kind() != Handle.Kind.BSUID;
    }

    /** Also of somebody who has not written yet: it holds when they do. */
    private List<Publication> receivePreference(InboundPreference update) {
        accounts.ensure(update.account());
        Customer customer = customers.recognise(update.account(), update.customer(), update.occurredAt());
        optOuts.told(customers.current(customer.id()), update);
        return List.of();
    }

    private List<Publication> receiveNotice(InboundNotice update) {
        notices.keep(update);
        events.publishEvent(update);
        return List.of();
    }

    private List<Publication> receiveMessage(InboundMessage update) {
        Conversation conversation = conversationOf(update);
        Message placed = messages.append(conversation.id(), inbound(update), conversation.lastSeq())
                .message();
        Message message = changes.awaited(update.account().id(), placed);
        boolean isOfGroup = update.groupId() != null;
        if (!isOfGroup) {
            learn(conversation.customerId(), message);
        }
        Optional<Draft> wishNoted = isOfGroup || message.isDeleted()
                ? Optional.empty()
                : optOuts.heard(message, conversation.customerId(), conversation.lastMessage());
        boolean wantsAnswer = wantsAnswer(update) && !message.isDeleted() && wishNoted.isEmpty();
        AssistantMode mode = modes.now(update.account().id());
        Conversation received = conversations.update(conversation.id(), current -> {
            Conversation next = current.received(message, replyAddress(update), wantsAnswer, clock.instant())
                    .underMode(mode, clock.instant());
            return wishNoted.map(next::posted).orElse(next);
        });

        profiles.met(update.account(), update.customer());
        events.publishEvent(new MessageReceived(message, received));

        List<Publication> publications = new ArrayList<>();
        publications.add(threads.added(message));
        wishNoted.ifPresent(noted -> publications.add(nudge(received.id())));
        if (received.awaitsAssistant() && message.seq() > received.answeredSeq()) {
            alarms.setUnlessSet(
                    UnansweredAlarm.KIND,
                    received.id(),
                    clock.instant().plus(settings.burstWindow()).plus(UnansweredAlarm.PATIENCE));
            publications.add(Publication.of(new ReplyRequest(received.id(), message.seq()), settings.burstWindow()));
        }
        publications.addAll(mediaOf(message));
        return publications;
    }

    /** Asks for the bytes that are still with the platform. */
    private static List<Publication> mediaOf(Message message) {
        return message.awaitedParts().stream()
                .map(part -> Publication.of(MediaRequest.first(message.id(), part), Duration.ZERO))
                .toList();
    }

    /** What customers tell of themselves is kept whoever answers them. */
    private void learn(String customerId, Message message) {
        String words =
                switch (message.content()) {
                    case MessageContent.TextContent text -> text.text();
                    case MediaContent media -> media.caption();
                    case MessageContent.OrderContent order -> order.text();
                    case MessageContent.InteractiveReplyContent ignored -> null;
                    case MessageContent.LocationContent ignored -> null;
                    case MessageContent.ContactsContent ignored -> null;
                    case MessageContent.InteractiveContent ignored -> null;
                    case MessageContent.ProductContent ignored -> null;
                    case MessageContent.TemplateContent ignored -> null;
                    case MessageContent.UnsupportedContent ignored -> null;
                };
        if (words != null) {
            customers.learn(customerId, message.id(), words, message.occurredAt());
        }
    }

    /**
     * A message that is stored keeps its conversation, whoever its sender's address belongs to by now.
     */
    private Conversation conversationOf(InboundMessage update) {
        return messages.findByKey(key(update))
                .flatMap(stored -> conversations.find(stored.conversationId()))
                .orElseGet(() -> conversation(update));
    }

    private Conversation conversation(InboundMessage update) {
        accounts.ensure(update.account());
        Customer customer = customers.recognise(update.account(), writer(update), update.occurredAt());
        Conversation opened = conversations.open(update.account().id(), customer.id(), replyAddress(update));
        // Asked once it is open: whoever merges customers looks for conversations after having said so.
        String owner = customers.current(customer.id());
        return opened.customerId().equals(owner)
                ? opened
                : conversations.update(opened.id(), current -> current.belongingTo(owner));
    }

    /** A group is somebody of its own: what is written in it never stands in the thread of one of its people. */
    private static Sender writer(InboundMessage update) {
        String groupId = update.groupId();
        return groupId == null
                ? update.customer()
                : new Sender(List.of(new Handle(Handle.Kind.GROUP, groupId)), GROUP_NAME);
    }

    private static Handle replyAddress(InboundMessage update) {
        return replyAddress(writer(update));
    }

    /** WhatsApp prefers the phone's address to the business-scoped id where both are known. */
    private static Handle replyAddress(Sender sender) {
        return sender.handles().stream()
                .filter(handle -> handle.kind() == Handle.Kind.WA_ID || handle.kind() == Handle.Kind.PHONE)
                .findFirst()
                .orElse(sender.handles().getFirst());
    }

    private static boolean wantsAnswer(InboundMessage update) {
        MessageContext context = update.context();
        boolean isAddressed = context == null
                || (context.groupId() == null
                        && (context.story() == null || context.story().relation() != Story.Relation.MENTION));
        return isAddressed && wantsAnswer(update.content());
    }

    private static boolean wantsAnswer(MessageContent content) {
        return switch (content) {
            case MessageContent.TextContent ignored -> true;
            case MediaContent media -> media.kind() != MediaContent.Kind.STICKER;
            case MessageContent.InteractiveReplyContent ignored -> true;
            case MessageContent.OrderContent ignored -> true;
            case MessageContent.LocationContent ignored -> true;
            case MessageContent.ContactsContent ignored -> true;
            case MessageContent.InteractiveContent ignored -> false;
            case MessageContent.ProductContent ignored -> false;
            case MessageContent.TemplateContent ignored -> false;
            case MessageContent.UnsupportedContent ignored -> false;
        };
    }

    private Message inbound(InboundMessage update) {
        return new Message(
                "",
                null,
                key(update),
                update.externalId(),
                Direction.INBOUND,
                Author.CUSTOMER,
                null,
                update.content(),
                DeliveryStatus.RECEIVED,
                null,
                repliedTo(update),
                false,
                null,
                null,
                update.occurredAt(),
                clock.instant(),
                context(update),
                Revisions.NONE);
    }

    private static @Nullable MessageContext context(InboundMessage update) {
        MessageContext context = update.context();
        if (context == null || context.groupId() == null) {
            return context;
        }
        Sender member = update.customer();
        String name = member.profileName() != null ? member.profileName() : member.username();
        return context.writtenBy(name == null ? replyAddress(member).address() : name);
    }

    private static String key(InboundMessage update) {
        return ExternalIds.inboundKey(update.account().id(), update.externalId());
    }

    private @Nullable String repliedTo(InboundMessage update) {
        String externalId = update.replyToExternalId();
        if (externalId == null) {
            return null;
        }
        return externalIds.anyMessageId(update.account().id(), externalId).orElse(null);
    }

    private List<Publication> receiveEcho(InboundMessage update) {
        String accountId = update.account().id();
        // In this order: the answer to our call notes the id before it frees the lane, so a free lane means that it is
        // noted.
        Conversation conversation = conversationOf(update);
        Optional<String> known = externalIds.messageId(accountId, update.externalId());
        if (known.isPresent()) {
            boolean isStoredEcho = messages.find(known.get())
                    .filter(Message::isWrittenElsewhere)
                    .isPresent();
            return isStoredEcho ? storeEcho(update, conversation, true) : List.of();
        }
        Optional<String> ours = deliveries.attemptThatSent(conversation, update.content());
        if (ours.isPresent()) {
            return deliveries.confirm(accountId, ours.get(), update.externalId());
        }
        if (conversation.lane().inFlight() != null) {
            return List.of(new Publication(ar.isac.crm.hub.Queues.INBOUND, update.group(), ECHO_DELAY, update));
        }
        return storeEcho(update, conversation, false);
    }

    /** Typed in the platform's own app: shown, never answered, and a person has the conversation. */
    private List<Publication> storeEcho(InboundMessage update, Conversation conversation, boolean isKnown) {
        Message echo = new Message(
                "",
                null,
                key(update),
                update.externalId(),
                Direction.OUTBOUND,
                Author.ADVISOR,
                null,
                update.content(),
                DeliveryStatus.SENT,
                null,
                repliedTo(update),
                false,
                null,
                null,
                update.occurredAt(),
                clock.instant());
        Message placed =
                messages.append(conversation.id(), echo, conversation.lastSeq()).message();
        Message message = changes.awaited(update.account().id(), placed);
        if (!isKnown) {
            conversations.update(conversation.id(), current -> current.echoed(message));
        }
        // Last: from here on the echo is known, and silences nobody again.
        externalIds.note(update.account().id(), update.externalId(), message.id());
        List<Publication> publications = new ArrayList<>();
        publications.add(threads.added(message));
        publications.addAll(mediaOf(message));
        return publications;
    }

    private List<Publication> receiveStatus(InboundStatus update) {
        accounts.ensure(update.account());
        String accountId = update.account().id();
        ExternalIds.Report report = new ExternalIds.Report(update.status(), update.errorCode(), update.errorText());
        String attemptId = update.attemptId();
        if (attemptId != null && deliveries.isAttempt(attemptId)) {
            return deliveries.reported(accountId, attemptId, update.externalId(), report);
        }
        return externalIds
                .messageId(accountId, update.externalId())
                .or(() -> externalIds.await(accountId, update.externalId(), report))
                .map(messageId -> deliveries.reportedOf(messageId, accountId, update.externalId(), report))
                .orElse(List.of());
    }

    /** A nudge for the conversation, for whoever changed its lane. */
    static Publication nudge(String conversationId) {
        return Publication.of(new Nudge(conversationId), Duration.ZERO);
    }
}
