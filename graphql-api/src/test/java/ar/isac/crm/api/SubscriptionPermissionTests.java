package ar.isac.crm.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.event.Events;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Staff;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import graphql.language.EnumValue;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.JsonNode;

/**
 * Every subscription of the schema over an open socket: for every role, and of what somebody sees and does not see. One that is new
 * is tried as well; without a rule in the schema it is for nobody, and its test fails.
 */
@Timeout(300)
class SubscriptionPermissionTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OWN = "5491155565001";
    private static final String FOREIGN = "5491155565002";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Client bruno;
    private static String own;
    private static String foreign;
    /** What {@link #happenIn} sets off. */
    private static final Set<String> SET_OFF =
            Set.of("inboxEvents", "conversationEvents", "notifications", "deadLetterEvents");

    private static final Map<Role, Client> CLIENTS = new EnumMap<>(Role.class);

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S", "CRM_TEAM_VISIBILITY", "OWN"),
                ScriptedAssistant.class);
        admin = Client.admin(crm);
        for (Role role : Role.values()) {
            // A token for reading is enough to listen.
            String secret = admin.ask(
                            "mutation { createApiToken(input: {name: \"%s\", role: %s, scopes: [READ]}) { secret } }"
                                    .formatted(role, role))
                    .at("/createApiToken/secret")
                    .asString();
            CLIENTS.put(role, new Client(crm, "Authorization", "Bearer " + secret));
        }
        String his = hired("bruno-who-listens@demo.shop");
        String zoe = hired("zoe-whose-it-is@demo.shop");
        for (String customer : List.of(OWN, FOREIGN)) {
            crm.customer(customer).writes("hola de " + customer);
            await().atMost(SOON).until(() -> platform.callsTo(customer).size() == 1);
        }
        own = assigned(admin.conversationWith(OWN), his);
        foreign = assigned(admin.conversationWith(FOREIGN), zoe);
        bruno = Client.loggedIn(crm, "bruno-who-listens@demo.shop");
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

    private static String assigned(String conversation, String advisor) {
        return admin.ask(
                        "mutation($input: AssignConversationInput!) { assignConversation(input: $input) {"
                                + " conversation { id } } }",
                        Map.of("input", Map.of("conversationId", conversation, "advisorId", advisor)))
                .at("/assignConversation/conversation/id")
                .asString();
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @TestFactory
    Stream<DynamicTest> everySubscriptionIsForItsRolesAlone() {
        return subscriptions()
                .map(field -> DynamicTest.dynamicTest(field.getName(), () -> {
                    Set<Role> allowed = allowed(field);
                    for (Role role : Role.values()) {
                        String document = document(field, own, last());
                        try (Socket socket = Socket.subscribed(requireNonNull(CLIENTS.get(role)), document)) {
                            happenIn(own);
                            if (allowed.contains(role)) {
                                assertHears(socket, field, role);
                            } else {
                                JsonNode refused = socket.next(SOON);
                                assertThat(String.valueOf(refused))
                                        .as("%s as %s", field.getName(), role)
                                        .contains("FORBIDDEN")
                                        .doesNotContain("__typename");
                                assertThat(String.valueOf(socket.next(Duration.ofMillis(300))))
                                        .doesNotContain("\"next\"");
                            }
                        }
                    }
                    assertThat(Client.anonymous(crm)
                                    .ask(document(field, own, last()))
                                    .status())
                            .isEqualTo(401);
                }));
    }

    private static Duration patience(GraphQLFieldDefinition field) {
        return SET_OFF.contains(field.getName()) ? SOON : Duration.ofSeconds(1);
    }

    /** What we know how to set off is heard of; of a new subscription, that it is not refused. */
    private static void assertHears(Socket socket, GraphQLFieldDefinition field, Role role) {
        JsonNode heard = socket.next(patience(field));
        if (SET_OFF.contains(field.getName()) || heard != null) {
            assertThat(requireNonNull(heard, field.getName()).path("type").asString())
                    .as("%s as %s: %s", field.getName(), role, heard)
                    .isEqualTo("next");
        }
    }

    /** Everything that happens to a conversation that they do not see, and then something in their own, which they hear of. */
    @TestFactory
    Stream<DynamicTest> nobodyHearsOfWhatTheyDoNotSee() {
        return subscriptions()
                .filter(field -> allowed(field).contains(Role.ADVISOR))
                .map(field -> DynamicTest.dynamicTest(field.getName(), () -> {
                    if (field.getArgument("conversationId") != null) {
                        try (Socket socket = Socket.subscribed(bruno, document(field, foreign, last()))) {
                            assertThat(String.valueOf(socket.next(SOON)))
                                    .contains("NOT_FOUND")
                                    .doesNotContain(foreign);
                        }
                    }
                    try (Socket socket = Socket.subscribed(bruno, document(field, own, last()))) {
                        happenIn(foreign);
                        happenIn(own);
                        List<JsonNode> heard = new ArrayList<>();
                        do {
                            JsonNode event = socket.next(patience(field));
                            if (event == null) {
                                break;
                            }
                            heard.add(event);
                        } while (!String.valueOf(heard.getLast()).contains(own));
                        assertThat(heard.toString()).doesNotContain(foreign).doesNotContain(FOREIGN);
                        if (SET_OFF.contains(field.getName())) {
                            assertThat(heard.toString()).contains(own);
                        }
                    }
                }));
    }

    /** One event of each kind there is. */
    private static void happenIn(String conversation) {
        String id = GlobalId.raw("Conversation", conversation);
        String letter = UUID.randomUUID().toString();
        crm.bean(Entry.class)
                .publish(Stream.of(
                                ConversationEvent.Type.MESSAGE_CHANGED,
                                ConversationEvent.Type.CONVERSATION_CHANGED,
                                ConversationEvent.Type.HANDED_OVER,
                                ConversationEvent.Type.DEAD_LETTER_CHANGED)
                        .map(type -> Publication.of(new ConversationEvent(
                                UUID.randomUUID().toString(),
                                type,
                                type == ConversationEvent.Type.DEAD_LETTER_CHANGED ? "" : id,
                                type == ConversationEvent.Type.MESSAGE_CHANGED ? 1L : null,
                                type == ConversationEvent.Type.DEAD_LETTER_CHANGED ? letter : null,
                                Instant.now())))
                        .toList());
    }

    private static String document(GraphQLFieldDefinition field, String conversation, long after) {
        String arguments = field.getArguments().stream()
                .filter(argument -> argument.getName().equals("after") || argument.getType() instanceof GraphQLNonNull)
                .map(argument -> argument.getName() + ": \""
                        + (argument.getName().equals("after") ? Long.toString(after) : conversation) + "\"")
                .collect(Collectors.joining(", "));
        var event = (graphql.schema.GraphQLObjectType) GraphQLTypeUtil.unwrapAll(field.getType());
        boolean isOfConversation = event.getFieldDefinition("conversation") != null;
        return "subscription { " + field.getName() + (arguments.isEmpty() ? "" : "(" + arguments + ")")
                + " { __typename" + (isOfConversation ? " conversation { id customer { handles { address } } }" : "")
                + " } }";
    }

    private static Stream<GraphQLFieldDefinition> subscriptions() {
        GraphQLSchema schema = crm.bean(GraphQlSource.class).schema();
        return requireNonNull(schema.getSubscriptionType()).getFieldDefinitions().stream();
    }

    private static Set<Role> allowed(GraphQLFieldDefinition field) {
        graphql.schema.@Nullable GraphQLAppliedDirective rule = field.getAppliedDirective("allowed");
        assertThat(rule).as("%s says for whom it is", field.getName()).isNotNull();
        EnumValue circle = (EnumValue) requireNonNull(
                requireNonNull(rule).getArgument("to").getArgumentValue().getValue());
        return requireNonNull(PermissionTests.CIRCLES.get(circle.getName()));
    }

    private static long last() {
        return crm.bean(Events.class).last();
    }
}
