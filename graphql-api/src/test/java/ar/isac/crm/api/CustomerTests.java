package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is known of customers: learnt from the talk, written by people, listed. */
class CustomerTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FIELDS = "id displayName notes segment segmentReason"
            + " segmentSuggestion { segment reason messageId } tags { name }"
            + " name { value source messageId advisor { email } } email { value source } taxId { value source }"
            + " address { value } preferences { brands { name weight } families { name } sizes priceFrom { formatted } }"
            + " consents { purpose isGranted evidence }";
    private static final String UPDATE = "mutation($input: UpdateCustomerInput!) { updateCustomer(input: $input) {"
            + " customer { " + FIELDS + " } userErrors { path code message } } }";
    private static final String SEGMENT = "mutation($input: SetSegmentInput!) { setSegment(input: $input) {"
            + " customer { " + FIELDS + " } userErrors { path code } } }";
    private static final String CONSENT = "mutation($input: SetConsentInput!) { setConsent(input: $input) {"
            + " customer { " + FIELDS + " } userErrors { path code } } }";
    private static final String LIST = "query($search: String, $tag: ID, $first: Int, $after: String) {"
            + " customers(search: $search, tag: $tag, first: $first, after: $after) {"
            + " nodes { id displayName } pageInfo { hasNextPage endCursor } } }";
    private static final String TAG =
            "mutation($input: SaveTagInput!) { saveTag(input: $input) { tag { id name color } userErrors { path code } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client ana;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"), RecordedCommands.class);
        admin = Client.admin(crm);
        ana = Client.loggedIn(crm, "ana@demo.shop");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void whatACustomerTellsIsKeptWithItsMessageAndAPersonsEditWins() {
        writes("5491155576001", "hola, soy Marta Gómez, mi mail es marta@gmail.com y vivo en Rosario. Calzo 38");
        JsonNode told = customer("5491155576001");
        String messageId = told.at("/name/messageId").asString();

        ana.ask(UPDATE, Map.of("input", Map.of("customerId", id(told), "name", "Marta G.")))
                .at("/updateCustomer/customer/id");
        writes("5491155576001", "me llamo Otra Persona, mi mail es otra@gmail.com");
        // An answer may be of several messages, so the first of this one may not be out yet.
        await().atMost(SOON)
                .until(() ->
                        customer("5491155576001").at("/email/value").asString().equals("otra@gmail.com"));
        JsonNode edited = customer("5491155576001");

        assertThat(told.at("/name/value").asString()).isEqualTo("Marta Gómez");
        assertThat(told.at("/email/source").asString()).isEqualTo("CUSTOMER");
        assertThat(told.at("/address/value").asString()).isEqualTo("Rosario");
        assertThat(told.at("/preferences/sizes/0").asString()).isEqualTo("38");
        assertThat(admin.ask("query($id: ID!) { node(id: $id) { ... on Message { text } } }", Map.of("id", messageId))
                        .at("/node/text")
                        .asString())
                .contains("soy Marta");
        assertThat(edited.at("/name/value").asString()).isEqualTo("Marta G.");
        assertThat(edited.at("/name/source").asString()).isEqualTo("PERSON");
        assertThat(edited.at("/name/advisor/email").asString()).isEqualTo("ana@demo.shop");
        assertThat(edited.at("/email/value").asString()).isEqualTo("otra@gmail.com");
    }

    @Test
    void aDeliveryThatComesTwiceTeachesOnce() {
        var juan = crm.customer("5491155576002");
        String body = juan.text("wamid.in.twice", "tenes iphone 15 pro 256 azul?");
        juan.deliver(body);
        await().atMost(SOON).until(() -> !platform.callsTo("5491155576002").isEmpty());
        juan.deliver(body);
        writes("5491155576002", "gracias!");

        JsonNode preferences = customer("5491155576002").path("preferences");

        assertThat(preferences.at("/brands/0/name").asString()).isEqualTo("Apple");
        assertThat(preferences.at("/brands/0/weight").asInt()).isEqualTo(1);
        assertThat(preferences.at("/families/0/name").asString()).isEqualTo("iPhone 15 Pro");
        assertThat(preferences.at("/priceFrom/formatted").asString()).isEqualTo("$1.500.000");
    }

    @Test
    void aResellerIsSuggestedForWholesaleAndAPersonDecides() {
        writes("5491155576003", "hola, revendo celulares, tenes precio por mayor? necesito factura A");
        await().atMost(SOON)
                .until(() -> customer("5491155576003")
                        .at("/segmentSuggestion/segment")
                        .asString("")
                        .equals("WHOLESALE"));
        JsonNode suggested = customer("5491155576003");

        JsonNode decided = ana.ask(
                        SEGMENT,
                        Map.of(
                                "input",
                                Map.of(
                                        "customerId",
                                        id(suggested),
                                        "segment",
                                        "WHOLESALE",
                                        "reason",
                                        "Tiene local en Morón")))
                .at("/setSegment/customer");

        assertThat(suggested.path("segment").asString()).isEqualTo("RETAIL");
        assertThat(suggested.at("/segmentSuggestion/reason").asString()).isNotBlank();
        assertThat(decided.path("segment").asString()).isEqualTo("WHOLESALE");
        assertThat(decided.path("segmentReason").asString()).isEqualTo("Tiene local en Morón");
        assertThat(decided.path("segmentSuggestion").isNull()).isTrue();
    }

    @Test
    void everythingThatIsWrongWithAnEditIsSaidAndNothingIsStored() {
        writes("5491155576004", "hola");
        String id = id(customer("5491155576004"));
        Map<String, Object> input = new HashMap<>(Map.of("customerId", id));
        input.put("name", "x".repeat(121));
        input.put("email", "no es un mail");
        input.put("taxId", "20-12345678-5");
        input.put("document", "12");

        JsonNode refused = ana.ask(UPDATE, Map.of("input", input)).at("/updateCustomer");

        assertThat(refused.path("customer").isNull()).isTrue();
        assertThat(refused.path("userErrors")
                        .valueStream()
                        .map(error -> error.at("/path/0").asString()))
                .containsExactlyInAnyOrder("name", "email", "taxId", "document");
        assertThat(ana.ask(SEGMENT, Map.of("input", Map.of("customerId", id, "segment", "WHOLESALE", "reason", " ")))
                        .at("/setSegment/userErrors/0/code")
                        .asString())
                .isEqualTo("REQUIRED");
        assertThat(customer("5491155576004").path("email").isNull()).isTrue();
    }

    @Test
    void tagsAndConsentsAreKeptAndACustomerIsFoundByThem() {
        writes("5491155576005", "hola");
        String id = id(customer("5491155576005"));
        String vip = admin.ask(TAG, Map.of("input", Map.of("name", "VIP")))
                .at("/saveTag/tag/id")
                .asString();
        Client.Answer again = admin.ask(TAG, Map.of("input", Map.of("name", "vip")));

        ana.ask(UPDATE, Map.of("input", Map.of("customerId", id, "tagIds", List.of(vip), "notes", "Paga en efectivo")))
                .at("/updateCustomer/customer");
        for (boolean isGranted : new boolean[] {true, false}) {
            ana.ask(
                            CONSENT,
                            Map.of(
                                    "input",
                                    Map.of(
                                            "customerId",
                                            id,
                                            "purpose",
                                            "MARKETING",
                                            "isGranted",
                                            isGranted,
                                            "evidence",
                                            "por teléfono")))
                    .at("/setConsent/customer");
        }
        JsonNode known = customer("5491155576005");

        assertThat(again.at("/saveTag/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(known.at("/tags/0/name").asString()).isEqualTo("VIP");
        assertThat(known.path("notes").asString()).isEqualTo("Paga en efectivo");
        assertThat(known.path("consents")).hasSize(1);
        assertThat(known.at("/consents/0/isGranted").asBoolean()).isFalse();
        assertThat(ids(list(Map.of("tag", vip)))).containsExactly(id);
        assertThat(ana.ask(UPDATE, Map.of("input", Map.of("customerId", id, "tagIds", List.of(id))))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void aListIsReadPageByPageWithoutAScanAndNewcomersMoveNobody() {
        IntStream.range(0, 12).forEach(n -> writes("54911555761" + (10 + n), "hola"));
        List<String> whole = ids(list(Map.of("first", 100)));
        RecordedCommands.forget();

        JsonNode page = list(Map.of("first", 5));
        List<String> pages = new ArrayList<>(ids(page));
        writes("5491155576199", "hola, soy nueva");
        while (page.at("/pageInfo/hasNextPage").asBoolean()) {
            page = list(
                    Map.of("first", 5, "after", page.at("/pageInfo/endCursor").asString()));
            pages.addAll(ids(page));
        }
        List<String> scans = RecordedCommands.recorded()
                .filter(command -> command.collection().equals("customers"))
                .flatMap(command -> command.filters().stream())
                .filter(filter -> !filter.containsKey("_id"))
                .map(Object::toString)
                .toList();

        assertThat(pages).isEqualTo(whole);
        assertThat(scans).isEmpty();
    }

    @Test
    void aCustomerIsFoundAsSoonAsTheyAreKnownByWhateverIsKnown() {
        writes("5491155576006", "soy Zulema Quiroga, mi cuit es 20-12345678-6");
        String zulema = id(customer("5491155576006"));

        for (String words : List.of("zulema", "QUIRO", "Quiroga Zulema", "5576006", "20123456786", "20-12345678-6")) {
            assertThat(ids(list(Map.of("search", words)))).as(words).containsExactly(zulema);
        }
        assertThat(ids(list(Map.of("search", "zulema inexistente")))).isEmpty();
    }

    @Test
    void customersAreNobodysWhoMayNotReadConversations() {
        Client analyst = Client.hired(crm, Role.ANALYST);
        writes("5491155576007", "hola");
        String id = id(customer("5491155576007"));

        assertThat(analyst.ask(LIST, Map.of()).errorCode()).isEqualTo("FORBIDDEN");
        assertThat(analyst.ask(UPDATE, Map.of("input", Map.of("customerId", id, "name", "x")))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(ana.ask(TAG, Map.of("input", Map.of("name", "De Ana"))).errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(admin.ask(UPDATE, Map.of("input", Map.of("customerId", "bm8", "name", "x")))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    /** Returns when the message has been stored and answered. */
    private static void writes(String waId, String text) {
        int before = platform.callsTo(waId).size();
        assertThat(crm.customer(waId).writes(text)).isEqualTo(200);
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() > before);
    }

    private static JsonNode customer(String waId) {
        return admin.ask(
                        "query($id: ID!) { conversation(id: $id) { customer { " + FIELDS + " } } }",
                        Map.of("id", admin.conversationWith(waId)))
                .at("/conversation/customer");
    }

    private static JsonNode list(Map<String, ?> variables) {
        return admin.ask(LIST, variables).at("/customers");
    }

    private static List<String> ids(JsonNode page) {
        return page.path("nodes").findValuesAsString("id");
    }

    private static String id(JsonNode customer) {
        return customer.path("id").asString();
    }
}
