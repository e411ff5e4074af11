package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wanted;
import ar.isac.crm.assistant.DialogueState.Wish;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DialogueStateTests {

    @Test
    void everythingOfATalkIsStoredAndReadAgain() {
        DialogueState state = DialogueState.START
                .focusedOn("iPhone 15", Map.of("color", "Azul"), Wish.BUY, 2)
                .wanting(Cart.of("A", 2).with("B", 1))
                .proposing(Cart.of("A", 2))
                .asking(Kind.QUOTE, null)
                .heard("PURCHASE_REQUEST", Instant.parse("2026-11-18T18:00:00Z"));

        assertThat(DialogueState.parse(state.toJson())).isEqualTo(state);
    }

    @Test
    void whatATalkOfTheFirstFormWasAboutIsKept() {
        String first = """
                {"version":1,"family":"iPhone 15 Pro","chosen":{"capacidad":"256GB"},"wish":"PRICE",
                 "question":{"kind":"QUOTE","about":"IPH"},"offers":[],"quantity":3,"misunderstandings":0,
                 "attachments":0,"annoyances":0,"greetedAt":"2026-11-18T18:00:00Z"}""";

        DialogueState state = DialogueState.parse(first);

        assertThat(state.family()).isEqualTo("iPhone 15 Pro");
        assertThat(state.chosen()).containsEntry("capacidad", "256GB");
        assertThat(state.quantity()).isEqualTo(3);
        assertThat(state.greetedAt()).isEqualTo(Instant.parse("2026-11-18T18:00:00Z"));
        assertThat(state.question()).isNull();
    }

    @Test
    void whatWasStillToBeAskedForInTheSecondFormIsKept() {
        String second = DialogueState.START
                .focusedOn("iPhone 15", Map.of("color", "Azul"), Wish.BUY, 2)
                .asking(Kind.ATTRIBUTE, "capacidad")
                .toJson()
                .replace("\"version\":3", "\"version\":2")
                .replace("\"pending\":[]", "\"pending\":[\"Funda\"]")
                .replace(",\"together\":[]", "");

        DialogueState state = DialogueState.parse(second);

        assertThat(state.pending()).containsExactly(new Wanted("Funda", Map.of(), 1));
        assertThat(state.asks(Kind.ATTRIBUTE)).isTrue();
        assertThat(state.family()).isEqualTo("iPhone 15");
    }

    @Test
    void aTalkOfAnUnknownFormBeginsAnew() {
        assertThat(DialogueState.parse("{\"version\":99}")).isEqualTo(DialogueState.START);
        assertThat(DialogueState.parse("nothing of ours")).isEqualTo(DialogueState.START);
    }
}
