package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.understanding.DjlIntentModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelAccuracyTests {

    @Test
    void understandsPeopleItWasNotTrainedOnAndBeatsTheLinearModel() {
        try (DjlIntentModel model = DjlIntentModel.load()) {
            Report report = Report.of(model, Splits.read(Path.of("data")));

            assertThat(report.plain().accuracy()).isGreaterThan(0.81);
            assertThat(report.plain().macroF1()).isGreaterThan(0.80);
            assertThat(report.plain().accuracy())
                    .isGreaterThan(report.baseline().accuracy() + 0.03);
            assertThat(report.greeted().accuracy()).isGreaterThan(0.78);
            assertThat(report.typos().accuracy()).isGreaterThan(0.755);
            assertThat(report.plain().accuracyAt80()).isGreaterThan(0.89);
            assertThat(report.bothFound()).isGreaterThan(0.65);
            assertThat(report.spanF1()).isGreaterThan(0.60);
            assertThat(report.plain().ece()).isLessThan(0.04);
        }
    }
}
