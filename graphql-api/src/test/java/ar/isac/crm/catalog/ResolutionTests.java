package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.Resolution.Category;
import ar.isac.crm.catalog.Resolution.Family;
import ar.isac.crm.catalog.Resolution.Nothing;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ResolutionTests {
    private static CatalogFixture electronics;
    private static CatalogFixture shoes;
    private static CatalogFixture food;

    @BeforeAll
    static void openShops() {
        electronics = CatalogFixture.of("mongo-init/demo/products.csv");
        shoes = CatalogFixture.of("catalog/shoes.csv");
        food = CatalogFixture.of("catalog/food.csv");
    }

    @AfterAll
    static void closeShops() throws IOException {
        electronics.close();
        shoes.close();
        food.close();
    }

    private static CatalogFixture shop(String name) {
        return switch (name) {
            case "electronics" -> electronics;
            case "shoes" -> shoes;
            case "food" -> food;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvFileSource(resources = "/catalog/resolutions.csv", delimiter = '|', maxCharsPerColumn = 2000)
    void wordsMeanWhatTheShopWouldUnderstand(String shop, String text, @Nullable String expected) {
        assertThat(String.join(" + ", shop(shop).resolvedAll(text.replace("\\n", "\n"))))
                .isEqualTo(Objects.requireNonNullElse(expected, ""));
    }

    @Test
    void aModelThatDoesNotExistOnlyOffersItsNearest() {
        Resolution resolution = electronics.search.resolve("tenes el iphone 16 pro?");

        assertThat(resolution).isInstanceOfSatisfying(Nothing.class, nothing -> {
            assertThat(nothing.mention()).isEqualTo("iphone 16 pro");
            assertThat(nothing.nearest())
                    .isNotEmpty()
                    .allMatch(Product::inStock)
                    .allMatch(product -> product.family().startsWith("iPhone"));
        });
    }

    @Test
    void aLineListsItsFamilies() {
        Resolution resolution = electronics.search.resolve("que iphone tenes?");

        assertThat(resolution)
                .isInstanceOfSatisfying(
                        Category.class,
                        category -> assertThat(category.families())
                                .containsExactlyInAnyOrder(
                                        "iPhone 13",
                                        "iPhone 15",
                                        "iPhone 15 Plus",
                                        "iPhone 15 Pro",
                                        "iPhone 15 Pro Max"));
    }

    @Test
    void aFamilyTellsWhichAttributesAreStillOpenInStock() {
        Family family = (Family) electronics.search.resolve("hola, tenes iphone 15 pro?");

        Map<String, java.util.List<String>> open = electronics.attributes.open(family.variants(), Map.of());

        assertThat(open).containsOnlyKeys("capacidad", "color");
        assertThat(open.get("capacidad")).containsExactlyInAnyOrder("128GB", "256GB", "512GB");
        assertThat(electronics.attributes.open(family.variants(), Map.of("capacidad", "256GB")))
                .containsOnlyKeys("color")
                .satisfies(left -> assertThat(left.get("color")).doesNotContain("Blanco"));
    }

    @Test
    void valuesThatDoNotExistTogetherMatchNoVariant() {
        Family family = (Family) shoes.search.resolve("runner 3 talle 44 en rojo");

        assertThat(family.chosenAttributes()).containsEntry("talle", "44").containsEntry("color", "Rojo");
        assertThat(family.matching()).isEmpty();
    }

    @Test
    void alternativesAreInStockFromTheFamilyFirstAndThenOfAlikePrice() {
        Product soldOut = electronics.titled("iPhone 15 Pro 256GB Blanco");

        assertThat(soldOut.inStock()).isFalse();
        assertThat(electronics.search.alternatives(soldOut, 20))
                .isNotEmpty()
                .allMatch(Product::inStock)
                .satisfies(all -> {
                    assertThat(all.getFirst().family()).isEqualTo("iPhone 15 Pro");
                    assertThat(all.getFirst().attribute("capacidad")).contains("256GB");
                    assertThat(all).allMatch(product -> "Celulares".equals(product.category()));
                    assertThat(all.stream().filter(product -> !product.family().equals("iPhone 15 Pro")))
                            .isNotEmpty()
                            .allMatch(product ->
                                    Math.abs(product.retailPrice().minorUnits() - 150_000_000L) <= 45_000_000L);
                });
    }

    @Test
    void aSoldOutFamilyHasAlternativesOfItsCategory() {
        Family chargers = (Family) electronics.search.resolve("cargador samsung 25w");

        assertThat(chargers.variants()).noneMatch(Product::inStock);
        assertThat(electronics.search.alternatives(chargers.variants(), 3))
                .hasSize(3)
                .allMatch(product -> "Cargadores".equals(product.category()) && product.inStock());
    }

    @Test
    void relatedProductsAreThoseTheShopNamesAndThenOthersOfTheCategory() {
        Product phone = electronics.titled("iPhone 15 Pro 256GB Azul");

        assertThat(electronics.search.related(phone, 6))
                .hasSize(6)
                .allMatch(Product::inStock)
                .extracting(Product::title)
                .startsWith("Cargador USB-C 20W Blanco", "AirPods Pro 2")
                .doesNotContain(phone.title());
    }
}
