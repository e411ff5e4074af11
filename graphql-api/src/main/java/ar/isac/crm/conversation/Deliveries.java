package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.account.ChannelHealth;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.conversation.ExternalIds.Report;
import ar.isac.crm.conversation.Message.DeliveryFailure;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.hub.DeliveryLog;
import ar.isac.crm.hub.Nudge;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContext;
import ar.isac.crm.message.OutboundMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The lanes at work. At most one call for each attempt: it is stored before the call, and whoever finds it open without
 * knowing its outcome waits for a status, an echo or the end of patience, and never calls again.
 */
@Component
class Deliveries implements DeliveryLog {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    /** A limit of the whole account holds the others up no longer than this, however often one of them met it. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    /** The code of a message that the reply window left behind. */
    static final String TOO_LATE = "WINDOW_CLOSED";

    /** The code of an offer to somebody who has said no to offers while it waited. */
    static final String OPTED_OUT = "OPTED_OUT";

    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(15);
    private static final int MOST_TRIES = 8;

    /** Time for the platform to learn what its other half knows already. */
    private static final Duration BEFORE_SECOND_TRY = Duration.ofSeconds(3);

    /** How far back an echo is compared with attempts whose outcome is unknown. */
    private static final int ECHO_DEPTH = 20;

    /** How far back the e-mail is looked for that a message answers. */
    private static final int ANSWERED_DEPTH = 20;

    private static final char ATTEMPT = '#';

    private final Conversations conversations;
    private final Messages messages;
    private final ExternalIds externalIds;
    private final Threads threads;
    private final ChannelAccounts accounts;
    private final OutgoingMedia outgoing;
    private final Channels channels;
    private final SendingPace pace;
    private final WaitingLanes waiting;
    private final SecondTries secondTries;
    private final OptOuts optOuts;
    private final Customers customers;
    private final ChannelHealth health;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** Attempts that a thread of this process is busy with: it will nudge when it is done. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Deliveries(
            Conversations conversations,
            Messages messages,
            ExternalIds externalIds,
            Threads threads,
            ChannelAccounts accounts,
            OutgoingMedia outgoing,
            Channels channels,
            SendingPace pace,
            WaitingLanes waiting,
            SecondTries secondTries,
            OptOuts optOuts,
            Customers customers,
            ChannelHealth health,
            ApplicationEventPublisher events,
            Clock clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.externalIds = externalIds;
        this.threads = threads;
        this.accounts = accounts;
        this.outgoing = outgoing;
        this.channels = channels;
        this.pace = pace;
        this.waiting = waiting;
        this.secondTries = secondTries;
        this.optOuts = optOuts;
        this.customers = customers;
        this.health = health;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Claim claim(Nudge nudge) {
        String id = nudge.conversationId();
        List<Publication> news = new ArrayList<>();
        if (conversations.find(id).isEmpty()) {
            // Its customer was erased meanwhile.
            return new Claim.Wait(news);
        }
        threads.materialise(id).forEach(message -> news.add(threads.added(message)));
        while (true) {
            Conversation conversation = conversations.find(id).orElseThrow();
            Lane lane = conversation.lane();
            Instant now = clock.instant();
            Lane.Attempt open = lane.inFlight();
            if (open != null && open.isOverdue(now)) {
                news.add(giveUp(conversation, open));
            } else if (open != null) {
                if (!underWay.contains(open.id())) {
                    news.add(nudge(id, open.givesUpAt(), now));
                }
                return new Claim.Wait(news);
            } else if (lane.isEmpty()) {
                waiting.proceeds(id);
                return new Claim.Wait(news);
            } else if (lane.notBefore() != null && now.isBefore(lane.notBefore())) {
                waiting.delayed(id, conversation.accountId());
                news.add(nudge(id, lane.notBefore(), now));
                return new Claim.Wait(news);
            } else {
                Claim claim = claimNext(conversation, now, news);
                if (claim != null) {
                    return claim;
                }
            }
        }
    }

    /** Null when the lane changed meanwhile and has to be looked at again. */
    private @Nullable Claim claimNext(Conversation conversation, Instant now, List<Publication> news) {
        Lane lane = conversation.lane();
        long seq = lane.next().getAsLong();
        Message message = messages.find(Message.id(conversation.id(), seq)).orElseThrow();
        if (!message.awaitsSending()) {
            conversations.update(
                    conversation.id(), current -> current.with(current.lane().without(seq)));
            return null;
        }
        ReplyWindow.Leave leave = ReplyWindow.of(conversation, now).leave(message);
        if (leave == ReplyWindow.Leave.NOT_NOW) {
            news.addAll(tooLate(conversation, message, now));
            return null;
        }
        if (optOuts.forbid(conversation.customerId(), message.content())) {
            news.addAll(unsent(message, new DeliveryFailure(OPTED_OUT, OptOuts.REFUSAL)));
            return null;
        }
        AccountRef account = AccountRef.parse(conversation.accountId());
        accounts.ensure(account);
        ChannelAccount channel = accounts.find(account.id()).orElse(null);
        Optional<ChannelConnection> connection = connection(channel);
        if (connection.isEmpty()) {
            waiting.note(conversation.id(), account.id());
            channel = accounts.find(account.id()).orElse(null);
            connection = connection(channel);
        }
        if (channel == null || connection.isEmpty()) {
            return new Claim.Wait(news);
        }
        Instant turn = pace.turn(account.id(), conversation.id(), channel.messagesPerSecond());
        if (turn.isAfter(now)) {
            waiting.delayed(conversation.id(), account.id());
            news.add(nudge(conversation.id(), turn, now));
            return new Claim.Wait(news);
        }
        waiting.proceeds(conversation.id());
        String attemptId = message.id() + ATTEMPT + UUID.randomUUID().toString().substring(0, 8);
        // All that may fail comes before the claim: an attempt that is stored is sent.
        Optional<Message> answered = answered(conversation, message);
        OutboundMessage attempt = new OutboundMessage(
                attemptId,
                account,
                secondTries.address(channel, conversation.recipient()),
                outgoing.linked(message.content()),
                answered.map(Message::externalId).orElse(null),
                leave == ReplyWindow.Leave.AS_HUMAN_AGENT ? OutboundMessage.Tag.HUMAN_AGENT : null,
                answered.map(Message::context).map(MessageContext::topic).orElse(null));
        return claims(conversation.id(), lane, attemptId, seq, now)
                ? new Claim.Send(attempt, connection.get(), news)
                : null;
    }

    private boolean claims(String conversationId, Lane lane, String attemptId, long seq, Instant now) {
        boolean isClaimed = false;
        underWay.add(attemptId);
        try {
            isClaimed = conversations
                    .update(
                            conversationId,
                            current -> current.lane().equals(lane)
                                    ? current.with(lane.attempting(attemptId, seq, now))
                                    : current)
                    .lane()
                    .holds(attemptId);
            return isClaimed;
        } finally {
            // Where nobody knows whether it was stored, whoever finds it open waits for its end.
            if (!isClaimed) {
                underWay.remove(attemptId);
            }
        }
    }

    private Optional<ChannelConnection> connection(@Nullable ChannelAccount account) {
        return account == null || account.isPaused() ? Optional.empty() : accounts.connection(account);
    }

    /** The window closed while it waited: the platform would refuse it. */
    private List<Publication> tooLate(Conversation conversation, Message message, Instant now) {
        return unsent(
                message,
                new DeliveryFailure(TOO_LATE, ReplyWindow.of(conversation, now).refusal()));
    }

    private List<Publication> unsent(Message message, DeliveryFailure why) {
        Message failed = messages.update(message.id(), current -> current.reported(DeliveryStatus.FAILED, why));
        conversations.update(
                message.conversationId(), current -> current.with(current.lane().without(message.seq())));
        return List.of(threads.changed(failed, why.code()));
    }

    /** An e-mail that answers none begins a thread of its own in the customer's mailbox. */
    private Optional<Message> answered(Conversation conversation, Message message) {
        Optional<Message> named = Optional.ofNullable(message.replyToId()).flatMap(messages::find);
        if (named.isPresent() || AccountRef.parse(conversation.accountId()).type() != ChannelType.EMAIL) {
            return named;
        }
        return messages.range(conversation.id(), message.seq() - ANSWERED_DEPTH, message.seq()).stream()
                .filter(earlier -> earlier.direction() == Direction.INBOUND)
                .reduce((earlier, later) -> later);
    }

    private Publication giveUp(Conversation conversation, Lane.Attempt attempt) {
        log.warn("The outcome of attempt {} is unknown", attempt.id());
        Message unknown = messages.update(
                Message.id(conversation.id(), attempt.seq()),
                message -> message.reported(DeliveryStatus.UNKNOWN, null));
        free(conversation.id(), attempt.seq(), lane -> lane.holds(attempt.id()));
        return threads.changed(unknown, "unknown/" + attempt.id());
    }

    @Override
    public List<Publication> record(OutboundMessage attempt, DeliveryOutcome outcome) {
        try {
            return switch (outcome) {
                case DeliveryOutcome.Accepted(String externalId, String platformAddress) -> {
                    health.sent(attempt.account().id());
                    noteAddress(attempt, platformAddress);
                    yield reported(
                            attempt.account().id(),
                            attempt.attemptId(),
                            externalId,
                            new Report(DeliveryStatus.SENT, null, null));
                }
                case DeliveryOutcome.Refused(String code, String reason) -> refused(attempt, code, reason);
                case DeliveryOutcome.Retryable(String code, String reason, Duration delay) ->
                    retry(attempt, code, delay);
                case DeliveryOutcome.Unknown ignored -> awaitReport(attempt);
                case DeliveryOutcome.AccountBroken(String code, String reason) -> pause(attempt, code, reason);
            };
        } finally {
            underWay.remove(attempt.attemptId());
        }
    }

    /** The platform may know a number in another form than the one we used; who writes from it is the same customer. */
    private void noteAddress(OutboundMessage attempt, @Nullable String platformAddress) {
        if (platformAddress == null
                || attempt.recipient().kind() != Handle.Kind.WA_ID
                || attempt.recipient().address().equals(platformAddress)) {
            return;
        }
        conversations
                .find(conversationId(attempt))
                .ifPresent(conversation -> customers.alsoKnownAs(
                        attempt.account(), conversation.customerId(), new Handle(Handle.Kind.WA_ID, platformAddress)));
    }

    private List<Publication> refused(OutboundMessage attempt, String code, String reason) {
        Conversation conversation = conversations.find(conversationId(attempt)).orElseThrow();
        Message message = messages.find(messageId(attempt.attemptId())).orElseThrow();
        if (conversation.lane().holds(attempt.attemptId())
                && secondTries.isWorthOne(attempt.account(), conversation, message, code)) {
            return tryOnceMore(attempt, message, code);
        }
        Message failed = messages.update(
                message.id(), current -> current.reported(DeliveryStatus.FAILED, new DeliveryFailure(code, reason)));
        List<Publication> publications =
                new ArrayList<>(settled(failed, attempt.attemptId(), lane -> lane.holds(attempt.attemptId())));
        publications.addAll(troubled(attempt.account(), failed, new DeliveryFailure(code, reason)));
        return publications;
    }

    private List<Publication> tryOnceMore(OutboundMessage attempt, Message message, String code) {
        Instant now = clock.instant();
        Instant again = now.plus(BEFORE_SECOND_TRY);
        messages.update(message.id(), current -> current.awaitsSending() ? current.againFor(code) : current);
        conversations.update(
                message.conversationId(),
                current -> current.lane().holds(attempt.attemptId())
                        ? current.with(current.lane().retryingAt(again))
                        : current);
        return List.of(nudge(message.conversationId(), again, now));
    }

    private List<Publication> retry(OutboundMessage attempt, String code, @Nullable Duration platformsDelay) {
        String conversationId = conversationId(attempt);
        Lane lane = conversations.find(conversationId).orElseThrow().lane();
        if (lane.holds(attempt.attemptId()) && lane.tries() + 1 >= MOST_TRIES) {
            return refused(
                    attempt,
                    code,
                    "No se pudo enviar después de %d intentos: la plataforma no lo tomó (código %s). Probá de nuevo más tarde."
                            .formatted(MOST_TRIES, code));
        }
        Instant now = clock.instant();
        Instant again = now.plus(platformsDelay == null ? backOff(lane.tries()) : platformsDelay);
        if (channels.limitsAccount(attempt.account(), code)) {
            pace.hold(attempt.account().id(), min(again, now.plus(LONGEST_HOLD)));
        }
        waiting.delayed(conversationId, attempt.account().id());
        conversations.update(
                conversationId,
                current -> current.lane().holds(attempt.attemptId())
                        ? current.with(current.lane().retryingAt(again))
                        : current);
        return List.of(nudge(conversationId, again, now));
    }

    /** 1, 4, 16 … seconds, as WhatsApp asks for its pair limit, give or take a fifth so that many lanes do not return at once. */
    private static Duration backOff(int tries) {
        Duration full = Duration.ofSeconds((long) Math.pow(4, Math.min(tries, 6)));
        Duration capped = full.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : full;
        return capped.multipliedBy(ThreadLocalRandom.current().nextLong(80, 121))
                .dividedBy(100);
    }

    private List<Publication> awaitReport(OutboundMessage attempt) {
        Instant now = clock.instant();
        return List.of(nudge(conversationId(attempt), now.plus(Lane.PATIENCE), now));
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<Publication> pause(OutboundMessage attempt, String code, String reason) {
        String accountId = attempt.account().id();
        ChannelAccount paused = accounts.pause(attempt.account(), code, reason);
        health.failed(accountId, code, reason);
        String conversationId = conversationId(attempt);
        conversations.update(
                conversationId,
                current -> current.lane().holds(attempt.attemptId())
                        ? current.with(current.lane().waiting())
                        : current);
        ChannelAccount.Pause pause = paused.pause();
        Instant since = pause == null ? clock.instant() : pause.since();
        // The lane looks at once, to be noted among those that wait for the account.
        return List.of(
                IncomingUpdates.nudge(conversationId),
                Publication.of(ConversationEvent.ofAccount(
                        "channel/" + accountId + "/paused/" + since.toEpochMilli(),
                        ConversationEvent.Type.CHANNEL_PAUSED,
                        accountId,
                        since)));
    }

    /** Whether the platform echoes an attempt of ours, and not some other program's id. */
    boolean isAttempt(String id) {
        return id.indexOf(ATTEMPT) > 0 && messages.find(messageId(id)).isPresent();
    }

    /** A report that names the attempt: it settles an open one whose response was lost. */
    List<Publication> reported(String accountId, String attemptId, String externalId, Report report) {
        if (report.status() == DeliveryStatus.FAILED && isOfEarlierAttempt(attemptId, externalId)) {
            return backInLane(messageId(attemptId));
        }
        return settle(accountId, messageId(attemptId), externalId, report, attemptId, lane -> lane.holds(attemptId));
    }

    /** After a crash the message may be marked to be sent once more without being in its lane yet. */
    private List<Publication> backInLane(String messageId) {
        Message message = messages.find(messageId).orElseThrow();
        if (!message.awaitsSending() || message.triedAgainFor() == null) {
            return List.of();
        }
        conversations.update(
                message.conversationId(), current -> current.with(current.lane().with(message.seq())));
        return List.of(IncomingUpdates.nudge(message.conversationId()));
    }

    /** A report of a message that is known by the platform's id. */
    List<Publication> reportedOf(String messageId, String accountId, String externalId, Report report) {
        boolean isFailure = report.status() == DeliveryStatus.FAILED;
        Optional<Message> known = messages.find(messageId);
        if (known.isEmpty()) {
            return List.of();
        }
        Message before = known.get();
        Message message = messages.update(
                messageId,
                current -> isFailure && !externalId.equals(current.externalId())
                        // That was an earlier attempt; it has been sent again since.
                        ? current
                        : current.reported(report.status(), failure(report)));
        List<Publication> publications = new ArrayList<>();
        publications.add(threads.changed(message, report.status().name()));
        publications.addAll(failedNow(AccountRef.parse(accountId), before, message));
        return publications;
    }

    /** A message that a person has had sent again: what became of the attempt before tells nothing of this one. */
    private boolean isOfEarlierAttempt(String attemptId, String externalId) {
        Message message = messages.find(messageId(attemptId)).orElseThrow();
        boolean isUnderWay = conversations
                .find(message.conversationId())
                .orElseThrow()
                .lane()
                .holds(attemptId);
        boolean isKnownByAnother = message.externalId() != null && !externalId.equals(message.externalId());
        return !isUnderWay && (message.status() == DeliveryStatus.QUEUED || isKnownByAnother);
    }

    /** The platform took it and failed to deliver it: either it goes out once more, or somebody is told. */
    private List<Publication> failedNow(AccountRef account, Message before, Message message) {
        DeliveryFailure why = message.failure();
        if (why == null || message.status() != DeliveryStatus.FAILED) {
            return List.of();
        }
        Conversation conversation = conversations.find(message.conversationId()).orElseThrow();
        // What has failed already is told twice, or once more after a crash: telling people again does no harm.
        boolean isNews = before.status() != DeliveryStatus.FAILED;
        if (isNews && secondTries.isWorthOne(account, conversation, message, why.code())) {
            Message again = messages.update(
                    message.id(),
                    current -> why.equals(current.failure()) && current.triedAgainFor() == null
                            ? current.againFor(why.code())
                            : current);
            List<Publication> publications = new ArrayList<>(backInLane(message.id()));
            publications.add(threads.changed(again, "again/" + message.externalId()));
            return publications;
        }
        return troubled(account, message, why);
    }

    private List<Publication> troubled(AccountRef account, Message message, DeliveryFailure why) {
        boolean isAlarming = channels.alarms(account, why.code());
        if (isAlarming) {
            health.alarmed(account.id(), why.code(), why.message());
        } else {
            health.failed(account.id(), why.code(), why.message());
        }
        events.publishEvent(new SendingRefused(account.id(), message.conversationId(), message.content(), why.code()));
        return isAlarming ? List.of(alert(account, why.code())) : List.of();
    }

    /** One alert an hour for one trouble of an account. */
    private Publication alert(AccountRef account, String code) {
        Instant now = clock.instant();
        return Publication.of(ConversationEvent.ofAccount(
                "channel/" + account.id() + "/" + code + "/" + now.truncatedTo(ChronoUnit.HOURS),
                ConversationEvent.Type.CHANNEL_ALERT,
                account.id(),
                now));
    }

    /** A person wants a message sent again that failed, or of which nobody knows what became of it. */
    Optional<Message> again(String messageId) {
        Message again = messages.update(messageId, current -> current.isFinallyUnsent() ? current.again() : current);
        if (again.status() != DeliveryStatus.QUEUED) {
            return Optional.empty();
        }
        conversations.update(
                again.conversationId(), current -> current.with(current.lane().with(again.seq())));
        return Optional.of(again);
    }

    /** The message that an echo shows to have been sent: the attempt under way, or one whose outcome is unknown. */
    Optional<String> attemptThatSent(Conversation conversation, MessageContent echoed) {
        Lane.Attempt open = conversation.lane().inFlight();
        return messages.range(conversation.id(), conversation.lastSeq() - ECHO_DEPTH, conversation.lastSeq()).stream()
                .filter(message ->
                        message.status() == DeliveryStatus.UNKNOWN || (open != null && message.seq() == open.seq()))
                .filter(message -> message.direction() == Direction.OUTBOUND && message.externalId() == null)
                .filter(message -> Echoes.saysTheSame(message.content(), echoed))
                .map(Message::id)
                .findFirst();
    }

    /** The echo of our own message: as good as the platform's answer to the call. */
    List<Publication> confirm(String accountId, String messageId, String externalId) {
        long seq = messages.find(messageId).orElseThrow().seq();
        return settle(
                accountId,
                messageId,
                externalId,
                new Report(DeliveryStatus.SENT, null, null),
                "echo",
                lane -> lane.inFlight() != null && lane.inFlight().seq() == seq);
    }

    private List<Publication> settle(
            String accountId,
            String messageId,
            String externalId,
            Report report,
            String cause,
            Predicate<Lane> isItsAttempt) {
        ExternalIds.Known noted = externalIds.note(accountId, externalId, messageId);
        Message before = messages.find(messageId).orElseThrow();
        Message message = messages.update(messageId, current -> {
            Message next = current.knownAs(externalId).reported(report.status(), failure(report));
            for (Report earlier : noted.reports()) {
                next = next.reported(earlier.status(), failure(earlier));
            }
            for (ExternalIds.Change change : noted.changesInWait()) {
                next = next.changed(change.by(), change.change(), change.at(), change.cause());
            }
            return next;
        });
        List<Publication> publications = new ArrayList<>(settled(message, cause + "/" + report.status(), isItsAttempt));
        publications.addAll(failedNow(AccountRef.parse(accountId), before, message));
        return publications;
    }

    /** The message first, the lane second: a lane that is free must never hold a message that looks unsent. */
    private List<Publication> settled(Message message, String cause, Predicate<Lane> isItsAttempt) {
        boolean isSent = message.status() != DeliveryStatus.FAILED;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Conversation freed = conversations.update(message.conversationId(), current -> {
            Conversation known = isSent ? current.sent(now) : current;
            return isItsAttempt.test(known.lane()) ? known.with(known.lane().without(message.seq())) : known;
        });
        List<Publication> publications = new ArrayList<>();
        publications.add(threads.changed(message, cause));
        if (!freed.lane().isEmpty()) {
            publications.add(IncomingUpdates.nudge(freed.id()));
        }
        return publications;
    }

    private Conversation free(String conversationId, long seq, Predicate<Lane> isItsAttempt) {
        return conversations.update(
                conversationId,
                current -> isItsAttempt.test(current.lane())
                        ? current.with(current.lane().without(seq))
                        : current);
    }

    private static @Nullable DeliveryFailure failure(Report report) {
        if (report.status() != DeliveryStatus.FAILED) {
            return null;
        }
        String text = report.errorText();
        return new DeliveryFailure(Optional.ofNullable(report.errorCode()).orElse("unknown"), text == null ? "" : text);
    }

    private static String conversationId(OutboundMessage attempt) {
        String messageId = messageId(attempt.attemptId());
        return messageId.substring(0, messageId.lastIndexOf('/'));
    }

    private static String messageId(String attemptId) {
        return attemptId.substring(0, attemptId.indexOf(ATTEMPT));
    }

    private static Publication nudge(String conversationId, Instant at, Instant now) {
        Duration delay = Duration.between(now, at);
        return Publication.of(new Nudge(conversationId), delay.isNegative() ? Duration.ZERO : delay);
    }
}
