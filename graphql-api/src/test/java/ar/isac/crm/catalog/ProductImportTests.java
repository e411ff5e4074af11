package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.ImportReport.RowError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProductImportTests {
    private final CatalogFixture shop = new CatalogFixture();

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void aFullRowBecomesAProduct() {
        ImportReport report = shop.imports.importCsv("""
                sku,title,family,brand,category,retail_price,wholesale_price,stock,image_url,url,description,tags,related,attr:talle,attr:color
                R-38,Runner Negro 38,Runner,Velox,Zapatillas,"89.900,50",80000,4,https://s.ar/r.png,https://s.ar/r,"Livianas, para correr",running|nuevas,M-1|M-2,38,Negro
                """);

        assertThat(report).isEqualTo(new ImportReport(1, 0, 0, List.of(), List.of()));
        Product product = shop.products.find("R-38").orElseThrow();
        assertThat(product.title()).isEqualTo("Runner Negro 38");
        assertThat(product.family()).isEqualTo("Runner");
        assertThat(product.retailPrice().minorUnits()).isEqualTo(8_990_050);
        assertThat(product.wholesalePrice()).isEqualTo(CatalogFixture.ars(80_000));
        assertThat(product.sellable()).isEqualTo(4);
        assertThat(product.tags()).containsExactly("running", "nuevas");
        assertThat(product.relatedSkus()).containsExactly("M-1", "M-2");
        assertThat(product.attributes()).containsExactly(new Attribute("talle", "38"), new Attribute("color", "Negro"));
        assertThat(product.description()).isEqualTo("Livianas, para correr");
        assertThat(product.isActive()).isTrue();
    }

    @Test
    void nothingButTheFieldsOfAProductIsStored() {
        shop.imports.importCsv("sku,title,retail_price\nA,Mesa,100\n");

        org.bson.Document stored = shop.mongo.getCollection("products").find().first();

        assertThat(stored).isNotNull();
        assertThat(stored.keySet())
                .isSubsetOf(
                        "_id",
                        "version",
                        "sku",
                        "title",
                        "tags",
                        "isActive",
                        "family",
                        "attributes",
                        "retailPrice",
                        "stock",
                        "relatedSkus",
                        "adjustments",
                        "_class");
        assertThat(stored.get("retailPrice", org.bson.Document.class))
                .containsOnlyKeys("minorUnits", "currency")
                .containsEntry("minorUnits", 10_000L);
    }

    @Test
    void semicolonsAndAByteOrderMarkAreUnderstood() throws IOException {
        byte[] csv = "\ufeffSKU;Title;Retail_Price;Stock\r\nA;Mesa, de roble;$ 1.500.000;2\r\n"
                .getBytes(StandardCharsets.UTF_8);

        ImportReport report = shop.imports.importCsv(new ByteArrayInputStream(csv));

        assertThat(report.rowErrors()).isEmpty();
        assertThat(shop.titled("Mesa, de roble").retailPrice()).isEqualTo(CatalogFixture.ars(1_500_000));
    }

    @Test
    void aFileInAnotherEncodingIsRefusedWithItsRemedy() throws IOException {
        byte[] csv = "sku,title,retail_price\nA,Sillón,100\n".getBytes(StandardCharsets.ISO_8859_1);

        ImportReport report = shop.imports.importCsv(new ByteArrayInputStream(csv));

        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("UTF-8"));
    }

    @Test
    void aFileWithoutARequiredColumnIsRefused() {
        ImportReport report = shop.imports.importCsv("sku,title\nA,Mesa\n");

        assertThat(report.problems()).extracting(RowError::field).containsExactly("retail_price");
        assertThat(shop.products.isEmpty()).isTrue();
    }

    @Test
    void badRowsAreReportedByLineAndColumnAndTheGoodOnesTaken() {
        ImportReport report = shop.imports.importCsv("""
                sku,title,retail_price,stock,url
                A,Mesa,100,1,
                ,Sin código,100,1,
                C,,100,1,
                D,Silla,"1,500",1,
                E,Silla,gratis,1,
                F,Silla,-5,1,
                G,Silla,100,-1,
                H,Silla,100,dos,
                I,Silla,100,1,javascript:alert(1)
                a,Repetida,100,1,
                K,Silla,US$ 100,1,
                L,Silla,0,1,

                M,Banco,100,1,
                N,Banco,100,1.000,
                O,Banco,100,1,,,sobra
                """);

        assertThat(report.created()).isEqualTo(2);
        assertThat(report.rowErrors())
                .extracting(RowError::line, RowError::field)
                .containsExactly(
                        Assertions.tuple(3L, "sku"),
                        Assertions.tuple(4L, "title"),
                        Assertions.tuple(5L, "retail_price"),
                        Assertions.tuple(6L, "retail_price"),
                        Assertions.tuple(7L, "retail_price"),
                        Assertions.tuple(8L, "stock"),
                        Assertions.tuple(9L, "stock"),
                        Assertions.tuple(10L, "url"),
                        Assertions.tuple(11L, "sku"),
                        Assertions.tuple(12L, "retail_price"),
                        Assertions.tuple(13L, "retail_price"),
                        Assertions.tuple(16L, "stock"),
                        Assertions.tuple(17L, ""));
        assertThat(report.rowErrors().getFirst().message()).isEqualTo("Está vacío y es obligatorio.");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsItsRowOnly() {
        ImportReport report = shop.imports.importCsv("""
                sku,title,retail_price
                A,"Mesa "ratona" chica",100
                B,"Silla,100
                C,Banco,100
                D,Sillón,100
                """);

        assertThat(report.rowErrors()).singleElement().satisfies(error -> {
            assertThat(error.line()).isEqualTo(3);
            assertThat(error.message()).contains("comillas");
        });
        assertThat(shop.products.findAll(List.of("A", "C", "D"))).hasSize(3);
    }

    @Test
    void hugeCellsAndControlCharactersDoNoHarm() {
        String huge = "x".repeat(500_000);

        ImportReport report =
                shop.imports.importCsv("sku,title,retail_price\nA," + huge + ",100\nB,Me\u0000sa\u202e,100\n");

        assertThat(report.rowErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).hasSizeLessThan(200));
        assertThat(shop.products.find("B").orElseThrow().title()).isEqualTo("Me sa");
    }

    @Test
    void importingAgainSetsWhatIsOnHandAndLeavesReservationsAlone() {
        shop.imports.importCsv("sku,title,retail_price,stock,description\nA,Mesa,100,5,De roble\n");
        shop.products.update(
                "A",
                product -> product.withStock(new Stock(5, List.of(new Stock.Reservation("sale-1", 2)), List.of())));

        ImportReport changed = shop.imports.importCsv("sku,title,retail_price,stock\nA,Mesa,120,9\n");
        ImportReport same = shop.imports.importCsv("sku,title,retail_price,stock\na,Mesa,120,9\n");

        assertThat(changed.updated()).isEqualTo(1);
        assertThat(same.unchanged()).isEqualTo(1);
        Product product = shop.products.find("A").orElseThrow();
        assertThat(product.stock()).isEqualTo(new Stock(9, List.of(new Stock.Reservation("sale-1", 2)), List.of()));
        assertThat(product.sellable()).isEqualTo(7);
        assertThat(product.retailPrice()).isEqualTo(CatalogFixture.ars(120));
        assertThat(product.description()).isEqualTo("De roble");
    }

    @Test
    void aFamilyThatIsNotGivenIsTheTitleLessTheAttributes() {
        shop.imports.importCsv("""
                sku,title,retail_price,attr:capacidad,attr:color
                A,iPhone 15 Pro 256GB Azul,100,256GB,Azul
                B,"Mantel rojo, grande",100,,Rojo
                C,Azul,100,,Azul
                """);

        assertThat(shop.products.find("A").orElseThrow().family()).isEqualTo("iPhone 15 Pro");
        assertThat(shop.products.find("B").orElseThrow().family()).isEqualTo("Mantel , grande");
        assertThat(shop.products.find("C").orElseThrow().family()).isEqualTo("Azul");
    }

    @Test
    void fiftyThousandRowsAreTakenAndFound() {
        StringBuilder csv = new StringBuilder("sku,title,category,retail_price,stock,attr:color\n");
        for (int i = 0; i < 50_000; i++) {
            csv.append("S-%d,Tornillo modelo %d Rojo,Ferretería,%d,5,Rojo\n".formatted(i, i, 100 + i));
        }

        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofMinutes(2), () -> {
            assertThat(shop.imports.importCsv(csv.toString()).created()).isEqualTo(50_000);
            assertThat(shop.resolved("tenes el tornillo modelo 31415?"))
                    .isEqualTo("variant Tornillo modelo 31415 Rojo");
        });
    }

    @Test
    void whatASpreadsheetOfAShopWritesIsTaken() {
        ImportReport report = shop.imports.importCsv("""
                SKU;Title;Retail_Price;Stock;Description;Related;attr: Color principal ;Proveedor
                A;"Mesa ""Roble""\";1.500.000;3;"Dos líneas:
                de madera";B|NO-EXISTE;Nogal claro;Forja
                B;Silla;1500000,50;1;;;Negro;Forja
                C;Banco;$ 1.500;0;;;Blanco;Forja
                """);

        assertThat(report.problems()).isEmpty();
        assertThat(report.rowErrors()).isEmpty();
        assertThat(report.created()).isEqualTo(3);
        Product table = shop.titled("Mesa \"Roble\"");
        assertThat(table.retailPrice()).isEqualTo(CatalogFixture.ars(1_500_000));
        assertThat(table.description()).isEqualTo("Dos líneas:\nde madera");
        assertThat(table.attribute("color principal")).contains("Nogal claro");
        assertThat(table.relatedSkus()).containsExactly("B", "NO-EXISTE");
        assertThat(shop.search.related(table, 5)).extracting(Product::sku).containsExactly("B");
        assertThat(shop.titled("Silla").retailPrice().minorUnits()).isEqualTo(150_000_050);
        assertThat(shop.titled("Banco").retailPrice()).isEqualTo(CatalogFixture.ars(1_500));
    }

    @Test
    void importsAtTheSameTimeLeaveEveryProductOnceAndWhole() throws Exception {
        StringBuilder rows = new StringBuilder("sku,title,retail_price,stock\n");
        for (int n = 0; n < 300; n++) {
            rows.append("P%d,Cosa %d,%d,1\n".formatted(n, n, 100 + n));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<ImportReport>> imports =
                    Collections.nCopies(4, () -> shop.imports.importCsv(rows.toString()));
            for (Future<ImportReport> done : threads.invokeAll(imports)) {
                assertThat(done.get().rowErrors()).isEmpty();
            }
        }

        try (Stream<Product> stored = shop.products.all()) {
            assertThat(stored).hasSize(300).allMatch(product -> product.sellable() == 1);
        }
        assertThat(shop.index.known()).hasSize(300);
        assertThat(shop.resolved("cosa 7")).isEqualTo("variant Cosa 7");
    }
}
