package ar.isac.crm.api;

import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A shop with something in every list, and what goes on happening there. */
final class Population {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final Crm crm;
    private final Client admin;
    private final String product;
    private final List<String> phones = new ArrayList<>();
    private final List<String> conversations = new ArrayList<>();
    private int articles;

    private Population(Crm crm) {
        this.crm = crm;
        this.admin = Client.loggedIn(crm, "admin@demo.shop");
        this.product = admin.ask("{ products(search: \"iphone 15 pro 256gb azul\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
    }

    /** So many customers, each with one of everything. */
    static Population of(Crm crm, int many) {
        Population population = new Population(crm);
        IntStream.range(0, many).forEach(n -> population.newcomer());
        population.awaitConversations(many);
        admin(crm)
                .ask(
                        "mutation { adjustStock(input: {productId: \"%s\", onHand: 5000, idempotencyKey: \"stock\"}) { userErrors { message } } }"
                                .formatted(population.product));
        population.conversations.forEach(population::oneOfEverything);
        IntStream.range(0, 5).forEach(n -> population.oneOfEverything(population.conversations.getFirst()));
        return population;
    }

    private static Client admin(Crm crm) {
        return Client.admin(crm);
    }

    List<String> conversations() {
        return List.copyOf(conversations);
    }

    private void newcomer() {
        String phone = "54911555%05d".formatted(20_000 + phones.size());
        phones.add(phone);
        Customer customer = crm.customer(phone);
        customer.writes("hola, soy " + phone);
        // What cannot be read is parked.
        customer.deliver(customer.message("wamid.odd." + UUID.randomUUID(), "\"type\":\"text\",\"text\":7"));
    }

    private void awaitConversations(int many) {
        await().atMost(SOON)
                .until(() -> phones.stream()
                        .limit(many)
                        .allMatch(phone -> crm.thread(phone).size() > 1));
        conversations.clear();
        phones.stream().limit(many).map(admin::conversationWith).forEach(conversations::add);
    }

    private void oneOfEverything(String conversation) {
        quote(conversation);
        pay(conversation);
        followUp(conversation);
        note(conversation);
        article();
        opinion(conversation);
    }

    private JsonNode done(String mutation, String input, String answer) {
        return admin.ask("mutation { %s(input: {%s}) { %s userErrors { path message } } }"
                        .formatted(mutation, input, answer))
                .at("/" + mutation);
    }

    private String lines(String conversation) {
        return "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], idempotencyKey: \"%s\""
                .formatted(conversation, product, UUID.randomUUID());
    }

    private void quote(String conversation) {
        done("createQuote", lines(conversation), "quote { id }");
    }

    private void pay(String conversation) {
        JsonNode sale = done("createSale", lines(conversation), "sale { id total { amount } }")
                .path("sale");
        done(
                "recordPayment",
                "saleId: \"%s\", method: CASH, amount: \"%s\", idempotencyKey: \"%s\""
                        .formatted(
                                sale.path("id").asString(),
                                sale.at("/total/amount").asString(),
                                UUID.randomUUID()),
                "payment { id }");
    }

    private void followUp(String conversation) {
        done(
                "scheduleFollowUp",
                "conversationId: \"%s\", type: REMINDER, dueAt: \"%s\", note: \"llamar\", idempotencyKey: \"%s\""
                        .formatted(conversation, Instant.now().plus(Duration.ofDays(30)), UUID.randomUUID()),
                "followUp { id }");
    }

    private void note(String conversation) {
        done(
                "addNote",
                "conversationId: \"%s\", text: \"entre nosotros\", idempotencyKey: \"%s\""
                        .formatted(conversation, UUID.randomUUID()),
                "note { id }");
    }

    private void article() {
        articles++;
        done(
                "saveArticle",
                "topic: OTHER, title: \"Artículo %s %d\", text: \"Texto\", questions: [\"pregunta %d\"]"
                        .formatted(UUID.randomUUID().toString().substring(0, 4), articles, articles),
                "article { id }");
    }

    private void opinion(String conversation) {
        String message = admin.ask(
                        "query($id: ID!) { conversation(id: $id) { messages(first: 2) { nodes { id } } } }",
                        Map.of("id", conversation))
                .at("/conversation/messages/nodes/1/id")
                .asString();
        done("giveFeedback", "messageId: \"%s\", helpful: true".formatted(message), "feedback { id }");
    }

    /**
     * Something happens somewhere: somebody new comes, somebody writes, or a thing is made, changed or said anew.
     *
     * @return the conversation where it happened; empty for somebody new
     */
    String stir(Random random) {
        String conversation = conversations.get(random.nextInt(conversations.size()));
        switch (random.nextInt(9)) {
            case 0 -> {
                newcomer();
                return "";
            }
            case 1 ->
                crm.customer(phones.get(conversations.indexOf(conversation))).writes("una más");
            case 2 -> quote(conversation);
            case 3 -> pay(conversation);
            case 4 -> followUp(conversation);
            case 5 -> note(conversation);
            case 6 -> article();
            case 7 -> opinion(conversation);
            default ->
                done(
                        "changePriority",
                        "conversationId: \"%s\", priority: HIGH".formatted(conversation),
                        "conversation { id }");
        }
        return conversation;
    }
}
