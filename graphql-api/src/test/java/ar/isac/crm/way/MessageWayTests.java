package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.message.DeliveryStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageWayTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.2S"), ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @BeforeEach
    void platformTakesEverything() {
        platform.accepting();
    }

    @Test
    void aMessageIsStoredAndAnsweredThroughTheChannel() {
        Customer marta = crm.customer("5491155550001");

        assertThat(marta.writes("Hola, tenes iphone 15 pro?")).isEqualTo(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(thread("5491155550001"))
                        .extracting(
                                Message::direction, message -> message.content().plainText(), Message::status)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple(
                                        Direction.INBOUND, "Hola, tenes iphone 15 pro?", DeliveryStatus.RECEIVED),
                                org.assertj.core.groups.Tuple.tuple(Direction.OUTBOUND, "re 1", DeliveryStatus.SENT)));
        assertThat(platform.callsTo("5491155550001")).hasSize(1);
    }

    @Test
    void oneMessageDeliveredTwentyTimesFromFourThreadsIsStoredOnceAndAnsweredOnce() throws Exception {
        Customer marta = crm.customer("5491155550002");
        String body = marta.text("wamid.in." + UUID.randomUUID(), "Hola");

        List<Integer> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> deliveries = IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(n -> () -> marta.deliver(body))
                    .toList();
            answers = threads.invokeAll(deliveries).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers).containsOnly(200);
        await().atMost(SOON).until(() -> platform.callsTo("5491155550002").size() == 1);
        // Another customer's answer shows that everything before it has been dealt with.
        Customer other = crm.customer("5491155550003");
        other.writes("Hola");
        await().atMost(SOON).until(() -> platform.callsTo("5491155550003").size() == 1);
        assertThat(platform.callsTo("5491155550002")).hasSize(1);
        assertThat(thread("5491155550002")).hasSize(2);
    }

    @Test
    void aLongConversationIsStoredInItsOrderAndAnsweredInItsOrder() {
        Customer marta = crm.customer("5491155550004");

        IntStream.rangeClosed(1, 200)
                .forEach(n -> assertThat(marta.writes("mensaje " + n)).isEqualTo(200));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(thread("5491155550004"))
                        .filteredOn(message -> message.direction() == Direction.INBOUND)
                        .extracting(message -> message.content().plainText())
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, 200)
                                .mapToObj(n -> "mensaje " + n)
                                .toList()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> conversation("5491155550004").answeredSeq()
                        == conversation("5491155550004").pendingSeq());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> thread("5491155550004").stream()
                        .filter(message -> message.direction() == Direction.OUTBOUND)
                        .allMatch(message -> message.status() == DeliveryStatus.SENT));
        List<String> sent = platform.callsTo("5491155550004").stream()
                .map(Platform.Call::text)
                .toList();
        assertThat(sent)
                .containsExactlyElementsOf(thread("5491155550004").stream()
                        .filter(message -> message.direction() == Direction.OUTBOUND)
                        .map(message -> message.content().plainText())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aForgedOrTruncatedSignatureIsRefusedAndJunkIsABadRequest() {
        Customer marta = crm.customer("5491155550005");
        String body = marta.text("wamid.in.forged", "Hola");
        String right = Customer.signature(body);

        assertThat(marta.deliver(body, "sha256=" + "0".repeat(64))).isEqualTo(401);
        assertThat(marta.deliver(body, right.substring(0, 40))).isEqualTo(401);
        assertThat(marta.deliver(body, "")).isEqualTo(401);
        assertThat(marta.deliver(body + " ", right)).isEqualTo(401);
        assertThat(marta.deliver("not json")).isEqualTo(400);
        assertThat(marta.deliver("{}")).isEqualTo(400);
        assertThat(marta.deliver("[1,2")).isEqualTo(400);
        assertThat(crm.bean(Conversations.class).all())
                .noneMatch(conversation -> conversation.recipient().address().equals("5491155550005"));
    }

    @Test
    void statusesOnlyEverRise() {
        Customer marta = crm.customer("5491155550006");
        marta.writes("Hola");
        await().atMost(SOON)
                .until(() -> thread("5491155550006").size() == 2
                        && thread("5491155550006").getLast().status() == DeliveryStatus.SENT);
        String externalId = thread("5491155550006").getLast().externalId();

        marta.deliver(marta.status(String.valueOf(externalId), "read"));
        await().atMost(SOON).until(() -> thread("5491155550006").getLast().status() == DeliveryStatus.READ);
        marta.deliver(marta.status(String.valueOf(externalId), "delivered"));
        marta.deliver(marta.status(String.valueOf(externalId), "sent"));
        marta.writes("y?");

        await().atMost(SOON).until(() -> thread("5491155550006").size() == 4);
        assertThat(thread("5491155550006").get(1).status()).isEqualTo(DeliveryStatus.READ);
    }

    private static List<Message> thread(String waId) {
        return crm.thread(waId);
    }

    private static Conversation conversation(String waId) {
        return crm.conversation(waId).orElseThrow();
    }
}
