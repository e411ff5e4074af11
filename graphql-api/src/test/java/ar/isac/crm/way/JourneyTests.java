package ar.isac.crm.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.conversation.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The talks that must work exactly so, with the real model, the demo shop and nothing scripted. */
class JourneyTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration WINDOW = Duration.ofMillis(500);

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", WINDOW.toString()));
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void aCustomerAsksChoosesAndIsQuoted() {
        Customer marta = crm.customer("5491155610001");

        assertThat(answer(marta, "Hola, tenes iphone 15 pro?"))
                .contains("iPhone 15 Pro", "128GB", "256GB", "512GB", "Azul");
        assertThat(answer(marta, "Quiero el 256gb en azul"))
                .isEqualTo(
                        "iPhone 15 Pro 256GB Azul está disponible. Precio: $1.500.000 ARS. ¿Querés que te prepare la cotización? También podés retirar en tienda o hacemos envío.");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(platform.callsTo("5491155610001"))
                        .anySatisfy(
                                call -> assertThat(call.body().at("/image/link").asString())
                                        .startsWith(crm.url() + "/m/")));
        marta.writes("sí");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(platform.callsTo("5491155610001"))
                        .extracting(call -> String.valueOf(call.text()))
                        .anyMatch(text -> text.startsWith("Cotización C-")
                                && text.contains("iPhone 15 Pro 256GB Azul. Total: $1.500.000 ARS.")));
        assertThat(conversation(marta).control()).isEqualTo(Control.ASSISTANT);
    }

    @Test
    void aProblemWithAPurchaseGoesToAPersonWithPriorityAndTheAssistantStaysOut() {
        Customer marta = crm.customer("5491155610002");

        assertThat(answer(marta, "Tengo un problema con mi compra anterior")).contains("asesor");

        assertThat(conversation(marta).control()).isEqualTo(Control.WAITING);
        assertThat(conversation(marta).priority()).isIn(Priority.HIGH, Priority.URGENT);
        assertThat(escalation(marta).reason()).isEqualTo(Escalation.Reason.COMPLAINT);
        marta.writes("hola?? hay alguien?");
        answer(crm.customer("5491155610003"), "Hola");
        assertThat(platform.callsTo("5491155610002")).hasSize(1);
    }

    @Test
    void aBurstIsAnsweredOnce() {
        Customer marta = crm.customer("5491155610004");

        marta.writes("hola");
        marta.writes("una consulta");
        marta.writes("cuanto sale el iphone 15 pro 256gb azul?");

        await().atMost(SOON).until(() -> !platform.callsTo("5491155610004").isEmpty());
        answer(crm.customer("5491155610005"), "Hola");
        assertThat(platform.callsTo("5491155610004"))
                .extracting(Platform.Call::text)
                .filteredOn(text -> !text.isEmpty())
                .singleElement()
                .asString()
                .contains("$1.500.000");
    }

    @Test
    void theFirstAnswerLeavesInTime() {
        IntStream.range(0, 10).forEach(n -> answerTime("54911556200%02d".formatted(n)));

        List<Duration> times = IntStream.range(0, 11)
                .mapToObj(n -> answerTime("54911556300%02d".formatted(n)))
                .sorted()
                .toList();

        assertThat(times.getLast()).isLessThan(Duration.ofSeconds(3));
        assertThat(times.get(5).minus(WINDOW))
                .as("median beyond the burst window, of %s", times)
                .isLessThan(Duration.ofMillis(300));
    }

    private static Duration answerTime(String waId) {
        Instant start = Instant.now();
        answer(crm.customer(waId), "Hola, tenes iphone 15 pro?");
        return Duration.between(start, platform.callsTo(waId).getFirst().at());
    }

    /** What the customer reads next. */
    private static String answer(Customer customer, String text) {
        int before = platform.callsTo(customer.waId()).size();
        assertThat(customer.writes(text)).isEqualTo(200);
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> platform.callsTo(customer.waId()).size() > before);
        return platform.callsTo(customer.waId()).get(before).text();
    }

    private static Conversation conversation(Customer customer) {
        return crm.conversation(customer.waId()).orElseThrow();
    }

    private static Escalation escalation(Customer customer) {
        return Objects.requireNonNull(conversation(customer).escalation());
    }
}
