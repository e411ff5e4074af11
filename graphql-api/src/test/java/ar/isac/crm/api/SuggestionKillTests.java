package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.payment.Insistence;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ProductProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The product is killed while the assistant suggests answers and advisors send them, and started again on the same data.
 * Customers write again what was not taken, as their platform does; advisors press again what was not answered.
 */
class SuggestionKillTests {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int CUSTOMERS = 10;
    private static final List<String> QUESTIONS = List.of("hacen envios?", "aceptan tarjeta?", "tiene garantia?");

    /** So many answers are out when the process dies, and others are being made and sent. */
    private static final int BEFORE_THE_KILL = 7;

    private final Platform platform = new Platform();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void aKillNeitherLosesNorDoublesASuggestionAndNothingIsSentTwice() throws Exception {
        Path data = Files.createTempDirectory("crm-suggestion-kill");
        int port = ProductProcess.freePort();
        Map<String, String> settings = Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S");
        ProductProcess product = ProductProcess.start(data, port, platform, settings);
        Insistence shop = new Insistence(port);
        Insistence.on(() -> shop.ask(("mutation { setAssistantMode(input: {accountId: \"%s\", mode: SUGGEST}) {"
                                + " account { assistantMode } } }")
                        .formatted(account()))
                .at("/setAssistantMode/account/assistantMode")
                .asString()
                .equals("SUGGEST"));
        List<Thread> talks = IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> Thread.ofVirtual().start(() -> talk(shop, waId(n))))
                .toList();

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> platform.calls().size() >= BEFORE_THE_KILL);
        product.kill();

        assertThat(platform.calls()).hasSizeLessThan(CUSTOMERS * QUESTIONS.size());
        try (Crm survivor = Crm.startOn(
                data,
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S", "SERVER_PORT", Integer.toString(port)))) {
            for (Thread talk : talks) {
                assertThat(talk.join(PATIENCE)).as("a talk comes to its end").isTrue();
            }
            assertThat(failures).isEmpty();
            IntStream.range(0, CUSTOMERS).forEach(n -> assertThatEverythingWasSaidOnce(survivor, waId(n)));
            assertThat(seen).as("suggestions, one for each question").hasSize(CUSTOMERS * QUESTIONS.size());
        }
        assertThat(platform.calls()).extracting(Platform.Call::attempt).doesNotHaveDuplicates();
    }

    private static String waId(int n) {
        return "54911556500%02d".formatted(n);
    }

    private static String account() {
        return GlobalId.of("ChannelAccount", new AccountRef(ChannelType.WHATSAPP, Customer.PHONE_NUMBER_ID).id());
    }

    /** A customer asks, an advisor sends what is suggested, and the next question comes. */
    private void talk(Insistence shop, String waId) {
        try {
            Customer customer = new Customer(shop.url(), waId, "Cliente");
            for (int n = 0; n < QUESTIONS.size(); n++) {
                String body = customer.text("wamid.ask." + waId + "." + n, QUESTIONS.get(n));
                Insistence.on(() -> customer.deliver(body) == 200);
                int asked = n;
                Insistence.on(() -> isSent(shop, waId, asked));
            }
        } catch (RuntimeException | Error failure) {
            failures.add(failure);
        }
    }

    /** Sends what is suggested; true once it is said. */
    private boolean isSent(Insistence shop, String waId, int asked) throws IOException {
        String id = shop.conversations().get(waId);
        if (id == null) {
            return false;
        }
        JsonNode conversation = shop.ask(
                        "{ conversation(id: \"%s\") { suggestion { id upTo } awaitsAnswer } }".formatted(id))
                .path("conversation");
        String suggestion = conversation.at("/suggestion/id").asString("");
        if (suggestion.isEmpty()) {
            return answers(shop, id) > asked;
        }
        seen.add(suggestion);
        shop.ask(("mutation { sendSuggestion(input: {conversationId: \"%s\", suggestionId: \"%s\","
                        + " idempotencyKey: \"%s\"}) { userErrors { code } } }")
                .formatted(id, suggestion, suggestion));
        return answers(shop, id) > asked;
    }

    private static long answers(Insistence shop, String id) throws IOException {
        return shop.ask("{ conversation(id: \"%s\") { messages(last: 20) { nodes { author } } } }".formatted(id))
                .at("/conversation/messages/nodes")
                .valueStream()
                .filter(message -> "ASSISTANT".equals(message.path("author").asString()))
                .count();
    }

    private void assertThatEverythingWasSaidOnce(Crm crm, String waId) {
        Conversation conversation = crm.conversation(waId).orElseThrow();
        assertThat(conversation.suggestion())
                .as("nothing is left to be sent to %s", waId)
                .isNull();
        List<Message> thread = crm.thread(waId);
        assertThat(thread)
                .as("what %s wrote", waId)
                .filteredOn(message -> message.direction() == Direction.INBOUND)
                .extracting(message -> message.content().plainText())
                .containsExactlyElementsOf(QUESTIONS);
        List<Message> answers = new ArrayList<>(thread.stream()
                .filter(message -> message.author() == Author.ASSISTANT)
                .toList());
        assertThat(answers)
                .as("what %s was answered", waId)
                .hasSize(QUESTIONS.size())
                .extracting(message -> message.content().plainText())
                .doesNotHaveDuplicates();
        await().atMost(PATIENCE)
                .untilAsserted(() -> answers.forEach(answer -> {
                    long calls = platform.callsTo(waId).stream()
                            .filter(call -> call.text().equals(answer.content().plainText()))
                            .count();
                    // What was on its way when the process died is called at most once, and then known not to be known.
                    boolean isInDoubt = crm.thread(waId).stream()
                            .filter(now -> now.id().equals(answer.id()))
                            .anyMatch(now ->
                                    now.status() == DeliveryStatus.QUEUED || now.status() == DeliveryStatus.UNKNOWN);
                    assertThat(calls).as("calls for %s", answer.id()).isBetween(isInDoubt ? 0L : 1L, 1L);
                }));
    }
}
