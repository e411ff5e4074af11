package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.catalog.ProductQueries.ProductFilter;
import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductQueriesTests {
    private final CatalogFixture shop = CatalogFixture.of("mongo-init/demo/products.csv");

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "iphone 15 pro 256 azul, iPhone 15 Pro 256GB Azul",
        "samsun s24 ultra, Samsung Galaxy S24 Ultra 256GB Gris",
        "ifone 13, iPhone 13 128GB Medianoche",
        "cargador inalambrico, Cargador inalámbrico MagSafe",
        "IPH-15-PRO-256GB-AZU, iPhone 15 Pro 256GB Azul",
        "teclad, Teclado Logitech K380 Gris",
        "notebok gamer, Notebook ASUS TUF Gaming F15 1TB 16GB",
        "laptop lenovo, Notebook Lenovo IdeaPad 3 512GB 16GB",
    })
    void searchingFindsWhatWasMeantFirst(String search, String title) {
        assertThat(shop.queries.find(search, null, 20, null).nodes())
                .first()
                .extracting(Product::title)
                .isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"NULL", "samsung"},
            nullValues = "NULL")
    void pagesTogetherAreTheWholeListOnce(String search) {
        List<String> paged = new ArrayList<>();
        String after = null;
        Page<Product> page;
        do {
            page = shop.queries.find(search, null, 7, after);
            page.nodes().forEach(product -> paged.add(product.id()));
            after = page.pageInfo().getEndCursor().getValue();
        } while (page.pageInfo().isHasNextPage());

        assertThat(paged).doesNotHaveDuplicates();
        assertThat(paged.size()).isGreaterThan(7);
        if (search == null) {
            assertThat(paged).hasSize(shop.index.known().size());
        }
    }

    @Test
    void aFilterKeepsOnlyWhatFits() {
        ProductFilter filter = new ProductFilter("cargadores", "SAMSUNG", null, null, false, true);

        assertThat(shop.queries.find(null, filter, 100, null).nodes())
                .hasSize(2)
                .allMatch(product -> product.family().equals("Cargador Samsung 25W"));
    }

    @Test
    void stockThatChangesIsSeenByTheNextSearch() {
        ProductFilter inStock = new ProductFilter(null, null, "Cargador Samsung 25W", null, true, null);
        assertThat(shop.queries.find(null, inStock, 10, null).nodes()).isEmpty();

        shop.products.update("CARGADOR-SAMSUNG-25W-NEG", product -> product.withOnHand(3));

        assertThat(shop.queries.find(null, inStock, 10, null).nodes()).hasSize(1);
    }

    @Test
    void aForeignCursorIsRefused() {
        assertThatThrownBy(() -> shop.queries.find(null, null, 10, "x")).isInstanceOf(IllegalCursor.class);
    }
}
