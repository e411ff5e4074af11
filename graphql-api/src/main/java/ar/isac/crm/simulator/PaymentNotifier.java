package ar.isac.crm.simulator;

import ar.isac.crm.payment.MercadoPagoSettings;
import ar.isac.crm.payment.NotificationSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells the product of payments as Mercado Pago does: signed, over HTTP, through the same door. */
@Component
@OnlyInDemo
class PaymentNotifier {

    private static final Logger log = LoggerFactory.getLogger(PaymentNotifier.class);

    private final MercadoPagoSettings settings;
    private final SimulatedMeta server;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    PaymentNotifier(MercadoPagoSettings settings, SimulatedMeta server, Clock clock) {
        this.settings = settings;
        this.server = server;
        this.clock = clock;
    }

    /** One notification; whether it was taken. One that was not is no loss: the product asks by itself, later. */
    boolean tell(String paymentId) {
        String secret = settings.webhookSecret();
        if (secret == null || secret.isBlank()) {
            return false;
        }
        String requestId = UUID.randomUUID().toString();
        String ts = Long.toString(clock.instant().toEpochMilli());
        String signature = "ts=" + ts + ",v1=" + new NotificationSignature(secret).of(paymentId, requestId, ts);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.baseUrl() + "/webhooks/mercadopago?type=payment&data.id=" + paymentId))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("x-signature", signature)
                .header("x-request-id", requestId)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"type\":\"payment\",\"action\":\"payment.updated\",\"data\":{\"id\":\"" + paymentId
                                + "\"}}"))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200;
        } catch (IOException e) {
            log.warn(
                    "The product did not take the notice of a simulated payment: {}",
                    e.getClass().getSimpleName());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
