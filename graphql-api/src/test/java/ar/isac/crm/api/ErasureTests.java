package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

/** Who is erased is in no collection and in no file, and does not come back with what was still on its way. */
class ErasureTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PHONE = "5491137770001";
    private static final String OTHER_PHONE = "5491137770002";
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 7, 7, 1};
    private static final byte[] SHARED = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 7, 7, 2};

    /** What nobody else in the shop is called, has or writes. */
    private static final List<String> TRACES = List.of(
            "Zulmira",
            "Quispecahuana",
            PHONE,
            "zulmira.q@correo.example",
            "tornasolado",
            "murciélago",
            "oquedad",
            "jacarandá",
            "ornitorrinco");

    @TempDir
    static Path data;

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static final AtomicInteger stumbles = new AtomicInteger();

    /** A feature whose share cannot be erased for a while. */
    static class Stumbling {

        @Bean
        PersonalData stumbling() {
            return new PersonalData() {
                @Override
                public Set<String> collections() {
                    return Set.of();
                }

                @Override
                public void erase(Person person) {
                    if (stumbles.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("the power goes out here");
                    }
                }
            };
        }
    }

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.startOn(
                data,
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S", "crm.privacy.second-look", "PT3S"),
                Stumbling.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void whoeverIsErasedIsInNoCollectionAndInNoFileAndDoesNotComeBack() throws IOException {
        Customer zulmira = new Customer(crm.url(), PHONE, "Zulmira Quispecahuana");
        String firstWords =
                zulmira.text("wamid.in." + UUID.randomUUID(), "hola! busco algo tornasolado para mi murciélago");
        String conversation = wroteALot(zulmira, firstWords);
        String customer = admin.ask(
                        "query($id: ID!) { conversation(id: $id) { customer { id } } }", Map.of("id", conversation))
                .at("/conversation/customer/id")
                .asString();
        assertThat(tracesInDatabase()).isNotEmpty();
        assertThat(tracesInFiles()).isNotEmpty();
        String before = GlobalId.raw("Conversation", conversation);

        stumbles.set(1);
        JsonNode refused = erase(customer, "Marta", "no").at("/eraseCustomer");
        String erasure = erase(customer, "zulmira quispecahuana", "yes")
                .at("/eraseCustomer/erasure/id")
                .asString();
        await().atMost(SOON).until(() -> stumbles.get() == 0);
        crm.restart();
        int redelivered = new Customer(crm.url(), PHONE, "Zulmira Quispecahuana").deliver(firstWords);

        await().atMost(SOON)
                .until(() -> status(erasure).path("status").asString().equals("DONE"));
        assertThat(refused.at("/userErrors/0/path/0").asString()).isEqualTo("confirmation");
        assertThat(status(erasure).path("leftIn")).isEmpty();
        assertThat(redelivered).isEqualTo(200);
        assertThat(tracesInDatabase()).isEmpty();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(tracesInFiles()).isEmpty());
        assertThat(admin.ask("query($id: ID!) { node(id: $id) { id } }", Map.of("id", customer))
                        .body()
                        .at("/data/node")
                        .isNull())
                .isTrue();
        assertThat(admin.ask(
                                "{ conversations(filter: {search: \"tornasolado\"}) { nodes { id } } searchMessages(search: \"jacarandá\") { nodes { id } } customers(search: \"Zulmira\") { nodes { id } } }")
                        .body()
                        .path("data")
                        .findValues("id"))
                .isEmpty();
        thePapersStayAndTellNoMoreWhose();
        theOtherCustomerHasEverything();
        whoWritesAfterwardsIsSomebodyNew(before);
    }

    /** Everything that a feature may keep of somebody. */
    private static String wroteALot(Customer zulmira, String firstWords) {
        platform.keep("9001", PICTURE);
        platform.keep("9002", SHARED);
        zulmira.deliver(firstWords);
        await().atMost(SOON).until(() -> !platform.callsTo(PHONE).isEmpty());
        zulmira.writes("mi mail es zulmira.q@correo.example y soy Zulmira Quispecahuana");
        Customer other = new Customer(crm.url(), OTHER_PHONE, "Ruperta");
        picture(zulmira, "9001", "una oquedad");
        picture(zulmira, "9002", "otra");
        picture(other, "9002", "me la pasaron");
        await().atMost(SOON).until(() -> stored(PHONE) == 2 && stored(OTHER_PHONE) == 1);
        // A letter that nobody can read.
        zulmira.deliver(zulmira.message("wamid.in." + UUID.randomUUID(), "\"type\":\"text\",\"text\":7"));
        String conversation = admin.conversationWith(PHONE);
        Client advisor = Client.loggedIn(crm, "admin@demo.shop");
        mutate(
                advisor,
                "sendMessage",
                "conversationId: \"%s\", text: \"¡Hola Zulmira! El jacarandá está.\"".formatted(conversation),
                "message { id }");
        mutate(
                advisor,
                "scheduleFollowUp",
                "conversationId: \"%s\", type: REMINDER, dueAt: \"%s\", note: \"llamar a Zulmira por el ornitorrinco\""
                        .formatted(conversation, Instant.now().plus(Duration.ofDays(30))),
                "followUp { id }");
        String product = admin.ask("{ products(search: \"iphone 15 pro 256gb azul\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        String sold = mutate(
                        advisor,
                        "createSale",
                        "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}]"
                                .formatted(conversation, product),
                        "sale { id }")
                .at("/sale/id")
                .asString();
        advisor.ask(
                        "mutation { cancelSale(input: {saleId: \"%s\", reason: \"Zulmira se arrepintió\"}) { sale { id } userErrors { message } } }"
                                .formatted(sold))
                .at("/cancelSale/sale/id");
        String quote = mutate(
                        advisor,
                        "createQuote",
                        "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}]"
                                .formatted(conversation, product),
                        "quote { id }")
                .at("/quote/id")
                .asString();
        mutate(advisor, "sendQuote", "quoteId: \"%s\"".formatted(quote), "message { id }");
        await().atMost(SOON)
                .until(() -> platform.callsTo(PHONE).stream()
                        .anyMatch(call -> call.body().path("type").asString().equals("document")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(admin.ask(
                                        "{ searchMessages(search: \"jacarandá\") { nodes { id } } deadLetters { nodes { id } } }")
                                .at("")
                                .findValues("id"))
                        .hasSizeGreaterThanOrEqualTo(2));
        return conversation;
    }

    private static void picture(Customer of, String id, String caption) {
        of.deliver(of.message(
                "wamid.in." + UUID.randomUUID(),
                "\"type\":\"image\",\"image\":{\"id\":\"%s\",\"mime_type\":\"image/png\",\"caption\":\"%s\"}"
                        .formatted(id, caption)));
    }

    private static long stored(String waId) {
        return crm.thread(waId).stream()
                .filter(message -> message.direction() == Direction.INBOUND)
                .map(Message::content)
                .filter(content -> content instanceof MediaContent media && media.state() == MediaContent.State.STORED)
                .count();
    }

    private static JsonNode mutate(Client client, String name, String input, String selection) {
        JsonNode payload = client.ask(
                        "mutation { %s(input: {%s, idempotencyKey: \"%s\"}) { %s userErrors { path message } } }"
                                .formatted(name, input, UUID.randomUUID(), selection))
                .at("/" + name);
        assertThat(payload.path("userErrors")).as(name).isEmpty();
        return payload;
    }

    private static JsonNode erase(String customer, String confirmation, String key) {
        return admin.ask(
                        "mutation($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erasure { id status } userErrors { path message } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "customerId", customer,
                                        "confirmation", confirmation,
                                        "reason", "CUSTOMER_REQUEST",
                                        "idempotencyKey", key)))
                .at("");
    }

    private static JsonNode status(String erasure) {
        return admin.ask("query($id: ID!) { erasure(id: $id) { status passes leftIn } }", Map.of("id", erasure))
                .at("/erasure");
    }

    private static void thePapersStayAndTellNoMoreWhose() {
        JsonNode books = admin.ask(
                        "{ sales { nodes { number total { formatted } customer { id } conversation { id } } } quotes { nodes { number status customer { id } conversation { id } } } }")
                .at("");

        assertThat(books.at("/sales/nodes")).hasSize(1);
        assertThat(books.at("/sales/nodes/0/customer").isNull()).isTrue();
        assertThat(books.at("/quotes/nodes")).hasSize(1);
        assertThat(books.at("/quotes/nodes/0/status").asString()).isEqualTo("EXPIRED");
        assertThat(books.at("/quotes/nodes/0/conversation").isNull()).isTrue();
    }

    private static void theOtherCustomerHasEverything() {
        String id = crm.thread(OTHER_PHONE).stream()
                .map(Message::content)
                .filter(MediaContent.class::isInstance)
                .map(content -> ((MediaContent) content).mediaId())
                .findFirst()
                .orElseThrow();

        assertThat(data.resolve("media").resolve(id.substring(0, 2)).resolve(id))
                .hasBinaryContent(SHARED);
    }

    private static void whoWritesAfterwardsIsSomebodyNew(String erasedConversation) {
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
        new Customer(crm.url(), PHONE, "Otra persona").writes("hola");

        await().atMost(SOON).until(() -> crm.conversation(PHONE).isPresent());
        assertThat(crm.conversation(PHONE).orElseThrow().id()).isNotEqualTo(erasedConversation);
        assertThat(crm.thread(PHONE).getFirst().content().plainText()).isEqualTo("hola");
    }

    @Test
    void everyCollectionIsNamedByAFeaturesShareOrDeclaredToHoldNothingOfCustomers() throws IOException {
        Set<String> named = new HashSet<>();
        crm.beans(PersonalData.class).forEach(share -> named.addAll(share.collections()));

        Set<String> declared = new HashSet<>();
        Set<String> unnamed = new HashSet<>();
        for (var file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:mongo-init/collections/*.json")) {
            Document declaration = Document.parse(file.getContentAsString(StandardCharsets.UTF_8));
            String collection = declaration.getString("collection");
            boolean holdsNone = "none".equals(declaration.getString("personalData"));
            declared.add(collection);
            if (named.contains(collection) == holdsNone) {
                unnamed.add(collection);
            }
        }

        assertThat(unnamed)
                .as(
                        "either a PersonalData bean names the collection, or its declaration says \"personalData\": \"none\"")
                .isEmpty();
        assertThat(declared).containsAll(named);
        assertThat(declared).containsAll(crm.bean(MongoTemplate.class).getCollectionNames());
    }

    private static List<String> tracesInDatabase() {
        MongoTemplate database = crm.bean(MongoTemplate.class);
        List<String> found = new ArrayList<>();
        for (String collection : database.getCollectionNames()) {
            for (Document document : database.getCollection(collection).find()) {
                String json = document.toJson();
                TRACES.stream().filter(json::contains).forEach(trace -> found.add(trace + " in " + collection));
            }
        }
        return found;
    }

    /** Every byte under the data directory, as it is, as UTF-16 and within what is compressed. */
    private static List<String> tracesInFiles() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes;
                try {
                    bytes = Files.readAllBytes(file);
                } catch (NoSuchFileException rewrittenMeanwhile) {
                    continue;
                }
                search(bytes, data.relativize(file).toString(), found);
                if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
                    try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                        search(unpacked.readAllBytes(), data.relativize(file) + " unpacked", found);
                    }
                }
            }
        }
        return found;
    }

    private static void search(byte[] bytes, String where, List<String> found) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String trace : TRACES) {
                if (raw.contains(new String(trace.getBytes(charset), StandardCharsets.ISO_8859_1))) {
                    found.add(trace + " in " + where + " as " + charset);
                }
            }
        }
    }
}
