package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import ar.isac.crm.understanding.ShopTerms;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trained model with what shops sell. */
class SoldHereTests {

    private static final String HEADER = "sku,title,family,category,brand,retail_price,stock\n";

    /** The words of medicines are in the model's data: what a shop sells makes it surer or less sure of them. */
    private static final double SURE = 0.85;

    private static final double UNSURE = 0.75;

    private static IntentModel model;

    private final AtomicInteger told = new AtomicInteger();
    private ImportedCatalog catalog;

    @BeforeAll
    static void loadModel() {
        model = DjlIntentModel.load();
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @BeforeEach
    void openCatalog() throws IOException {
        catalog = ImportedCatalog.ofText(HEADER);
    }

    @AfterEach
    void closeCatalog() throws IOException {
        catalog.close();
    }

    @Test
    void aBareNounIsSurelyAProductWhereItIsSoldAndNotElsewhere() throws IOException {
        SoldHere pharmacy = shop("A,Ibuprofeno 400 x 20,Ibuprofeno,Analgésicos,Bayer,900,5\n");
        assertThat(isProduct("ibuprofeno", pharmacy)).isGreaterThan(SURE);

        SoldHere shoeShop = shop("A,Bota de cuero,Botas,Calzado,Andina,90000,5\n");
        assertThat(isProduct("ibuprofeno", shoeShop)).isLessThan(UNSURE);
    }

    @Test
    void whatTheShopBeginsToSellIsKnownSoonAndWhatItStopsSellingForgotten() throws IOException {
        SoldHere sold = shop("A,Bota de cuero,Botas,Calzado,Andina,90000,5\n");

        catalog.imports(HEADER + "B,Ibuprofeno 400 x 20,Ibuprofeno,Analgésicos,Bayer,900,5\n");
        soon().untilAsserted(() -> assertThat(isProduct("ibuprofeno", sold)).isGreaterThan(SURE));

        catalog.imports(HEADER + "B,Sandalia,Sandalias,Calzado,Andina,50000,5\n");
        soon().untilAsserted(() -> assertThat(isProduct("ibuprofeno", sold)).isLessThan(UNSURE));
    }

    @Test
    void stockThatMovesIsNoReasonToReadTheNamesAgain() throws IOException {
        SoldHere sold = shop("A,Bota de cuero,Botas,Calzado,Andina,90000,5\n");
        ShopTerms before = sold.terms();

        catalog.imports(HEADER + "A,Bota de cuero,Botas,Calzado,Andina,90000,4\n");
        catalog.imports(HEADER + "B,Sandalia,Sandalias,Calzado,Andina,50000,5\n");

        soon().untilAsserted(() -> assertThat(sold.terms()).isNotSameAs(before));
        assertThat(told).hasValue(1);
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(5));
    }

    private SoldHere shop(String rows) throws IOException {
        catalog.close();
        catalog = ImportedCatalog.ofText(HEADER + rows);
        SoldHere sold = new SoldHere(catalog.names());
        sold.read();
        catalog.tellsOfNames(told::incrementAndGet);
        catalog.tellsOfNames(sold::readSoon);
        return sold;
    }

    /** The probability that a text is a question for a product. */
    private static double isProduct(String text, SoldHere sold) {
        return new GuardedModel(model, sold::terms)
                .analyse(List.of(text)).getFirst().intents().stream()
                        .filter(intent -> intent.intent() == Intent.PRODUCT_QUERY)
                        .mapToDouble(ScoredIntent::probability)
                        .sum();
    }
}
