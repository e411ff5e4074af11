package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is bigger, by what the catalogue tells of things. */
class ScalesTests {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pantalla  | 32\", 50\", 43\", 65\"           | 32\" < 43\" < 50\" < 65\"",
                "capacidad | 1TB, 256GB, 512 GB             | 256GB < 512 GB < 1TB",
                "medida    | 1.40 m, 90 cm, 2m              | 90 cm < 1.40 m < 2m",
                "medida    | 160x200, 140x190, 80x190       | 80x190 < 140x190 < 160x200",
                "cuerpos   | 3 cuerpos, 1 cuerpo, 2 cuerpos | 1 cuerpo < 2 cuerpos < 3 cuerpos",
                "contenido | 1kg, 500g, 250 gramos          | 250 gramos < 500g < 1kg",
                "talle     | XL, S, M, L                    | S < M < L < XL",
                "talle     | XG, M, P, G                    | P < M < G < XG",
                "talle     | 42, 38, 40                     | 38 < 40 < 42",
                "pack      | x20, x10                       | x10 < x20",
                "factor    | FPS 50, FPS 30                 | FPS 30 < FPS 50",
                "modelo    | iPhone 15 Pro, iPhone 13 mini  | ",
                "color     | Azul, Negro                    | ",
                "medida    | 175/65 R14, 185/60 R15         | ",
                "tamaño    | Universal, 30 cm, 60 cm        | 30 cm < 60 cm"
            })
    void valuesAreReadAsAmountsThatCanBeCompared(String attribute, String values, String order) throws IOException {
        try (ImportedCatalog shop = ImportedCatalog.ofText(catalogue(attribute, values.split(", ", -1)))) {
            List<Product> products = shop.search().variantsOf("Cosa");

            String found = shop.attributes()
                    .scale(products, attribute)
                    .map(scale -> String.join(
                            " < ",
                            scale.amounts().entrySet().stream()
                                    .sorted(Map.Entry.comparingByValue())
                                    .map(Map.Entry::getKey)
                                    .toList()))
                    .orElse(null);

            assertThat(found).isEqualTo(order);
        }
    }

    @Test
    void bigMeansTheRoomThatAThingTakesBeforeWhatIsInIt() throws IOException {
        String csv = "sku,title,family,category,retail_price,stock,attr:memoria,attr:pantalla,attr:color\n"
                + "A,Tableta A,Tableta A,Tabletas,1000,1,64GB,\"11\"\"\",Azul\n"
                + "B,Tableta B,Tableta B,Tabletas,1000,1,256GB,\"8\"\"\",Azul\n";
        try (ImportedCatalog shop = ImportedCatalog.ofText(csv)) {
            Scale scale = shop.attributes()
                    .sizes(shop.search().inCategory("Tabletas"))
                    .orElseThrow();

            assertThat(scale.attribute()).isEqualTo("pantalla");
            assertThat(scale.of(shop.products().find("A").orElseThrow())).contains(new BigDecimal(11));
        }
    }

    @Test
    void aUnitSpeaksOfTheAttributeThatIsMeasuredInIt() throws IOException {
        try (ImportedCatalog shop = ImportedCatalog.ofText(catalogue("pantalla", "32\"", "50\""))) {
            assertThat(shop.attributes().scale(shop.search().variantsOf("Cosa"), "pulgadas"))
                    .map(Scale::attribute)
                    .contains("pantalla");
            assertThat(shop.attributes().scale(shop.search().variantsOf("Cosa"), "litros"))
                    .isEmpty();
        }
    }

    private static String catalogue(String attribute, String... values) {
        StringBuilder csv = new StringBuilder("sku,title,family,category,retail_price,stock,attr:" + attribute + "\n");
        for (int i = 0; i < values.length; i++) {
            csv.append("S%d,Cosa %d,Cosa,Cosas,1000,1,\"%s\"%n"
                    .formatted(i, i, values[i].strip().replace("\"", "\"\"")));
        }
        return csv.toString();
    }
}
