package ar.isac.crm.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One update of a channel's delivery, as it travels on {@code crm.inbound}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "update")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InboundUpdate.InboundMessage.class, name = "message"),
    @JsonSubTypes.Type(value = InboundUpdate.InboundStatus.class, name = "status"),
    @JsonSubTypes.Type(value = InboundUpdate.InboundChange.class, name = "change"),
    @JsonSubTypes.Type(value = InboundUpdate.InboundPreference.class, name = "preference"),
    @JsonSubTypes.Type(value = InboundUpdate.InboundIdentity.class, name = "identity"),
    @JsonSubTypes.Type(value = InboundUpdate.InboundNotice.class, name = "notice")
})
public sealed interface InboundUpdate {

    AccountRef account();

    /** The broker's group: account + the customer's stable id, computed from the payload alone. */
    String group();

    /**
     * A message, by the customer or (an echo) by the shop itself from the channel's own app.
     *
     * @param externalId the platform's message id
     * @param customer the customer of the conversation, also when the shop wrote
     * @param isEcho whether the shop wrote it outside this product: shown, never answered
     * @param replyToExternalId the platform's id of the message it answers
     * @param context what it came with; null for nothing
     * @param occurredAt the platform's clock
     */
    record InboundMessage(
            AccountRef account,
            String externalId,
            Sender customer,
            MessageContent content,
            boolean isEcho,
            @Nullable String replyToExternalId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MessageContext context,

            Instant occurredAt)
            implements InboundUpdate {

        /** The id of the n-th piece, from 0, of what is one message there and several here. */
        public static String partId(String externalId, int n) {
            return n == 0 ? externalId : externalId + "#" + (n + 1);
        }

        /** The group of people that it was written in; null when it was written to the shop alone. */
        public @Nullable String groupId() {
            return context == null ? null : context.groupId();
        }

        @Override
        public String group() {
            return account.id() + "/" + (groupId() == null ? customer.stableId() : groupId());
        }
    }

    /**
     * Somebody wants to get offers by a platform, or no more of them, and has told the platform so.
     *
     * @param externalId derived from the content: the same wish again is the same
     * @param customer who wants it
     * @param isGranted whether offers are wanted
     * @param detail the platform's words for it
     */
    record InboundPreference(
            AccountRef account,
            String externalId,
            Sender customer,
            boolean isGranted,
            @Nullable String detail,
            Instant occurredAt)
            implements InboundUpdate {
        @Override
        public String group() {
            return account.id() + "/" + customer.stableId();
        }
    }

    /**
     * News of a message that we sent.
     *
     * @param attemptId our attempt's id where the platform echoes it ({@code biz_opaque_callback_data}); joins a status to a
     *     message whose send response was lost
     * @param customerAddress the recipient as the platform names it; null where it is left out
     * @param errorCode the platform's code when {@code status} is {@code FAILED}
     */
    record InboundStatus(
            AccountRef account,
            String externalId,
            @Nullable String attemptId,
            @Nullable String customerAddress,
            DeliveryStatus status,
            @Nullable String errorCode,
            @Nullable String errorText,
            Instant occurredAt)
            implements InboundUpdate {
        @Override
        public String group() {
            return account.id() + "/" + (customerAddress == null ? externalId : customerAddress);
        }
    }

    /**
     * Somebody reacted to a message, edited it or took it back. It changes that message and is none itself.
     *
     * @param externalId tells it from every other change, also of the same message
     * @param customer the customer of the conversation, also when the shop did it
     * @param isEcho whether the shop did it outside this product
     * @param messageExternalId the platform's id of the message
     */
    record InboundChange(
            AccountRef account,
            String externalId,
            Sender customer,
            boolean isEcho,
            String messageExternalId,
            MessageChange change,
            Instant occurredAt)
            implements InboundUpdate {
        @Override
        public String group() {
            return account.id() + "/" + customer.stableId();
        }
    }

    /**
     * A customer has other addresses from now on. They are the same person.
     *
     * @param former how they were known so far
     * @param handles how they are known now
     * @param rendering what happened, in words for the thread
     */
    record InboundIdentity(
            AccountRef account,
            String externalId,
            Sender former,
            List<Handle> handles,
            String rendering,
            Instant occurredAt)
            implements InboundUpdate {

        public InboundIdentity {
            handles = List.copyOf(handles);
        }

        @Override
        public String group() {
            return account.id() + "/" + former.stableId();
        }
    }

    /**
     * News of the account itself, of its templates, its quality: of no conversation.
     *
     * @param account the number or the business account that it is about
     * @param externalId derived from the content: the same notice again is the same
     * @param field the platform's name for the kind of news
     * @param raw the platform's JSON of it; null where it would hold people's private data
     * @param occurredAt the platform's clock; null where it does not tell
     */
    record InboundNotice(
            AccountRef account,
            String externalId,
            String field,
            @Nullable String raw,
            @Nullable Instant occurredAt) implements InboundUpdate {
        @Override
        public String group() {
            return account.id() + "/notices";
        }
    }
}
