package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** One thing of each kind that {@code node} hands out, made as people and programs make them. */
final class Samples {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Crm crm;
    private final Platform platform;
    private final Client admin;
    private final String phone;
    private final Map<String, String> ids = new HashMap<>();

    private Samples(Crm crm, Platform platform, String phone) {
        this.crm = crm;
        this.platform = platform;
        this.admin = Client.admin(crm);
        this.phone = phone;
    }

    /**
     * Makes them.
     *
     * @param phone whose conversation they belong to
     * @return the global ids by the names of their types
     */
    static Map<String, String> make(Crm crm, Platform platform, String phone) {
        Samples samples = new Samples(crm, platform, phone);
        samples.makeOneOfEach();
        return samples.ids;
    }

    /** What belongs to one more conversation, without what a shop has whatever is written in it. */
    static Map<String, String> makeParts(Crm crm, Platform platform, String phone) {
        Samples samples = new Samples(crm, platform, phone);
        samples.makeParts();
        return samples.ids;
    }

    private void makeOneOfEach() {
        makeParts();
        sample("Advisor", "{ advisors { id } }", "/advisors/0/id");
        made("ApiToken", "createApiToken", "name: \"muestra\", role: ANALYST, scopes: [READ]", "apiToken");
        sample("ChannelAccount", "{ channels { id } }", "/channels/0/id");
        sample("Article", "{ knowledgeArticles { nodes { id } } }", "/knowledgeArticles/nodes/0/id");
        made("Tag", "saveTag", "name: \"vip\"", "tag");
        made("Team", "saveTeam", "name: \"Tarde\", advisorIds: []", "team");
        made("Synonym", "saveSynonym", "terms: [\"funda\", \"estuche\"]", "synonym");
        made("CannedReply", "saveCannedReply", "shortcut: \"/hola\", text: \"¡Hola!\"", "cannedReply");
        made(
                "QuickAction",
                "saveQuickAction",
                "shortcut: \"/promo\", title: \"Promo\", type: MESSAGE, text: \"Promo\"",
                "quickAction");
        made(
                "AiFeedback",
                "giveFeedback",
                "messageId: \"" + ids.get("Message") + "\", intents: [GREETING]",
                "feedback");
        made(
                "Webhook",
                "saveWebhook",
                "name: \"Depósito\", url: \"https://example.com/hook\", events: [\"sale.paid\"],"
                        + " secret: \"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\"",
                "webhook");
        await().atMost(SOON)
                .until(() -> !admin.ask("{ deadLetters { nodes { id } } }")
                        .at("/deadLetters/nodes")
                        .isEmpty());
        sample("DeadLetter", "{ deadLetters { nodes { id } } }", "/deadLetters/nodes/0/id");
        crm.bean(MongoTemplate.class)
                .getCollection("messageTemplates")
                .insertOne(new Document("_id", "sample")
                        .append("version", 0L)
                        .append(
                                "accountId",
                                crm.conversation(phone).orElseThrow().accountId())
                        .append("name", "promo")
                        .append("language", "es_AR")
                        .append("category", "MARKETING")
                        .append("status", "APPROVED")
                        .append("body", "Hola")
                        .append("buttons", List.of())
                        .append("readAt", Date.from(Instant.now())));
        ids.put("MessageTemplate", GlobalId.of("MessageTemplate", "sample"));
        crm.bean(MongoTemplate.class)
                .getCollection("erasures")
                .insertOne(new Document("_id", "sample")
                        .append("version", 0L)
                        .append("reason", "OTHER")
                        .append("actorId", "somebody")
                        .append("passes", 2)
                        .append("leftIn", List.of())
                        .append("requestedAt", Date.from(Instant.now()))
                        .append("finishedAt", Date.from(Instant.now())));
        ids.put("Erasure", GlobalId.of("Erasure", "sample"));
    }

    private void makeParts() {
        Customer marta = crm.customer(phone);
        marta.writes("hola, esto es privado");
        await().atMost(SOON).until(() -> !platform.callsTo(phone).isEmpty());
        marta.deliver(marta.message("wamid.in." + UUID.randomUUID(), "\"type\":\"text\",\"text\":7"));
        String conversation = admin.conversationWith(phone);
        ids.put("Conversation", conversation);
        sample(
                "Message",
                "{ conversation(id: \"" + conversation + "\") { messages(first: 1) { nodes { id } } } }",
                "/conversation/messages/nodes/0/id");
        sample(
                "Customer",
                "{ conversation(id: \"" + conversation + "\") { customer { id } } }",
                "/conversation/customer/id");
        sample(
                "Product",
                "{ products(search: \"iphone 15 pro 256gb azul\", first: 1) { nodes { id } } }",
                "/products/nodes/0/id");
        String line = "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], idempotencyKey: \"%s\""
                .formatted(conversation, ids.get("Product"), phone);
        made("Quote", "createQuote", line, "quote");
        made("Sale", "createSale", line, "sale");
        String total = admin.ask(
                        "query($id: ID!) { sale(id: $id) { total { amount } } }", Map.of("id", ids.get("Sale")))
                .at("/sale/total/amount")
                .asString();
        made(
                "Payment",
                "recordPayment",
                "saleId: \"%s\", method: CASH, amount: \"%s\", idempotencyKey: \"%s\""
                        .formatted(ids.get("Sale"), total, phone),
                "payment");
        made(
                "FollowUp",
                "scheduleFollowUp",
                "conversationId: \"%s\", type: REMINDER, dueAt: \"%s\", note: \"llamar\", idempotencyKey: \"%s\""
                        .formatted(conversation, Instant.now().plus(Duration.ofDays(30)), phone),
                "followUp");
        made(
                "Note",
                "addNote",
                "conversationId: \"%s\", text: \"entre nosotros\", idempotencyKey: \"%s\""
                        .formatted(conversation, phone),
                "note");
    }

    private void sample(String type, String document, String pointer) {
        ids.put(type, admin.ask(document).at(pointer).asString());
    }

    private void made(String type, String mutation, String input, String entity) {
        Client.Answer answer = Client.loggedIn(crm, "admin@demo.shop")
                .ask("mutation { %s(input: {%s}) { %s { id } userErrors { path message } } }"
                        .formatted(mutation, input, entity));
        ids.put(type, answer.at("/" + mutation + "/" + entity + "/id").asString(""));
        assertThat(ids.get(type)).as(answer.response().body()).isNotEmpty();
    }
}
