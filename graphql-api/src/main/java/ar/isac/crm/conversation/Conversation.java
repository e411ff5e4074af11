package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.message.Handle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * All that one customer and the shop say to each other on one account. Immutable; each verb returns the next state, and
 * {@link Conversations#update} stores it guarded by the version.
 *
 * @param accountId the shop's side
 * @param recipient where replies go: the address of the customer's last message, verbatim
 * @param lastMessage the newest message's place and rendering, for lists
 */
@Document("conversations")
public record Conversation(
        @Id String id,
        @Version @Nullable Long version,
        String accountId,
        String customerId,
        Handle recipient,
        Handling handling,
        Positions positions,
        Answering answering,
        Lane lane,
        @Nullable LastMessage lastMessage,
        Instant lastActivityAt,
        Instant createdAt) {

    /** The newest message as a list shows it. */
    public record LastMessage(long seq, Author author, String preview, Instant at) {

        private static final int LENGTH = 160;

        static LastMessage of(Message message) {
            String text = message.preview();
            String preview = text.length() <= LENGTH
                    ? text
                    : text.substring(
                                    0,
                                    text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), LENGTH)))
                            + "…";
            return new LastMessage(message.seq(), message.author(), preview, message.receivedAt());
        }
    }

    /** The id follows from account and customer, so that opening a conversation twice opens it once. */
    static Conversation open(String accountId, String customerId, Handle recipient, Instant now) {
        return new Conversation(
                id(accountId, customerId),
                null,
                accountId,
                customerId,
                recipient,
                Handling.NEW,
                Positions.START,
                Answering.NOTHING,
                Lane.EMPTY,
                null,
                now,
                now);
    }

    static String id(String accountId, String customerId) {
        return UUID.nameUUIDFromBytes(("conversation " + accountId + " " + customerId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public ConversationStatus status() {
        return handling.status();
    }

    public Control control() {
        return handling.control();
    }

    public Priority priority() {
        return handling.priority();
    }

    public @Nullable String assigneeId() {
        return handling.assigneeId();
    }

    /** When it comes back by itself; null while it is not put off. */
    public @Nullable Instant snoozedUntil() {
        return handling.snoozedUntil();
    }

    /** To whom it is being given; null while it is not. */
    public @Nullable Transfer transfer() {
        return handling.transfer();
    }

    public List<String> tags() {
        return handling.tags();
    }

    public @Nullable Escalation escalation() {
        return handling.escalation();
    }

    public int unreadCount() {
        return positions.unread().size();
    }

    /** The highest number in the thread. */
    public long lastSeq() {
        return positions.last();
    }

    public @Nullable Instant lastInboundAt() {
        return positions.lastInboundAt();
    }

    /** Until when the platform charges nothing because the customer came by an advertisement; null where it does. */
    @Nullable
    Instant freeUntil() {
        return positions.freeUntil();
    }

    /** Whether it is what is written in a group, which is read here and not answered. */
    public boolean isOfGroup() {
        return recipient.kind() == Handle.Kind.GROUP;
    }

    /** Whether a person has it or is waited for, and it is not closed. */
    public boolean isWithPeople() {
        return handling.isWithPeople();
    }

    /** Why the assistant is silent; null while it has control. */
    public @Nullable Silence silence() {
        return handling.silence();
    }

    /** An answer that waits for an advisor to send it. */
    public @Nullable Suggestion suggestion() {
        return answering.suggestion();
    }

    /** Whether the customer waits for an answer, of whomever. */
    public boolean awaitsAnswer() {
        return answering.isDue();
    }

    /** Whether the assistant is to decide on an answer now. */
    public boolean awaitsAssistant() {
        return control() == Control.ASSISTANT && answering.isUndecided();
    }

    /** Before when nothing is sent, since the platform or the pace says so; null for no such time. */
    public @Nullable Instant sendsNotBefore() {
        return lane.notBefore();
    }

    /** How often it was tried in vain to send what is next. */
    public int sendTries() {
        return lane.tries();
    }

    /** The last message that wants an answer. */
    public long pendingSeq() {
        return answering.pending();
    }

    /** Everything up to here is taken care of. */
    public long answeredSeq() {
        return answering.answered();
    }

    /** Since when the first message waits that is neither answered nor has an answer suggested. */
    public @Nullable Instant pendingSince() {
        return answering.pendingSince();
    }

    /** The assistant's state of the talk, in its own form. */
    public @Nullable String dialogue() {
        return answering.dialogue();
    }

    /** A customer's message has its place in the thread. */
    Conversation received(Message message, Handle from, boolean wantsAnswer, Instant now) {
        Answering next = wantsAnswer ? answering.wanted(message.seq(), now) : answering;
        // A delivery that comes again must not open what has been closed since.
        Handling reopened = message.seq() > positions.lastInbound() ? handling.reopened(now) : handling;
        // Nor must it bring back an address that the customer has left.
        Handle reachedAt = message.seq() > positions.lastInbound() ? from : recipient;
        Positions places = positions.received(message.seq(), message.occurredAt());
        return with(reopened, message.isFromAdvertisement() ? places.entered(message.occurredAt()) : places, next, lane)
                .from(reachedAt)
                .showing(message);
    }

    /** The customer has another address; {@code note} says so in the thread. */
    Conversation moved(Handle to, Message note) {
        return note.seq() <= positions.last()
                ? this
                : with(handling, positions.written(note.seq()), answering, lane).from(to);
    }

    /**
     * A message says something else, or nothing any more.
     *
     * @param awaitsAnswer whether any message that waits for an answer still says something
     */
    Conversation revised(Message message, boolean awaitsAnswer) {
        boolean isUnanswered = message.direction() == Direction.INBOUND && message.seq() > answering.answered();
        Answering next = !isUnanswered ? answering : awaitsAnswer ? answering.reconsidered() : answering.settled();
        Conversation revised = next.equals(answering) ? this : with(handling, positions, next, lane);
        return lastMessage != null && lastMessage.seq() == message.seq() ? revised.showing(message) : revised;
    }

    /**
     * A message of the shop, written outside this product, has its place: a person is on it. Not to be asked by the place
     * whether it is news: the assistant may have taken a later one before.
     */
    Conversation echoed(Message message) {
        Handling theirs = handling.controlledBy(Control.HUMAN, Silence.Reason.ANSWERED_ELSEWHERE, message.receivedAt());
        return with(theirs, positions.written(message.seq()), answering.settled(), lane)
                .showing(message);
    }

    /**
     * What the assistant does on the account takes effect: where it is off, what waits is left to people, and what was left to
     * people for that reason alone is the assistant's again once it is on.
     */
    public Conversation underMode(AssistantMode mode, Instant now) {
        return switch (mode) {
            case OFF -> awaitsAssistant() ? with(handling.leftToPeople(now), positions, answering, lane) : this;
            case AUTO, SUGGEST ->
                handling.isLeftToPeople() && answering.isDue()
                        ? with(
                                handling.controlledBy(Control.ASSISTANT, Silence.Reason.SWITCHED_OFF, now),
                                positions,
                                answering,
                                lane)
                        : this;
        };
    }

    /** The assistant would answer so, and an advisor is to decide. */
    public Conversation suggesting(Suggestion suggestion) {
        return with(handling, positions, answering.suggesting(suggestion), lane);
    }

    /** An advisor says what was suggested, in the assistant's words or in their own: {@code drafts}. */
    Conversation sent(Suggestion suggestion, List<Draft> drafts) {
        return with(
                handling,
                positions.readUpTo(positions.last()),
                answering.answeredUpTo(suggestion.upTo(), drafts, suggestion.dialogue()),
                lane);
    }

    /** An advisor does not want the suggestion: what waits is theirs to answer. */
    Conversation dismissingSuggestion() {
        return with(handling, positions, answering.settled(), lane);
    }

    /** The assistant has dealt with everything up to {@code seq}. */
    public Conversation answered(long seq, List<Draft> replies, @Nullable String newDialogue) {
        return with(handling, positions, answering.answeredUpTo(seq, replies, newDialogue), lane);
    }

    /** The assistant leaves the conversation to a person. */
    public Conversation handedOver(Escalation why, Priority atLeast) {
        return with(handling.handedOver(why, atLeast), positions, answering, lane);
    }

    /** A person is called, for a reason beyond what the customer last wrote; one who has the conversation keeps it. */
    Conversation called(Escalation why, Priority atLeast) {
        boolean isHad = control() == Control.HUMAN && status() != ConversationStatus.CLOSED;
        Handling called = handling.moved(ConversationStatus.OPEN).handedOver(why, atLeast);
        return with(
                isHad ? called.controlledBy(Control.HUMAN, Silence.Reason.TAKEN_OVER, why.at()) : called,
                positions,
                answering.settled(),
                lane);
    }

    /** An advisor writes: they have the conversation from here on, and what was waiting is theirs. */
    Conversation taken(Draft draft, @Nullable String advisorId, Instant now) {
        Handling opened = status() == ConversationStatus.CLOSED ? handling.moved(ConversationStatus.OPEN) : handling;
        Handling mine = opened.controlledBy(Control.HUMAN, Silence.Reason.TAKEN_OVER, now);
        return with(
                mine.assigneeId() == null ? mine.assignedTo(advisorId) : mine,
                positions.readUpTo(positions.last()),
                answering.settled().drafted(draft),
                lane);
    }

    /** Something is to be written that changes nothing about who answers. */
    Conversation posted(Draft draft) {
        return with(handling, positions, answering.drafted(draft), lane);
    }

    /** Gives the conversation to the assistant or takes it away. What was waiting stays with whoever had it. */
    Conversation controlledBy(Control who, Instant now) {
        return handling.control() == who
                ? this
                : with(
                        handling.controlledBy(who, Silence.Reason.TAKEN_OVER, now),
                        positions,
                        answering.settled(),
                        lane);
    }

    /** Moves it on the board. Closing settles what waits, and says when the assistant may answer again. */
    Conversation moved(ConversationStatus next, Instant now, Duration returnAfter) {
        if (next == status() && snoozedUntil() == null) {
            return this;
        }
        return next == ConversationStatus.CLOSED
                ? with(handling.closed(now, returnAfter), positions, answering.settled(), lane)
                : with(handling.moved(next), positions, answering, lane);
    }

    /** It is out of the way until then, or until the customer writes. */
    Conversation snoozed(Instant until) {
        return until.equals(snoozedUntil()) ? this : with(handling.snoozed(until), positions, answering, lane);
    }

    /** It is put off no longer; one that is not stays as it is. */
    Conversation returned() {
        return snoozedUntil() == null ? this : with(handling.returned(), positions, answering, lane);
    }

    Conversation prioritised(Priority next) {
        return next == priority() ? this : with(handling.prioritised(next), positions, answering, lane);
    }

    /** Again changes nothing. */
    Conversation taggedWith(String tagId) {
        List<String> tags = handling.tags();
        return tags.contains(tagId)
                ? this
                : tagged(Stream.concat(tags.stream(), Stream.of(tagId)).toList());
    }

    /** A tag that it has not changes nothing. */
    Conversation without(String tagId) {
        return tagged(handling.tags().stream().filter(tag -> !tag.equals(tagId)).toList());
    }

    private Conversation tagged(List<String> tags) {
        return tags.equals(handling.tags()) ? this : with(handling.tagged(tags), positions, answering, lane);
    }

    public Conversation assignedTo(@Nullable String advisorId) {
        return java.util.Objects.equals(advisorId, handling.assigneeId())
                ? this
                : with(handling.assignedTo(advisorId), positions, answering, lane);
    }

    /** Another advisor is to take it; nobody else answers meanwhile. */
    Conversation transferred(Transfer to) {
        return with(handling.transferred(to), positions, answering.settled(), lane);
    }

    /** Nobody has taken what was given to them: it waits for whoever is there. Another transfer stays as it is. */
    Conversation untransferred(Transfer expired, Instant now) {
        return expired.equals(transfer()) ? with(handling.untransferred(now), positions, answering, lane) : this;
    }

    Conversation readUpTo(long seq) {
        Positions read = positions.readUpTo(seq);
        return read.equals(positions) ? this : with(handling, read, answering, lane);
    }

    /** The customer's last message counts as unread. */
    Conversation unread() {
        Positions unread = positions.unreadAgain();
        return unread.equals(positions) ? this : with(handling, unread, answering, lane);
    }

    /** The drafts have become these messages, which now wait in the lane. */
    Conversation materialised(List<Draft> drafts, List<Message> messages) {
        Positions places = positions;
        Lane queue = lane;
        for (Message message : messages) {
            places = places.written(message.seq());
            if (message.awaitsSending()) {
                queue = queue.with(message.seq());
            }
        }
        Conversation next = with(
                handling,
                places,
                answering.without(drafts.stream().map(Draft::key).toList()),
                queue);
        // A line for the shop's eyes is not what the talk has come to.
        return messages.stream()
                .filter(message -> message.author() != Author.SYSTEM)
                .reduce((earlier, later) -> later)
                .map(next::showing)
                .orElse(next);
    }

    /** The platform took a message of the shop's. */
    Conversation sent(Instant at) {
        Positions places = positions.sent(at);
        return places.equals(positions) ? this : with(handling, places, answering, lane);
    }

    Conversation with(Lane next) {
        return next.equals(lane) ? this : with(handling, positions, answering, next);
    }

    private Conversation showing(Message message) {
        if (lastMessage != null && lastMessage.seq() > message.seq()) {
            return this;
        }
        Instant activity = message.receivedAt().isAfter(lastActivityAt) ? message.receivedAt() : lastActivityAt;
        return new Conversation(
                id,
                version,
                accountId,
                customerId,
                recipient,
                handling,
                positions,
                answering,
                lane,
                LastMessage.of(message),
                activity,
                createdAt);
    }

    /** The customer is known by another record now; the conversation stays the one it is. */
    Conversation belongingTo(String customer) {
        return customer.equals(customerId)
                ? this
                : new Conversation(
                        id,
                        version,
                        accountId,
                        customer,
                        recipient,
                        handling,
                        positions,
                        answering,
                        lane,
                        lastMessage,
                        lastActivityAt,
                        createdAt);
    }

    private Conversation from(Handle address) {
        return new Conversation(
                id,
                version,
                accountId,
                customerId,
                address,
                handling,
                positions,
                answering,
                lane,
                lastMessage,
                lastActivityAt,
                createdAt);
    }

    private Conversation with(Handling nextHandling, Positions nextPositions, Answering nextAnswering, Lane nextLane) {
        return new Conversation(
                id,
                version,
                accountId,
                customerId,
                recipient,
                nextHandling,
                nextPositions,
                nextAnswering,
                nextLane,
                lastMessage,
                lastActivityAt,
                createdAt);
    }
}
