package ar.isac.crm.understanding.cli;

import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.ModelMetadata;
import ar.isac.crm.understanding.training.ModelTraining;
import ar.isac.crm.understanding.training.Report;
import ar.isac.crm.understanding.training.Splits;
import ar.isac.crm.understanding.training.TrainingSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains from the repository's data and says how the result fares on people it never saw. */
final class TrainCommand {

    private final PrintStream out;

    TrainCommand(PrintStream out) {
        this.out = out;
    }

    void run(Main.Options options) {
        Path data = options.moduleFolder("--data", "data");
        Path folder = options.moduleFolder("--out", "src/main/resources/model");
        if (!Files.isDirectory(data.resolve("messages"))) {
            throw new IllegalArgumentException(
                    data + " holds no messages: call from the repository's root, or name the folder with --data");
        }
        TrainingSettings standard = TrainingSettings.standard();
        TrainingSettings settings = standard.with(
                options.numberOf("--seed", standard.seed()),
                (int) options.numberOf("--epochs", standard.epochs()),
                (int) options.numberOf("--members", standard.members()));

        Splits splits = Splits.read(data);
        print("training %d, validation %d, test %d messages; %d near repetitions left out"
                .formatted(
                        splits.training().size(),
                        splits.validation().size(),
                        splits.test().size(),
                        splits.dropped()));
        long began = System.nanoTime();
        ModelMetadata metadata = new ModelTraining(settings, this::print).run(splits, folder);
        print("trained %s in %d s".formatted(metadata.version(), (System.nanoTime() - began) / 1_000_000_000));
        try (DjlIntentModel model = DjlIntentModel.load(folder)) {
            Report.of(model, splits).lines().forEach(this::print);
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
