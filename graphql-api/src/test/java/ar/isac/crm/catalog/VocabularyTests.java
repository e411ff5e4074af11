package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VocabularyTests {

    @Test
    void followingManyChangesUnderstandsTheSameAsReadingTheCatalogueAnew() throws IOException {
        Random random = new Random(7);
        InventedShop invented = new InventedShop(300);
        List<String> lines = new ArrayList<>(Arrays.asList(invented.csv().split("\n")));
        String header = lines.removeFirst();
        try (CatalogFixture followed = new CatalogFixture()) {
            followed.imports.importCsv(header + "\n" + String.join("\n", lines));
            for (int round = 0; round < 60; round++) {
                String[] line = lines.get(random.nextInt(lines.size())).split(",", -1);
                String[] like = lines.get(random.nextInt(lines.size())).split(",", -1);
                // The names of one, the sku of another: families come, grow, shrink and go.
                like[0] = line[0];
                followed.imports.importCsv(header + "\n" + String.join(",", like));
                followed.products.update(
                        lines.get(random.nextInt(lines.size())).split(",", -1)[0],
                        product -> active(product, !product.isActive()));
            }

            try (CatalogFixture anew = followed.anotherNode()) {
                for (String text : invented.texts(400)) {
                    assertThat(followed.resolvedAll(text)).as(text).isEqualTo(anew.resolvedAll(text));
                }
            }
        }
    }

    private static Product active(Product product, boolean isActive) {
        return new Product(
                product.id(),
                product.version(),
                product.sku(),
                product.title(),
                product.description(),
                product.url(),
                product.tags(),
                isActive,
                product.family(),
                product.brand(),
                product.category(),
                product.attributes(),
                product.retailPrice(),
                product.wholesalePrice(),
                product.stock(),
                product.imageUrl(),
                product.relatedSkus(),
                product.adjustments());
    }
}
