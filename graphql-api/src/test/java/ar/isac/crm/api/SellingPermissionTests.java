package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    @Test
    void onlyWhoReadsConversationsSellsInThemAndUnknownIdsAreNotFound() {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(platform, Map.of(), ScriptedAssistant.class)) {
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
    }
}
