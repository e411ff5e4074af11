package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.training.Evaluation.Prediction;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelAccuracyTests {

    @Test
    void understandsPeopleItWasNotTrainedOnAndBeatsTheLinearModel() {
        Splits splits = Splits.read(Path.of("data"));
        LiblinearPeer peer = LiblinearPeer.train(splits.trainingAndValidation());
        try (DjlIntentModel model = DjlIntentModel.load()) {
            Figures figures = Figures.of(model, splits.test(), splits.measuredCatalogues());
            Evaluation linear = Evaluation.of(splits.test().stream()
                    .map(message -> new Prediction(message.primary(), peer.predict(message.text()), 1))
                    .toList());

            assertThat(figures.plain().accuracy()).isGreaterThan(0.895);
            assertThat(figures.plain().macroF1()).isGreaterThan(0.905);
            assertThat(figures.plain().accuracy()).isGreaterThan(linear.accuracy() + 0.03);
            assertThat(figures.greetingCost()).isLessThan(0.023);
            assertThat(figures.typoCost()).isLessThan(0.03);
            assertThat(figures.plain().accuracyAt80()).isGreaterThan(0.96);
            assertThat(figures.bothFound()).isGreaterThan(0.825);
            assertThat(figures.mentionF1()).isGreaterThan(0.77);
            assertThat(figures.productF1()).isGreaterThan(0.795);
            assertThat(figures.productF1WithTerms()).isGreaterThan(figures.productF1());
            assertThat(figures.withTerms().accuracy())
                    .isGreaterThan(figures.plain().accuracy());
            assertThat(figures.plain().ece()).isLessThan(0.025);
        }
    }
}
