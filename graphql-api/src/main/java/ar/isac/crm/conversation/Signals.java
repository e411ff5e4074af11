package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.account.ChannelHealth;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.SignalDesk;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the platforms are told beside messages: that they were read, that somebody writes, reactions. */
@Component
class Signals implements SignalDesk {

    private static final Logger log = LoggerFactory.getLogger(Signals.class);

    /** So far back a customer's message is looked for, to be shown as read. */
    private static final int DEPTH = 20;

    private final Messages messages;
    private final ChannelAccounts accounts;
    private final ChannelHealth health;

    Signals(Messages messages, ChannelAccounts accounts, ChannelHealth health) {
        this.messages = messages;
        this.accounts = accounts;
        this.health = health;
    }

    /** Tells the customer that everything up to this number was read; nothing where they wrote nothing. */
    List<Publication> read(Conversation conversation, long upTo) {
        return about(conversation, upTo, Signal.Kind.READ).stream().toList();
    }

    /** Tells the customer that somebody is writing. */
    Optional<Publication> typing(Conversation conversation) {
        return about(conversation, conversation.lastSeq(), Signal.Kind.TYPING);
    }

    private Optional<Publication> about(Conversation conversation, long upTo, Signal.Kind kind) {
        return messages.range(conversation.id(), upTo - DEPTH, upTo).stream()
                .filter(message -> message.direction() == Direction.INBOUND)
                .reduce((earlier, later) -> later)
                .map(Message::externalId)
                // What is one message there and several here has one id there.
                .map(externalId -> externalId.replaceFirst("#.*", ""))
                .map(externalId -> signal(conversation, kind, externalId, null));
    }

    Publication reaction(Conversation conversation, String externalId, String emoji) {
        return signal(conversation, Signal.Kind.REACTION, externalId.replaceFirst("#.*", ""), emoji);
    }

    private static Publication signal(
            Conversation conversation, Signal.Kind kind, String externalId, @Nullable String emoji) {
        AccountRef account = AccountRef.parse(conversation.accountId());
        return Publication.of(new Signal(account, kind, conversation.recipient(), externalId, emoji, 0), Duration.ZERO);
    }

    @Override
    public @Nullable ChannelConnection connection(Signal signal) {
        return accounts.find(signal.account().id())
                .filter(account -> !account.isPaused())
                .flatMap(accounts::connection)
                .orElse(null);
    }

    @Override
    public void settled(Signal signal, DeliveryOutcome outcome) {
        String accountId = signal.account().id();
        switch (outcome) {
            case DeliveryOutcome.Accepted ignored -> log.trace("{} is told of {}", accountId, signal.kind());
            case DeliveryOutcome.Refused(String code, String reason) -> {
                log.debug("{} does not take a {}: code {}", accountId, signal.kind(), code);
                if (signal.kind() == Signal.Kind.REACTION) {
                    health.failed(accountId, code, reason);
                }
            }
            case DeliveryOutcome.AccountBroken(String code, String reason) ->
                // The next message finds it too, and pauses the account.
                health.failed(accountId, code, reason);
            case DeliveryOutcome.Retryable(String code, String reason, Duration delay) ->
                log.debug("{} is not told of {}: code {}", accountId, signal.kind(), code);
            case DeliveryOutcome.Unknown ignored -> log.debug("{} did not answer to {}", accountId, signal.kind());
        }
    }
}
