package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProductExportTests {

    @Test
    void whatIsExportedIsImportedUnchanged() throws IOException {
        try (CatalogFixture shop = CatalogFixture.of("mongo-init/demo/products.csv")) {
            String csv = new ProductExport(shop.index).csv();

            assertThat(shop.imports.importCsv(csv).unchanged())
                    .isEqualTo(shop.index.known().size());
        }
    }

    @Test
    void nothingInItRunsAsAFormula() throws IOException {
        try (CatalogFixture shop = new CatalogFixture()) {
            shop.imports.importCsv(
                    "sku,title,retail_price,attr:color\n@A,\"=HYPERLINK(\"\"http://evil\"\")\",100,+Rojo\n");
            String csv = new ProductExport(shop.index).csv();

            assertThat(csv).contains("'@A", "'=HYPERLINK", "'+Rojo").doesNotContain(",=", ",+", ",@");
            assertThat(shop.imports.importCsv(csv).unchanged()).isEqualTo(1);
        }
    }
}
