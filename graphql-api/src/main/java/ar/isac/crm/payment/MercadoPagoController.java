package ar.isac.crm.payment;

import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.PaymentNotice;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.security.RefusedDeliveries;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Mercado Pago's notifications. 200 only after the notice is durably queued; what it says of the payment is never believed,
 * only that there is something to read. Other topics (orders, the old form of payments) are acknowledged and left.
 */
@RestController
class MercadoPagoController {

    static final String PATH = "/webhooks/mercadopago";

    private static final Logger log = LoggerFactory.getLogger(MercadoPagoController.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final MercadoPagoSettings settings;
    private final Entry entry;
    private final Clock clock;
    private final RefusedDeliveries refused;

    MercadoPagoController(MercadoPagoSettings settings, Entry entry, Clock clock, RefusedDeliveries refused) {
        this.settings = settings;
        this.entry = entry;
        this.clock = clock;
        this.refused = refused;
    }

    @PostMapping(PATH)
    ResponseEntity<Void> notice(
            @RequestParam(name = "type", required = false) @Nullable String type,
            @RequestParam(name = "data.id", required = false) @Nullable String dataId,
            @RequestHeader(name = "x-signature", required = false) @Nullable String signature,
            @RequestHeader(name = "x-request-id", required = false) @Nullable String requestId) {
        if (!"payment".equals(type)) {
            return ResponseEntity.ok().build();
        }
        String secret = settings.webhookSecret();
        boolean isGenuine = secret != null
                && !secret.isBlank()
                && new NotificationSignature(secret).matches(signature, requestId, dataId, clock.instant());
        if (!isGenuine) {
            refused.add(RefusedDeliveries.Reason.PAYMENT);
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        if (dataId == null || !ID.matcher(dataId).matches()) {
            return ResponseEntity.badRequest().build();
        }
        entry.publish(List.of(Publication.of(new PaymentNotice(dataId, 1), Duration.ZERO)));
        return ResponseEntity.ok().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> comeAgain(BrokerUnavailable unavailable) {
        log.error("A payment notification could not be stored; it will come again");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }
}
