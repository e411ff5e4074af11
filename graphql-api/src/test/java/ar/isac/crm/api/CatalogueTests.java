package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.LostDemand;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The shop's catalogue, as those who keep it change it. */
class CatalogueTests {
    private static final String SAVE = "mutation($input: SaveProductInput!) { saveProduct(input: $input) {"
            + " product { id sku title family isActive stock onHand revision retailPrice { amount }"
            + " wholesalePrice { amount } attributes { name value } }"
            + " userErrors { path code message } } }";
    private static final String ADJUST = "mutation($input: AdjustStockInput!) { adjustStock(input: $input) {"
            + " product { onHand stock stockAdjustments { before after reason actor } }"
            + " userErrors { path code } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of(), ScriptedAssistant.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    private static JsonNode saved(Map<String, ?> input) {
        return admin.ask(SAVE, Map.of("input", input)).at("/saveProduct");
    }

    private static JsonNode chair(String sku) {
        return saved(Map.of(
                        "sku",
                        sku,
                        "title",
                        "Silla Tulip Negra",
                        "category",
                        "Sillas",
                        "retailPrice",
                        "48000.50",
                        "wholesalePrice",
                        "40000",
                        "onHand",
                        5,
                        "attributes",
                        List.of(Map.of("name", "Color", "value", "Negra"))))
                .path("product");
    }

    @Test
    void aProductIsSavedAndEditedFieldByField() {
        JsonNode created = chair("SIL-1");
        assertThat(created.path("family").asString()).isEqualTo("Silla Tulip");
        assertThat(created.at("/retailPrice/amount").asString()).isEqualTo("48000.50");
        assertThat(created.at("/attributes/0/name").asString()).isEqualTo("color");

        Map<String, Object> edit = new HashMap<>();
        edit.put("id", created.path("id").asString());
        edit.put("retailPrice", "51000");
        edit.put("wholesalePrice", null);
        JsonNode edited = saved(edit).path("product");

        assertThat(edited.at("/retailPrice/amount").asString()).isEqualTo("51000.00");
        assertThat(edited.path("wholesalePrice").isNull()).isTrue();
        assertThat(edited.path("title").asString()).isEqualTo("Silla Tulip Negra");
        assertThat(edited.path("onHand").asInt()).isEqualTo(5);
    }

    @Test
    void anEditDoesNotUndoWhatSomebodyElseSavedMeanwhile() {
        JsonNode read = chair("SIL-2");
        String id = read.path("id").asString();
        String revision = read.path("revision").asString();
        saved(Map.of("id", id, "revision", revision, "retailPrice", "50000"));

        JsonNode late = saved(Map.of("id", id, "revision", revision, "retailPrice", "45000"));
        JsonNode retried = saved(Map.of("id", id, "revision", revision, "retailPrice", "50000"));

        assertThat(late.path("product").isNull()).isTrue();
        assertThat(late.at("/userErrors/0/path/0").asString()).isEqualTo("revision");
        assertThat(retried.at("/product/retailPrice/amount").asString()).isEqualTo("50000.00");
    }

    @Test
    void stockThatChangesDoesNotStandInTheWayOfAnEdit() {
        JsonNode read = chair("SIL-3");
        String id = read.path("id").asString();
        adjust(Map.of("productId", id, "change", -1, "idempotencyKey", key()));

        JsonNode edited = saved(
                Map.of("id", id, "revision", read.path("revision").asString(), "title", "Silla Tulip Negra mate"));

        assertThat(edited.path("userErrors")).isEmpty();
        assertThat(edited.at("/product/onHand").asInt()).isEqualTo(4);
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        JsonNode answer = saved(Map.of(
                "sku",
                "SIL-4",
                "retailPrice",
                "-1",
                "wholesalePrice",
                "1.234",
                "onHand",
                -3,
                "url",
                "javascript:alert(1)",
                "category",
                "x".repeat(300)));

        assertThat(answer.path("product").isNull()).isTrue();
        assertThat(answer.path("userErrors")
                        .valueStream()
                        .map(error -> error.at("/path/0").asString()))
                .contains("title", "retailPrice", "wholesalePrice", "onHand", "url", "category");
        assertThat(saved(Map.of("title", "Sin código", "retailPrice", "1"))
                        .at("/userErrors/0/path/0")
                        .asString())
                .isEqualTo("sku");
    }

    @Test
    void whatIsTakenOutOfTheShopIsNotOfferedAndComesBack() {
        String id = chair("SIL-5").path("id").asString();

        assertThat(saved(Map.of("id", id, "isActive", false))
                        .at("/product/isActive")
                        .asBoolean())
                .isFalse();
        assertThat(saved(Map.of("id", id, "isActive", true))
                        .at("/product/isActive")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void stockIsCorrectedOnceAndNeverBelowZero() {
        String id = chair("SIL-6").path("id").asString();
        String key = key();

        adjust(Map.of("productId", id, "change", 3, "reason", "llegó mercadería", "idempotencyKey", key));
        JsonNode again =
                adjust(Map.of("productId", id, "change", 3, "reason", "llegó mercadería", "idempotencyKey", key));
        JsonNode below = adjust(Map.of("productId", id, "change", -9, "idempotencyKey", key()));
        JsonNode both = adjust(Map.of("productId", id, "change", 1, "onHand", 1, "idempotencyKey", key()));
        JsonNode reused = adjust(Map.of("productId", id, "change", 4, "idempotencyKey", key));

        assertThat(again.at("/product/onHand").asInt()).isEqualTo(8);
        assertThat(again.at("/product/stockAdjustments")).hasSize(1);
        assertThat(again.at("/product/stockAdjustments/0/reason").asString()).isEqualTo("llegó mercadería");
        assertThat(below.at("/userErrors/0/path/0").asString()).isEqualTo("change");
        assertThat(both.at("/userErrors/0/code").asString()).isEqualTo("INVALID");
        assertThat(reused.at("/userErrors/0/code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void onlyWhoKeepsTheInventoryChangesIt() {
        String id = chair("SIL-7").path("id").asString();
        Client ana = Client.loggedIn(crm, "ana@demo.shop");

        assertThat(ana.ask(SAVE, Map.of("input", Map.of("id", id, "title", "x")))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(ana.ask(ADJUST, Map.of("input", Map.of("productId", id, "change", 1, "idempotencyKey", key())))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(ana.ask("{ productsCsv }").errorCode()).isEqualTo("FORBIDDEN");
        assertThat(ana.ask("{ lostDemand { nodes { family } } }").errorCode()).isEqualTo("FORBIDDEN");
        assertThat(ana.ask("{ synonyms { terms } }").at("/synonyms").size()).isGreaterThan(10);
        assertThat(admin.ask(SAVE, Map.of("input", Map.of("id", "bm9wZQ", "title", "x")))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void familiesAndCategoriesAreCounted() {
        JsonNode answer = admin.ask("{ productCategories { name familyCount productCount inStockCount }"
                        + " productFamilies(category: \"celulares\", inStock: true, first: 2) {"
                        + " nodes { name brand category productCount inStockCount lowestPrice { amount }"
                        + " highestPrice { amount } } pageInfo { hasNextPage endCursor } } }")
                .at("");

        assertThat(answer.path("productCategories")
                        .valueStream()
                        .map(category -> category.path("name").asString()))
                .contains("Celulares", "Fundas");
        assertThat(answer.at("/productFamilies/nodes/0/name").asString()).isEqualTo("iPhone 13");
        assertThat(answer.at("/productFamilies/pageInfo/hasNextPage").asBoolean())
                .isTrue();
        JsonNode next = admin.ask(
                        "query($after: String) { productFamilies(category: \"Celulares\", inStock: true, first: 2,"
                                + " after: $after) { nodes { name } } }",
                        Map.of(
                                "after",
                                answer.at("/productFamilies/pageInfo/endCursor").asString()))
                .at("/productFamilies/nodes/0/name");
        assertThat(next.asString()).isEqualTo("iPhone 15 Plus");
    }

    @Test
    void aSynonymIsSavedAndDeleted() {
        JsonNode saved = admin.ask(
                        "mutation($input: SaveSynonymInput!) { saveSynonym(input: $input) {"
                                + " synonym { id terms isUsual } userErrors { path code } } }",
                        Map.of("input", Map.of("terms", List.of("parlante", "tortuguita"))))
                .at("/saveSynonym");
        String id = saved.at("/synonym/id").asString();

        assertThat(saved.at("/synonym/isUsual").asBoolean()).isFalse();
        assertThat(admin.ask("{ products(search: \"tortuguita\") { nodes { category } } }")
                        .at("/products/nodes/0/category")
                        .asString())
                .isEqualTo("Parlantes");
        assertThat(admin.ask(
                                "mutation($input: DeleteSynonymInput!) { deleteSynonym(input: $input) {"
                                        + " synonymId userErrors { code } } }",
                                Map.of("input", Map.of("id", id)))
                        .at("/deleteSynonym/synonymId")
                        .asString())
                .isEqualTo(id);
        assertThat(admin.ask(
                                "mutation($input: SaveSynonymInput!) { saveSynonym(input: $input) {"
                                        + " synonym { id } userErrors { path code } } }",
                                Map.of("input", Map.of("terms", List.of("funda", "Funda "))))
                        .at("/saveSynonym/userErrors/0/code")
                        .asString())
                .isEqualTo("REQUIRED");
    }

    @Test
    void lostDemandNamesTheProductThatWasMissing() {
        crm.bean(LostDemand.class)
                .record(new LostDemand.Asked(
                        "in/x", "c1", "Cargador Samsung 25W", "CARGADOR-SAMSUNG-25W-NEG", Map.of("color", "Negro"), 2));

        JsonNode entry = Client.hired(crm, Role.ANALYST)
                .ask("{ lostDemand(first: 1) { nodes { family quantity product { title } attributes { name value }"
                        + " conversationId at } } }")
                .at("/lostDemand/nodes/0");

        assertThat(entry.at("/product/title").asString()).isEqualTo("Cargador Samsung 25W Negro");
        assertThat(entry.path("quantity").asInt()).isEqualTo(2);
    }

    @Test
    void suggestionsAreInStock() {
        JsonNode product = admin.ask("{ products(search: \"iphone 15 pro 256 blanco\", first: 1) { nodes {"
                        + " related { stock family } alternatives { stock family } relatedSkus } } }")
                .at("/products/nodes/0");

        assertThat(product.path("alternatives"))
                .isNotEmpty()
                .allMatch(other -> other.path("stock").asInt() > 0);
        assertThat(product.path("related"))
                .isNotEmpty()
                .allMatch(other -> other.path("stock").asInt() > 0);
    }

    private static JsonNode adjust(Map<String, ?> input) {
        return admin.ask(ADJUST, Map.of("input", input)).at("/adjustStock");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
