package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.learning.TaughtShop;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Feedback, training, publishing and rolling back over the API, with a trainer that is done in a second. */
class LearningTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String GIVE = "mutation($input: GiveFeedbackInput!) { giveFeedback(input: $input) {"
            + " feedback { id kind text intents said modelVersion helpful by message { text } }"
            + " userErrors { path code } } }";
    private static final String TRAIN = "mutation($input: TrainModelInput!) { trainModel(input: $input) {"
            + " aiModel { lastTraining { state startedBy corrections } } userErrors { code message } } }";
    private static final String ROLL_BACK = "mutation($input: RollbackModelInput!) { rollbackModel(input: $input) {"
            + " aiModel { version } userErrors { path code } } }";
    private static final String MODEL = "{ aiModel { version isOwn since figures { name value } corrections"
            + " newCorrections neededCorrections canRollBack lastTraining { state problem candidate"
            + " checks { name current candidate holds } } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client ana;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "CRM_ASSISTANT_BURST_WINDOW",
                        "PT0S",
                        "crm.learning.least-corrections",
                        "2",
                        "crm.learning.time-limit",
                        "PT8S"),
                TaughtShop.class);
        admin = Client.admin(crm);
        ana = Client.loggedIn(crm, "ana@demo.shop");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @BeforeEach
    void nothingHasBeenTaught() {
        TaughtShop.forgetsAll(crm);
    }

    @Test
    void whatACustomerMeantIsKeptWithWhatTheModelSaidAndTheLastWordCounts() {
        String message = written("5491155640001", "tenes stock de la zapatilla esa?");

        JsonNode first = give(ana, message, "PRICE_QUERY");
        JsonNode second = give(admin, message, "STOCK_QUERY", "GREETING");

        assertThat(first.at("/feedback/kind").asString()).isEqualTo("INTENTS");
        assertThat(first.at("/feedback/by").asString()).isEqualTo("Ana Ferreyra");
        assertThat(first.at("/feedback/said")).isNotEmpty();
        assertThat(second.at("/feedback/modelVersion").asString()).startsWith("isac-");
        JsonNode listed = admin.ask(
                        "{ aiFeedback(first: 1) { nodes { intents message { text } } pageInfo { hasNextPage } } }")
                .at("/aiFeedback");
        assertThat(listed.at("/nodes/0/intents").valueStream().map(JsonNode::asString))
                .containsExactly("STOCK_QUERY", "GREETING");
        assertThat(listed.at("/nodes/0/message/text").asString()).isEqualTo("tenes stock de la zapatilla esa?");
        assertThat(listed.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
        assertThat(ana.ask("{ aiFeedback { nodes { id } } }").errorCode()).isEqualTo("FORBIDDEN");
        assertThat(model().path("corrections").asInt()).isEqualTo(1);
    }

    @Test
    void answersAreRatedAndWhatCannotBeIsRefusedInWords() {
        String message = written("5491155640002", "hola");
        String answer = id(crm.thread("5491155640002").get(1));

        JsonNode rated = ana.ask(GIVE, Map.of("input", Map.of("messageId", answer, "helpful", false)))
                .at("/giveFeedback");

        assertThat(rated.at("/feedback/kind").asString()).isEqualTo("RATING");
        assertThat(rated.at("/feedback/helpful").asBoolean()).isFalse();
        assertThat(error(give(ana, answer, "GREETING"))).isEqualTo("intents NOT_ALLOWED");
        assertThat(error(give(ana, message))).isEqualTo("intents REQUIRED");
        assertThat(error(give(ana, message, "AFFIRM", "AFFIRM"))).isEqualTo("intents INVALID");
        assertThat(ana.ask(GIVE, Map.of("input", Map.of("messageId", "nonsense")))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void aModelThatIsNowhereWorseComesIntoUseAtOnceOutlivesARestartAndIsRolledBack() {
        String builtIn = model().path("version").asString();
        corrected("5491155640003", "cuanto sale el coso");
        corrected("5491155640013", "quiero el otro");

        JsonNode begun = train();
        assertThat(begun.at("/aiModel/lastTraining/state").asString()).isEqualTo("RUNNING");
        awaitState("PUBLISHED");

        JsonNode own = model();
        String version = own.path("version").asString();
        assertThat(version)
                .isNotEqualTo(builtIn)
                .isEqualTo(own.at("/lastTraining/candidate").asString());
        assertThat(own.path("isOwn").asBoolean()).isTrue();
        assertThat(own.at("/figures/0/value").asDouble()).isEqualTo(0.88);
        assertThat(own.path("newCorrections").asInt()).isZero();
        assertThat(analysedBy("5491155640023")).isEqualTo(version);

        crm.restart();
        await().atMost(SOON).until(() -> model().path("version").asString().equals(version));
        assertThat(analysedBy("5491155640033")).isEqualTo(version);

        assertThat(admin.ask(ROLL_BACK, Map.of("input", Map.of("fromVersion", builtIn)))
                        .at("/rollbackModel/userErrors/0/code")
                        .asString())
                .isEqualTo("NOT_ALLOWED");
        assertThat(admin.ask(ROLL_BACK, Map.of("input", Map.of("fromVersion", version)))
                        .at("/rollbackModel/aiModel/version")
                        .asString())
                .isEqualTo(builtIn);
        assertThat(analysedBy("5491155640043")).isEqualTo(builtIn);
        ana = Client.loggedIn(crm, "ana@demo.shop");
    }

    @Test
    void aModelThatIsWorseIsNotUsedAndItsFiguresSayWhy() {
        String before = model().path("version").asString();
        corrected("5491155640004", "todo peor");
        corrected("5491155640014", "hola que tal");

        train();
        awaitState("REFUSED");

        assertThat(model().path("version").asString()).isEqualTo(before);
        assertThat(model().at("/lastTraining/checks/0/holds").asBoolean()).isFalse();
    }

    @Test
    void aTrainingThatFailsOrTakesTooLongSaysSoAndTheNextOneMayBegin() {
        corrected("5491155640005", "no se entiende");
        corrected("5491155640015", "hola");
        train();
        awaitState("FAILED");
        assertThat(model().at("/lastTraining/problem").asString()).contains("corrections.jsonl:1: not an intent");
        TaughtShop.forgetsAll(crm);

        corrected("5491155640025", "nunca termina");
        corrected("5491155640035", "hola");
        train();
        JsonNode second = train();
        assertThat(second.at("/userErrors/0/message").asString()).isEqualTo("Ya hay un entrenamiento en curso.");
        awaitState("FAILED");
        assertThat(model().at("/lastTraining/problem").asString()).contains("longer than");
    }

    @Test
    void aFewCorrectionsAreTooFewAndOnlyAdministratorsTrain() {
        corrected("5491155640006", "hola");

        assertThat(train().at("/userErrors/0/message").asString())
                .isEqualTo("Correcciones: 1; para entrenar hacen falta 2.");
        assertThat(ana.ask(TRAIN, Map.of("input", Map.of("idempotencyKey", key())))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(ana.ask(ROLL_BACK, Map.of("input", Map.of("fromVersion", "x")))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
    }

    /** The version of the model that reads what a customer writes now. */
    private static String analysedBy(String waId) {
        written(waId, "hola");
        return admin.ask(
                        "query($id: ID!) { node(id: $id) { ... on Message { analysis { modelVersion } } } }",
                        Map.of("id", id(crm.thread(waId).getFirst())))
                .at("/node/analysis/modelVersion")
                .asString();
    }

    /** The global id of the customer's first message, once it is answered. */
    private static String written(String waId, String text) {
        Customer customer = crm.customer(waId);
        customer.writes(text);
        await().atMost(SOON).until(() -> crm.thread(waId).size() > 1);
        return id(crm.thread(waId).getFirst());
    }

    private static String id(Message message) {
        return GlobalId.of("Message", message.id());
    }

    private static void corrected(String waId, String text) {
        assertThat(give(admin, written(waId, text), "PRICE_QUERY")
                        .at("/feedback/id")
                        .asString())
                .isNotEmpty();
    }

    private static JsonNode give(Client who, String message, String... intents) {
        Map<String, Object> input = new HashMap<>(Map.of("messageId", message, "intents", List.of(intents)));
        return who.ask(GIVE, Map.of("input", input)).at("/giveFeedback");
    }

    private static String error(JsonNode payload) {
        return payload.at("/userErrors/0/path/0").asString() + " "
                + payload.at("/userErrors/0/code").asString();
    }

    private static JsonNode train() {
        return admin.ask(TRAIN, Map.of("input", Map.of("idempotencyKey", key())))
                .at("/trainModel");
    }

    private static void awaitState(String state) {
        await().atMost(SOON)
                .until(() -> model().at("/lastTraining/state").asString().equals(state));
    }

    private static JsonNode model() {
        return admin.ask(MODEL).at("/aiModel");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
