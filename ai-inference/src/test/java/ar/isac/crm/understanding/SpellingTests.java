package ar.isac.crm.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTests {

    private final Spelling spelling = Spelling.of(Collections.nCopies(3, "quiero la garantía del cargador por mayor"));

    @ParameterizedTest
    @ValueSource(strings = {"caragdor", "cargadr", "cargadoor", "cargadir", "argador"})
    void aSlipOfTheThumbIsTheWordThatWasMeant(String slip) {
        assertThat(spelling.meant(slip)).isEqualTo("cargador");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cargador", "del", "xyz", "heladera", "crgadr", ""})
    void knownShortAndFarWordsAreLeftAlone(String word) {
        assertThat(spelling.meant(word)).isNull();
    }

    @Test
    void ofTwoWordsTheOneThatPeopleWriteMoreOftenWasMeant() {
        Spelling both = Spelling.of(List.of("precio precio precio precio", "premio premio premio"));

        assertThat(both.meant("prexio")).isEqualTo("precio");
        assertThat(both.meant("prefio")).isEqualTo("precio");
    }

    @Test
    void aWordWrittenOnceMayBeASlipAndIsNotWhatWasMeant() {
        Spelling rare = Spelling.of(List.of("cargador"));

        assertThat(rare.meant("cargadir")).isNull();
    }

    @Test
    void wordsOfDailyUseAreMoreCommonThanNamesOfThings() {
        List<String> texts = new ArrayList<>(Collections.nCopies(500, "hola"));
        texts.addAll(Collections.nCopies(50, "garantía"));
        texts.addAll(List.of("tornillo", "tornillo", "tornillo", "sahumerio"));
        Spelling words = Spelling.of(texts);

        assertThat(List.of("sahumerio", "tornillo", "garantia", "hola"))
                .extracting(words::commonness)
                .containsExactly(0, 1, 3, 4);
    }

    @Test
    void whatIsStoredIsReadAgain() throws IOException {
        String stored = String.join("\n", spelling.lines()) + "\n";

        Spelling again = Spelling.read(new ByteArrayInputStream(stored.getBytes(StandardCharsets.UTF_8)));

        assertThat(again.lines()).isEqualTo(spelling.lines());
        assertThat(again.meant("garantai")).isEqualTo("garantia");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cargador", "cargador x", " 3"})
    void aDamagedVocabularyIsAnError(String line) {
        assertThatIOException()
                .isThrownBy(() -> Spelling.read(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8))));
    }
}
