package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingDataTests {

    private static final Path DATA = Path.of("data");

    private static final Splits SPLITS = Splits.read(DATA);

    @Test
    void everyLineFollowsTheLabelGuide() {
        List<LabelledMessage> messages = MessageFiles.readAll(DATA);

        assertThat(messages).hasSizeGreaterThan(20_000);
        for (Intent intent : Intent.values()) {
            assertThat(messages.stream().filter(message -> message.primary() == intent))
                    .as(intent.name())
                    .hasSizeGreaterThan(300);
        }
        for (EntityType type : EntityType.values()) {
            assertThat(messages.stream()
                            .flatMap(message -> message.spans().stream())
                            .filter(span -> span.type() == type))
                    .as(type.name())
                    .hasSizeGreaterThan(100);
        }
    }

    @Test
    void everyPersonaIsDescribedAndEveryDescribedOneWrites() throws IOException {
        Set<String> writing = new HashSet<>();
        MessageFiles.readAll(DATA).forEach(message -> writing.add(message.persona()));
        Set<String> described = new HashSet<>();
        for (JsonNode persona :
                JsonMapper.builder().build().readTree(Files.readString(DATA.resolve("personas.json")))) {
            described.add(persona.path("id").asString());
        }

        assertThat(writing).isEqualTo(described).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void everyShopThatIsMeasuredHasACatalogue() {
        assertThat(Stream.concat(SPLITS.validation().stream(), SPLITS.test().stream()))
                .allSatisfy(message -> assertThat(
                                SPLITS.measuredCatalogues().of(message).isEmpty())
                        .isFalse());
    }

    @Test
    void synonymsInBracketsAreNamesOfTheirOwn() {
        assertThat(Catalogues.names("Maceta Barro N° 20 (tiesto, macetón)"))
                .containsExactly("Maceta Barro N° 20", "tiesto", "macetón");
        assertThat(Catalogues.names("Helecho")).containsExactly("Helecho");
    }

    @Test
    void nobodyStandsOnBothSidesOfTheSplit() {
        Set<String> training = personas(SPLITS.training());
        Set<String> validation = personas(SPLITS.validation());
        Set<String> test = personas(SPLITS.test());

        assertThat(training).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(test);
        assertThat(validation).doesNotContainAnyElementsOf(test);
        // Later personas are for training alone, so that figures stay comparable.
        assertThat(SPLITS.test()).hasSizeGreaterThanOrEqualTo(4_000);
        assertThat(SPLITS.validation()).hasSizeGreaterThanOrEqualTo(2_000);
    }

    @Test
    void noFamilyStandsOnBothSidesOfTheSplit() {
        Set<@Nullable String> measured = new HashSet<>();
        SPLITS.validation().forEach(message -> measured.add(message.family()));
        SPLITS.test().forEach(message -> measured.add(message.family()));

        assertThat(SPLITS.training())
                .filteredOn(message -> message.family() != null)
                .noneMatch(message -> measured.contains(message.family()));
    }

    @Test
    void noMeasuredMessageIsNearlyRepeatedInTraining() {
        NearDuplicates measured = new NearDuplicates(Splits.NEAR);
        SPLITS.validation().forEach(message -> measured.add(message.text()));
        SPLITS.test().forEach(message -> measured.add(message.text()));

        assertThat(repeating(measured, SPLITS.training())).isEmpty();
    }

    @Test
    void whatTheServedWeightsAreTrainedOnIsApartFromTheTest() {
        NearDuplicates measured = new NearDuplicates(Splits.NEAR);
        SPLITS.test().forEach(message -> measured.add(message.text()));

        assertThat(SPLITS.trainingAndValidation())
                .hasSizeGreaterThan(SPLITS.training().size());
        assertThat(repeating(measured, SPLITS.trainingAndValidation())).isEmpty();
        assertThat(personas(SPLITS.trainingAndValidation())).doesNotContainAnyElementsOf(personas(SPLITS.test()));
    }

    private static Stream<LabelledMessage> repeating(NearDuplicates measured, List<LabelledMessage> messages) {
        return messages.parallelStream()
                .filter(message -> message.text().length() > Splits.COMMON_LENGTH)
                .filter(message -> measured.hasNear(message.text()));
    }

    @Test
    void nearMeansTheSameWordsAndNotTheSameTopic() {
        NearDuplicates known = new NearDuplicates(Splits.NEAR);
        known.add("hola, cuánto sale el vestido floreado?");

        assertThat(known.hasNear("HOLA cuanto sale el vestido floreado")).isTrue();
        assertThat(known.hasNear("hola, hacen envíos a Rosario?")).isFalse();
    }

    @Test
    void marksBecomeOffsets() {
        LabelledMessage message = MessageFiles.parse("""
                {"text": "dame {qty:dos} {product:cocas} de {attr:1,5}", "intents": ["PURCHASE_REQUEST"],
                 "persona": "p", "shop": "kiosco", "family": null, "flags": ["urgent"]}""");

        assertThat(message.text()).isEqualTo("dame dos cocas de 1,5");
        assertThat(message.spans())
                .extracting(span -> message.text().substring(span.start(), span.end()))
                .containsExactly("dos", "cocas", "1,5");
        assertThat(message.flags()).containsExactly(LabelledMessage.Flag.URGENT);
    }

    @Test
    void aBrokenLineIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), """
                {"text": "hola", "intents": ["GREETING"], "persona": "p", "shop": "s", "family": null, "flags": []}
                {"text": "hola", "intents": ["HELLO"], "persona": "p", "shop": "s", "family": null, "flags": []}
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageFiles.read(file))
                .withMessageContaining("p.jsonl:2")
                .withMessageContaining("HELLO");
    }

    private static Set<String> personas(List<LabelledMessage> messages) {
        Set<String> personas = new HashSet<>();
        messages.forEach(message -> personas.add(message.persona()));
        return personas;
    }
}
