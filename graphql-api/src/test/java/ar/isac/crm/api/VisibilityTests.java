package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Staff;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;

/** A shop whose advisors see their own conversations, their team's and nobody's. */
@Timeout(180)
class VisibilityTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MATES = "5491155560001";
    private static final String FOREIGN = "5491155560002";
    private static final String NOBODYS = "5491155560003";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client bruno;
    private static String mates;
    private static String foreign;
    private static String nobodys;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "CRM_TEAM_VISIBILITY", "TEAM"),
                ScriptedAssistant.class);
        admin = Client.admin(crm);
        String ana = hired("ana-of-team@demo.shop");
        String his = hired("bruno-of-team@demo.shop");
        String zoe = hired("zoe-alone@demo.shop");
        admin.ask(
                        "mutation($input: SaveTeamInput!) { saveTeam(input: $input) { team { advisors { id } } } }",
                        Map.of("input", Map.of("name", "Tarde", "advisorIds", List.of(ana, his))))
                .at("/saveTeam/team/advisors/1/id");
        for (String customer : List.of(MATES, FOREIGN, NOBODYS)) {
            crm.customer(customer).writes("hola de " + customer);
            await().atMost(SOON).until(() -> platform.callsTo(customer).size() == 1);
        }
        mates = admin.conversationWith(MATES);
        foreign = admin.conversationWith(FOREIGN);
        nobodys = admin.conversationWith(NOBODYS);
        assign(mates, ana);
        assign(foreign, zoe);
        bruno = Client.loggedIn(crm, "bruno-of-team@demo.shop");
    }

    private static String hired(String email) {
        return GlobalId.of(
                "Advisor",
                Staff.hire(
                        crm.bean(Advisors.class),
                        crm.bean(PasswordEncoder.class),
                        email,
                        Role.ADVISOR,
                        Client.PASSWORD));
    }

    private static void assign(String conversation, String advisor) {
        admin.ask(
                        "mutation($input: AssignConversationInput!) { assignConversation(input: $input) {"
                                + " conversation { id } } }",
                        Map.of("input", Map.of("conversationId", conversation, "advisorId", advisor)))
                .at("/assignConversation/conversation/id");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void theListHoldsWhatTheySee() {
        assertThat(ids(bruno)).contains(mates, nobodys).doesNotContain(foreign);
        assertThat(ids(admin)).contains(mates, nobodys, foreign);
    }

    @Test
    void theColumnsOfTheBoardCountWhatTheySee() {
        assertThat(counted(bruno)).isEqualTo(cards(bruno)).isEqualTo(2);
        assertThat(counted(admin)).isEqualTo(cards(admin)).isEqualTo(3);
    }

    private static int counted(Client client) {
        return client.ask("{ board { columns { count } } }")
                .at("/board/columns")
                .valueStream()
                .mapToInt(column -> column.path("count").asInt())
                .sum();
    }

    private static int cards(Client client) {
        return client.ask("{ board { columns { cards(first: 50) { nodes { id } } } } }")
                .at("/board/columns")
                .findValues("id")
                .size();
    }

    private static List<String> ids(Client client) {
        JsonNode nodes = client.ask("{ conversations(first: 50) { nodes { id } edges { node { id } } } }")
                .at("/conversations");
        assertThat(nodes.path("edges")).hasSameSizeAs(nodes.path("nodes"));
        return nodes.path("nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .toList();
    }

    @Test
    void whatTheyDoNotSeeIsNotThere() {
        String message = admin.ask("{ conversation(id: \"" + foreign + "\") { lastMessage { id } } }")
                .at("/conversation/lastMessage/id")
                .asString();

        assertThat(bruno.ask("{ conversation(id: \"" + mates + "\") { lastMessage { text } } }")
                        .at("/conversation/lastMessage/text")
                        .asString())
                .isNotEmpty();
        assertThat(bruno.ask("{ conversation(id: \"" + foreign + "\") { lastMessage { text } } }")
                        .errorCode())
                .isEqualTo("NOT_FOUND");
        for (String id : List.of(foreign, message)) {
            Client.Answer answer = bruno.ask("{ node(id: \"" + id + "\") { id } }");
            assertThat(answer.body().at("/data/node/id").isMissingNode())
                    .as(answer.response().body())
                    .isTrue();
        }
    }

    @Test
    void whatBelongsToAConversationIsSeenWithItAndNotWithoutIt() {
        String product = admin.ask("{ products(search: \"iphone 15 pro 256gb azul\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        for (String conversation : List.of(mates, foreign)) {
            String lines = "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], idempotencyKey: \"%s\""
                    .formatted(conversation, product, conversation.hashCode());
            List<String> ids = List.of(
                    made("createQuote", lines, "quote"),
                    made("createSale", lines, "sale"),
                    made(
                            "scheduleFollowUp",
                            "conversationId: \"%s\", type: REMINDER, dueAt: \"%s\", note: \"x\", idempotencyKey: \"%s\""
                                    .formatted(
                                            conversation,
                                            Instant.now().plus(Duration.ofDays(30)),
                                            conversation.hashCode()),
                            "followUp"));
            String listed = bruno.ask(
                            "{ quotes { nodes { id } } sales { nodes { id } } followUps { nodes { id } } searchMessages(search: \"hola\") { nodes { id } } }")
                    .response()
                    .body();
            for (String id : ids) {
                boolean isSeen = conversation.equals(mates);
                String alone = bruno.ask("{ node(id: \"" + id + "\") { id } }")
                        .response()
                        .body();
                assertThat(alone.contains("\"" + id + "\""))
                        .as("%s alone: %s", id, alone)
                        .isEqualTo(isSeen);
                assertThat(listed.contains("\"" + id + "\""))
                        .as("%s in lists: %s", id, listed)
                        .isEqualTo(isSeen);
            }
        }
    }

    private static String made(String mutation, String input, String entity) {
        Client.Answer made = Client.loggedIn(crm, "admin@demo.shop")
                .ask("mutation { %s(input: {%s}) { %s { id } userErrors { message } } }"
                        .formatted(mutation, input, entity));
        String id = made.at("/" + mutation + "/" + entity + "/id").asString("");
        assertThat(id).as(made.response().body()).isNotEmpty();
        return id;
    }

    @Test
    void theirSubscriptionsTellWhatTheySee() {
        String inbox = "subscription { inboxEvents { conversation { id } message { text } } }";
        try (Socket socket = Socket.subscribed(bruno, inbox)) {
            crm.customer(FOREIGN).writes("secreto");
            await().atMost(SOON)
                    .until(() -> platform.callsTo(FOREIGN).size() >= 1
                            && crm.thread(FOREIGN).size() >= 3);
            crm.customer(MATES).writes("para el equipo");

            JsonNode event;
            do {
                event = socket.expect("next");
                assertThat(event.toString()).doesNotContain("secreto").doesNotContain(foreign);
            } while (!event.at("/data/inboxEvents/message/text").asString("").equals("para el equipo"));
        }
        try (Socket socket = Socket.subscribed(
                bruno, "subscription { conversationEvents(conversationId: \"" + foreign + "\") { cursor } }")) {
            assertThat(String.valueOf(socket.next(SOON))).contains("NOT_FOUND");
        }
    }
}
