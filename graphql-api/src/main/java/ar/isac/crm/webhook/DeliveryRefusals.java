package ar.isac.crm.webhook;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.dropin.RoutedWebhooks;
import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.Webhooks;
import ar.isac.crm.security.RefusedDeliveries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * What is answered to a delivery that is not taken. Whoever brings it does so again after any 5xx, for days, so what can never
 * succeed says so with 4xx.
 */
@RestControllerAdvice(
        assignableTypes = {WebhookController.class, RoutedWebhookController.class, StockWebhookController.class})
class DeliveryRefusals {

    private static final Logger log = LoggerFactory.getLogger(DeliveryRefusals.class);

    private final RefusedDeliveries refused;

    DeliveryRefusals(RefusedDeliveries refused) {
        this.refused = refused;
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(DeliveredBody.TooLarge tooLarge) {
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
    }

    @ExceptionHandler({Webhooks.WrongSignature.class, RoutedWebhooks.Unproven.class})
    ResponseEntity<Void> refuse() {
        refused.add(RefusedDeliveries.Reason.UNPROVEN);
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(MalformedWebhook malformed) {
        refused.add(RefusedDeliveries.Reason.MALFORMED, String.valueOf(malformed.getMessage()));
        return ResponseEntity.badRequest().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(RoutedWebhooks.UnknownChannel unknown) {
        return ResponseEntity.notFound().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> comeAgain(BrokerUnavailable unavailable) {
        log.error(
                "A webhook delivery could not be stored; whoever brought it will bring it again: {}",
                reason(unavailable));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }

    /** The innermost exception's name: its words may hold what a customer wrote. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getName();
    }
}
