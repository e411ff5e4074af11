package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * The product is killed at random moments while customers write, and started again on the same data. The customers behave as
 * Meta does: what is not answered 200 is delivered again. The platform outlives every kill.
 */
class KillTests {

    private static final int KILLS = 5;
    private static final int CUSTOMERS = 12;
    private static final Duration START = ProductProcess.START;

    /** The moments of the kills differ from run to run; a failing run is told its seed. */
    private final long seed = Long.getLong("kill.seed", System.nanoTime());

    private final Platform platform = new Platform();
    private final Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();

    @Test
    void nothingAnsweredWith200IsLostDoubledOrOutOfOrderAndNoAttemptIsCalledTwice() throws Exception {
        Path data = Files.createTempDirectory("crm-kill");
        int port = ProductProcess.freePort();
        Random moments = new Random(seed);
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> writers = startWriting(port, isOver);

        for (int kill = 0; kill < KILLS; kill++) {
            ProductProcess.start(data, port, platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.3S"))
                    .killAfter(500 + moments.nextInt(4_000));
        }
        isOver.set(true);
        try (Crm survivor = Crm.startOn(data, platform, Map.of("SERVER_PORT", Integer.toString(port)))) {
            for (Thread writer : writers) {
                assertThat(writer.join(START)).isTrue();
            }
            assertThat(acknowledged.values().stream().mapToInt(List::size).sum())
                    .as("customers got through (seed %d)", seed)
                    .isGreaterThan(50);
            await().atMost(START).untilAsserted(() -> assertThatEverythingIsThereOnceAndInOrder(survivor));
            await().atMost(START)
                    .until(() ->
                            survivor.bean(Conversations.class).all().stream().noneMatch(Conversation::awaitsAssistant));
            assertThatEverythingIsThereOnceAndInOrder(survivor);
        }
        assertThatNoAttemptWasCalledTwice();
        platform.close();
    }

    private List<Thread> startWriting(int port, AtomicBoolean isOver) {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(n -> Thread.ofVirtual().start(() -> write(port, "54911555900%02d".formatted(n), isOver)))
                .toList();
    }

    private void write(int port, String waId, AtomicBoolean isOver) {
        Customer customer = new Customer("http://localhost:" + port, waId, "Cliente");
        List<String> through = acknowledged.computeIfAbsent(waId, any -> new ArrayList<>());
        for (int n = 1; !isOver.get(); n++) {
            String text = "mensaje " + n;
            String body = customer.text("wamid.in." + waId + "." + n, text);
            // Meta delivers again what is not answered 200; so does this, until the product is back.
            await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> customer.deliver(body) == 200);
            through.add(text);
        }
    }

    private void assertThatNoAttemptWasCalledTwice() {
        assertThat(platform.calls())
                .as("calls to the platform (seed %d)", seed)
                .isNotEmpty()
                .extracting(Platform.Call::attempt)
                .doesNotHaveDuplicates();
        assertThat(platform.calls())
                .as("messages sent, each by one attempt, since the platform took every one (seed %d)", seed)
                .extracting(call -> call.attempt().replaceFirst("#.*", ""))
                .doesNotHaveDuplicates();
    }

    private void assertThatEverythingIsThereOnceAndInOrder(Crm crm) {
        Messages messages = crm.bean(Messages.class);
        Map<String, Conversation> byCustomer = crm.bean(Conversations.class).all().stream()
                .collect(Collectors.toMap(
                        conversation -> conversation.recipient().address(), conversation -> conversation));
        acknowledged.forEach((waId, texts) -> {
            assertThat(byCustomer).containsKey(waId);
            Conversation conversation = Objects.requireNonNull(byCustomer.get(waId));
            List<Message> thread = messages.range(conversation.id(), 1, conversation.lastSeq());
            assertThat(thread)
                    .extracting(Message::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, thread.size()).boxed().toList());
            assertThat(thread)
                    .filteredOn(message -> message.direction() == Direction.INBOUND)
                    .extracting(message -> message.content().plainText())
                    .as("what %s wrote (seed %d)", waId, seed)
                    .containsExactlyElementsOf(texts);
            thread.forEach(message -> assertThatIndexesKnow(crm, message));
            assertThatAnswersLeftInOrder(waId, thread);
        });
    }

    private static void assertThatIndexesKnow(Crm crm, Message message) {
        Query byKey = Query.query(Criteria.where("key").is(message.key()));
        assertThat(crm.bean(MongoTemplate.class).find(byKey, Message.class)).containsExactly(message);
        assertThat(crm.bean(Messages.class).find(message.id())).contains(message);
    }

    private void assertThatAnswersLeftInOrder(String waId, List<Message> thread) {
        List<String> places = thread.stream()
                .filter(message -> message.direction() == Direction.OUTBOUND)
                .map(Message::id)
                .toList();
        List<String> sent = platform.callsTo(waId).stream()
                .map(call -> call.attempt().replaceFirst("#.*", ""))
                .toList();
        assertThat(sent).isSorted();
        assertThat(places).containsAll(sent);
    }
}
