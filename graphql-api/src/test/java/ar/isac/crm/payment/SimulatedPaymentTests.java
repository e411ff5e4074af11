package ar.isac.crm.payment;

import static ar.isac.crm.payment.Till.id;
import static ar.isac.crm.payment.Till.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.way.Crm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as it comes: a phone of the simulator, and its page to pay. */
class SimulatedPaymentTests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private static Crm crm;
    private static Till till;

    @BeforeAll
    static void open() {
        crm = Crm.startDemo(Map.of("CRM_ADMIN_TOKEN", "test-admin-token"));
        till = new Till(crm);
    }

    @AfterAll
    static void close() {
        crm.close();
    }

    @Test
    void theLinkOpensAPageThatSaysItIsSimulatedAndPayingItSendsTheReceiptToThePhone() throws Exception {
        JsonNode phone = JsonMapper.shared()
                .readTree(post(
                        "/simulator/api/phones",
                        "{\"app\":\"WHATSAPP\",\"name\":\"Ana\",\"address\":\"5491155595001\"}"));
        post("/simulator/api/phones/" + phone.path("id").asString() + "/acts", "{\"type\":\"text\",\"text\":\"hola\"}");
        await().atMost(Till.SOON)
                .until(() -> !crm.bean(Conversations.class).all().isEmpty());
        Conversation conversation = crm.bean(Conversations.class).all().getFirst();
        till.stocks("DEMO", "Ñandú & Cía «demo»", 1_234, 2);
        String quoteId = till.quotes(conversation, "DEMO", 1);
        JsonNode made = till.does(
                "createPaymentLink", "quoteId: %s, %s".formatted(quoteId, key()), "payment { link isSimulated }");
        till.does("sendQuote", "quoteId: %s, %s".formatted(quoteId, key()), "message { text }");
        String link = made.at("/payment/link").asString();

        assertThat(made.at("/payment/isSimulated").asBoolean()).isTrue();
        assertThat(get(link))
                .contains("Pago simulado", "no se mueve dinero", "$1.234", "Compra C-", "Rechazar el pago");
        assertThat(submit(link + "/reject")).contains("El pago fue rechazado");
        assertThat(submit(link + "/approve")).contains("Pago aprobado").doesNotContain(">Pagar<");

        till.awaitSale(quoteId, "PAID");
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(documentsOnPhones())
                        .hasSize(2)
                        .anyMatch(name -> name.startsWith("Cotizacion-C-"))
                        .anyMatch(name -> name.startsWith("Comprobante-V-")));
        assertThat(crm.graphql("{ conversation(id: " + id("Conversation", conversation.id())
                                + ") { sales { nodes { status } } } }")
                        .at("/conversation/sales/nodes/0/status")
                        .asString())
                .isEqualTo("PAID");
        assertThat(submit(link + "/refund")).contains("El dinero fue devuelto");
        till.awaitSale(quoteId, "REFUNDED");
    }

    @Test
    void aLinkThatWasNeverMadeOpensNothing() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(crm.url() + "/simulator/pay/none"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Este link de pago no existe");
    }

    /** The file names of the documents that the phones show, each of which opens as a PDF. */
    private static List<String> documentsOnPhones() throws Exception {
        JsonNode phones = JsonMapper.shared().readTree(get(crm.url() + "/simulator/api/phones"));
        List<JsonNode> media = phones.findValues("content").stream()
                .filter(content -> content.path("kind").asString("").equals("document"))
                .toList();
        for (JsonNode medium : media) {
            assertThat(get(crm.url() + "/simulator/api/media/"
                            + medium.path("mediaId").asString()))
                    .startsWith("%PDF-");
        }
        return media.stream().map(medium -> medium.path("fileName").asString()).toList();
    }

    private static String get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String submit(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String post(String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(crm.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
