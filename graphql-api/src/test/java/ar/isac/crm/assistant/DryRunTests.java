package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.assistant.DryRun.Exchange;
import ar.isac.crm.assistant.DryRun.Outcome;
import ar.isac.crm.assistant.DryRun.Replayed;
import ar.isac.crm.assistant.Transcript.Entry;
import ar.isac.crm.conversation.Escalation.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DryRunTests {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ScriptedModel MODEL = new ScriptedModel();

    private static AnsweringShop shop;

    @BeforeAll
    static void openShop() {
        shop = new AnsweringShop(MODEL);
        MODEL.reads("Hola", "GREETING");
        MODEL.reads("tenes iphone 15 pro?", "STOCK_QUERY product=iphone 15 pro");
        MODEL.reads("Quiero el 256gb en azul", "PURCHASE_REQUEST");
        MODEL.reads("Tengo un problema con mi compra anterior", "COMPLAINT");
        MODEL.reads("no prende\npantalla negra", "COMPLAINT");
    }

    @AfterAll
    static void closeShop() throws IOException {
        shop.close();
    }

    @BeforeEach
    void theModelWorks() {
        MODEL.recovers();
    }

    private static List<Exchange> talk() {
        return shop.dryRun().exchanges(Transcript.parse(TranscriptTests.chat("android-es")), "local");
    }

    @Test
    void aTalkIsCutIntoTurnsByPausesAndByWhatTheShopSaid() {
        assertThat(talk())
                .extracting(
                        exchange -> exchange.written().stream().map(Entry::text).toList())
                .containsExactly(
                        List.of("Hola", "tenes iphone 15 pro?"),
                        List.of("Quiero el 256gb en azul", ""),
                        List.of("Tengo un problema con mi compra anterior"),
                        List.of("no prende\npantalla negra"));
        assertThat(talk().getFirst().answered()).hasSize(1);
    }

    @Test
    void eachTurnIsAnsweredAsALiveOneWouldBeAndAfterAHandOverNoMore() {
        List<Replayed> turns = shop.dryRun().replay(talk(), 100, LONG);

        assertThat(turns)
                .extracting(Replayed::decision)
                .containsExactly(Outcome.ASK, Outcome.ASK, Outcome.HAND_OVER, Outcome.WITH_PERSON);
        assertThat(text(turns.getFirst())).contains("iPhone 15 Pro", "256GB");
        assertThat(text(turns.get(1))).contains("$1.500.000");
        assertThat(turns.get(1).replies().getFirst().evidence().products()).isNotEmpty();
        assertThat(turns.get(2).handOverReason()).isEqualTo(Reason.COMPLAINT);
    }

    @Test
    void aLimitLeavesTheRestOut() {
        assertThat(shop.dryRun().replay(talk(), 2, LONG)).hasSize(2);
        assertThat(shop.dryRun().replay(talk(), 100, Duration.ofNanos(-1))).isEmpty();
    }

    @Test
    void aBrokenModelIsShownAsTheHandOverThatItWouldBe() {
        MODEL.breaks();

        assertThat(shop.dryRun().replay(talk(), 1, LONG)).singleElement().satisfies(turn -> {
            assertThat(turn.decision()).isEqualTo(Outcome.HAND_OVER);
            assertThat(turn.handOverReason()).isEqualTo(Reason.ASSISTANT_FAILURE);
        });
    }

    private static String text(Replayed turn) {
        return turn.replies().getFirst().content().plainText();
    }
}
