package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import ar.isac.crm.understanding.training.ModelGates.Check;
import ar.isac.crm.understanding.training.ModelGates.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelGatesTests {

    private final List<LabelledMessage> test = MessageFiles.read(Path.of("data/messages/p07-chelo.jsonl"));
    private final Splits splits = new Splits(List.of(), List.of(), test, Catalogues.NONE, Catalogues.NONE, 0);
    private final Correction correction = new Correction("me lo alcanzás?", List.of(Intent.SHIPPING_QUERY));

    @Test
    void aModelThatIsAsGoodMayTakeThePlaceOfTheOneInUse() {
        Verdict verdict =
                ModelGates.compare(new Recalling("old", 1), new Recalling("new", 1), splits, List.of(correction));

        assertThat(verdict.isPublishable()).isTrue();
        assertThat(verdict.current()).isEqualTo("old");
        assertThat(verdict.candidate()).isEqualTo("new");
    }

    @Test
    void aModelThatForgotOldMessagesMayNot() {
        Verdict verdict = ModelGates.compare(new Recalling("old", 1), new Recalling("new", 10), splits, List.of());

        assertThat(verdict.isPublishable()).isFalse();
        assertThat(verdict.checks())
                .filteredOn(check -> !check.holds())
                .extracting(Check::name)
                .contains("accuracy");
    }

    @Test
    void aModelThatIsWorseOnCorrectionsMayNot() {
        Recalling taught = new Recalling("old", 1);
        taught.answers.put(correction.text(), correction.primary());

        Verdict verdict = ModelGates.compare(taught, new Recalling("new", 1), splits, List.of(correction));

        assertThat(verdict.checks())
                .filteredOn(check -> !check.holds())
                .extracting(Check::name)
                .containsExactly("heldOutCorrections");
        assertThat(ModelGates.compare(new Recalling("new", 1), taught, splits, List.of(correction))
                        .isPublishable())
                .isTrue();
    }

    /** Knows the answers by heart, but for one message in some. */
    private final class Recalling implements IntentModel {

        private final String version;
        private final Map<String, Intent> answers = new HashMap<>();

        Recalling(String version, int forgetsOneIn) {
            this.version = version;
            for (int i = 0; i < test.size(); i++) {
                if (forgetsOneIn == 1 || i % forgetsOneIn != 0) {
                    answers.put(test.get(i).text(), test.get(i).primary());
                }
            }
        }

        @Override
        public MessageAnalysis analyse(String text) {
            ScoredIntent said = new ScoredIntent(answers.getOrDefault(text, Intent.OTHER), 0.9);
            return new MessageAnalysis(List.of(said), said, List.of(), 0, 0, false, version);
        }

        @Override
        public List<MessageAnalysis> analyse(List<String> texts) {
            return texts.stream().map(this::analyse).toList();
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
