package ar.isac.crm.channel;

import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One platform's side of the hub: its JSON to our records and back. Every method is a pure function; routes do the talking.
 * A new channel is a bean of this type in a package of its own.
 */
public interface Channel {

    /** The channel's type, and in lower case the name of its webhook and its routes. */
    ChannelType type();

    /**
     * Understands a webhook body whose signature has been checked.
     *
     * @throws MalformedWebhook when the body is not this platform's JSON at all
     */
    WebhookBatch parse(byte[] body) throws MalformedWebhook;

    /**
     * The contents that this channel sends, one message each and in this order, where the platform has no single message for
     * {@code content}: a text longer than its limit, or a caption where it has none. Mostly just {@code content}.
     */
    default List<MessageContent> parts(MessageContent content) {
        return List.of(content);
    }

    /**
     * The call that sends the message.
     *
     * @throws UnsendableMessage when the platform would refuse the message for its form; {@link #parts} never make it too long
     */
    ApiRequest request(OutboundMessage message, ChannelConnection connection);

    /** What the platform's answer means for the attempt. An answer that is not the platform's is an unknown outcome. */
    DeliveryOutcome outcome(ApiRequest.Answer answer);

    /**
     * Looks a content over before it is given a place in a thread.
     *
     * @param catalogId the account's catalogue on the platform, where it has one
     * @throws UnsendableMessage as {@link #request} would
     */
    default void check(MessageContent content, @Nullable String catalogId) {}

    /**
     * The call that tells the platform what is no message; empty where the platform has nothing of the kind.
     *
     * @throws UnsendableMessage when the platform has it, and not like this
     */
    default Optional<ApiRequest> signal(Signal signal, ChannelConnection connection) {
        return Optional.empty();
    }

    /** Whether an error of this code is about all that the account sends, as a limit of its throughput is, and not about one customer. */
    default boolean limitsAccount(String code) {
        return false;
    }

    /** Whether a refusal with this code wants somebody to look after the account, though it still sends. */
    default boolean alarms(String code) {
        return false;
    }

    /** Whether a refusal with this code shows that the customer wants no offers any more. */
    default boolean showsOptOut(String code) {
        return false;
    }

    /** What may still help when a message was refused with this code; it is tried once. */
    default Remedy remedy(String code) {
        return Remedy.NONE;
    }

    /** What to try before a refusal counts. */
    enum Remedy {
        NONE,
        /** The platform says that the reply window is closed. It may just not know yet that the customer has written. */
        AGAIN_WITHIN_WINDOW,
        /** The number is not on the list of a number for tests, which may have it in another form. */
        LISTED_FORM,
        /** Nobody is there. On a number for tests it may be the form; on any other, another form is another person. */
        LISTED_FORM_OF_TEST_NUMBER
    }

    /**
     * How to get at the bytes of {@code source}.
     *
     * @throws IllegalArgumentException when it is not a source that this channel gave
     */
    MediaLocation locate(MessageContent.MediaContent.Source source, ChannelConnection connection);

    /** How to get at the bytes of a medium. */
    sealed interface MediaLocation {

        /** GET {@code url} with the bearer token: the answer is JSON with the field {@code url}, which then serves the bytes, again with the token. */
        record Lookup(String url) implements MediaLocation {}

        /** GET {@code url} serves the bytes, without a token. */
        record Direct(String url) implements MediaLocation {}
    }

    /** A body that is not the platform's JSON; answered 400. The message never quotes the body. */
    class MalformedWebhook extends Exception {
        public MalformedWebhook(String message) {
            super(message);
        }
    }
}
