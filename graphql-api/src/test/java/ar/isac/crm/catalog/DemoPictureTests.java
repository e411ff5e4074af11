package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DemoPictureTests {

    @Test
    void everyProductOfTheDemoShopHasASmallPicture() throws IOException {
        try (CatalogFixture shop = CatalogFixture.of("mongo-init/demo/products.csv")) {
            for (Product product : shop.index.known()) {
                byte[] png = DemoPictures.png(product);

                assertThat(png).as(product.sku()).hasSizeLessThan(30 * 1024);
                assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth())
                        .isEqualTo(DemoPictures.SIZE);
                assertThat(product.imageUrl()).isEqualTo("/demo/pictures/" + product.sku() + ".png");
            }
        }
    }
}
