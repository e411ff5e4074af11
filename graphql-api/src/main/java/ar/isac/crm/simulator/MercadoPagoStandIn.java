package ar.isac.crm.simulator;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The part of Mercado Pago's API that the product uses, answered from {@link SimulatedCheckouts}. */
@RestController
@RequestMapping("/simulator/mercadopago")
@OnlyInDemo
class MercadoPagoStandIn {

    private final SimulatedCheckouts checkouts;
    private final SimulatedMeta server;

    MercadoPagoStandIn(SimulatedCheckouts checkouts, SimulatedMeta server) {
        this.checkouts = checkouts;
        this.server = server;
    }

    @PostMapping("/checkout/preferences")
    ResponseEntity<Map<String, Object>> prefer(@RequestBody JsonNode wanted) {
        JsonNode item = wanted.path("items").path(0);
        String reference = wanted.path("external_reference").asString("");
        if (reference.isEmpty() || !item.path("unit_price").isNumber()) {
            return ResponseEntity.badRequest().body(Map.of("message", "invalid preference", "status", 400));
        }
        String end = wanted.path("expiration_date_to").asString("");
        SimulatedCheckout kept = checkouts.keep(new SimulatedCheckout(
                reference,
                null,
                item.path("title").asString(""),
                item.path("unit_price")
                        .decimalValue()
                        .multiply(BigDecimal.valueOf(item.path("quantity").asInt(1))),
                item.path("currency_id").asString("ARS"),
                end.isEmpty() ? null : OffsetDateTime.parse(end).toInstant(),
                List.of()));
        String link = server.baseUrl() + "/simulator/pay/" + kept.id();
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Map.of("id", kept.id(), "init_point", link, "sandbox_init_point", link));
    }

    @GetMapping("/v1/payments/{paymentId}")
    ResponseEntity<Map<String, Object>> payment(@PathVariable String paymentId) {
        int dash = paymentId.lastIndexOf('-');
        Optional<SimulatedCheckout> found = dash < 0 ? Optional.empty() : checkouts.find(paymentId.substring(0, dash));
        return ResponseEntity.of(
                found.flatMap(checkout -> IntStream.range(0, checkout.statuses().size())
                        .filter(n -> checkout.paymentId(n).equals(paymentId))
                        .mapToObj(n -> json(checkout, n))
                        .findFirst()));
    }

    @GetMapping("/v1/payments/search")
    Map<String, Object> search(@RequestParam("external_reference") String reference) {
        List<Map<String, Object>> results = checkouts
                .find(reference)
                .map(checkout -> IntStream.range(0, checkout.statuses().size())
                        .mapToObj(n -> json(checkout, n))
                        .toList())
                .orElse(List.of());
        return Map.of("results", results);
    }

    private static Map<String, Object> json(SimulatedCheckout checkout, int n) {
        return Map.of(
                "id", checkout.paymentId(n),
                "status", checkout.statuses().get(n),
                "external_reference", checkout.id(),
                "transaction_amount", checkout.amount(),
                "currency_id", checkout.currency(),
                "live_mode", false);
    }
}
