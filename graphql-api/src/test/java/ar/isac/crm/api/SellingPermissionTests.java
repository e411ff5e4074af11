package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SellingPermissionTests {

    private static final String QUOTE = GlobalId.of("Quote", "1");
    private static final String SALE = GlobalId.of("Sale", "1");

    private static final List<String> REQUESTS = List.of(
            "{ quotes { nodes { id } } }",
            "{ quote(id: \"" + QUOTE + "\") { id } }",
            "{ sales { nodes { id } } }",
            "{ sale(id: \"" + SALE + "\") { id } }",
            "{ payments { nodes { id } } }",
            mutation("createQuote", "conversationId: \"x\", lines: [], idempotencyKey: \"k\""),
            mutation("reviseQuote", "quoteId: \"" + QUOTE + "\", version: 1"),
            mutation("sendQuote", "quoteId: \"" + QUOTE + "\", idempotencyKey: \"k\""),
            mutation("acceptQuote", "quoteId: \"" + QUOTE + "\""),
            mutation("rejectQuote", "quoteId: \"" + QUOTE + "\""),
            mutation("createSale", "quoteId: \"" + QUOTE + "\", idempotencyKey: \"k\""),
            mutation("cancelSale", "saleId: \"" + SALE + "\""),
            mutation("deliverSale", "saleId: \"" + SALE + "\""),
            mutation("sendReceipt", "saleId: \"" + SALE + "\", idempotencyKey: \"k\""),
            mutation("createPaymentLink", "saleId: \"" + SALE + "\", idempotencyKey: \"k\""),
            mutation("recordPayment", "saleId: \"" + SALE + "\", method: CASH, amount: \"1\", idempotencyKey: \"k\""));

    private static String mutation(String name, String input) {
        return "mutation { " + name + "(input: {" + input + "}) { userErrors { code } } }";
    }

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void open() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_QUOTES_MAX_DISCOUNT", "12.5"), ScriptedAssistant.class);
    }

    @AfterAll
    static void close() {
        crm.close();
        platform.close();
    }

    @Test
    void onlyWhoReadsConversationsSellsInThemAndUnknownIdsAreNotFound() {
        for (Role role : List.of(Role.ANALYST, Role.INTEGRATOR)) {
            Client stranger = Client.hired(crm, role);
            for (String request : REQUESTS) {
                assertThat(stranger.ask(request).errorCode())
                        .as("%s: %s", role, request)
                        .isEqualTo("FORBIDDEN");
            }
        }
        Client advisor = Client.hired(crm, Role.ADVISOR);
        assertThat(advisor.ask("{ quotes { nodes { id } } sales { nodes { id } } payments { nodes { id } } }")
                        .errorCode())
                .isEmpty();
        for (String request : REQUESTS) {
            if (request.contains(QUOTE) || request.contains(SALE)) {
                assertThat(advisor.ask(request).errorCode()).as(request).isEqualTo("NOT_FOUND");
            }
        }
    }

    @Test
    void anAdvisorsDiscountEndsAtTheShopsLimitAndASupervisorsDoesNot() {
        crm.graphql("mutation { importProducts(input: {csv: \"sku,title,retail_price,stock\\nTOPE,Topé,100,9\","
                + " idempotencyKey: \"tope\"}) { created } }");
        String waId = "5491155598001";
        assertThat(crm.customer(waId).writes("hola")).isEqualTo(200);
        await().until(() -> crm.conversation(waId).isPresent());
        Client advisor = Client.hired(crm, Role.ADVISOR);
        Client supervisor = Client.hired(crm, Role.SUPERVISOR);
        String within = "discountBasisPoints: 1250";
        String above = "discountBasisPoints: 1251";
        String amountAbove = "discountAmount: \"25.01\"";

        JsonNode quote = selling(advisor, "createQuote", "quote { id version discount { amount } }", waId, within);
        String quoteId = quote.at("/quote/id").asString();

        assertThat(quote.at("/quote/discount/amount").asString()).isEqualTo("25.00");
        for (String mutation : List.of("createQuote", "createSale")) {
            String made = mutation.equals("createQuote") ? "quote { id }" : "sale { id }";
            assertThatItIsRefused(selling(advisor, mutation, made, waId, above), "discountBasisPoints");
            assertThatItIsRefused(selling(advisor, mutation, made, waId, amountAbove), "discountAmount");
            assertThat(selling(supervisor, mutation, made, waId, above)
                            .path("userErrors")
                            .isEmpty())
                    .as(mutation)
                    .isTrue();
        }
        assertThatItIsRefused(revised(advisor, quoteId, 1, above), "discountBasisPoints");
        assertThat(revised(supervisor, quoteId, 1, above).at("/quote/version").asInt())
                .isEqualTo(2);
        JsonNode sameLines = advisor.ask(
                        "mutation { reviseQuote(input: {quoteId: \"%s\", version: 2}) { quote { version } userErrors { code } } }"
                                .formatted(quoteId))
                .at("/reviseQuote");
        assertThat(sameLines.at("/quote/version").asInt())
                .as("what a supervisor granted, an advisor may renew")
                .isEqualTo(3);
    }

    private static void assertThatItIsRefused(JsonNode payload, String field) {
        assertThat(payload.path("userErrors")).hasSize(1);
        JsonNode error = payload.at("/userErrors/0");
        assertThat(error.path("code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(error.path("path").toString()).isEqualTo("[\"lines\",\"0\",\"" + field + "\"]");
        assertThat(error.path("message").asString())
                .isEqualTo("El descuento de «Topé» pasa el 12,5 % que podés dar: bajalo o pedíselo a un supervisor.");
    }

    /** Two units at 100 pesos, less this. */
    private static JsonNode selling(Client who, String mutation, String selection, String waId, String discount) {
        return who.ask(
                        "mutation { %s(input: {conversationId: \"%s\", lines: [%s], idempotencyKey: \"%s\"}) { %s userErrors { path code message } } }"
                                .formatted(
                                        mutation,
                                        who.conversationWith(waId),
                                        line(discount),
                                        UUID.randomUUID(),
                                        selection))
                .at("/" + mutation);
    }

    private static JsonNode revised(Client who, String quoteId, int version, String discount) {
        return who.ask(
                        "mutation { reviseQuote(input: {quoteId: \"%s\", version: %d, lines: [%s]}) { quote { version } userErrors { path code message } } }"
                                .formatted(quoteId, version, line(discount)))
                .at("/reviseQuote");
    }

    private static String line(String discount) {
        return "{productId: \"%s\", quantity: 2, %s}".formatted(GlobalId.of("Product", "TOPE"), discount);
    }
}
