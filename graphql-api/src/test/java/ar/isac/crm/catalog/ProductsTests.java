package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.graphql.NotFound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class ProductsTests {
    private final CatalogFixture shop = new CatalogFixture();

    @BeforeEach
    void fill() {
        shop.imports.importCsv("sku,title,retail_price,stock\nA,Mesa,100,0\nB,Silla,50,3\n");
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void changesAtTheSameTimeAreAllKept() throws Exception {
        List<Future<?>> changes = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 20; i++) {
                changes.add(people.submit(() -> shop.products.update(
                        "A", product -> product.withOnHand(product.stock().onHand() + 1))));
            }
        }

        for (Future<?> change : changes) {
            change.get();
        }
        assertThat(shop.products.find("a").orElseThrow().sellable()).isEqualTo(20);
    }

    @Test
    void productsComeInTheOrderAskedForWithoutTheUnknown() {
        assertThat(shop.products.findAll(List.of("b", "X", "A")))
                .extracting(Product::sku)
                .containsExactly("B", "A");
    }

    @Test
    void aSkuIsTakenOnce() {
        Product again = shop.products.find("A").orElseThrow();

        assertThatThrownBy(() -> shop.products.insert(again)).isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> shop.products.update("X", product -> product)).isInstanceOf(NotFound.class);
    }
}
