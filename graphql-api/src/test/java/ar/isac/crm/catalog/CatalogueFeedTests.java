package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.hub.CatalogueFeeds.Delivery;
import ar.isac.crm.hub.CatalogueFeeds.Fault;
import ar.isac.crm.hub.CatalogueFeeds.Taken;
import ar.isac.crm.hub.CatalogueFeeds.Unreadable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a system of the shop may deliver, and what becomes of it. */
class CatalogueFeedTests {

    private final CatalogFixture shop = new CatalogFixture();
    private final CatalogueFeedLog feeds = new CatalogueFeedLog(shop.mongo, Clock.systemUTC());
    private final FeedDesk desk = new FeedDesk(shop.imports, feeds, Clock.systemUTC());
    private final Instant now = Instant.now();

    @BeforeEach
    void stock() {
        shop.declareIndexes("catalogueFeeds");
        shop.imports.importCsv("sku,title,retail_price,wholesale_price,stock\nA,Mesa,100,90,5\nB,Silla,50,40,7\n");
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void rowsOfFewColumnsChangeTheseColumnsAlone() {
        Taken taken = deliver("sku;stock\na;3\nB;0\n");

        assertThat(taken.updated()).isEqualTo(2);
        assertThat(product("A").stock().onHand()).isEqualTo(3);
        assertThat(product("A").title()).isEqualTo("Mesa");
        assertThat(product("A").wholesalePrice()).isEqualTo(CatalogFixture.ars(90));
        assertThat(product("B").sellable()).isZero();
    }

    @Test
    void jsonChangesOfEachProductWhatItNames() {
        Taken taken = deliver("""
                {"products": [{"sku": "A", "retail_price": 120.5}, {"sku": "B", "stock": 2},
                              {"sku": "C", "title": "Banco", "retail_price": 30, "tags": ["pino", "alto"],
                               "attributes": {"color": "Natural"}}]}
                """);

        assertThat(taken.created()).isEqualTo(1);
        assertThat(product("A").retailPrice().minorUnits()).isEqualTo(12_050);
        assertThat(product("A").stock().onHand()).isEqualTo(5);
        assertThat(product("B").stock().onHand()).isEqualTo(2);
        assertThat(product("C").tags()).containsExactly("pino", "alto");
        assertThat(product("C").attribute("color")).contains("Natural");
    }

    @Test
    void aNumberOfJsonIsNeverReadAsThousands() {
        Taken taken = deliver("[{\"sku\": \"A\", \"retail_price\": 1.250}]");

        assertThat(taken.faults()).isEmpty();
        assertThat(product("A").retailPrice().minorUnits()).isEqualTo(125);
    }

    @Test
    void whatCannotBeTakenIsToldByLineAndTheRestIsTaken() {
        Taken taken = deliver("sku,stock\nA,tres\nX,4\nB,9\n");

        assertThat(taken.faults())
                .extracting(Fault::line, Fault::field)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, "stock"),
                        org.assertj.core.groups.Tuple.tuple(3L, "sku"));
        assertThat(product("B").stock().onHand()).isEqualTo(9);
        assertThat(product("A").stock().onHand()).isEqualTo(5);
    }

    @Test
    void aDeliveryThatComesAgainTakesEffectOnce() {
        Delivery delivery = new Delivery("pos/1", "pos", now.minusSeconds(60), bytes("sku,stock\nA,3\n"));

        Taken first = desk.take(delivery);
        shop.products.update("A", product -> product.withOnHand(8));
        Taken second = desk.take(delivery);

        assertThat(second).isEqualTo(first);
        assertThat(product("A").stock().onHand()).isEqualTo(8);
    }

    @Test
    void aDeliveryThatWasInterruptedMakesTheSameStockHoweverMuchWasSoldMeanwhile() {
        Delivery delivery = new Delivery("night/1", "night", now.minusSeconds(60), bytes("sku,stock\nA,9\nB,9\n"));
        feeds.opened(delivery, "night", delivery.asOf().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        Stock.Told told = new Stock.Told(delivery.asOf().truncatedTo(java.time.temporal.ChronoUnit.MILLIS), "night/1");
        shop.products.update("A", product -> product.withStock(product.stock().told(9, told)));
        sell("A", 2);
        sell("B", 4);

        desk.take(delivery);

        assertThat(product("A").stock().onHand()).isEqualTo(7);
        assertThat(product("B").stock().onHand()).isEqualTo(5);
    }

    @Test
    void deliveriesThatComeLateAndOutOfOrderLeaveTheNewestCount() {
        desk.take(new Delivery("pos/2", "pos", now.minusSeconds(10), bytes("sku,stock\nA,2\n")));
        desk.take(new Delivery("pos/1", "pos", now.minusSeconds(20), bytes("sku,stock\nA,6\n")));

        assertThat(product("A").stock().onHand()).isEqualTo(2);
    }

    @Test
    void aCountOfAnotherDayIsRefusedWhereSalesMayBeForgotten() {
        deliver("sku,stock\nA,4\n");

        Taken taken = desk.take(
                new Delivery("old", "old.csv", now.minus(Duration.ofDays(3)), bytes("sku,stock\nA,50\nB,3\n")));

        assertThat(taken.faults()).extracting(Fault::line).containsExactly(2L);
        assertThat(product("A").stock().onHand()).isEqualTo(4);
        assertThat(product("B").stock().onHand()).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadAtAllIsRefusedAndRemembered() {
        for (String junk : List.of("", "{\"hello\": 1}", "[1, 2]", "{", "title,stock\nMesa,3\n")) {
            assertThatThrownBy(() -> deliver(junk)).isInstanceOf(Unreadable.class);
        }

        assertThat(feeds.newest(10, null).nodes())
                .hasSize(5)
                .allSatisfy(feed -> assertThat(feed.outcome()).isNotNull())
                .allSatisfy(feed -> assertThat(
                                Objects.requireNonNull(feed.outcome()).problem())
                        .isNotBlank());
    }

    @Test
    void aDeliveryOfWhichNothingCouldBeReadIsTakenOnceItIsMended() {
        Delivery wrong = new Delivery("erp/1", "erp", now, bytes("{\"id\": \"1\", \"csv\": \"code,stock\\nA,3\"}"));
        Delivery mended = new Delivery("erp/1", "erp", now, bytes("{\"id\": \"1\", \"csv\": \"sku,stock\\nA,3\"}"));
        assertThatThrownBy(() -> desk.take(wrong)).isInstanceOf(Unreadable.class);

        Taken taken = desk.take(mended);
        shop.products.update("A", product -> product.withOnHand(2));
        Taken again = desk.take(mended);

        assertThat(taken.updated()).isEqualTo(1);
        assertThat(again).isEqualTo(taken);
        assertThat(product("A").stock().onHand()).isEqualTo(2);
        assertThat(feeds.newest(10, null).nodes())
                .singleElement()
                .satisfies(feed -> assertThat(
                                Objects.requireNonNull(feed.outcome()).problem())
                        .isNull());
    }

    private Taken deliver(String body) {
        return desk.take(new Delivery(UUID.randomUUID().toString(), "test", now, bytes(body)));
    }

    private void sell(String sku, int units) {
        shop.products.update(
                sku,
                product -> product.withStock(
                        product.stock().taking("V-" + sku, units, Instant.now()).orElseThrow()));
    }

    private Product product(String sku) {
        return shop.products.find(sku).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
