package ar.isac.crm.payment;

import static ar.isac.crm.payment.Till.code;
import static ar.isac.crm.payment.Till.id;
import static ar.isac.crm.payment.Till.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.hub.PaymentNotice;
import ar.isac.crm.hub.PaymentNotices;
import ar.isac.crm.money.Money;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.quote.DiscountLimit;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.quote.Selection;
import ar.isac.crm.sale.NewSale;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleOutcome;
import ar.isac.crm.sale.SaleStatus;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class SellingTests {

    private static final int CROWD = 50;

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

    private static Instant now() {
        return crm.bean(ShiftedClock.class).instant();
    }

    private static void notice(String paymentId) {
        assertThat(Provider.notifies(crm.url(), paymentId, now())).isEqualTo(200);
    }

    @Test
    void aPaidQuoteBecomesASaleWithItsReceiptAndTheChainIsWalkedBothWays() throws Exception {
        till.stocks("CADENA", "Zapatilla Ñandú", 1_500, 5);
        Conversation marta = till.talk("5491155580001");
        String origin = id("Message", crm.thread("5491155580001").getFirst().id());
        JsonNode made = till.does(
                "createQuote",
                "conversationId: %s, messageId: %s, %s, %s"
                        .formatted(id("Conversation", marta.id()), origin, till.lines("CADENA", 2), key()),
                "quote { id }");
        String quoteId = "\"" + made.path("quote").path("id").asString() + "\"";
        String reference = till.link(quoteId);
        till.does("sendQuote", "quoteId: %s, %s".formatted(quoteId, key()), "message { text }");

        notice(provider.paid(reference, "approved"));

        till.awaitSale(quoteId, "PAID");
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(
                                till.quote(quoteId).at("/sale/receipt/text").asString())
                        .contains("Comprobante-V-"));
        assertThat(till.product("CADENA").stock().onHand()).isEqualTo(3);
        assertThat(till.product("CADENA").sellable()).isEqualTo(3);
        JsonNode forth = crm.graphql("{ conversation(id: " + id("Conversation", marta.id()) + ") { messages(first: 1) {"
                + " nodes { quotes { number status payments { status sale { number receipt { id sale { number quote {"
                + " message { seq } } } } } } } } } sales { nodes { payments { quote { number } } } } } }");
        JsonNode walked = forth.at("/conversation/messages/nodes/0/quotes/0");
        assertThat(walked.path("status").asString()).isEqualTo("ACCEPTED");
        JsonNode back = walked.at("/payments/0/sale/receipt/sale/quote");
        assertThat(back.at("/message/seq").asInt()).isEqualTo(1);
        assertThat(forth.at("/conversation/sales/nodes/0/payments/0/quote/number")
                        .asString())
                .isEqualTo(walked.path("number").asString());
        JsonNode bought = crm.graphql("{ conversation(id: " + id("Conversation", marta.id())
                        + ") { customer { purchases {" + " count spent { amount } lastAt } } } }")
                .at("/conversation/customer/purchases");
        assertThat(bought.path("count").asInt()).isEqualTo(1);
        assertThat(bought.at("/spent/amount").asString()).isEqualTo("3000.00");
        assertThat(bought.path("lastAt").isNull()).isFalse();
        assertThatThePlatformCouldFetchBothPapers("5491155580001");
    }

    private static void assertThatThePlatformCouldFetchBothPapers(String waId) throws Exception {
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(platform.callsTo(waId))
                        .filteredOn(call -> call.body().has("document"))
                        .hasSize(2));
        for (Platform.Call call : platform.callsTo(waId)) {
            if (call.body().has("document")) {
                HttpRequest fetch = HttpRequest.newBuilder(
                                URI.create(call.body().at("/document/link").asString()))
                        .build();
                HttpResponse<byte[]> paper =
                        HttpClient.newHttpClient().send(fetch, HttpResponse.BodyHandlers.ofByteArray());
                assertThat(paper.statusCode()).isEqualTo(200);
                assertThat(paper.headers().firstValue("Content-Type")).contains("application/pdf");
                assertThat(new String(paper.body(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                        .isEqualTo("%PDF-");
                assertThat(call.body().at("/document/filename").asString()).endsWith(".pdf");
            }
        }
    }

    @Test
    void aForgedLinkToAMediumLeadsNowhereAndARealOneEnds() throws Exception {
        till.stocks("PAPEL", "Papel", 10, 5);
        Conversation paz = till.talk("5491155580021");
        String quoteId = till.quotes(paz, "PAPEL", 1);
        till.does("sendQuote", "quoteId: %s, %s".formatted(quoteId, key()), "message { text }");
        await().atMost(Till.SOON)
                .until(() -> platform.callsTo("5491155580021").stream()
                        .anyMatch(call -> call.body().has("document")));
        String link = platform.callsTo("5491155580021").stream()
                .filter(call -> call.body().has("document"))
                .findFirst()
                .orElseThrow()
                .body()
                .at("/document/link")
                .asString();
        char last = link.charAt(link.length() - 3);

        String forged =
                link.substring(0, link.length() - 3) + (last == 'A' ? 'B' : 'A') + link.substring(link.length() - 2);

        assertThat(status(link)).isEqualTo(200);
        assertThat(status(forged)).isEqualTo(404);
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(49));
        assertThat(status(link)).isEqualTo(404);
    }

    private static int status(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void ofFiftyBuyersOfTheLastUnitOneGetsItAndTheOthersAreToldSo() throws Exception {
        till.stocks("ULTIMA", "Última unidad", 100, 1);
        Conversation crowd = till.talk("5491155580002");
        SaleDesk desk = crm.bean(SaleDesk.class);
        List<Callable<SaleOutcome>> buyers = IntStream.range(0, 50)
                .<Callable<SaleOutcome>>mapToObj(n -> () -> desk.sell(new NewSale(
                        "buyer-" + n, crowd.id(), null, List.of(Selection.of("ULTIMA", 1)), null, DiscountLimit.NONE)))
                .toList();

        List<SaleOutcome> outcomes = new ArrayList<>();
        try (ExecutorService all = Executors.newFixedThreadPool(50)) {
            for (Future<SaleOutcome> outcome : all.invokeAll(buyers)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn(SaleOutcome.Made.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(SaleOutcome.OutOfStock.class::isInstance)
                .hasSize(49)
                .allSatisfy(outcome -> assertThat(
                                outcome.result().errors().getFirst().message())
                        .isEqualTo("De «Última unidad» se pueden vender 0 ahora, y se piden 1."));
        assertThat(till.product("ULTIMA").sellable()).isZero();
        assertThat(till.product("ULTIMA").stock().reserved()).hasSize(1);
        JsonNode sales = crm.graphql(
                "{ sales(filter: {conversation: " + id("Conversation", crowd.id()) + "}) { nodes { id status } } }");
        assertThat(sales.at("/sales/nodes").size()).isEqualTo(1);
    }

    @Test
    void ofFiftyAdvisorsWhoSellTheLastUnitOverTheApiOneDoesAndTheOthersReadWhyNot() throws Exception {
        till.stocks("UNICA", "Única", 100, 1);
        String crowd = id("Conversation", till.talk("5491155580031").id());
        List<Callable<JsonNode>> sellers = IntStream.range(0, CROWD)
                .<Callable<JsonNode>>mapToObj(n -> () -> till.does(
                        "createSale",
                        "conversationId: %s, %s, %s".formatted(crowd, till.lines("UNICA", 1), key()),
                        "sale { id }"))
                .toList();

        List<JsonNode> answers = atOnce(sellers);

        assertThat(answers).filteredOn(answer -> answer.path("sale").isObject()).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.path("sale").isNull())
                .hasSize(CROWD - 1)
                .allSatisfy(answer -> {
                    assertThat(code(answer)).isEqualTo("OUT_OF_STOCK");
                    assertThat(answer.at("/userErrors/0/message").asString())
                            .isEqualTo("De «Única» se pueden vender 0 ahora, y se piden 1.");
                });
        assertThat(till.product("UNICA").sellable()).isZero();
        assertThat(till.product("UNICA").stock().onHand()).isEqualTo(1);
    }

    @Test
    void ofFiftyWhoPayForTheLastUnitOneGetsItAndTheOthersAreToldThatAnAdvisorComes() throws Exception {
        till.stocks("PELEA", "Pelea", 100, CROWD);
        Conversation crowd = till.talk("5491155580032");
        List<String> quotes = IntStream.range(0, CROWD)
                .mapToObj(n -> till.quotes(crowd, "PELEA", 1))
                .toList();
        List<String> references = quotes.stream().map(till::link).toList();
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(31));
        await().atMost(Till.SOON).until(() -> till.product("PELEA").sellable() == CROWD);
        till.stocks("PELEA", "Pelea", 100, 1);

        atOnce(references.stream()
                .map(reference -> provider.paid(reference, "approved"))
                .<Callable<Integer>>map(payment -> () -> Provider.notifies(crm.url(), payment, now()))
                .toList());

        await().atMost(Till.SOON)
                .untilAsserted(() ->
                        assertThat(quotes.stream().map(till::saleStatus)).containsOnly("PAID", "PAID_AWAITING_STOCK"));
        assertThat(quotes)
                .filteredOn(quote -> till.saleStatus(quote).equals("PAID"))
                .hasSize(1);
        assertThat(till.product("PELEA").stock().onHand()).isZero();
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(till.texts("5491155580032"))
                        .filteredOn(text -> text.contains("un asesor te escribe enseguida"))
                        .hasSize(CROWD - 1)
                        .doesNotHaveDuplicates());
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(till.texts("5491155580032"))
                        .filteredOn(text -> text.contains("Comprobante-"))
                        .hasSize(1));
    }

    private static <T> List<T> atOnce(List<Callable<T>> acts) throws Exception {
        List<T> answers = new ArrayList<>();
        try (ExecutorService all = Executors.newFixedThreadPool(acts.size())) {
            for (Future<T> answer : all.invokeAll(acts)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    @Test
    void aNoticeThatComesFiveTimesAndAHandlerThatRunsTwiceTakeEffectOnce() {
        till.stocks("DOBLE", "Doble", 100, 4);
        Conversation leo = till.talk("5491155580003");
        String quoteId = till.quotes(leo, "DOBLE", 1);
        String payment = provider.paid(till.link(quoteId), "approved");

        for (int n = 0; n < 5; n++) {
            notice(payment);
        }
        till.awaitSale(quoteId, "PAID");
        await().atMost(Till.SOON)
                .until(() -> till.quote(quoteId).at("/sale/receipt").isObject());
        PaymentNotices handler = crm.bean(PaymentNotices.class);
        handler.settle(new PaymentNotice(payment, 1));
        handler.settle(new PaymentNotice(payment, 1));

        assertThat(till.product("DOBLE").stock().onHand()).isEqualTo(3);
        assertThat(till.texts("5491155580003"))
                .filteredOn(text -> text.contains("Comprobante-"))
                .hasSize(1);
        assertThat(till.texts("5491155580003"))
                .filteredOn(text -> text.startsWith("¡Recibimos tu pago"))
                .hasSize(1);
    }

    @Test
    void everyAlarmOfASaleThatRingsTwiceChangesNothingMore() {
        till.stocks("ALARMA", "Alarma", 100, 4);
        Conversation pia = till.talk("5491155580033");
        String quoteId = till.quotes(pia, "ALARMA", 1);
        String reference = till.link(quoteId);
        notice(provider.paid(reference, "approved"));
        till.awaitSale(quoteId, "PAID");
        await().atMost(Till.SOON)
                .until(() -> till.quote(quoteId).at("/sale/receipt").isObject());
        Sale sale = crm.bean(Sales.class).of(pia.id()).getFirst();
        Quote quote = crm.bean(Quotes.class).of(pia.id()).getFirst();
        int lines = till.texts("5491155580033").size();
        Map<String, String> subjects = Map.of(
                "fulfilment", sale.id(),
                "order", sale.key(),
                "quoteExpiry", quote.id(),
                "payment", reference,
                "paymentCheck", reference);

        subjects.forEach((kind, subject) -> {
            rings(kind, subject);
            rings(kind, subject);
        });

        assertThat(crm.bean(Quotes.class).of(pia.id())).containsExactly(quote);
        assertThat(crm.bean(Sales.class).of(pia.id()))
                .singleElement()
                .extracting(Sale::status, Sale::receiptMessageId, Sale::total)
                .containsExactly(sale.status(), sale.receiptMessageId(), sale.total());
        assertThat(till.product("ALARMA").stock().onHand()).isEqualTo(3);
        assertThat(till.product("ALARMA").sellable()).isEqualTo(3);
        assertThat(till.texts("5491155580033")).hasSize(lines);
    }

    @Test
    void aForgedOrReplayedNoticeIsRefusedAndCountedAndChangesNothing() {
        till.stocks("FALSO", "Falso", 100, 2);
        Conversation eva = till.talk("5491155580004");
        String quoteId = till.quotes(eva, "FALSO", 1);
        String payment = provider.paid(till.link(quoteId), "approved");
        String ts = Long.toString(now().toEpochMilli());
        String forged = "ts=" + ts + ",v1=" + new NotificationSignature("guessed").of(payment, "r", ts);
        String old = Long.toString(now().minus(Duration.ofHours(1)).toEpochMilli());
        String replayed = "ts=" + old + ",v1=" + new NotificationSignature(Provider.SECRET).of(payment, "r", old);

        double before = refused();
        assertThat(Provider.notifies(crm.url(), payment, "r", forged)).isEqualTo(401);
        assertThat(Provider.notifies(crm.url(), payment, "r", replayed)).isEqualTo(401);
        assertThat(Provider.notifies(crm.url(), payment, "r", "ts=1")).isEqualTo(401);
        assertThat(refused() - before).isEqualTo(3);

        await().during(Duration.ofSeconds(1))
                .until(() -> till.saleStatus(quoteId).isEmpty());
        assertThat(till.product("FALSO").stock().onHand()).isEqualTo(2);
    }

    private static double refused() {
        return crm.bean(MeterRegistry.class)
                .get("crm.webhook.refused")
                .tag("reason", "payment")
                .counter()
                .count();
    }

    @Test
    void aPaymentOfAnotherAmountOrCurrencyCallsAPersonAndSellsNothing() {
        till.stocks("MONTO", "Monto", 100, 2);
        Conversation ivo = till.talk("5491155580005");
        String quoteId = till.quotes(ivo, "MONTO", 1);
        String reference = till.link(quoteId);

        notice(provider.paid(reference, "approved", new BigDecimal("1.00"), "ARS"));
        notice(provider.paid(reference, "approved", new BigDecimal("100.00"), "USD"));

        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(
                                crm.conversation("5491155580005").orElseThrow())
                        .satisfies(conversation -> {
                            assertThat(conversation.control()).isEqualTo(Control.WAITING);
                            assertThat(conversation.priority()).isEqualTo(Priority.URGENT);
                            assertThat(conversation.escalation())
                                    .extracting(Escalation::reason)
                                    .isEqualTo(Escalation.Reason.PAYMENT_PROBLEM);
                        }));
        assertThat(till.saleStatus(quoteId)).isEmpty();
        assertThat(till.product("MONTO").stock().onHand()).isEqualTo(2);
    }

    @Test
    void anExpiredQuoteIsRefusedClearlyAndItsRevisionHasTheNewPrice() {
        till.stocks("VENCE", "Vence", 100, 2);
        Conversation ana = till.talk("5491155580006");
        String quoteId = till.quotes(ana, "VENCE", 1);
        till.stocks("VENCE", "Vence", 120, 2);
        crm.bean(ShiftedClock.class).forward(Duration.ofDays(2));

        JsonNode late = till.does("acceptQuote", "quoteId: " + quoteId, "quote { status }");
        JsonNode lateSale = till.does("createSale", "quoteId: %s, %s".formatted(quoteId, key()), "sale { id }");
        JsonNode lateLink =
                till.does("createPaymentLink", "quoteId: %s, %s".formatted(quoteId, key()), "payment { id }");

        assertThat(code(late)).isEqualTo("EXPIRED");
        assertThat(code(lateSale)).isEqualTo("EXPIRED");
        assertThat(code(lateLink)).isEqualTo("EXPIRED");
        assertThat(late.at("/userErrors/0/message").asString()).contains("Actualizala");
        assertThat(till.quote(quoteId).path("status").asString()).isEqualTo("EXPIRED");

        JsonNode revised = till.does(
                "reviseQuote",
                "quoteId: %s, version: 1".formatted(quoteId),
                "quote { status version total { amount } earlierVersions { total { amount } } }");

        assertThat(revised.at("/quote/status").asString()).isEqualTo("PENDING");
        assertThat(revised.at("/quote/version").asInt()).isEqualTo(2);
        assertThat(revised.at("/quote/total/amount").asString()).isEqualTo("120.00");
        assertThat(revised.at("/quote/earlierVersions/0/total/amount").asString())
                .isEqualTo("100.00");
        assertThat(till.does("acceptQuote", "quoteId: " + quoteId, "quote { status }")
                        .at("/quote/status")
                        .asString())
                .isEqualTo("ACCEPTED");
    }

    @Test
    void aQuotesPriceHoldsWhateverBecomesOfTheCatalogues() {
        till.stocks("FIRME", "Firme", 100, 2);
        Conversation rita = till.talk("5491155580007");
        String quoteId = till.quotes(rita, "FIRME", 1);
        till.stocks("FIRME", "Firme", 900, 2);

        JsonNode sold =
                till.does("createSale", "quoteId: %s, %s".formatted(quoteId, key()), "sale { id total { amount } }");

        assertThat(sold.at("/sale/total/amount").asString()).isEqualTo("100.00");
    }

    @Test
    void aPaymentThatMeetsAnEmptyShelfIsKeptCallsAPersonAndGoesOnWhenThereIsStock() {
        till.stocks("VACIO", "Vacío", 100, 1);
        Conversation gus = till.talk("5491155580008");
        String quoteId = till.quotes(gus, "VACIO", 1);
        String reference = till.link(quoteId);
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(31));
        await().atMost(Till.SOON).until(() -> till.product("VACIO").sellable() == 1);
        till.stocks("VACIO", "Vacío", 100, 0);

        notice(provider.paid(reference, "approved"));

        till.awaitSale(quoteId, "PAID_AWAITING_STOCK");
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(till.texts("5491155580008"))
                        .filteredOn(text -> text.contains("un asesor te escribe enseguida"))
                        .hasSize(1));
        Conversation called = crm.conversation("5491155580008").orElseThrow();
        assertThat(called.priority()).isEqualTo(Priority.URGENT);
        assertThat(till.product("VACIO").stock().onHand()).isZero();
        till.stocks("VACIO", "Vacío", 100, 3);
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(31));

        till.awaitSale(quoteId, "PAID");
        assertThat(till.product("VACIO").stock().onHand()).isEqualTo(2);
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(till.texts("5491155580008"))
                        .filteredOn(text -> text.contains("Comprobante-"))
                        .hasSize(1));
    }

    @Test
    void aRefundBeforeDeliveryBringsTheStockBackOnceAndAChargebackAfterItDoesNot() {
        till.stocks("VUELVE", "Vuelve", 100, 2);
        Conversation ema = till.talk("5491155580009");
        String first = till.quotes(ema, "VUELVE", 1);
        String refunded = provider.paid(till.link(first), "approved");
        notice(refunded);
        till.awaitSale(first, "PAID");
        String second = till.quotes(ema, "VUELVE", 1);
        String disputed = provider.paid(till.link(second), "approved");
        notice(disputed);
        till.awaitSale(second, "PAID");
        String delivered = "\"" + till.quote(second).at("/sale/id").asString() + "\"";
        till.does("deliverSale", "saleId: " + delivered, "sale { status }");

        provider.becomes(refunded, "refunded");
        provider.becomes(disputed, "charged_back");
        notice(refunded);
        notice(refunded);
        notice(disputed);

        till.awaitSale(first, "REFUNDED");
        till.awaitSale(second, "REFUNDED");
        await().atMost(Till.SOON)
                .untilAsserted(() ->
                        assertThat(till.product("VUELVE").stock().onHand()).isEqualTo(1));
        assertThat(crm.conversation("5491155580009").orElseThrow().escalation())
                .extracting(Escalation::reason)
                .isEqualTo(Escalation.Reason.PAYMENT_PROBLEM);
        provider.becomes(refunded, "approved");
        notice(refunded);
        await().during(Duration.ofSeconds(1)).until(() -> till.saleStatus(first).equals("REFUNDED"));
    }

    @Test
    void aRejectedPaymentIsToldAndTheLinkCanBePaidAgain() {
        till.stocks("REINTENTA", "Reintenta", 100, 2);
        Conversation tomi = till.talk("5491155580010");
        String quoteId = till.quotes(tomi, "REINTENTA", 1);
        String reference = till.link(quoteId);

        notice(provider.paid(reference, "rejected"));
        await().atMost(Till.SOON)
                .until(() -> till.texts("5491155580010").stream().anyMatch(text -> text.startsWith("El pago no pasó")));
        notice(provider.paid(reference, "approved"));

        till.awaitSale(quoteId, "PAID");
    }

    @Test
    void whoPaysTwiceIsSoldOnceAndAPersonIsCalled() {
        till.stocks("DOSVECES", "Dos veces", 100, 5);
        Conversation sol = till.talk("5491155580011");
        String quoteId = till.quotes(sol, "DOSVECES", 1);
        String reference = till.link(quoteId);
        notice(provider.paid(reference, "approved"));
        till.awaitSale(quoteId, "PAID");

        notice(provider.paid(reference, "approved"));

        await().atMost(Till.SOON)
                .until(() -> crm.conversation("5491155580011").orElseThrow().escalation() != null);
        assertThat(till.product("DOSVECES").stock().onHand()).isEqualTo(4);
    }

    @Test
    void moneyByHandSellsAndCancellingBringsTheStockBackOnce() {
        till.stocks("EFECTIVO", "Efectivo", 100, 3);
        Conversation nora = till.talk("5491155580012");
        JsonNode sold = till.does(
                "createSale",
                "conversationId: %s, %s, %s".formatted(id("Conversation", nora.id()), till.lines("EFECTIVO", 2), key()),
                "sale { id status }");
        String saleId = "\"" + sold.at("/sale/id").asString() + "\"";
        assertThat(sold.at("/sale/status").asString()).isEqualTo("PENDING");
        assertThat(till.product("EFECTIVO").sellable()).isEqualTo(1);

        JsonNode tooLittle = till.does(
                "recordPayment",
                "saleId: %s, method: CASH, amount: \"150\", %s".formatted(saleId, key()),
                "payment { id }");
        JsonNode paid = till.does(
                "recordPayment",
                "saleId: %s, method: CASH, amount: \"200\", %s".formatted(saleId, key()),
                "payment { status sale { status receipt { text } } }");
        JsonNode again = till.does(
                "recordPayment",
                "saleId: %s, method: CASH, amount: \"200\", %s".formatted(saleId, key()),
                "payment { id }");

        assertThat(code(tooLittle)).isEqualTo("INVALID");
        assertThat(paid.at("/payment/sale/status").asString()).isEqualTo("PAID");
        assertThat(paid.at("/payment/sale/receipt/text").asString()).contains("Comprobante-");
        assertThat(code(again)).isEqualTo("NOT_ALLOWED");
        assertThat(till.product("EFECTIVO").stock().onHand()).isEqualTo(1);

        till.does("cancelSale", "saleId: %s, reason: \"Se arrepintió\"".formatted(saleId), "sale { status }");
        JsonNode cancelled = till.does("cancelSale", "saleId: " + saleId, "sale { status }");

        assertThat(cancelled.at("/sale/status").asString()).isEqualTo("CANCELLED");
        assertThat(till.product("EFECTIVO").stock().onHand()).isEqualTo(3);
        assertThat(till.product("EFECTIVO").sellable()).isEqualTo(3);
    }

    @Test
    void aProviderThatDoesNotAnswerIsAskedAgainAndTheKeyOfAPreferenceIsStable() {
        till.stocks("PACIENCIA", "Paciencia", 100, 2);
        Conversation luz = till.talk("5491155580013");
        String quoteId = till.quotes(luz, "PACIENCIA", 1);
        provider.failing(1);
        JsonNode refused =
                till.does("createPaymentLink", "quoteId: %s, %s".formatted(quoteId, key()), "payment { id }");
        assertThat(code(refused)).isEqualTo("UNAVAILABLE");
        String reference = till.link(quoteId);
        assertThat(till.link(quoteId)).isEqualTo(reference);
        assertThat(provider.idempotencyKeys()).filteredOn(reference::equals).hasSize(1);
        assertThat(provider.preference(reference).path("expiration_date_to").asString())
                .isNotEmpty();
        String payment = provider.paid(reference, "approved");

        provider.failing(2);
        notice(payment);

        till.awaitSale(quoteId, "PAID");
    }

    @Test
    void aPaymentThatNobodyNoticedIsFoundByAsking() {
        till.stocks("CALLADO", "Callado", 100, 2);
        Conversation ali = till.talk("5491155580014");
        String quoteId = till.quotes(ali, "CALLADO", 1);
        provider.paid(till.link(quoteId), "approved");

        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(6));

        till.awaitSale(quoteId, "PAID");
    }

    @Test
    void aLinkThatHasEndedIsFollowedByTheNextAndMoneyByTheEndedOneIsStillTaken() {
        till.stocks("TERMINA", "Termina", 100, 2);
        Conversation lia = till.talk("5491155580041");
        JsonNode sold = till.does(
                "createSale",
                "conversationId: %s, %s, %s".formatted(id("Conversation", lia.id()), till.lines("TERMINA", 1), key()),
                "sale { id }");
        String saleId = "\"" + sold.at("/sale/id").asString() + "\"";
        String ended = linkOfSale(saleId);
        assertThat(linkOfSale(saleId)).isEqualTo(ended);
        crm.bean(ShiftedClock.class).forward(Duration.ofDays(3));

        String next = linkOfSale(saleId);

        assertThat(next).isNotEqualTo(ended).isEqualTo(linkOfSale(saleId));
        assertThat(end(next)).isAfter(now());
        notice(provider.paid(ended, "approved"));
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(
                                crm.bean(Sales.class).of(lia.id()).getFirst().status())
                        .isEqualTo(SaleStatus.PAID));
        assertThat(till.product("TERMINA").stock().onHand()).isEqualTo(1);
    }

    @Test
    void whatWasAcceptedInTimeIsPaidByALinkThatLives() {
        till.stocks("ATIEMPO", "A tiempo", 100, 2);
        Conversation zoe = till.talk("5491155580042");
        String quoteId = till.quotes(zoe, "ATIEMPO", 1);
        String ended = till.link(quoteId);
        till.does("acceptQuote", "quoteId: " + quoteId, "quote { status }");
        Quote quote = crm.bean(Quotes.class).of(zoe.id()).getFirst();
        LinksOfQuotes links = crm.bean(LinksOfQuotes.class);
        assertThat(links.of(quote)).contains("https://pay.example/" + ended);
        crm.bean(ShiftedClock.class).forward(Duration.ofDays(2));
        assertThat(links.of(quote)).isEmpty();

        String next = till.link(quoteId);

        assertThat(end(next)).isAfter(now());
        assertThat(links.of(quote)).contains("https://pay.example/" + next);
    }

    private static String linkOfSale(String saleId) {
        JsonNode made =
                till.does("createPaymentLink", "saleId: %s, %s".formatted(saleId, key()), "payment { id link }");
        assertThat(made.at("/payment/link").asString("")).as("%s", made).isNotEmpty();
        return GlobalId.raw("Payment", made.at("/payment/id").asString());
    }

    /** When the provider takes no more money by it. */
    private static Instant end(String reference) {
        return OffsetDateTime.parse(provider.preference(reference)
                        .path("expiration_date_to")
                        .asString())
                .toInstant();
    }

    @Test
    void noOtherAlarmWaitsForASlowProvider() {
        till.stocks("LENTO", "Lento", 100, 2);
        Conversation bru = till.talk("5491155580043");
        String quoteId = till.quotes(bru, "LENTO", 1);
        String reference = till.link(quoteId);
        provider.paid(reference, "approved");
        CountDownLatch held = provider.holding();

        try {
            assertThat(CompletableFuture.supplyAsync(() -> rings("paymentCheck", reference)))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .satisfies(next -> assertThat(next).isAfter(now()));
        } finally {
            held.countDown();
        }

        till.awaitSale(quoteId, "PAID");
    }

    @Test
    void moneyThatWasLearnedOfAndInterruptedTakesEffectWhenItIsLookedAtAgain() {
        till.stocks("A-MEDIAS", "A medias", 100, 2);
        Conversation teo = till.talk("5491155580044");
        String quoteId = till.quotes(teo, "A-MEDIAS", 1);
        String reference = till.link(quoteId);
        crm.bean(Payments.class).update(reference, payment -> payment.learned("4711", PaymentStatus.APPROVED, now()));

        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(6));

        till.awaitSale(quoteId, "PAID");
    }

    private static @Nullable Instant rings(String kind, String subject) {
        return crm.beans(AlarmHandler.class).stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .ring(new Alarm(kind + "/" + subject, null, kind, subject, now(), 1));
    }

    @Test
    void aTokenThatWasRevokedIsToldAsSuch() {
        till.stocks("REVOCADO", "Revocado", 100, 2);
        Conversation noe = till.talk("5491155580045");
        String quoteId = till.quotes(noe, "REVOCADO", 1);
        provider.refusing(1);

        JsonNode refused =
                till.does("createPaymentLink", "quoteId: %s, %s".formatted(quoteId, key()), "payment { id }");

        assertThat(code(refused)).isEqualTo("UNAVAILABLE");
        assertThat(refused.at("/userErrors/0/message").asString())
                .isEqualTo("Mercado Pago rechazó el pedido: avisale a quien administra la cuenta"
                        + " (MERCADOPAGO_ACCESS_TOKEN).");
        String reference = till.link(quoteId);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(PaymentCheck.class);
        lines.start();
        log.addAppender(lines);
        provider.refusing(1);
        try {
            rings("paymentCheck", reference);
            await().atMost(Till.SOON)
                    .untilAsserted(() -> assertThat(lines.list)
                            .filteredOn(line -> line.getLevel() == Level.WARN)
                            .extracting(ILoggingEvent::getFormattedMessage)
                            .containsExactly("Mercado Pago refused to tell of payment " + reference
                                    + ": Mercado Pago answered 401"));
        } finally {
            log.detachAppender(lines);
        }
    }

    @Test
    void whatAConversationOrASalePaidIsFoundBehindAnyNumberOfDaysAndALongSearchSaysWhereItIs() {
        String conversationId = "whatsapp:1/long-ago";
        Instant start = Instant.parse("2020-01-01T10:00:00Z");
        Payments payments = crm.bean(Payments.class);
        IntStream.range(0, PageSize.MOST + 2)
                .mapToObj(n -> asked("ages-" + n, "another", start.plus(Duration.ofDays(n))))
                .forEach(payments::insert);
        Payment first = payments.insert(asked("first-of-all", conversationId, start.minus(Duration.ofDays(1))));
        String filter = "filter: {status: PENDING, conversation: %s}".formatted(id("Conversation", conversationId));

        JsonNode own = payments(filter);
        JsonNode searched = payments("filter: {status: REJECTED}");
        JsonNode goneOn = payments("filter: {status: REJECTED}, after: " + searched.at("/pageInfo/endCursor"));

        assertThat(own.at("/nodes/0/id").asString()).isEqualTo(GlobalId.of("Payment", first.id()));
        assertThat(own.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
        assertThat(searched.at("/nodes").size()).isZero();
        assertThat(searched.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
        assertThat(goneOn.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
    }

    private static JsonNode payments(String arguments) {
        return crm.graphql("{ payments(%s) { nodes { id } pageInfo { hasNextPage endCursor } } }".formatted(arguments))
                .path("payments");
    }

    private static Payment asked(String id, String conversationId, Instant at) {
        return new Payment(
                id,
                null,
                "direct/" + id,
                null,
                0,
                conversationId,
                PaymentMethod.MERCADO_PAGO,
                false,
                new Money(100, "ARS"),
                PaymentStatus.PENDING,
                null,
                List.of(),
                null,
                null,
                at,
                at,
                null);
    }

    @Test
    void otherTopicsAreAcknowledgedAndLeft() throws Exception {
        HttpRequest order = HttpRequest.newBuilder(
                        URI.create(crm.url() + "/webhooks/mercadopago?topic=merchant_order&id=1"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(order, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDiscountAboveTheLineAndAnUnknownProductAreExplained() {
        till.stocks("REGLAS", "Reglas", 100, 2);
        Conversation ciro = till.talk("5491155580015");
        String product = id("Product", till.product("REGLAS").id());

        JsonNode wrong = till.does(
                "createQuote",
                ("conversationId: %s, lines: [{productId: %s, quantity: 1, discountAmount: \"101\"},"
                                + " {productId: %s, quantity: 0}, {productId: %s, quantity: 1}], %s")
                        .formatted(id("Conversation", ciro.id()), product, product, id("Product", "NO-HAY"), key()),
                "quote { id }");

        assertThat(wrong.path("userErrors")
                        .valueStream()
                        .map(error -> error.path("path").toString()))
                .containsExactly(
                        "[\"lines\",\"0\",\"discountAmount\"]",
                        "[\"lines\",\"1\",\"quantity\"]",
                        "[\"lines\",\"2\",\"productId\"]");
        assertThat(crm.thread("5491155580015")).extracting(Message::seq).startsWith(1L);
    }

    @Test
    void aButtonTakesTheQuoteAlsoWhileAPersonHasTheConversation() {
        till.stocks("BOTON", "Botón", 100, 2);
        Conversation mia = till.talk("5491155580016");
        Conversation other = till.talk("5491155580017");
        String quoteId = till.quotes(mia, "BOTON", 1);
        till.does("sendQuote", "quoteId: %s, %s".formatted(quoteId, key()), "message { text }");
        till.does(
                "changeControl",
                "conversationId: %s, control: HUMAN".formatted(id("Conversation", other.id())),
                "conversation { id }");
        String button = "quote-accept:" + GlobalId.raw("Quote", quoteId.replace("\"", ""));

        presses("5491155580017", button);
        await().during(Duration.ofSeconds(1))
                .until(() -> till.quote(quoteId).path("status").asString().equals("PENDING"));
        presses("5491155580016", button);

        till.awaitSale(quoteId, "PENDING");
        await().atMost(Till.SOON)
                .until(() -> till.texts("5491155580016").stream().anyMatch(text -> text.contains("Quedó aceptada")));
        assertThat(till.product("BOTON").sellable()).isEqualTo(1);
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
