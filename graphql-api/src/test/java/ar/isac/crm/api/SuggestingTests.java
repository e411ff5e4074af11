package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.knowledge.OpeningHours;
import ar.isac.crm.knowledge.ShopKnowledge;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.security.Role;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ShiftedClock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Modes, suggestions and the sharing of hand-overs, over the API, with the real assistant. */
class SuggestingTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ACCOUNT =
            GlobalId.of("ChannelAccount", new AccountRef(ChannelType.WHATSAPP, Customer.PHONE_NUMBER_ID).id());
    private static final String CONVERSATION = "query($id: ID!) { conversation(id: $id) { status control priority"
            + " awaitsAnswer unreadCount assignee { email } escalation { reason }"
            + " silence { reason endsAt } lastMessage { text author }"
            + " suggestion { id text upTo priority contents { __typename } escalation { reason }"
            + " evidence { rule products { sku stock } } } } }";
    private static final String SEND = "mutation($input: SendSuggestionInput!) { sendSuggestion(input: $input) {"
            + " messages { text author evidence { rule } } conversation { control assignee { email } suggestion { id } }"
            + " userErrors { path code } } }";
    private static final String DISMISS = "mutation($input: DismissSuggestionInput!) {"
            + " dismissSuggestion(input: $input) { conversation { awaitsAnswer suggestion { id } }"
            + " userErrors { code } } }";
    private static final String STATUS = "mutation($input: ChangeStatusInput!) { changeStatus(input: $input) {"
            + " conversation { status silence { endsAt } } userErrors { code } } }";
    private static final String PRESENCE = "mutation($input: SetPresenceInput!) { setPresence(input: $input) {"
            + " advisor { email presence { status } } userErrors { code } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client ana;
    private static Client bruno;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S", "crm.security.session-idle", "P30D"),
                ShiftedClock.Installed.class);
        admin = Client.admin(crm);
        ana = Client.loggedIn(crm, "ana@demo.shop");
        bruno = Client.loggedIn(crm, "bruno@demo.shop");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @AfterEach
    void everybodyGoesHomeAndTheAssistantAnswers() {
        List.of(ana, bruno).forEach(who -> present(who, "OFFLINE"));
        mode("AUTO", null);
    }

    @Test
    void aSuggestionIsSentAsItIsWithOneCallAndTheNextOneComesWithTheNextMessage() {
        mode("SUGGEST", null);
        Customer marta = crm.customer("5491155630001");
        marta.writes("Hola, tenes iphone 15 pro?");
        String id = suggested(marta);
        JsonNode suggestion = conversation(id).path("suggestion");
        assertThat(suggestion.path("text").asString()).contains("¿Qué capacidad buscás?");
        assertThat(suggestion.at("/evidence/0/products")).isNotEmpty();
        assertThat(platform.callsTo(marta.waId())).isEmpty();

        JsonNode sent = send(ana, id, suggestion.path("id").asString(), null, key());

        assertThat(sent.path("messages"))
                .isNotEmpty()
                .allSatisfy(
                        message -> assertThat(message.path("author").asString()).isEqualTo("ASSISTANT"));
        assertThat(sent.at("/conversation/control").asString()).isEqualTo("ASSISTANT");
        await().atMost(SOON).until(() -> !platform.callsTo(marta.waId()).isEmpty());
        assertThat(platform.callsTo(marta.waId()).getFirst().text()).contains("¿Qué capacidad buscás?");
        marta.writes("Quiero el 256gb en azul");
        await().atMost(SOON)
                .until(() ->
                        conversation(id).at("/suggestion/text").asString("").contains("$1.500.000"));
    }

    @Test
    void eightWhoSendTheSameSuggestionAtOnceSendItOnce() throws Exception {
        mode("SUGGEST", null);
        Customer marta = crm.customer("5491155630002");
        marta.writes("hacen envios?");
        String id = suggested(marta);
        String suggestion = conversation(id).at("/suggestion/id").asString();

        List<JsonNode> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<JsonNode>> tries = IntStream.range(0, 8)
                    .<Callable<JsonNode>>mapToObj(
                            n -> () -> send(n % 2 == 0 ? ana : bruno, id, suggestion, null, key()))
                    .toList();
            answers = threads.invokeAll(tries).stream().map(Future::resultNow).toList();
        }

        assertThat(answers)
                .anySatisfy(answer -> assertThat(answer.path("messages")).isNotEmpty());
        await().atMost(SOON).until(() -> !platform.callsTo(marta.waId()).isEmpty());
        awaitEverythingBefore("5491155630012");
        assertThat(platform.callsTo(marta.waId())).hasSize(1);
    }

    @Test
    void anEditedSuggestionIsTheAdvisorsMessageAndOneKeySendsOnce() {
        mode("SUGGEST", null);
        Customer marta = crm.customer("5491155630003");
        marta.writes("hacen envios?");
        String id = suggested(marta);
        String suggestion = conversation(id).at("/suggestion/id").asString();
        String key = key();

        JsonNode first = send(ana, id, suggestion, "Sí, a todo el país. ¿A dónde sería?", key);
        JsonNode again = send(ana, id, suggestion, "Sí, a todo el país. ¿A dónde sería?", key);
        JsonNode other = send(ana, id, suggestion, "Otra cosa", key);

        assertThat(first.at("/messages/0/author").asString()).isEqualTo("ADVISOR");
        assertThat(first.at("/messages/0/evidence").isNull()).isTrue();
        assertThat(again.path("messages")).isEqualTo(first.path("messages"));
        assertThat(other.at("/userErrors/0/code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        await().atMost(SOON).until(() -> !platform.callsTo(marta.waId()).isEmpty());
        awaitEverythingBefore("5491155630013");
        assertThat(platform.callsTo(marta.waId()))
                .extracting(Platform.Call::text)
                .containsExactly("Sí, a todo el país. ¿A dónde sería?");
    }

    @Test
    void aSuggestionThatTheCustomerHasOutrunIsNotSent() {
        mode("SUGGEST", null);
        Customer marta = crm.customer("5491155630004");
        marta.writes("hola");
        String id = suggested(marta);
        String outdated = conversation(id).at("/suggestion/id").asString();
        marta.writes("cuanto sale el iphone 15 pro 256gb azul?");
        await().atMost(SOON)
                .until(() ->
                        conversation(id).at("/suggestion/text").asString("").contains("$1.500.000"));

        JsonNode refused = send(ana, id, outdated, null, key());

        assertThat(refused.path("messages")).isEmpty();
        assertThat(refused.at("/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(conversation(id).at("/suggestion/text").asString()).contains("$1.500.000");
        assertThat(platform.callsTo(marta.waId())).isEmpty();
    }

    @Test
    void aDismissedSuggestionAndAnAdvisorsOwnWordsLeaveNone() {
        mode("SUGGEST", null);
        Customer marta = crm.customer("5491155630005");
        marta.writes("hola");
        String id = suggested(marta);

        JsonNode dismissed = admin.ask(DISMISS, input("conversationId", id)).at("/dismissSuggestion");

        assertThat(dismissed.at("/conversation/suggestion").isNull()).isTrue();
        marta.writes("hacen envios?");
        suggested(marta);
        ana.ask(
                        "mutation($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }",
                        input("conversationId", id, "text", "¡Hola! Sí", "idempotencyKey", key()))
                .at("/sendMessage/message/id");
        assertThat(conversation(id).path("suggestion").isNull()).isTrue();
        assertThat(conversation(id).path("control").asString()).isEqualTo("HUMAN");
        assertThat(conversation(id).at("/silence/reason").asString()).isEqualTo("TAKEN_OVER");
    }

    @Test
    void aSuggestedHandOverHappensWhenItIsSent() {
        mode("SUGGEST", null);
        present(bruno, "ONLINE");
        Customer marta = crm.customer("5491155630006");
        marta.writes("Tengo un problema con mi compra anterior");
        String id = suggested(marta);
        JsonNode before = conversation(id);
        assertThat(before.at("/suggestion/escalation/reason").asString()).isEqualTo("COMPLAINT");
        assertThat(before.path("control").asString()).isEqualTo("ASSISTANT");

        JsonNode sent = send(ana, id, before.at("/suggestion/id").asString(), null, key());

        assertThat(sent.at("/conversation/control").asString()).isEqualTo("WAITING");
        assertThat(sent.at("/conversation/assignee/email").asString()).isEqualTo("bruno@demo.shop");
        assertThat(conversation(id).at("/escalation/reason").asString()).isEqualTo("COMPLAINT");
        await().atMost(SOON).until(() -> !platform.callsTo(marta.waId()).isEmpty());
    }

    @Test
    void aSuggestionOutlivesARestartAndIsSentAfterIt() {
        mode("SUGGEST", null);
        Customer marta = crm.customer("5491155630010");
        marta.writes("hacen envios?");
        String id = suggested(marta);
        String suggestion = conversation(id).at("/suggestion/id").asString();

        crm.restart();
        ana = Client.loggedIn(crm, "ana@demo.shop");
        bruno = Client.loggedIn(crm, "bruno@demo.shop");
        admin = Client.admin(crm);

        assertThat(conversation(id).at("/suggestion/id").asString()).isEqualTo(suggestion);
        send(ana, id, suggestion, null, key());
        awaitEverythingBefore("5491155630020");
        await().atMost(SOON).until(() -> !platform.callsTo("5491155630010").isEmpty());
        assertThat(platform.callsTo("5491155630010")).hasSize(1);
    }

    @Test
    void whereTheAssistantIsOffCustomersWaitInSightAndItWakesWithTheNextMessage() {
        mode("OFF", null);
        Customer marta = crm.customer("5491155630007");
        marta.writes("hola, tenes iphone 15 pro?");
        await().atMost(SOON)
                .until(() -> crm.conversation(marta.waId())
                        .filter(conversation -> conversation.lastSeq() == 1)
                        .isPresent());
        String id = admin.conversationWith(marta.waId());
        await().atMost(SOON)
                .until(() -> conversation(id).path("control").asString().equals("WAITING"));

        // No alarm hands over what nobody was to answer.
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(1));
        mode("AUTO", null);
        awaitEverythingBefore("5491155630017");
        JsonNode waiting = conversation(id);
        assertThat(waiting.at("/silence/reason").asString()).isEqualTo("SWITCHED_OFF");
        assertThat(waiting.path("escalation").isNull()).isTrue();
        assertThat(waiting.path("awaitsAnswer").asBoolean()).isTrue();
        assertThat(platform.callsTo(marta.waId())).isEmpty();

        marta.writes("hay alguien?");

        await().atMost(SOON).until(() -> !platform.callsTo(marta.waId()).isEmpty());
        assertThat(conversation(id).path("silence").isNull()).isTrue();
    }

    @Test
    void theOpeningHoursOfTheShopSayWhichModeCounts() {
        mode("AUTO", "SUGGEST");
        Customer marta = crm.customer("5491155630031");
        try {
            untilTheShopCloses();
            marta.writes("hacen envios?");
            String id = suggested(marta);
            assertThat(conversation(id).at("/suggestion/text").asString()).contains("envíos");
            assertThat(platform.callsTo(marta.waId())).isEmpty();

            untilTheShopOpens();
            marta.writes("tenes airpods pro 2?");

            // What was still a suggestion may leave first: the answer awaited is the one about the product.
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(platform.callsTo(marta.waId()))
                            .extracting(Platform.Call::text)
                            .anySatisfy(text -> assertThat(text).contains("AirPods Pro 2")));
        } finally {
            crm.bean(ShiftedClock.class).reset();
        }
    }

    private static void untilTheShopCloses() {
        ZonedDateTime now = atTheShop();
        hours().openAt(now)
                .ifPresent(open -> crm.bean(ShiftedClock.class)
                        .forward(Duration.between(now, open.closes()).plusMinutes(1)));
    }

    private static void untilTheShopOpens() {
        ZonedDateTime now = atTheShop();
        ZonedDateTime next = hours().nextOpening(now).orElseThrow();
        crm.bean(ShiftedClock.class).forward(Duration.between(now, next).plusMinutes(1));
    }

    private static OpeningHours hours() {
        return crm.bean(ShopKnowledge.class).openingHours().orElseThrow();
    }

    private static ZonedDateTime atTheShop() {
        return crm.bean(ShiftedClock.class)
                .instant()
                .atZone(crm.bean(ShopSettings.class).timeZone());
    }

    @Test
    void handOversAreSharedAmongWhoIsThereAndWaitInTheQueueWhileNobodyIs() {
        String queued = complains("5491155630008");
        assertThat(conversation(queued).path("assignee").isNull()).isTrue();

        present(ana, "ONLINE");
        assertThat(conversation(queued).at("/assignee/email").asString()).isEqualTo("ana@demo.shop");
        present(bruno, "ONLINE");
        List<String> next = new ArrayList<>();
        next.add(complains("5491155630018"));
        next.add(complains("5491155630028"));
        next.add(complains("5491155630038"));

        assertThat(next.stream()
                        .map(id -> conversation(id).at("/assignee/email").asString())
                        .filter("bruno@demo.shop"::equals))
                .as("Bruno, who had less to do")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(conversation(next.getFirst()).at("/assignee/email").asString())
                .isEqualTo("bruno@demo.shop");

        // A closed laptop says nothing any more, and whoever waits for it goes to somebody else.
        crm.bean(ShiftedClock.class).forward(Duration.ofSeconds(50));
        present(bruno, "ONLINE");
        crm.bean(ShiftedClock.class).forward(Duration.ofSeconds(50));
        await().atMost(SOON)
                .until(() ->
                        conversation(queued).at("/assignee/email").asString("").equals("bruno@demo.shop"));
        assertThat(presence("ana@demo.shop")).isEqualTo("OFFLINE");
        assertThat(presence("bruno@demo.shop")).isEqualTo("ONLINE");
    }

    @Test
    void aClosedConversationIsThePersonsAgainSoonAndTheAssistantsAfterTheSetTime() {
        String id = complains("5491155630009");
        Customer marta = crm.customer("5491155630009");
        int told = platform.callsTo(marta.waId()).size();
        JsonNode closed =
                ana.ask(STATUS, input("conversationId", id, "status", "CLOSED")).at("/changeStatus/conversation");
        assertThat(closed.at("/silence/endsAt").isNull()).isFalse();

        marta.writes("hola? sigue sin andar");

        await().atMost(SOON)
                .until(() -> conversation(id).path("status").asString().equals("OPEN"));
        assertThat(conversation(id).path("control").asString()).isEqualTo("WAITING");
        awaitEverythingBefore("5491155630019");
        assertThat(platform.callsTo(marta.waId())).hasSize(told);
        ana.ask(STATUS, input("conversationId", id, "status", "CLOSED")).at("/changeStatus");
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(13));
        marta.writes("hola, tenes iphone 15 pro?");
        await().atMost(SOON).until(() -> platform.callsTo(marta.waId()).size() > told);
        assertThat(conversation(id).path("control").asString()).isEqualTo("ASSISTANT");
        assertThat(conversation(id).path("escalation").isNull()).isTrue();
    }

    @Test
    void onlyThoseWhoSuperviseSetTheModeAndOnlyAdministratorsSaveAdvisors() {
        assertThat(setMode(ana, "OFF", null).errorCode()).isEqualTo("FORBIDDEN");
        assertThat(setMode(Client.hired(crm, Role.SUPERVISOR), "AUTO", "SUGGEST")
                        .at("/setAssistantMode/account/assistantModeOutsideHours")
                        .asString())
                .isEqualTo("SUGGEST");
        assertThat(saveAdvisor(ana, Map.of("name", "X")).errorCode()).isEqualTo("FORBIDDEN");
        assertThat(saveAdvisor(admin, Map.of("name", "X"))
                        .at("/saveAdvisor/userErrors")
                        .valueStream()
                        .map(error -> error.at("/path/0").asString() + " "
                                + error.path("code").asString()))
                .containsExactlyInAnyOrder("email REQUIRED", "password REQUIRED", "role REQUIRED");
        String email = "dora" + System.nanoTime() + "@demo.shop";
        JsonNode dora = saveAdvisor(
                        admin, Map.of("name", "Dora", "email", email, "role", "ADVISOR", "password", Client.PASSWORD))
                .at("/saveAdvisor/advisor");
        Client herself = Client.loggedIn(crm, email);
        assertThat(herself.ask("{ viewer { name } }").at("/viewer/name").asString())
                .isEqualTo("Dora");
        saveAdvisor(admin, Map.of("id", dora.path("id").asString(), "isActive", false))
                .at("/saveAdvisor/advisor/id");
        assertThat(herself.ask("{ conversations { nodes { id } } }").errorCode())
                .isEqualTo("UNAUTHENTICATED");
        assertThat(saveAdvisor(
                                admin,
                                Map.of(
                                        "name",
                                        "Eva",
                                        "email",
                                        email.toUpperCase(java.util.Locale.ROOT),
                                        "role",
                                        "ADVISOR",
                                        "password",
                                        Client.PASSWORD))
                        .at("/saveAdvisor/userErrors/0/code")
                        .asString())
                .isEqualTo("INVALID");
    }

    private static Client.Answer saveAdvisor(Client who, Map<String, ?> input) {
        return who.ask(
                "mutation($input: SaveAdvisorInput!) { saveAdvisor(input: $input) { advisor { id name }"
                        + " userErrors { path code } } }",
                Map.of("input", input));
    }

    private static String complains(String waId) {
        crm.customer(waId).writes("Tengo un problema con mi compra anterior");
        await().atMost(SOON).until(() -> !platform.callsTo(waId).isEmpty());
        return admin.conversationWith(waId);
    }

    private static void awaitEverythingBefore(String waId) {
        mode("AUTO", null);
        crm.customer(waId).writes("hola");
        await().atMost(SOON).until(() -> !platform.callsTo(waId).isEmpty());
    }

    private static String suggested(Customer customer) {
        await().atMost(SOON)
                .until(() -> crm.conversation(customer.waId())
                        .filter(conversation -> conversation.suggestion() != null)
                        .isPresent());
        return admin.conversationWith(customer.waId());
    }

    private static JsonNode send(
            Client who, String id, String suggestion, @org.jspecify.annotations.Nullable String text, String key) {
        Map<String, String> fields =
                new HashMap<>(Map.of("conversationId", id, "suggestionId", suggestion, "idempotencyKey", key));
        if (text != null) {
            fields.put("text", text);
        }
        return who.ask(SEND, Map.of("input", fields)).at("/sendSuggestion");
    }

    private static JsonNode conversation(String id) {
        return admin.ask(CONVERSATION, Map.of("id", id)).at("/conversation");
    }

    private static void mode(String mode, @org.jspecify.annotations.Nullable String outside) {
        setMode(admin, mode, outside).at("/setAssistantMode/account/id");
    }

    private static Client.Answer setMode(
            Client who, String mode, @org.jspecify.annotations.Nullable String outsideHours) {
        Map<String, String> fields = new HashMap<>(Map.of("accountId", ACCOUNT, "mode", mode));
        if (outsideHours != null) {
            fields.put("outsideHours", outsideHours);
        }
        return who.ask(
                "mutation($input: SetAssistantModeInput!) { setAssistantMode(input: $input) {"
                        + " account { id assistantMode assistantModeOutsideHours assistantModeNow }"
                        + " userErrors { code } } }",
                Map.of("input", fields));
    }

    private static void present(Client who, String status) {
        who.ask(PRESENCE, input("status", status)).at("/setPresence/advisor/email");
    }

    private static String presence(String email) {
        return admin.ask("{ advisors { email presence { status } } }")
                .at("/advisors")
                .valueStream()
                .filter(advisor -> advisor.path("email").asString().equals(email))
                .map(advisor -> advisor.at("/presence/status").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, ?> input(String... pairs) {
        Map<String, String> fields = new HashMap<>();
        for (int n = 0; n < pairs.length; n += 2) {
            fields.put(pairs[n], pairs[n + 1]);
        }
        return Map.of("input", fields);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
