package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import ar.isac.crm.customer.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A decision, without the model, at a big shop. */
class DecisionSpeedTests {

    private static final int PRODUCTS = 10_000;
    private static final int ROUNDS = 40;

    /** What is promised on a machine of its own, and what is still allowed beside everything else. */
    private static final Duration PROMISED = Duration.ofMillis(5);

    private static final int MARGIN = 5;

    private static final List<String> TALK = List.of(
            "hola | GREETING",
            "tenes taladro modelo 120? | STOCK_QUERY product=taladro modelo 120",
            "el rojo | PRODUCT_QUERY",
            "y en azul? | STOCK_QUERY",
            "mmm caro | DENY",
            "el primero | PRODUCT_QUERY",
            "quiero 2 | PURCHASE_REQUEST qty=2",
            "y una lijadora modelo 77 verde | PURCHASE_REQUEST product=lijadora modelo 77",
            "cuanto es todo? | PRICE_QUERY",
            "asdf qwer | OTHER");

    @Test
    void aDecisionIsQuickAtTenThousandProducts() throws IOException {
        try (ImportedCatalog shop = ImportedCatalog.ofText(catalogue())) {
            Conversing talk = new Conversing(shop, false, Segment.RETAIL, "2026-11-18T15:00", false, Purchases.NONE);
            // The fastest of many rounds: what a decision takes, not what else the machine does.
            Map<String, Long> fastest = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String said : TALK) {
                    Turn turn = new Turn(List.of(DialogueFile.written(said)));
                    long began = System.nanoTime();
                    talk.says(turn);
                    fastest.merge(said, System.nanoTime() - began, Math::min);
                }
            }

            assertThat(fastest.values())
                    .as(fastest.toString())
                    .allMatch(nanos -> nanos < PROMISED.multipliedBy(MARGIN).toNanos());
        }
    }

    private static String catalogue() {
        List<String> kinds = List.of("Taladro", "Lijadora", "Sierra", "Pulidora", "Soldadora");
        List<String> colours = List.of("Rojo", "Azul", "Verde", "Negro");
        StringBuilder csv = new StringBuilder("sku,title,family,brand,category,retail_price,stock,attr:color\n");
        for (int i = 0; i < PRODUCTS; i++) {
            String kind = kinds.get(i % kinds.size());
            int model = i / (kinds.size() * colours.size());
            String colour = colours.get(i / kinds.size() % colours.size());
            csv.append(String.format(
                    Locale.ROOT,
                    "P%d,%s Modelo %d %s,%s Modelo %d,Marca %d,%ss,%d,%d,%s%n",
                    i,
                    kind,
                    model,
                    colour,
                    kind,
                    model,
                    model % 30,
                    kind,
                    10_000 + 37 * (i % 900),
                    i % 7,
                    colour));
        }
        return csv.toString();
    }
}
