package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What those who run the shop's systems ask: where a message is, and what this server is. */
class OperatorTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PHONE = "5491155580001";
    private static final String TRACE =
            "{ messageTrace(%s) { messageId externalId direction account { name } steps { kind at code relatedId } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"));
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void theWayOfAMessageIsToldFromThePlatformToTheAnswerAndItsDelivery() {
        Customer marta = crm.customer(PHONE);
        String externalId = "wamid.in." + UUID.randomUUID();
        marta.deliver(marta.text(externalId, "hola, un secreto"));
        await().atMost(SOON)
                .until(() ->
                        crm.thread(PHONE).size() > 1 && crm.thread(PHONE).get(1).externalId() != null);
        var answer = crm.thread(PHONE).get(1);
        marta.deliver(marta.status(Objects.requireNonNull(answer.externalId()), "delivered"));
        String account = crm.conversation(PHONE).orElseThrow().accountId();
        String answerId = GlobalId.of("Message", answer.id());

        JsonNode inbound = admin.ask(TRACE.formatted("account: \"%s\", externalId: \"%s\""
                        .formatted(GlobalId.of("ChannelAccount", account), externalId)))
                .at("/messageTrace");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(kinds(of(admin, answerId))).contains("REPORTED DELIVERED"));
        JsonNode outbound = of(admin, answerId);

        assertThat(kinds(inbound))
                .anyMatch(step -> step.startsWith("OCCURRED wamid.in."))
                .contains("STORED CUSTOMER")
                .anyMatch(step -> step.startsWith("ANALYSED "))
                .anyMatch(step -> step.startsWith("DECIDED "))
                .anyMatch(step -> step.startsWith("ANSWERED "));
        assertThat(inbound.path("steps").findValuesAsString("relatedId")).contains(answerId);
        assertThat(kinds(outbound))
                .anyMatch(step -> step.startsWith("CAUSED "))
                .contains("STORED ASSISTANT")
                .anyMatch(step -> step.matches("ATTEMPTED [0-9a-f]{8}/SENT"));
        assertThat(outbound.path("steps").findValuesAsString("relatedId"))
                .contains(inbound.path("messageId").asString());
        assertThat(inbound.toString()).doesNotContain("secreto");
    }

    private static JsonNode of(Client client, String messageId) {
        return client.ask(TRACE.formatted("id: \"" + messageId + "\"")).at("/messageTrace");
    }

    private static List<String> kinds(JsonNode trace) {
        return trace.path("steps")
                .valueStream()
                .map(step ->
                        step.path("kind").asString() + " " + step.path("code").asString())
                .toList();
    }

    @Test
    void integratorsSeeTheWayAndNotTheMessage() {
        String phone = "5491155580002";
        crm.customer(phone).writes("hola");
        await().atMost(SOON).until(() -> crm.thread(phone).size() > 1);
        String id = GlobalId.of("Message", crm.thread(phone).getFirst().id());
        Client integrator = Client.hired(crm, Role.INTEGRATOR);

        assertThat(of(integrator, id).path("steps")).isNotEmpty();
        assertThat(integrator
                        .ask("{ messageTrace(id: \"" + id + "\") { steps { kind } message { text } } }")
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(Client.hired(crm, Role.ADVISOR)
                        .ask(TRACE.formatted("id: \"" + id + "\""))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(admin.ask(TRACE.formatted("id: \"" + GlobalId.of("Message", "x/000000000001") + "\""))
                        .errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void theServerTellsWhatItIsAndOnlyAdministratorsHowItsDatabaseDoes() {
        String common =
                "version serverTime shop { name taxId currency locale timeZone region } features { name isOn } limits { uploadBytes textCharacters pageSize }";
        JsonNode told = Client.hired(crm, Role.ANALYST)
                .ask("{ serverInfo { " + common + " } }")
                .at("/serverInfo");
        JsonNode inner = admin.ask(
                        "{ serverInfo { nodeId database { isEmbedded bytesOnDisk heapShare isOutgrowingHeap } } }")
                .at("/serverInfo");

        assertThat(told.at("/shop/currency").asString()).isEqualTo("ARS");
        assertThat(told.at("/shop/timeZone").asString()).isEqualTo("America/Argentina/Buenos_Aires");
        assertThat(Instant.parse(told.path("serverTime").asString())).isAfter(Instant.EPOCH);
        assertThat(told.path("features").findValuesAsString("name")).contains("demo", "simulator", "mercadopago");
        assertThat(told.at("/limits/textCharacters").asInt()).isEqualTo(4_096);
        assertThat(told.at("/shop/taxId").asString()).isEqualTo("30-00000000-7");
        assertThat(inner.path("nodeId").asString()).isNotEmpty();
        assertThat(inner.at("/database/isEmbedded").asBoolean()).isTrue();
        assertThat(inner.at("/database/bytesOnDisk").asLong()).isPositive();
        assertThat(Client.hired(crm, Role.SUPERVISOR)
                        .ask("{ serverInfo { nodeId } }")
                        .errorCode())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void whoDecidesHowTheShopWorksSeesItsRulesAndWhatSetsThem() {
        String rules = "{ serverInfo { rules { name value setting } } }";

        JsonNode told = Client.hired(crm, Role.SUPERVISOR).ask(rules).at("/serverInfo/rules");

        assertThat(told.toString())
                .contains("{\"name\":\"visibility\",\"value\":\"ALL\",\"setting\":\"CRM_TEAM_VISIBILITY\"}")
                .contains("{\"name\":\"quotes-valid-for\",\"value\":\"PT48H\",\"setting\":\"CRM_QUOTES_VALID_FOR\"}")
                .contains("assistant-max-discount");
        assertThat(Client.hired(crm, Role.ADVISOR).ask(rules).errorCode()).isEqualTo("FORBIDDEN");
    }
}
