package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ar.isac.crm.understanding.Intent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionsTests {

    @Test
    void aFifthIsHeldOutAndTheSameTextAlwaysStandsOnTheSameSide() {
        List<Correction> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(new Correction("pregunta " + i, List.of(Intent.PRICE_QUERY)));
        }

        Corrections few = Corrections.of(all.subList(0, 100));
        Corrections many = Corrections.of(all);

        assertThat(many.heldOut()).hasSizeBetween(70, 130).containsAll(few.heldOut());
        assertThat(many.toLearn()).containsAll(few.toLearn()).doesNotContainAnyElementsOf(many.heldOut());
    }

    @Test
    void theLastCorrectionOfATextCounts() {
        Corrections corrections = Corrections.of(List.of(
                new Correction("y el rojo?", List.of(Intent.PRICE_QUERY)),
                new Correction("y el rojo?", List.of(Intent.STOCK_QUERY))));

        List<Correction> all = new ArrayList<>(corrections.toLearn());
        all.addAll(corrections.heldOut());
        assertThat(all).containsExactly(new Correction("y el rojo?", List.of(Intent.STOCK_QUERY)));
    }

    @Test
    void linesBecomeCorrections(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("corrections.jsonl"), """
                {"text": "hola, me lo dejan en casa?", "intents": ["SHIPPING_QUERY", "GREETING"], "by": "ana"}

                """);

        Corrections corrections = Corrections.read(file);

        assertThat(corrections.toLearn().size() + corrections.heldOut().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": \"hola\"}",
                "{\"text\": \"hola\", \"intents\": []}",
                "{\"text\": \" \", \"intents\": [\"GREETING\"]}",
                "{\"text\": \"hola\", \"intents\": [\"HELLO\"]}",
                "{\"text\": \"hola\", "
            })
    void aLineThatIsNoCorrectionIsNamed(String line, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("corrections.jsonl"), "\n" + line + "\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corrections.read(file))
                .withMessageContaining("corrections.jsonl:2");
    }

    @Test
    void correctionsAreLearnedMoreThanOnceAndNeverComeNearAMeasuredMessage() {
        LabelledMessage measured = message("hola, cuánto sale el vestido floreado?", "p2");
        Splits splits = new Splits(
                List.of(message("tenés cargadores?", "p1")),
                List.of(),
                List.of(measured),
                Catalogues.NONE,
                Catalogues.NONE,
                0);

        Splits more = splits.withCorrections(List.of(
                new Correction("hola cuanto sale el vestido floreado", List.of(Intent.PRODUCT_QUERY)),
                new Correction("me lo mandan por moto?", List.of(Intent.SHIPPING_QUERY))));

        assertThat(more.training())
                .extracting(LabelledMessage::text)
                .contains("me lo mandan por moto?")
                .doesNotContain("hola cuanto sale el vestido floreado")
                .hasSizeGreaterThan(2);
        assertThat(more.test()).isEqualTo(splits.test());
    }

    private static LabelledMessage message(String text, String persona) {
        return new LabelledMessage(text, List.of(Intent.PRICE_QUERY), List.of(), Set.of(), persona, "shop", null, true);
    }
}
