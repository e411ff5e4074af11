package ar.isac.crm.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One update of a channel's delivery, as it travels on {@code crm.inbound}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "update")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InboundUpdate.InboundMessage.class, name = "message"),
    @JsonSubTypes.Type(value = InboundUpdate.InboundStatus.class, name = "status")
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
     * @param occurredAt the platform's clock
     */
    record InboundMessage(
            AccountRef account,
            String externalId,
            Sender customer,
            MessageContent content,
            boolean isEcho,
            @Nullable String replyToExternalId,
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
}
