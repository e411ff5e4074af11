package ar.isac.crm.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to send. The platforms have no idempotency key, so an unknown outcome is never repeated blindly. */
public sealed interface DeliveryOutcome {

    /** The platform took it. {@code platformAddress} is the address it really used, where it tells. */
    record Accepted(String externalId, @Nullable String platformAddress) implements DeliveryOutcome {}

    /** Certainly not sent, and worth trying again after {@code delay}; a null delay leaves the back-off to the caller. */
    record Retryable(String code, String reason, @Nullable Duration delay) implements DeliveryOutcome {}

    /** Certainly not sent, and never will be: the reason is for the advisor, in their words. */
    record Refused(String code, String reason) implements DeliveryOutcome {}

    /** The request left and no answer came back: a status, an echo or a person settles it. */
    record Unknown(String reason) implements DeliveryOutcome {}

    /** Nothing can be sent by this account until somebody mends it (token, permission, account restricted). Its messages wait. */
    record AccountBroken(String code, String reason) implements DeliveryOutcome {}
}
