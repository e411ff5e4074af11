package ar.isac.crm.payment;

import ar.isac.crm.money.Money;
import ar.isac.crm.shop.PublicUrl;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Mercado Pago's Checkout Pro: preferences to pay by, payments to read back. */
@Component
@EnableConfigurationProperties(MercadoPagoSettings.class)
class MercadoPago {

    private static final String API = "https://api.mercadopago.com";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** As the API wants it: with milliseconds and an offset. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

    private final MercadoPagoSettings settings;
    private final PublicUrl publicUrl;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    MercadoPago(MercadoPagoSettings settings, PublicUrl publicUrl) {
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    /** Mercado Pago does not answer, or not as it should: later perhaps. */
    static class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message);
        }

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Mercado Pago does not take what is asked, or the token that asks: waiting alone mends nothing. */
    static final class Refused extends Unavailable {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * A payment as Mercado Pago has it.
     *
     * @param status null for one that is new to us and changes nothing
     * @param reference ours, as the preference carried it
     * @param amount null when it cannot be an amount of that currency
     */
    record Reading(
            String externalId,
            @Nullable PaymentStatus status,
            String reference,
            @Nullable Money amount) {}

    boolean isSetUp() {
        return settings.isSetUp();
    }

    boolean isSimulated() {
        return settings.isSimulated();
    }

    /**
     * Makes a preference, once for a payment: trying again is answered with the same.
     *
     * @param title what the customer reads at the checkout
     */
    Payment.Link offer(Payment payment, String title) {
        ObjectNode body = JSON.createObjectNode();
        // One item with the whole amount: prices of single units need not divide what a discount leaves.
        body.putArray("items")
                .addObject()
                .put("id", payment.orderKey())
                .put("title", title)
                .put("quantity", 1)
                .put("currency_id", payment.amount().currency())
                .put("unit_price", payment.amount().amount());
        body.put("external_reference", payment.id());
        if (payment.expiresAt() != null) {
            body.put("expires", true).put("expiration_date_to", DATE.format(payment.expiresAt()));
        }
        // Mercado Pago refuses addresses that it cannot reach; the panel's setting of the application counts then.
        publicUrl.set().ifPresent(url -> body.put("notification_url", url + MercadoPagoController.PATH));
        HttpRequest request = request("/checkout/preferences")
                .header("Content-Type", "application/json")
                .header("X-Idempotency-Key", payment.id())
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        JsonNode made = answer(request).orElseThrow(() -> new Unavailable("Mercado Pago knows no preferences"));
        String id = made.path("id").asString("");
        String url = made.path("init_point").asString("");
        if (id.isEmpty() || url.isEmpty()) {
            throw new Unavailable("Mercado Pago's preference has no link");
        }
        return new Payment.Link(id, url);
    }

    /** Reads a payment; empty when there is none of this id in the shop's account. */
    Optional<Reading> read(String externalId) {
        return answer(request("/v1/payments/" + encoded(externalId)).GET().build())
                .map(MercadoPago::reading);
    }

    /** The payments that carry our reference, also those that nobody noticed to us. */
    List<Reading> search(String reference) {
        List<Reading> found = new ArrayList<>();
        answer(request("/v1/payments/search?external_reference=" + encoded(reference))
                        .GET()
                        .build())
                .ifPresent(answer -> answer.path("results").forEach(each -> found.add(reading(each))));
        return found;
    }

    private static Reading reading(JsonNode payment) {
        return new Reading(
                payment.path("id").asString(""),
                status(payment.path("status").asString("")),
                payment.path("external_reference").asString(""),
                amount(payment));
    }

    private static @Nullable PaymentStatus status(String told) {
        return switch (told) {
            case "approved", "in_mediation" -> PaymentStatus.APPROVED;
            case "rejected", "cancelled" -> PaymentStatus.REJECTED;
            case "refunded" -> PaymentStatus.REFUNDED;
            case "charged_back" -> PaymentStatus.CHARGED_BACK;
            case "pending", "authorized", "in_process" -> PaymentStatus.PENDING;
            default -> null;
        };
    }

    private static @Nullable Money amount(JsonNode payment) {
        try {
            BigDecimal amount =
                    new BigDecimal(payment.path("transaction_amount").asString(""));
            return Money.of(amount, payment.path("currency_id").asString(""));
        } catch (ArithmeticException | IllegalArgumentException notMoney) {
            return null;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + settings.accessToken());
    }

    private String base() {
        if (settings.isSimulated()) {
            return publicUrl.here("/simulator/mercadopago");
        }
        String url = settings.url();
        return url == null || url.isBlank() ? API : url.replaceFirst("/+$", "");
    }

    private Optional<JsonNode> answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 404) {
                return Optional.empty();
            }
            if (isRefusal(response.statusCode())) {
                throw new Refused("Mercado Pago answered " + response.statusCode());
            }
            if (response.statusCode() / 100 != 2) {
                throw new Unavailable("Mercado Pago answered " + response.statusCode());
            }
            return Optional.of(JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new Unavailable("Mercado Pago cannot be reached", e);
        } catch (JacksonException | NumberFormatException e) {
            throw new Unavailable("Mercado Pago's answer is not JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Interrupted", e);
        }
    }

    /** Too slow and too often (408, 429) pass by themselves. */
    private static boolean isRefusal(int status) {
        return status / 100 == 4 && status != 408 && status != 429;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** When a link that has no end of its own ends. */
    static Instant usualEnd(Instant now) {
        return now.plus(Duration.ofDays(2));
    }
}
