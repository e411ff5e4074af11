package ar.isac.crm.webhook;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.dropin.RoutedWebhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks of the channels that files define. 200 only after everything in a delivery is durably stored. */
@RestController
class RoutedWebhookController {

    private final RoutedWebhooks webhooks;

    RoutedWebhookController(RoutedWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping("/webhooks/{kind:(?!whatsapp$|instagram$|mercadopago$)[a-z][a-z0-9-]*}")
    ResponseEntity<Void> deliver(@PathVariable String kind, HttpServletRequest request)
            throws IOException, DeliveredBody.TooLarge, RoutedWebhooks.UnknownChannel, RoutedWebhooks.Unproven,
                    MalformedWebhook {
        return deliver(kind, null, request);
    }

    @PostMapping("/webhooks/{kind:(?!whatsapp$|instagram$|mercadopago$)[a-z][a-z0-9-]*}/{account}")
    ResponseEntity<Void> deliver(
            @PathVariable String kind, @PathVariable @Nullable String account, HttpServletRequest request)
            throws IOException, DeliveredBody.TooLarge, RoutedWebhooks.UnknownChannel, RoutedWebhooks.Unproven,
                    MalformedWebhook {
        webhooks.accept(kind, account, DeliveredBody.of(request), headers(request));
        return ResponseEntity.ok().build();
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaderNames().asIterator().forEachRemaining(name -> headers.put(name, request.getHeader(name)));
        return headers;
    }
}
