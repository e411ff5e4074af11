package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.Resolution.Category;
import ar.isac.crm.catalog.Resolution.Family;
import ar.isac.crm.catalog.Resolution.Nothing;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class ResolutionTests {
    private static final Map<String, CatalogFixture> SHOPS = new HashMap<>();
    private static CatalogFixture electronics;
    private static CatalogFixture shoes;

    @BeforeAll
    static void openShops() {
        electronics = CatalogFixture.of("mongo-init/demo/products.csv");
        SHOPS.put("electronics", electronics);
        for (String name : List.of("shoes", "food", "furniture", "carparts")) {
            SHOPS.put(name, CatalogFixture.of("catalog/" + name + ".csv"));
        }
        shoes = shop("shoes");
    }

    @AfterAll
    static void closeShops() throws IOException {
        for (CatalogFixture shop : SHOPS.values()) {
            shop.close();
        }
        SHOPS.clear();
    }

    private static CatalogFixture shop(String name) {
        return Objects.requireNonNull(SHOPS.get(name), name);
    }

    @ParameterizedTest(name = "{0}: {1} → {2}")
    @CsvFileSource(
            resources = {
                "/catalog/resolutions-electronics.csv",
                "/catalog/resolutions-shoes.csv",
                "/catalog/resolutions-food.csv",
                "/catalog/resolutions-furniture.csv",
                "/catalog/resolutions-carparts.csv"
            },
            delimiter = '|',
            quoteCharacter = '`',
            maxCharsPerColumn = 2000)
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

        Map<String, List<String>> open = electronics.attributes.open(family.variants(), Map.of());

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
    void alternativesFollowThePricesThatTheCustomerBuysBy() {
        Product soldOut = electronics.titled("iPhone 15 Pro 256GB Blanco");

        List<Product> all = electronics.search.alternatives(List.of(soldOut), 20, PriceList.WHOLESALE);

        assertThat(all.stream().filter(product -> !product.family().equals("iPhone 15 Pro")))
                .isNotEmpty()
                .allMatch(product -> PriceList.WHOLESALE.distance(soldOut, product)
                        <= PriceList.WHOLESALE.of(soldOut).minorUnits() * 3 / 10);
    }

    @Test
    void whatIsBoughtTogetherComesBehindWhatTheShopSays() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("sales", (BoughtTogether) family -> List.of("Parlante JBL Flip 6", "Cargador Samsung 25W"));
        CatalogSearch search = new CatalogSearch(
                electronics.products,
                electronics.index,
                electronics.language,
                electronics.attributes,
                beans.getBeanProvider(BoughtTogether.class));

        List<Product> related = search.related(electronics.titled("iPhone 15 Pro 256GB Azul"), 6);

        assertThat(related)
                .allMatch(Product::inStock)
                .extracting(Product::family)
                .doesNotHaveDuplicates();
        assertThat(related)
                .extracting(Product::family)
                .containsSubsequence(
                        "Cargador USB-C 20W", "AirPods Pro 2", "Parlante JBL Flip 6", "Samsung Galaxy S24 Ultra")
                .doesNotContain("Cargador Samsung 25W");
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
