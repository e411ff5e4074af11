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

            assertThat(report.plain().accuracy()).isGreaterThan(0.84);
            assertThat(report.plain().macroF1()).isGreaterThan(0.855);
            assertThat(report.plain().accuracy())
                    .isGreaterThan(report.baseline().accuracy() + 0.05);
            assertThat(report.greeted().accuracy()).isGreaterThan(0.815);
            assertThat(report.typos().accuracy()).isGreaterThan(0.79);
            assertThat(report.plain().accuracyAt80()).isGreaterThan(0.915);
            assertThat(report.bothFound()).isGreaterThan(0.71);
            assertThat(report.spanF1()).isGreaterThan(0.665);
            assertThat(report.plain().ece()).isLessThan(0.035);
        }
    }
}
