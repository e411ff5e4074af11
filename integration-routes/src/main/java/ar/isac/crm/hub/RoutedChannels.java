package ar.isac.crm.hub;

import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The channels that files define, as the hub uses them. */
public interface RoutedChannels {

    /** The contents, one message each, that the channel sends for one. */
    List<MessageContent> parts(AccountRef account, MessageContent content);

    /**
     * Makes sure that it can be sent.
     *
     * @throws UnsendableMessage when the channel has no form for it
     */
    void check(AccountRef account, MessageContent content);

    /** Sends it by the channel's route; whatever happens there is an outcome. */
    DeliveryOutcome send(OutboundMessage message);

    /**
     * Why the channel would not take a file, in words for the advisor; empty when it would.
     *
     * @param bytes its size
     */
    Optional<String> fileProblem(AccountRef account, MediaContent.Kind kind, String mimeType, long bytes);

    /** Whether the channel tells customers such a thing. */
    boolean tells(AccountRef account, Signal.Kind kind);

    /** Tells it by the channel's route; whatever happens there is an outcome. Empty where the channel does not. */
    Optional<DeliveryOutcome> tell(Signal signal);

    /** Whether an error of this code is about all that the account sends. */
    boolean limitsAccount(AccountRef account, String code);

    /**
     * The bytes of a medium that the channel named.
     *
     * @throws MediaUnavailable when they cannot be had
     */
    Medium fetch(AccountRef account, String platformMediaId);

    /** A medium's bytes, with the type that the platform named. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Medium(byte[] bytes, @Nullable String contentType) {}

    /**
     * Understands a delivery that was parked, by the channel's routes of now.
     *
     * @param origin as {@link #origin}
     * @throws UnreadableDelivery when they do not understand it either
     */
    List<InboundUpdate> read(String origin, String body) throws UnreadableDelivery;

    /** The origin of a delivery that the channel of this account could not understand, behind {@code webhook:}. */
    static String origin(AccountRef account) {
        return account.id();
    }

    /** The channel's routes do not understand a delivery. The message quotes nothing of it. */
    class UnreadableDelivery extends Exception {
        private static final long serialVersionUID = 1;

        public UnreadableDelivery(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
