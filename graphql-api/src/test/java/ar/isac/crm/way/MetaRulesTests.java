package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.ReplyWindow;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** Rules of Meta's that decide what becomes of a message beyond whether it was taken. */
class MetaRulesTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TEST_NUMBER = "106540352249999";
    private static final String HEALTH =
            "{ channels { platformId health { lastError { code } lastAlarm { code message } } } }";

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S", "crm.security.session-idle", "P30D"),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @BeforeEach
    void platformTakesEverything() {
        platform.accepting();
    }

    @Test
    void aWindowThatOnlyThePlatformBelievesToBeClosedIsTriedOnceMore() {
        AtomicInteger refusals = new AtomicInteger(1);
        // What other tests left behind may still be on its way.
        platform.answering(call -> call.to().equals("5491155590001") && refusals.getAndDecrement() > 0
                ? refused(131047)
                : platform.accept(call));
        Customer lost = crm.customer("5491155590001");
        lost.writes("uno");
        await().atMost(SOON).until(() -> isLast("5491155590001", DeliveryStatus.SENT));

        platform.answering(call -> refused(131047));
        lost.writes("dos");
        await().atMost(SOON).until(() -> isLast("5491155590001", DeliveryStatus.FAILED));

        Message.DeliveryFailure why =
                Objects.requireNonNull(answers("5491155590001").getLast().failure());
        assertThat(why.message()).contains("plantilla");
        assertThat(platform.callsTo("5491155590001"))
                .extracting(Platform.Call::text)
                .containsExactly(
                        "re 1",
                        "re 1",
                        answers("5491155590001").getLast().content().plainText(),
                        answers("5491155590001").getLast().content().plainText());
    }

    @Test
    void aRefusalThatComesAsAStatusIsTriedOnceMoreToo() {
        Customer late = crm.customer("5491155590002");
        late.writes("uno");
        await().atMost(SOON).until(() -> isLast("5491155590002", DeliveryStatus.SENT));

        late.deliver(failed(late, 131047));
        await().atMost(SOON).until(() -> platform.callsTo("5491155590002").size() == 2);
        await().atMost(SOON).until(() -> isLast("5491155590002", DeliveryStatus.SENT));
        String second = failed(late, 131047);
        late.deliver(second);
        late.deliver(second);
        await().atMost(SOON).until(() -> isLast("5491155590002", DeliveryStatus.FAILED));

        late.writes("dos");
        await().atMost(SOON).until(() -> isLast("5491155590002", DeliveryStatus.SENT));
        assertThat(answers("5491155590002").getFirst().status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(platform.callsTo("5491155590002")).hasSize(3);
    }

    @Test
    void aNumberForTestsReachesAnArgentineMobileInTheFormOfItsListAndRemembersIt() {
        String listed = "541115" + "55590003";
        platform.answering(call -> call.to().equals(listed) ? platform.accept(call) : refused(131030));
        Customer lucia = crm.customer("5491155590003");
        atTestNumber(lucia, lucia.text("wamid.l1", "uno"));
        await().atMost(SOON).until(() -> isLast("5491155590003", DeliveryStatus.SENT));

        atTestNumber(lucia, lucia.text("wamid.l2", "dos"));
        await().atMost(SOON).until(() -> platform.callsTo(listed).size() == 2);

        assertThat(platform.callsTo("5491155590003")).hasSize(1);
        assertThat(crm.conversation("5491155590003")).isPresent();
    }

    @Test
    void aNumberOnNoListIsRefusedInBothFormsAndNoMore() {
        platform.answering(call -> refused(131030));
        Customer nobody = crm.customer("5492215559004");
        atTestNumber(nobody, nobody.text("wamid.n1", "uno"));

        await().atMost(SOON).until(() -> isLast("5492215559004", DeliveryStatus.FAILED));
        assertThat(platform.callsTo("5492215559004")).hasSize(1);
        assertThat(platform.callsTo("54221155559004")).hasSize(1);
    }

    @Test
    void onARealNumberNobodyIsWrittenToInAnotherForm() {
        platform.answering(call -> refused(131026));
        Customer gone = crm.customer("5491155590005");
        gone.writes("uno");

        await().atMost(SOON).until(() -> isLast("5491155590005", DeliveryStatus.FAILED));
        gone.writes("dos");
        await().atMost(SOON).until(() -> platform.callsTo("5491155590005").size() == 2);
        assertThat(platform.callsTo("541115" + "55590005")).isEmpty();
    }

    @Test
    void whatWantsAnAdministratorIsAnAlarmAlsoWhenItComesAsAStatus() {
        Customer some = crm.customer("5491155590006");
        for (int code : List.of(131042, 131044, 130497, 131048)) {
            some.writes("uno");
            await().atMost(SOON).until(() -> isLast("5491155590006", DeliveryStatus.SENT));
            some.deliver(failed(some, code));

            await().atMost(SOON)
                    .until(() -> channel(Customer.PHONE_NUMBER_ID)
                            .at("/health/lastAlarm/code")
                            .asString("")
                            .equals(Integer.toString(code)));
        }
        await().atMost(SOON).until(() -> alerts() >= 4);
        platform.answering(call -> refused(131026));
        some.writes("otro");
        await().atMost(SOON)
                .until(() -> channel(Customer.PHONE_NUMBER_ID)
                        .at("/health/lastError/code")
                        .asString("")
                        .equals("131026"));
        assertThat(channel(Customer.PHONE_NUMBER_ID)
                        .at("/health/lastAlarm/code")
                        .asString())
                .isEqualTo("131048");
    }

    @Test
    void whoCameByAnAdvertisementIsFreeForThreeDaysFromTheFirstAnswerAndFreeTextForOne() {
        Customer ana = crm.customer("5491155590007");
        ana.deliver(ana.message("wamid.ad", """
                "type":"text","text":{"body":"Hola"},"referral":{"source_type":"ad","source_id":"1","source_url":"https://fb.me/1"}"""));
        // The message is written as sent before the conversation knows of it.
        await().atMost(SOON)
                .until(() -> crm.conversation("5491155590007")
                        .map(it -> ReplyWindow.of(it, Instant.now()).freeUntil())
                        .isPresent());
        Conversation conversation = crm.conversation("5491155590007").orElseThrow();
        Instant came = Objects.requireNonNull(conversation.lastInboundAt());

        ReplyWindow now = ReplyWindow.of(conversation, came.plus(Duration.ofHours(1)));
        ReplyWindow nextDay = ReplyWindow.of(conversation, came.plus(Duration.ofHours(25)));
        ReplyWindow later = ReplyWindow.of(conversation, came.plus(Duration.ofHours(80)));

        assertThat(now.freeUntil()).isBetween(came.plus(Duration.ofHours(72)), came.plus(Duration.ofHours(73)));
        assertThat(now.allows()).contains(ReplyWindow.Kind.ANY);
        assertThat(nextDay.allows()).containsExactly(ReplyWindow.Kind.TEMPLATE);
        assertThat(nextDay.freeUntil()).isEqualTo(now.freeUntil());
        assertThat(later.freeUntil()).isNull();
    }

    @Test
    void whoWritesBajaIsToldSoOnceAndGetsNoAnswerOfTheAssistant() {
        Customer rita = crm.customer("5491155590008");
        rita.writes("hola");
        await().atMost(SOON).until(() -> isLast("5491155590008", DeliveryStatus.SENT));
        String body = rita.text("wamid.baja", "¡Baja, por favor!");
        rita.deliver(body);
        rita.deliver(body);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(answers("5491155590008"))
                        .hasSize(2)
                        .last()
                        .extracting(Message::status)
                        .isEqualTo(DeliveryStatus.SENT));
        assertThat(answers("5491155590008").getLast().author()).isEqualTo(Author.AUTOMATION);
        assertThat(platform.callsTo("5491155590008").getLast().text()).contains("no te vamos a escribir más");
        assertThat(consents("5491155590008"))
                .extracting(consent -> consent.path("isGranted").asBoolean())
                .containsOnly(false)
                .hasSize(3);
        assertThat(consents("5491155590008"))
                .extracting(consent -> consent.path("source").asString())
                .containsOnly("CUSTOMER");

        rita.writes("alta");
        await().atMost(SOON)
                .until(() -> consents("5491155590008").stream()
                        .allMatch(consent -> consent.path("isGranted").asBoolean()));
    }

    @Test
    void whatTheCustomerTellsThePlatformAboutOffersIsTheirConsentAndTheLaterWordCounts() {
        Customer juan = crm.customer("5491155590009");
        juan.writes("hola");
        await().atMost(SOON).until(() -> isLast("5491155590009", DeliveryStatus.SENT));
        long now = ShiftedClock.now().getEpochSecond();
        juan.deliver(preference(juan, "stop", now));
        juan.deliver(preference(juan, "resume", now - 60));
        juan.writes("sigo acá");

        await().atMost(SOON).until(() -> answers("5491155590009").size() == 2);
        await().atMost(SOON).until(() -> consents("5491155590009").size() == 1);
        JsonNode consent = consents("5491155590009").getFirst();
        assertThat(consent.path("purpose").asString()).isEqualTo("MARKETING");
        assertThat(consent.path("isGranted").asBoolean()).isFalse();
        assertThat(consent.path("source").asString()).isEqualTo("PLATFORM");
        assertThat(consent.path("evidence").asString()).contains("WhatsApp");
    }

    @Test
    void aNameOnThePlatformIsShownAndNobodyIsRecognisedByIt() {
        Customer sofia = crm.customer("5491155590010");
        sofia.deliver(sofia.text("wamid.u1", "hola").replace("\"profile\":{", "\"profile\":{\"username\":\"@sofi\","));
        await().atMost(SOON).until(() -> isLast("5491155590010", DeliveryStatus.SENT));
        sofia.deliver(
                sofia.text("wamid.u2", "hola").replace("\"profile\":{", "\"profile\":{\"username\":\"@sofi.ok\","));
        await().atMost(SOON).until(() -> usernames("5491155590010").equals(List.of("@sofi.ok")));

        Customer other = crm.customer("5491155590011");
        other.deliver(
                other.text("wamid.u3", "hola").replace("\"profile\":{", "\"profile\":{\"username\":\"@sofi.ok\","));
        await().atMost(SOON).until(() -> usernames("5491155590011").equals(List.of("@sofi.ok")));
        assertThat(crm.conversation("5491155590011").orElseThrow().customerId())
                .isNotEqualTo(crm.conversation("5491155590010").orElseThrow().customerId());
    }

    @Test
    void whatIsWrittenInAGroupStandsApartAndIsNeverAnswered() {
        Customer pablo = crm.customer("5491155590012");
        Customer vera = crm.customer("5491155590013");
        pablo.writes("hola");
        await().atMost(SOON).until(() -> isLast("5491155590012", DeliveryStatus.SENT));
        String group = "Y2FwaV9ncm91cDox";
        pablo.deliver(inGroup(pablo, "wamid.g1", group));
        vera.deliver(inGroup(vera, "wamid.g2", group));

        await().atMost(SOON).until(() -> crm.thread(group).size() == 2);
        assertThat(crm.thread(group))
                .extracting(message -> Objects.requireNonNull(message.context()).writtenBy())
                .containsExactlyInAnyOrder(pablo.name(), vera.name());
        assertThat(crm.thread("5491155590012")).hasSize(2);
        assertThat(crm.conversation("5491155590013")).isEmpty();
        Conversation read = crm.conversation(group).orElseThrow();
        assertThat(read.awaitsAnswer()).isFalse();
        assertThat(ReplyWindow.of(read, ShiftedClock.now()).allows()).isEmpty();
        JsonNode refused = crm.graphql(
                        "mutation { sendMessage(input: {conversationId: \"%s\", text: \"Hola\", idempotencyKey: \"g\"}) { userErrors { message } } }"
                                .formatted(GlobalId.of("Conversation", read.id())))
                .at("/sendMessage/userErrors/0/message");
        assertThat(refused.asString()).contains("grupo");
    }

    @Test
    void aNumberThatThePlatformKnowsInAnotherFormBelongsToTheSameCustomer() {
        platform.answering(
                call -> new Platform.Answer(
                        200,
                        "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"5511987654321\",\"wa_id\":\"551187654321\"}],\"messages\":[{\"id\":\"wamid.br1\"}]}"));
        crm.customer("5511987654321").writes("oi");
        await().atMost(SOON).until(() -> isLast("5511987654321", DeliveryStatus.SENT));
        String customer = crm.conversation("5511987654321").orElseThrow().customerId();
        platform.accepting();

        crm.customer("551187654321").writes("de novo");

        await().atMost(SOON).until(() -> crm.thread("551187654321").size() == 4);
        assertThat(crm.conversation("551187654321").orElseThrow().customerId()).isEqualTo(customer);
    }

    @Test
    void whoWritesOnInstagramIsCalledByTheirNameSoonAfter() {
        platform.knows(
                "1254459154600001", new Platform.Answer(200, "{\"name\":\"Cami Ríos\",\"username\":\"cami.rios\"}"));
        Follower cami = new Follower(crm.url(), "1254459154600001");
        cami.writes("hola");
        cami.writes("¿estás?");

        await().atMost(SOON).until(() -> displayName("1254459154600001").equals("Cami Ríos"));
        await().atMost(SOON).until(() -> usernames("1254459154600001").equals(List.of("cami.rios")));
        assertThat(platform.asked("1254459154600001")).isEqualTo(1);
    }

    @Test
    void whoIsNotKnownByNameIsAskedForSparselyAndTheirMessagesDoNotWait() {
        platform.knows("1254459154600002", new Platform.Answer(500, ""));
        Follower slow = new Follower(crm.url(), "1254459154600002");
        slow.writes("hola");
        await().atMost(SOON).until(() -> isLast("1254459154600002", DeliveryStatus.SENT));
        await().atMost(SOON).until(() -> platform.asked("1254459154600002") == 1);
        slow.writes("¿estás?");
        await().atMost(SOON).until(() -> answers("1254459154600002").size() == 2);
        assertThat(platform.asked("1254459154600002")).isEqualTo(1);

        platform.knows("1254459154600002", new Platform.Answer(200, "{\"username\":\"lenta\"}"));
        crm.bean(ShiftedClock.class).forward(Duration.ofMinutes(2));

        await().atMost(SOON).until(() -> displayName("1254459154600002").equals("lenta"));
        assertThat(platform.asked("1254459154600002")).isEqualTo(2);
    }

    private static String displayName(String address) {
        return crm.conversation(address)
                .flatMap(conversation -> crm.bean(Customers.class).find(conversation.customerId()))
                .map(ar.isac.crm.customer.Customer::displayName)
                .orElse("");
    }

    /** The events that call whoever looks after the channels. */
    private static long alerts() {
        return crm.bean(MongoTemplate.class)
                .getCollection("events")
                .countDocuments(new Document("event.type", "CHANNEL_ALERT"));
    }

    private static Platform.Answer refused(int code) {
        return new Platform.Answer(400, "{\"error\":{\"message\":\"No\",\"code\":" + code + "}}");
    }

    /** The status with which the platform takes back that it took the last message. */
    private static String failed(Customer customer, int code) {
        Platform.Call last = platform.callsTo(customer.waId()).getLast();
        String id = Objects.requireNonNull(answers(customer.waId()).getLast().externalId());
        return customer.status(id, "failed")
                .replace(
                        "\"status\":\"failed\"",
                        "\"status\":\"failed\",\"biz_opaque_callback_data\":\"" + last.attempt()
                                + "\",\"errors\":[{\"code\":" + code + ",\"title\":\"No\"}]");
    }

    private static String preference(Customer customer, String value, long seconds) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"user_preferences","value":{
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"5491100000000","phone_number_id":"%s"},
                "contacts":[{"profile":{"name":"%s"},"wa_id":"%s"}],
                "user_preferences":[{"wa_id":"%s","detail":"User requested","category":"marketing_messages","value":"%s","timestamp":%d}]}}]}]}""".formatted(
                        Customer.PHONE_NUMBER_ID, customer.name(), customer.waId(), customer.waId(), value, seconds);
    }

    private static String inGroup(Customer customer, String id, String group) {
        return customer.message(
                id, "\"group_id\":\"" + group + "\",\"type\":\"text\",\"text\":{\"body\":\"¿Quién va?\"}");
    }

    private static void atTestNumber(Customer customer, String body) {
        assertThat(customer.deliver(body.replace(Customer.PHONE_NUMBER_ID, TEST_NUMBER)))
                .isEqualTo(200);
    }

    private static JsonNode channel(String platformId) {
        return crm.graphql(HEALTH)
                .path("channels")
                .valueStream()
                .filter(channel -> channel.path("platformId").asString().equals(platformId))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> consents(String waId) {
        String id = crm.conversation(waId).orElseThrow().customerId();
        return crm.graphql("{ customer(id: \"%s\") { consents { purpose isGranted evidence source } } }"
                        .formatted(GlobalId.of("Customer", id)))
                .at("/customer/consents")
                .valueStream()
                .toList();
    }

    private static List<String> usernames(String waId) {
        return crm.conversation(waId)
                .flatMap(conversation -> crm.bean(Customers.class).find(conversation.customerId()))
                .map(customer -> customer.handles().stream()
                        .filter(handle -> handle.kind() == Handle.Kind.USERNAME)
                        .map(ar.isac.crm.customer.Customer.KnownHandle::address)
                        .toList())
                .orElse(List.of());
    }

    private static boolean isLast(String waId, DeliveryStatus status) {
        List<Message> answers = answers(waId);
        return !answers.isEmpty()
                && answers.getLast().status() == status
                && crm.bean(Conversations.class)
                        .find(answers.getLast().conversationId())
                        .isPresent();
    }

    private static List<Message> answers(String waId) {
        return crm.thread(waId).stream()
                .filter(message -> message.direction() == Direction.OUTBOUND)
                .toList();
    }
}
