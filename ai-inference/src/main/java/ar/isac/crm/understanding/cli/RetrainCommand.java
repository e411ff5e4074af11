package ar.isac.crm.understanding.cli;

import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.training.Corrections;
import ar.isac.crm.understanding.training.ModelGates;
import ar.isac.crm.understanding.training.ModelGates.Verdict;
import ar.isac.crm.understanding.training.ModelTraining;
import ar.isac.crm.understanding.training.Splits;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Trains a candidate that has learned from a shop's corrections, and says whether it may replace the model in use. */
final class RetrainCommand {

    /** Trained, but not to be used. */
    static final int REFUSED = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;

    RetrainCommand(PrintStream out) {
        this.out = out;
    }

    /** Returns the exit status. */
    int run(Main.Options options) {
        Path folder = Path.of(options.required("--out"));
        Corrections corrections = Corrections.read(Path.of(options.required("--corrections")));
        Splits splits = TrainCommand.splits(options);
        new ModelTraining(TrainCommand.settings(options), this::print)
                .run(splits.withCorrections(corrections.toLearn()), folder);
        try (DjlIntentModel current = current(options);
                DjlIntentModel candidate = DjlIntentModel.load(folder)) {
            Verdict verdict = ModelGates.compare(current, candidate, splits, corrections.heldOut());
            print(JSON.writeValueAsString(told(
                    verdict,
                    corrections.toLearn().size() + corrections.heldOut().size())));
            return verdict.isPublishable() ? 0 : REFUSED;
        }
    }

    /** The model in use; one of an older format is not: then the one that the program comes with serves. */
    private DjlIntentModel current(Main.Options options) {
        if (options.has("--current")) {
            try {
                return DjlIntentModel.load(Path.of(options.required("--current")));
            } catch (IllegalStateException unusable) {
                print("the current model cannot be loaded; compared with the one that comes with the program");
            }
        }
        return DjlIntentModel.load();
    }

    private static Map<String, Object> told(Verdict verdict, int corrections) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("publishable", verdict.isPublishable());
        told.put("current", verdict.current());
        told.put("candidate", verdict.candidate());
        told.put("corrections", corrections);
        told.put("heldOut", verdict.heldOut());
        told.put("checks", verdict.checks());
        return told;
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
