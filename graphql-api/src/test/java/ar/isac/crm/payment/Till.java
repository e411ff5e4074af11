package ar.isac.crm.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A shop that sells, in the words of the tests. */
record Till(Crm crm) {

    static final Duration SOON = Duration.ofSeconds(30);

    /** A customer has written. */
    Conversation talk(String waId) {
        assertThat(crm.customer(waId).writes("hola")).isEqualTo(200);
        await().atMost(SOON)
                .until(() ->
                        crm.conversation(waId).isPresent() && !crm.thread(waId).isEmpty());
        return crm.conversation(waId).orElseThrow();
    }

    /** The shop has so many of it, at this price in pesos. */
    void stocks(String sku, String title, int price, int units) {
        JsonNode report =
                crm.graphql("mutation { importProducts(input: {csv: \"sku,title,retail_price,wholesale_price,stock\\n"
                        + "%s,%s,%d,%d,%d\", idempotencyKey: \"%s\"}) { rowErrors { message } userErrors { message } } }"
                                .formatted(sku, title, price, price * 9 / 10, units, UUID.randomUUID()));
        assertThat(report.path("importProducts").path("rowErrors").isEmpty()).isTrue();
    }

    Product product(String sku) {
        return crm.bean(Products.class).find(sku).orElseThrow();
    }

    static String id(String type, String raw) {
        return "\"" + GlobalId.of(type, raw) + "\"";
    }

    static String key() {
        return "idempotencyKey: \"" + UUID.randomUUID() + "\"";
    }

    String lines(String sku, int quantity) {
        return "lines: [{productId: %s, quantity: %d}]"
                .formatted(id("Product", product(sku).id()), quantity);
    }

    /** Runs a mutation and returns its payload. */
    JsonNode does(String mutation, String input, String selection) {
        return crm.graphql("mutation { %s(input: {%s}) { %s userErrors { path code message } } }"
                        .formatted(mutation, input, selection))
                .path(mutation);
    }

    /** A quote of one product; returns its global id in quotes. */
    String quotes(Conversation conversation, String sku, int quantity) {
        JsonNode made = does(
                "createQuote",
                "conversationId: %s, %s, %s"
                        .formatted(id("Conversation", conversation.id()), lines(sku, quantity), key()),
                "quote { id }");
        assertThat(made.path("userErrors").isEmpty()).as("%s", made).isTrue();
        return "\"" + made.path("quote").path("id").asString() + "\"";
    }

    /** The link to pay a quote by; returns what the provider calls it. */
    String link(String quoteId) {
        JsonNode made = does("createPaymentLink", "quoteId: %s, %s".formatted(quoteId, key()), "payment { id link }");
        assertThat(made.path("userErrors").isEmpty()).as("%s", made).isTrue();
        return GlobalId.raw("Payment", made.path("payment").path("id").asString());
    }

    JsonNode quote(String quoteId) {
        return crm.graphql(
                        "{ quote(id: " + quoteId + ") { number status version total { amount } sale { id number status"
                                + " total { amount } receipt { text status } } payments { status } } }")
                .path("quote");
    }

    String saleStatus(String quoteId) {
        return quote(quoteId).path("sale").path("status").asString("");
    }

    void awaitSale(String quoteId, String status) {
        await().atMost(SOON).untilAsserted(() -> assertThat(saleStatus(quoteId)).isEqualTo(status));
    }

    List<String> texts(String waId) {
        return crm.thread(waId).stream()
                .map((Message message) -> message.content().plainText())
                .toList();
    }

    static String code(JsonNode payload) {
        return payload.path("userErrors").path(0).path("code").asString("");
    }
}
