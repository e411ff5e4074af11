package ar.isac.crm.webhook;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.dropin.RoutedWebhooks;
import ar.isac.crm.hub.BrokerUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Webhooks of the channels that files define. 200 only after everything in a delivery is durably stored; what can never succeed
 * says so with 4xx, so that the platform does not bring it again.
 */
@RestController
class RoutedWebhookController {

    private static final Logger log = LoggerFactory.getLogger(RoutedWebhookController.class);

    private static final int MOST_BYTES = 3 * 1024 * 1024;

    private final RoutedWebhooks webhooks;

    RoutedWebhookController(RoutedWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping("/webhooks/{kind:(?!whatsapp$|instagram$|mercadopago$)[a-z][a-z0-9-]*}")
    ResponseEntity<Void> deliver(@PathVariable String kind, HttpServletRequest request)
            throws IOException, RoutedWebhooks.UnknownChannel, RoutedWebhooks.Unproven, MalformedWebhook {
        return deliver(kind, null, request);
    }

    @PostMapping("/webhooks/{kind:(?!whatsapp$|instagram$|mercadopago$)[a-z][a-z0-9-]*}/{account}")
    ResponseEntity<Void> deliver(
            @PathVariable String kind, @PathVariable @Nullable String account, HttpServletRequest request)
            throws IOException, RoutedWebhooks.UnknownChannel, RoutedWebhooks.Unproven, MalformedWebhook {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        webhooks.accept(kind, account, body, headers(request));
        return ResponseEntity.ok().build();
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaderNames().asIterator().forEachRemaining(name -> headers.put(name, request.getHeader(name)));
        return headers;
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(RoutedWebhooks.UnknownChannel unknown) {
        return ResponseEntity.notFound().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(RoutedWebhooks.Unproven refused) {
        log.warn("A webhook delivery was refused: missing or wrong proof");
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(MalformedWebhook refused) {
        log.warn("A webhook delivery was refused: {}", refused.getMessage());
        return ResponseEntity.badRequest().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> comeAgain(BrokerUnavailable unavailable) {
        log.error(
                "A webhook delivery could not be stored; the platform will deliver it again: {}",
                unavailable.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
}
