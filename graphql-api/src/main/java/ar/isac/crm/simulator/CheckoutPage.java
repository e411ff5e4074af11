package ar.isac.crm.simulator;

import ar.isac.crm.money.Money;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.shop.ShopIdentity;
import ar.isac.crm.simulator.SimulatedPayments.Act;
import java.math.RoundingMode;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page that a payment link of the demo opens: says that no money moves, and lets the customer pay or not. */
@RestController
@OnlyInDemo
class CheckoutPage {

    private final SimulatedCheckouts checkouts;
    private final SimulatedPayments payments;
    private final MoneyFormat money;
    private final ShopIdentity shop;

    CheckoutPage(SimulatedCheckouts checkouts, SimulatedPayments payments, MoneyFormat money, ShopIdentity shop) {
        this.checkouts = checkouts;
        this.payments = payments;
        this.money = money;
        this.shop = shop;
    }

    @GetMapping(path = "/simulator/pay/{id}", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
    ResponseEntity<String> show(@PathVariable String id) {
        return checkouts
                .find(id)
                .map(this::page)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .body(html("Este link de pago no existe", "<p>Pedile otro al local.</p>")));
    }

    @PostMapping("/simulator/pay/{id}/{act:approve|reject|refund|chargeback}")
    ResponseEntity<Void> act(@PathVariable String id, @PathVariable String act) {
        return payments.attempt(id, Act.valueOf(act.toUpperCase(Locale.ROOT)))
                .map(next -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, "/simulator/pay/" + next.id())
                        .<Void>build())
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private String page(SimulatedCheckout checkout) {
        String amount = money.format(Money.of(checkout.amount(), checkout.currency(), RoundingMode.HALF_UP));
        String facts = "<p class=\"shop\">" + HtmlUtils.htmlEscape(shop.name()) + "</p><h1>"
                + HtmlUtils.htmlEscape(checkout.title()) + "</h1><p class=\"amount\">" + amount + "</p>";
        return html("Pago simulado", facts + choices(checkout));
    }

    private String choices(SimulatedCheckout checkout) {
        if (checkout.isPaid()) {
            return "<p class=\"done\">✅ Pago aprobado. Ya podés volver al chat.</p><details><summary>Después del pago…"
                    + "</summary>" + button(checkout, "refund", "Devolver el dinero", "plain")
                    + button(checkout, "chargeback", "Desconocer el pago (contracargo)", "plain") + "</details>";
        }
        if (payments.isOver(checkout)) {
            return "<p class=\"done\">Este link venció. Pedile otro al local.</p>";
        }
        String before = checkout.statuses().isEmpty()
                ? ""
                : switch (checkout.statuses().getLast()) {
                    case "refunded" -> "<p class=\"done\">El dinero fue devuelto.</p>";
                    case "charged_back" -> "<p class=\"done\">El pago fue desconocido.</p>";
                    default -> "<p class=\"done\">❌ El pago fue rechazado. Podés probar de nuevo.</p>";
                };
        return before
                + button(checkout, "approve", "Pagar", "pay")
                + button(checkout, "reject", "Rechazar el pago", "plain");
    }

    private static String button(SimulatedCheckout checkout, String act, String label, String look) {
        return "<form method=\"post\" action=\"/simulator/pay/" + HtmlUtils.htmlEscape(checkout.id()) + "/" + act
                + "\"><button class=\"" + look + "\">" + label + "</button></form>";
    }

    private static String html(String title, String body) {
        return """
                <!doctype html>
                <html lang="es-AR">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <link rel="stylesheet" href="/simulator/pay.css">
                </head>
                <body>
                <p class="notice" role="note"><strong>Pago simulado.</strong> Esta es una demostración: no se mueve dinero.</p>
                <main>%s</main>
                </body>
                </html>
                """.formatted(HtmlUtils.htmlEscape(title), body);
    }
}
