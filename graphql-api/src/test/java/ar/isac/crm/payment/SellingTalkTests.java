package ar.isac.crm.payment;

import static ar.isac.crm.payment.Till.id;
import static ar.isac.crm.payment.Till.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Follower;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Selling as the thread tells it: what customers are answered, and what the shop can read afterwards. */
class SellingTalkTests {

    private static Platform platform;
    private static Provider provider;
    private static Crm crm;
    private static Till till;

    @BeforeAll
    static void open() {
        platform = new Platform();
        provider = new Provider();
        crm = Crm.start(platform, provider.settings(), ScriptedAssistant.class, ShiftedClock.Installed.class);
        till = new Till(crm);
    }

    @AfterAll
    static void close() {
        crm.close();
        provider.close();
        platform.close();
    }

    @Test
    void whateverAnAdvisorDoesLeavesOneLineForTheShopAndNoneForTheCustomer() {
        till.stocks("HUELLA", "Huella", 100, 5);
        String waId = "5491155570001";
        Conversation conversation = till.talk(waId);
        String quoteId = till.quotes(conversation, "HUELLA", 2);
        String number = till.quote(quoteId).path("number").asString();

        till.does("reviseQuote", "quoteId: %s, version: 1".formatted(quoteId), "quote { id }");
        till.does("reviseQuote", "quoteId: %s, version: 1".formatted(quoteId), "quote { id }");
        till.link(quoteId);
        till.does("acceptQuote", "quoteId: " + quoteId, "quote { id }");
        till.does("acceptQuote", "quoteId: " + quoteId, "quote { id }");
        String sameKey = key();
        till.does("createSale", "quoteId: %s, %s".formatted(quoteId, sameKey), "sale { id }");
        till.does("createSale", "quoteId: %s, %s".formatted(quoteId, sameKey), "sale { id }");
        String sale = till.quote(quoteId).at("/sale/number").asString();
        String saleId = "\"" + till.quote(quoteId).at("/sale/id").asString() + "\"";
        till.does(
                "recordPayment",
                "saleId: %s, method: TRANSFER, amount: \"200\", %s".formatted(saleId, key()),
                "payment { id }");
        till.does("deliverSale", "saleId: " + saleId, "sale { id }");
        till.does("deliverSale", "saleId: " + saleId, "sale { id }");
        till.does(
                "cancelSale",
                "saleId: %s, reason: \"Vino fallada\", returnStock: true".formatted(saleId),
                "sale { id }");
        till.does("cancelSale", "saleId: " + saleId, "sale { id }");
        String other = till.quotes(conversation, "HUELLA", 1);
        till.does("rejectQuote", "quoteId: " + other, "quote { id }");

        String otherNumber = till.quote(other).path("number").asString();
        assertThat(lines(waId))
                .extracting(line -> line.replaceFirst(
                                "^.*? (hizo|actualizó|creó|dio|registró|anotó|entregó|canceló)", "… $1")
                        .replaceFirst("https://\\S+", "(link)"))
                .containsExactly(
                        "… hizo la cotización %s por $200.".formatted(number),
                        "… actualizó la cotización %s: ahora son $200.".formatted(number),
                        "… creó el link para pagar $200 de %s: (link)".formatted(number),
                        "… dio por aceptada la cotización %s.".formatted(number),
                        "… registró la venta %s por $200.".formatted(sale),
                        "… anotó un pago de $200 por %s: Transferencia.".formatted(sale),
                        "… entregó la venta %s.".formatted(sale),
                        "… canceló la venta %s: Vino fallada".formatted(sale),
                        "… hizo la cotización %s por $100.".formatted(otherNumber),
                        "… dio por rechazada la cotización %s.".formatted(otherNumber));
        assertThat(platform.callsTo(waId))
                .extracting(Platform.Call::text)
                .noneMatch(text -> text.contains("cotización " + number) || text.contains("Vino fallada"));
    }

    @Test
    void aFollowUpAndATransferLeaveTheirLinesAndWhatIsSentNeedsNone() {
        till.stocks("AVISO", "Aviso", 100, 5);
        String waId = "5491155570002";
        Conversation conversation = till.talk(waId);
        String conversationId = id("Conversation", conversation.id());
        String advisor = crm.graphql("{ advisors { id } }").at("/advisors/0/id").asString();

        JsonNode scheduled = till.does(
                "scheduleFollowUp",
                "conversationId: %s, type: REMINDER, dueAt: \"%s\", note: \"Llamar por el talle\", %s"
                        .formatted(
                                conversationId,
                                crm.bean(ShiftedClock.class).instant().plus(Duration.ofDays(1)),
                                key()),
                "followUp { id }");
        till.does(
                "completeFollowUp",
                "followUpId: \"%s\"".formatted(scheduled.at("/followUp/id").asString()),
                "followUp { id }");
        till.does(
                "transferConversation",
                "conversationId: %s, advisorId: \"%s\", note: \"Quiere mayorista\", %s"
                        .formatted(conversationId, advisor, key()),
                "conversation { id }");
        till.does(
                "sendProduct",
                "conversationId: %s, productId: %s, %s".formatted(conversationId, id("Product", "AVISO"), key()),
                "message { id }");

        assertThat(lines(waId)).hasSize(3);
        assertThat(lines(waId).get(0)).contains("Llamar por el talle");
        assertThat(lines(waId).get(1)).contains("dio por hecho: Llamar por el talle");
        assertThat(lines(waId).get(2)).contains("Quiere mayorista");
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(platform.callsTo(waId))
                        .extracting(Platform.Call::text)
                        .anyMatch(text -> text.contains("Aviso")));
    }

    /** What the thread says to the shop alone. */
    private static List<String> lines(String waId) {
        return crm.thread(waId).stream()
                .filter(message -> message.author() == Author.SYSTEM)
                .map(message -> message.content().plainText())
                .toList();
    }

    @Test
    void whoAcceptsTooLateIsToldSoAndOfferedTheSameAtThePricesOfNow() {
        till.stocks("TARDE", "Tarde", 100, 5);
        String waId = "5491155570003";
        String quoteId = offered(till.talk(waId), "TARDE");
        String raw = GlobalId.raw("Quote", quoteId.replace("\"", ""));
        till.stocks("TARDE", "Tarde", 120, 5);
        crm.bean(ShiftedClock.class).forward(Duration.ofDays(2));

        presses(waId, "quote-accept:" + raw);

        awaitCall(waId, "Te la actualicé con los precios de hoy");
        awaitCall(waId, "por $120");
        assertThat(till.quote(quoteId).path("status").asString()).isEqualTo("PENDING");
        assertThat(till.saleStatus(quoteId)).isEmpty();
        String newButton = platform.callsTo(waId)
                .getLast()
                .body()
                .at("/interactive/action/buttons/0/reply/id")
                .asString();
        assertThat(newButton).isEqualTo("quote-accept:" + raw + ".2");

        presses(waId, newButton);

        till.awaitSale(quoteId, "PENDING");
        assertThat(till.quote(quoteId).at("/sale/total/amount").asString()).isEqualTo("120.00");
    }

    @Test
    void theButtonOfAnEarlierVersionSellsNothingAtALaterPrice() {
        till.stocks("VIEJA", "Vieja", 100, 5);
        String waId = "5491155570004";
        String quoteId = offered(till.talk(waId), "VIEJA");
        String raw = GlobalId.raw("Quote", quoteId.replace("\"", ""));
        till.stocks("VIEJA", "Vieja", 300, 5);
        till.does("reviseQuote", "quoteId: %s, version: 1".formatted(quoteId), "quote { id }");

        presses(waId, "quote-accept:" + raw);

        awaitCall(waId, "ya no va más. Esta es la última");
        awaitCall(waId, "por $300");
        assertThat(till.saleStatus(quoteId)).isEmpty();
        assertThat(till.product("VIEJA").sellable()).isEqualTo(5);
    }

    @Test
    void whoAcceptsWhatIsSoldOutIsToldSo() {
        till.stocks("AGOTA", "Agota", 100, 1);
        String waId = "5491155570005";
        String quoteId = offered(till.talk(waId), "AGOTA");
        till.stocks("AGOTA", "Agota", 100, 0);

        presses(waId, "quote-accept:" + GlobalId.raw("Quote", quoteId.replace("\"", "")));

        awaitCall(waId, "justo nos quedamos sin stock");
        assertThat(till.quote(quoteId).path("status").asString()).isEqualTo("PENDING");
    }

    @Test
    void whoPressesAgainAfterPayingIsToldSoAndAskedForNothing() {
        till.stocks("PAGADA", "Pagada", 100, 5);
        String waId = "5491155570007";
        String quoteId = offered(till.talk(waId), "PAGADA");
        String button = "quote-accept:" + GlobalId.raw("Quote", quoteId.replace("\"", ""));
        String reference = till.link(quoteId);
        presses(waId, button);
        awaitCall(waId, "https://pay.example/" + reference);
        till.does(
                "recordPayment",
                "quoteId: %s, method: CASH, amount: \"100\", %s".formatted(quoteId, key()),
                "payment { id }");
        till.awaitSale(quoteId, "PAID");

        presses(waId, button);

        awaitCall(waId, "ya está paga");
        assertThat(till.texts(waId))
                .filteredOn(text -> text.contains("Podés pagarla acá"))
                .hasSize(1);
    }

    @Test
    void whoPressesAgainAfterTheSaleWasCancelledIsNotAskedForMoney() {
        till.stocks("ANULADA", "Anulada", 100, 5);
        String waId = "5491155570008";
        String quoteId = offered(till.talk(waId), "ANULADA");
        String button = "quote-accept:" + GlobalId.raw("Quote", quoteId.replace("\"", ""));
        till.link(quoteId);
        presses(waId, button);
        till.awaitSale(quoteId, "PENDING");
        awaitCall(waId, "Quedó aceptada");
        String saleId = "\"" + till.quote(quoteId).at("/sale/id").asString() + "\"";
        till.does("cancelSale", "saleId: " + saleId, "sale { id }");

        presses(waId, button);

        awaitCall(waId, "ya no está vigente");
        assertThat(till.texts(waId))
                .filteredOn(text -> text.contains("Quedó aceptada"))
                .hasSize(1);
    }

    @Test
    void onInstagramAQuoteIsAFileWithQuickRepliesAndItsPaymentBringsTheReceiptAsAFile() throws Exception {
        till.stocks("GRAM", "Gram", 100, 5);
        Follower sol = new Follower(crm.url(), "7900001");
        sol.writes("hola");
        await().atMost(Till.SOON).until(() -> crm.thread("7900001").size() > 1);
        Conversation conversation = crm.conversation("7900001").orElseThrow();
        String quoteId = till.quotes(conversation, "GRAM", 2);
        String raw = GlobalId.raw("Quote", quoteId.replace("\"", ""));
        String reference = till.link(quoteId);
        till.does("sendQuote", "quoteId: %s, %s".formatted(quoteId, key()), "message { id }");

        await().atMost(Till.SOON)
                .untilAsserted(() ->
                        assertThat(quickReplies("7900001")).contains("quote-accept:" + raw, "quote-reject:" + raw));
        sol.presses("quote-accept:" + raw, "Aceptar");
        awaitCall("7900001", "https://pay.example/" + reference);
        assertThat(Provider.notifies(
                        crm.url(),
                        provider.paid(reference, "approved"),
                        crm.bean(ShiftedClock.class).instant()))
                .isEqualTo(200);

        till.awaitSale(quoteId, "PAID");
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(files("7900001")).hasSize(2));
        awaitCall("7900001", "¡Recibimos tu pago de $200!");
        for (String link : files("7900001")) {
            HttpResponse<byte[]> paper = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(paper.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(new String(paper.body(), 0, 5, StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");
        }
        assertThat(till.product("GRAM").stock().onHand()).isEqualTo(3);
    }

    @Test
    void aPaidSaleTeachesWhatItsCustomerLikesAndWhatGoesWithWhatOnce() {
        String csv = "sku,title,family,brand,retail_price,stock\\nJUNTO-A,Zapatilla Uno,Zapatilla Uno,Topper,100,5"
                + "\\nJUNTO-B,Medias Dos,Medias Dos,Topper,10,5\\nJUNTO-C,Cordones Tres,Cordones Tres,Topper,5,5";
        crm.graphql("mutation { importProducts(input: {csv: \"%s\", %s}) { created } }".formatted(csv, key()));
        Conversation conversation = till.talk("5491155570006");
        pay(conversation, "JUNTO-A", "JUNTO-B");
        pay(conversation, "JUNTO-C");

        assertThat(related("JUNTO-A")).containsSubsequence("JUNTO-C", "JUNTO-B");
        assertThat(related("JUNTO-B")).contains("JUNTO-A", "JUNTO-C");
        till.stocks("JUNTO-B", "Medias Dos", 10, 0);
        await().atMost(Till.SOON)
                .untilAsserted(
                        () -> assertThat(related("JUNTO-A")).contains("JUNTO-C").doesNotContain("JUNTO-B"));
        JsonNode liked = crm.graphql("{ conversation(id: %s) { customer { preferences { brands { name weight } } } } }"
                        .formatted(id("Conversation", conversation.id())))
                .at("/conversation/customer/preferences/brands/0");
        assertThat(liked.path("name").asString()).isEqualTo("Topper");
        assertThat(liked.path("weight").asInt())
                .as("three purchases, each worth three questions")
                .isEqualTo(9);
    }

    /** Somebody buys these, one of each, and pays in cash. */
    private static void pay(Conversation conversation, String... skus) {
        String lines = Stream.of(skus)
                .map(sku -> "{productId: %s, quantity: 1}".formatted(id("Product", sku)))
                .collect(Collectors.joining(", "));
        JsonNode sale = till.does(
                        "createSale",
                        "conversationId: %s, lines: [%s], %s"
                                .formatted(id("Conversation", conversation.id()), lines, key()),
                        "sale { id total { amount } }")
                .path("sale");
        JsonNode paid = till.does(
                "recordPayment",
                "saleId: \"%s\", method: CASH, amount: \"%s\", %s"
                        .formatted(
                                sale.path("id").asString(),
                                sale.at("/total/amount").asString(),
                                key()),
                "payment { sale { status } }");
        assertThat(paid.at("/payment/sale/status").asString()).isEqualTo("PAID");
    }

    private static List<String> related(String sku) {
        return crm.graphql("{ product(id: %s) { related { sku } } }".formatted(id("Product", sku)))
                .at("/product/related")
                .valueStream()
                .map(product -> product.path("sku").asString())
                .toList();
    }

    private static List<String> files(String igsid) {
        return platform.callsTo(igsid).stream()
                .filter(call ->
                        call.body().at("/message/attachment/type").asString("").equals("file"))
                .map(call -> call.body().at("/message/attachment/payload/url").asString())
                .toList();
    }

    private static List<String> quickReplies(String igsid) {
        return platform.callsTo(igsid).stream()
                .flatMap(call -> call.body().at("/message/quick_replies").valueStream())
                .map(reply -> reply.path("payload").asString())
                .toList();
    }

    /** A quote of one unit that an advisor has sent. */
    private static String offered(Conversation conversation, String sku) {
        String quoteId = till.quotes(conversation, sku, 1);
        till.does("sendQuote", "quoteId: %s, %s".formatted(quoteId, key()), "message { id }");
        return quoteId;
    }

    private static void awaitCall(String customer, String text) {
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(platform.callsTo(customer))
                        .extracting(Platform.Call::text)
                        .anyMatch(told -> told.contains(text)));
    }

    private static void presses(String waId, String button) {
        Customer customer = crm.customer(waId);
        String body = customer.message(
                "wamid.in." + UUID.randomUUID(),
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"%s\",\"title\":\"Aceptar\"}}"
                        .formatted(button));
        assertThat(customer.deliver(body)).isEqualTo(200);
    }
}
