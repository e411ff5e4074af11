package ar.isac.crm.payment;

import static ar.isac.crm.payment.Till.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.hub.PaymentNotice;
import ar.isac.crm.hub.PaymentNotices;
import ar.isac.crm.money.Money;
import ar.isac.crm.quote.DiscountLimit;
import ar.isac.crm.quote.Selection;
import ar.isac.crm.sale.NewSale;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleStatus;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dies after the first write, after the second, and so on to the last; what goes on from there must come out the same. */
class InterruptionTests {

    private static Platform platform;
    private static Provider provider;
    private static Crm crm;
    private static Till till;
    private static InterruptedDatabase database;

    @BeforeAll
    static void open() {
        platform = new Platform();
        provider = new Provider();
        crm = Crm.start(
                platform,
                provider.settings(),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class,
                InterruptedDatabase.Installed.class);
        till = new Till(crm);
        database = crm.bean(InterruptedDatabase.class);
    }

    @AfterAll
    static void close() {
        crm.close();
        provider.close();
        platform.close();
    }

    @Test
    void anApprovedPaymentIsSettledOnceWhereverItWasInterrupted() {
        PaymentNotices handler = crm.bean(PaymentNotices.class);
        boolean isWhole = false;
        int writes = 0;
        for (; !isWhole; writes++) {
            String waId = "549115559%04d".formatted(writes);
            String sku = "PASO-" + writes;
            till.stocks(sku, "Paso " + writes, 100, 3);
            Conversation conversation = till.talk(waId);
            String quoteId = till.quotes(conversation, sku, 1);
            PaymentNotice notice = new PaymentNotice(provider.paid(till.link(quoteId), "approved"), 1);

            isWhole = database.endingAfter(writes, () -> handler.settle(notice));
            assertThatNothingIsSoldWithoutStock(quoteId, sku, writes);
            handler.settle(notice);

            assertThat(till.saleStatus(quoteId)).as("after %d writes", writes).isEqualTo("PAID");
            assertThat(till.product(sku).stock().onHand())
                    .as("after %d writes", writes)
                    .isEqualTo(2);
            assertThat(till.product(sku).sellable())
                    .as("after %d writes", writes)
                    .isEqualTo(2);
            assertThat(crm.bean(Sales.class).of(conversation.id()))
                    .as("after %d writes", writes)
                    .hasSize(1);
            assertThatTheReceiptIsThereOnce(waId, writes);
        }
        assertThat(writes).as("writes of a settlement").isGreaterThan(10);
    }

    /** What is off the shelf is known to a sale, and what is sold is off the shelf. */
    private static void assertThatNothingIsSoldWithoutStock(String quoteId, String sku, int writes) {
        String status = till.saleStatus(quoteId);
        int onHand = till.product(sku).stock().onHand();
        if (status.equals("PAID")) {
            assertThat(onHand).as("sold after %d writes", writes).isEqualTo(2);
        }
        if (onHand < 3) {
            assertThat(status).as("off the shelf after %d writes", writes).isIn("PAID_AWAITING_STOCK", "PAID");
        }
    }

    private static void assertThatTheReceiptIsThereOnce(String waId, int writes) {
        await().atMost(Till.SOON)
                .untilAsserted(() -> assertThat(till.texts(waId))
                        .as("receipts after %d writes", writes)
                        .filteredOn(text -> text.contains("Comprobante-"))
                        .hasSize(1));
    }

    @Test
    void moneyByHandThatWasInterruptedIsNotedOnceByTryingAgainAndGoesOnByItselfByNotTrying() {
        PaymentDesk desk = crm.bean(PaymentDesk.class);
        boolean isWhole = false;
        int writes = 0;
        for (; !isWhole; writes++) {
            String waId = "549115556%04d".formatted(writes);
            String sku = "MANO-" + writes;
            till.stocks(sku, "Mano " + writes, 100, 3);
            Conversation conversation = till.talk(waId);
            String quoteId =
                    GlobalId.raw("Quote", till.quotes(conversation, sku, 1).replace("\"", ""));
            PaymentDesk.ByHand cash = new PaymentDesk.ByHand(
                    "cash-" + writes, quoteId, null, PaymentMethod.CASH, new Money(10_000, "ARS"), null, null);

            isWhole = database.endingAfter(writes, () -> desk.record(cash));
            Payments payments = crm.bean(Payments.class);
            boolean isNoted = !payments.of(Sale.keyOf(quoteId)).isEmpty();
            if (writes % 2 == 1 || !isNoted) {
                assertThat(desk.record(cash).errors())
                        .as("after %d writes", writes)
                        .isEmpty();
            } else {
                // To where what was interrupted is looked for.
                crm.bean(ShiftedClock.class).forward(Duration.ofSeconds(6));
            }

            String sold = Sale.keyOf(quoteId);
            await().atMost(Till.SOON)
                    .untilAsserted(() -> assertThat(crm.bean(Sales.class).of(sold))
                            .singleElement()
                            .satisfies(sale -> assertThat(sale.status()).isEqualTo(SaleStatus.PAID))
                            .satisfies(
                                    sale -> assertThat(sale.receiptMessageId()).isNotNull()));
            desk.record(cash);
            assertThat(payments.of(sold)).as("payments after %d writes", writes).hasSize(1);
            assertThat(till.product(sku).stock().onHand())
                    .as("after %d writes", writes)
                    .isEqualTo(2);
            assertThat(till.product(sku).sellable())
                    .as("after %d writes", writes)
                    .isEqualTo(2);
            assertThatTheReceiptIsThereOnce(waId, writes);
        }
        assertThat(writes).as("writes of a payment by hand").isGreaterThan(10);
    }

    @Test
    void aSaleThatWasInterruptedIsMadeOnceByTryingAgainAndLeavesNothingReservedByNotTrying() {
        SaleDesk desk = crm.bean(SaleDesk.class);
        boolean isWhole = false;
        for (int writes = 0; !isWhole; writes++) {
            String sku = "VENTA-" + writes;
            till.stocks(sku, "Venta " + writes, 100, 1);
            Conversation conversation = till.talk("549115558%04d".formatted(writes));
            NewSale wanted = new NewSale(
                    "sale-" + writes, conversation.id(), null, List.of(Selection.of(sku, 1)), null, DiscountLimit.NONE);

            isWhole = database.endingAfter(writes, () -> desk.sell(wanted));
            boolean isGivenUp = writes % 2 == 0 && !isWhole;
            if (isGivenUp) {
                crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(31));
                await().atMost(Till.SOON)
                        .untilAsserted(() ->
                                assertThat(till.product(sku).stock().reserved()).isEmpty());
            } else {
                desk.sell(wanted);
                assertThat(crm.bean(Sales.class).of(conversation.id())).hasSize(1);
                assertThat(till.product(sku).sellable()).isZero();
            }
            assertThat(till.product(sku).stock().onHand()).isEqualTo(1);
        }
    }

    @Test
    void aCancellationThatWasInterruptedGivesTheStockBackOnceByItself() {
        SaleDesk desk = crm.bean(SaleDesk.class);
        boolean isWhole = false;
        for (int writes = 0; !isWhole; writes++) {
            String sku = "BAJA-" + writes;
            till.stocks(sku, "Baja " + writes, 100, 4);
            Conversation conversation = till.talk("549115557%04d".formatted(writes));
            String quoteId = till.quotes(conversation, sku, 2);
            till.does(
                    "recordPayment",
                    "quoteId: %s, method: CASH, amount: \"200\", %s".formatted(quoteId, key()),
                    "payment { id }");
            Sale sale = crm.bean(Sales.class).of(conversation.id()).getFirst();
            assertThat(till.product(sku).stock().onHand()).isEqualTo(2);

            isWhole = database.endingAfter(writes, () -> desk.cancel(sale.id(), null, null));
            if (crm.bean(Sales.class).find(sale.id()).orElseThrow().isPaid()) {
                desk.cancel(sale.id(), null, null);
            }

            await().atMost(Till.SOON)
                    .untilAsserted(
                            () -> assertThat(till.product(sku).stock().onHand()).isEqualTo(4));
            desk.cancel(sale.id(), null, null);
            assertThat(till.product(sku).stock().onHand()).isEqualTo(4);
        }
    }
}
