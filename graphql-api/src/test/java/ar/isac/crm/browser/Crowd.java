package ar.isac.crm.browser;

import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.way.Customer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A shop that many have written to, and one of them for years: put into the database at once, and found by a product that starts on it. */
final class Crowd {

    private static final int PIECE = 1_000;
    private static final String WORDS =
            "hola quería saber si todavía tienen el cargador negro de la vitrina porque el que compré en marzo hace un ruido raro cuando lo enchufo y no sé si la garantía lo cubre gracias";

    private Crowd() {}

    /** Fills the shop, and tells the customer whose thread is long. */
    static Customer gathered(Panel panel, int conversations, int messages) {
        Customer marta = panel.customer("Marta Siempre");
        panel.takenOver(marta, "hola");
        await().atMost(Duration.ofMillis(Panel.PATIENCE_MS))
                .until(() -> !panel.crm().thread(marta.waId()).isEmpty());
        MongoTemplate database = panel.crm().bean(MongoTemplate.class);
        String id = panel.crm().conversation(marta.waId()).orElseThrow().id();
        Document conversation = one(database, "conversations", id);
        Document customer = one(database, "customers", conversation.getString("customerId"));
        Document message = one(database, "messages", Message.id(id, 1));

        long first = panel.crm().thread(marta.waId()).getLast().seq() + 1;
        insert(database, "messages", messages, n -> said(message, id, first + n, messages - n));
        long last = first + messages - 1;
        database.getCollection("conversations")
                .updateOne(
                        new Document("_id", id),
                        new Document("$set", new Document("positions.last", last).append("lastMessage.seq", last)));
        insert(
                database,
                "conversations",
                conversations - 1,
                n -> new Document(conversation)
                        .append("_id", uuid(n))
                        .append("customerId", "crowd" + n)
                        .append(
                                "recipient",
                                new Document(conversation.get("recipient", Document.class))
                                        .append("address", "crowd" + n))
                        .append("lastActivityAt", ago(n + 1)));
        insert(
                database,
                "customers",
                conversations - 1,
                n -> new Document(customer).append("_id", "crowd" + n).append("profileName", "Cliente " + n));
        insert(
                database,
                "messages",
                conversations - 1,
                n -> new Document(message).append("_id", Message.id(uuid(n), 1)).append("key", "crowd/" + n));
        findAnew(panel, conversations);
        return new Customer(panel.crm().url(), marta.waId(), marta.name());
    }

    /** Of many lengths, by customers, people and the assistant, in turns. */
    private static Document said(Document message, String conversationId, long seq, int minutesAgo) {
        int length = (int) (seq * 37 % (seq % 11 == 0 ? WORDS.length() : WORDS.length() / 3));
        String author = seq % 5 < 3 ? "CUSTOMER" : seq % 5 == 3 ? "ASSISTANT" : "ADVISOR";
        boolean isCustomers = author.equals("CUSTOMER");
        return new Document(message)
                .append("_id", Message.id(conversationId, seq))
                .append("key", "crowd/said/" + seq)
                .append("externalId", "wamid.crowd." + seq)
                .append("direction", isCustomers ? "INBOUND" : "OUTBOUND")
                .append("author", author)
                .append("status", isCustomers ? "RECEIVED" : "READ")
                .append(
                        "content",
                        new Document(message.get("content", Document.class))
                                .append("text", "n° " + seq + " " + WORDS.substring(0, length)))
                .append("occurredAt", ago(minutesAgo))
                .append("receivedAt", ago(minutesAgo));
    }

    /** The lists' index knows nothing of what nobody told it: the product makes it anew. */
    private static void findAnew(Panel panel, int conversations) {
        Path index = panel.crm().bean(ShopSettings.class).dataDir().resolve("index");
        panel.crm().close();
        try (Stream<Path> files = Files.walk(index)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        panel.crm().restart();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> panel.crm()
                                .graphql("{ conversations(first: 1) { totalCount } }")
                                .at("/conversations/totalCount")
                                .asInt()
                        == conversations);
    }

    private static Document one(MongoTemplate database, String collection, String id) {
        return Objects.requireNonNull(
                database.getCollection(collection).find(new Document("_id", id)).first(), collection);
    }

    private static void insert(MongoTemplate database, String collection, int many, IntFunction<Document> document) {
        for (int piece = 0; piece < many; piece += PIECE) {
            List<Document> documents = new ArrayList<>();
            for (int n = piece; n < Math.min(many, piece + PIECE); n++) {
                documents.add(document.apply(n));
            }
            database.getCollection(collection).insertMany(documents);
        }
    }

    private static Date ago(long minutes) {
        return Date.from(Instant.now().minus(Duration.ofMinutes(minutes)));
    }

    private static String uuid(int n) {
        return UUID.nameUUIDFromBytes(("crowd" + n).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
