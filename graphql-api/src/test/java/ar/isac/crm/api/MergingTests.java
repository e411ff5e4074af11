package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Follower;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Two records that are one person: suggested, merged by somebody, and taken back. */
@Timeout(120)
class MergingTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECOND_NUMBER = "222222222222222";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT30M"), ScriptedAssistant.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void whoWritesToTwoNumbersIsSuggestedAndMergedWithConversationsAndPurchasesAndSplitAgain() {
        String here = writes("5491155900001", Customer.PHONE_NUMBER_ID, "hola");
        String there = writes("541155900001", SECOND_NUMBER, "soy yo");
        String stays = customerOf(here);
        String merged = customerOf(there);
        buysSomething(there);

        assertThat(customer(stays).at("/mergeSuggestions/0/customer/id").asString())
                .isEqualTo(merged);
        assertThat(customer(stays).at("/mergeSuggestions/0/reason").asString()).isEqualTo("SAME_PHONE");
        JsonNode one = merge(stays, merged);
        JsonNode again = merge(stays, merged);
        writes("541155900001", SECOND_NUMBER, "y esto después");

        assertThat(one.path("userErrors")).isEmpty();
        assertThat(again.path("userErrors")).isEmpty();
        assertThat(conversationsOf(stays)).containsExactlyInAnyOrder(here, there);
        await().atMost(SOON).until(() -> messages(there) == 2);
        JsonNode person = customer(stays);
        assertThat(person.at("/sales/nodes")).hasSize(1);
        assertThat(person.at("/handles")).hasSize(2);
        assertThat(person.at("/mergeSuggestions")).isEmpty();
        assertThat(person.at("/merged/0/customer/id").asString()).isEqualTo(merged);
        assertThat(customer(merged).path("id").asString()).isEqualTo(stays);
        assertThat(listed()).contains(stays).doesNotContain(merged);
        assertThat(merge(merged, stays).at("/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");

        JsonNode undone = admin.ask(
                        "mutation($m: ID!) { unmergeCustomers(input: {mergedCustomerId: $m}) { customer { id } userErrors { code } } }",
                        Map.of("m", merged))
                .at("/unmergeCustomers");

        assertThat(undone.at("/customer/id").asString()).isEqualTo(merged);
        assertThat(conversationsOf(stays)).containsExactly(here);
        assertThat(conversationsOf(merged)).containsExactly(there);
        assertThat(customer(stays).at("/sales/nodes")).isEmpty();
        assertThat(customer(stays).at("/handles")).hasSize(1);
        assertThat(customer(merged).at("/sales/nodes")).hasSize(1);
        assertThat(listed()).contains(stays, merged);
    }

    @Test
    void whoToldTheSameMailOnTwoChannelsIsSuggestedAndNeverMergedByItself() {
        String waId = "5491155900081";
        String igsid = "8800000000000081";
        crm.customer(waId).writes("mi mail es Lola.Paz@ejemplo.com");
        new Follower(crm.url(), igsid).writes("te paso el mail lola.paz@ejemplo.com");
        await().atMost(SOON)
                .until(() -> crm.conversation(waId).isPresent()
                        && crm.conversation(igsid).isPresent());
        String onWhatsApp =
                GlobalId.of("Customer", crm.conversation(waId).orElseThrow().customerId());
        String onInstagram =
                GlobalId.of("Customer", crm.conversation(igsid).orElseThrow().customerId());

        await().atMost(SOON)
                .until(() -> customer(onWhatsApp).at("/mergeSuggestions").size() == 1);

        JsonNode suggestion = customer(onWhatsApp).at("/mergeSuggestions/0");
        assertThat(suggestion.path("reason").asString()).isEqualTo("SAME_EMAIL");
        assertThat(suggestion.at("/customer/id").asString()).isEqualTo(onInstagram);
        assertThat(customer(onWhatsApp).at("/merged")).isEmpty();
        assertThat(onInstagram).isNotEqualTo(onWhatsApp);
    }

    @Test
    void mergingTheOtherWayRoundIsAsGood() {
        String here = writes("5491155900002", Customer.PHONE_NUMBER_ID, "hola");
        String there = writes("5491155900002", SECOND_NUMBER, "hola");

        merge(customerOf(there), customerOf(here));

        assertThat(customerOf(here)).isEqualTo(customerOf(there));
        assertThat(conversationsOf(customerOf(there))).containsExactlyInAnyOrder(here, there);
    }

    @Test
    void messagesThatComeMeanwhileStayInTheirOneConversation() throws InterruptedException {
        String here = writes("5491155900003", Customer.PHONE_NUMBER_ID, "hola");
        String stays = customerOf(here);
        List<Thread> writers = IntStream.range(0, 4)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 10; i++) {
                        deliver("5491155900003", SECOND_NUMBER, "mensaje " + n + "/" + i);
                    }
                }))
                .toList();
        await().atMost(SOON).until(() -> find("5491155900003", SECOND_NUMBER) != null);
        String there = Objects.requireNonNull(find("5491155900003", SECOND_NUMBER));
        String merged = customerOf(there);
        for (int round = 0; round < 3; round++) {
            merge(stays, merged);
            admin.ask(
                    "mutation($m: ID!) { unmergeCustomers(input: {mergedCustomerId: $m}) { userErrors { code } } }",
                    Map.of("m", merged));
        }
        merge(stays, merged);
        for (Thread writer : writers) {
            writer.join();
        }

        await().atMost(SOON).until(() -> messages(there) == 40);
        assertThat(customerOf(there)).isEqualTo(stays);
        assertThat(crm.bean(Conversations.class).all())
                .filteredOn(conversation -> conversation.recipient().address().equals("5491155900003"))
                .hasSize(2);
        assertThat(conversationsOf(stays)).containsExactlyInAnyOrder(here, there);
    }

    private static void buysSomething(String conversation) {
        String product = admin.ask("{ products(search: \"funda\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        JsonNode quote = admin.ask(
                        "mutation($c: ID!, $p: ID!) { createQuote(input: {conversationId: $c, lines: [{productId: $p, quantity: 1}],"
                                + " idempotencyKey: \"q\"}) { quote { id } userErrors { message } } }",
                        Map.of("c", conversation, "p", product))
                .at("/createQuote");
        JsonNode sale = admin.ask(
                        "mutation($q: ID!) { createSale(input: {quoteId: $q, idempotencyKey: \"s\"}) { sale { id } userErrors { message } } }",
                        Map.of("q", quote.at("/quote/id").asString()))
                .at("/createSale");
        assertThat(sale.path("userErrors")).as(quote + " " + sale).isEmpty();
    }

    /** Writes to one of the shop's numbers; returns the conversation's global id, once the message is in it. */
    private static String writes(String waId, String number, String text) {
        String known = find(waId, number);
        long before = known == null ? 0 : messages(known);
        deliver(waId, number, text);
        await().atMost(SOON).until(() -> {
            String opened = find(waId, number);
            return opened != null && messages(opened) > before;
        });
        return Objects.requireNonNull(find(waId, number));
    }

    private static void deliver(String waId, String number, String text) {
        Customer customer = crm.customer(waId);
        assertThat(customer.deliver(customer.text("wamid." + waId + "." + System.nanoTime(), text)
                        .replace(Customer.PHONE_NUMBER_ID, number)))
                .isEqualTo(200);
    }

    private static @Nullable String find(String waId, String number) {
        return crm.bean(Conversations.class).all().stream()
                .filter(conversation -> conversation.recipient().address().equals(waId)
                        && conversation.accountId().endsWith(number))
                .map(Conversation::id)
                .map(id -> GlobalId.of("Conversation", id))
                .findFirst()
                .orElse(null);
    }

    private static long messages(String conversation) {
        String id = GlobalId.raw("Conversation", conversation);
        long last = crm.bean(Conversations.class).find(id).orElseThrow().lastSeq();
        return crm.bean(Messages.class).range(id, 1, last).stream()
                .filter(message -> message.externalId() != null)
                .count();
    }

    private static String customerOf(String conversation) {
        return admin.ask("query($c: ID!) { conversation(id: $c) { customer { id } } }", Map.of("c", conversation))
                .at("/conversation/customer/id")
                .asString();
    }

    private static List<String> conversationsOf(String customer) {
        return admin.ask(
                        "query($c: ID!) { conversations(first: 100, filter: {customer: $c}) { nodes { id } } }",
                        Map.of("c", customer))
                .at("/conversations/nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .toList();
    }

    private static List<String> listed() {
        return admin.ask("{ customers(first: 100) { nodes { id } } }")
                .at("/customers/nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .toList();
    }

    private static JsonNode customer(String id) {
        return admin.ask(
                        "query($id: ID!) { customer(id: $id) { id handles { address phoneNumber } sales { nodes { id } }"
                                + " mergeSuggestions { reason customer { id } } merged { customer { id } mergedAt } } }",
                        Map.of("id", id))
                .at("/customer");
    }

    private static JsonNode merge(String stays, String merged) {
        return admin.ask(
                        "mutation($s: ID!, $m: ID!) { mergeCustomers(input: {customerId: $s, mergedCustomerId: $m}) {"
                                + " customer { id } userErrors { path code message } } }",
                        Map.of("s", stays, "m", merged))
                .at("/mergeCustomers");
    }
}
