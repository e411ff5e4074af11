package ar.isac.crm.understanding.cli;

import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.ModelMetadata;
import ar.isac.crm.understanding.training.Corrections;
import ar.isac.crm.understanding.training.Figures;
import ar.isac.crm.understanding.training.ModelTraining;
import ar.isac.crm.understanding.training.Splits;
import ar.isac.crm.understanding.training.TrainingSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains from the repository's data and says how the result fares on people it never saw. */
final class TrainCommand {

    /** A network takes a core and a part of another. */
    private static final int PROCESSES = 2;

    /** Of processes, rounds or networks: more is a slip of the finger. */
    private static final int MOST = 1_000;

    private final PrintStream out;

    TrainCommand(PrintStream out) {
        this.out = out;
    }

    void run(Main.Options options) {
        TrainingSettings settings = settings(options);
        int processes = options.countOf("--processes", PROCESSES, MOST);
        Path folder = options.moduleFolder("--out", "src/main/resources/model");
        Splits splits = splitsWithCorrections(options);
        print("training %d, validation %d, test %d messages; %d near repetitions left out"
                .formatted(
                        splits.training().size(),
                        splits.validation().size(),
                        splits.test().size(),
                        splits.dropped()));
        long began = System.nanoTime();
        ModelMetadata metadata = new ModelTraining(settings, this::print)
                .run(splits, new NetworkProcesses(options, processes, this::print), folder);
        print("trained %s in %d s".formatted(metadata.version(), (System.nanoTime() - began) / 1_000_000_000));
        try (DjlIntentModel model = DjlIntentModel.load(folder)) {
            Figures.of(model, splits.test(), splits.measuredCatalogues())
                    .lines()
                    .forEach(this::print);
        }
    }

    /** The data of the named folder, of the source tree that the call is made in, or those packed into the jar. */
    static Splits splits(Main.Options options) {
        Path data = options.moduleFolder("--data", "data");
        if (Files.isDirectory(data.resolve("messages"))) {
            return Splits.read(data);
        }
        if (options.has("--data")) {
            throw new IllegalArgumentException(data + " holds no messages");
        }
        return Splits.packed();
    }

    /** The same with the corrections of the call to learn from, where it names some. */
    static Splits splitsWithCorrections(Main.Options options) {
        Splits splits = splits(options);
        return options.has("--corrections")
                ? splits.withCorrections(Corrections.read(Path.of(options.required("--corrections")))
                        .toLearn())
                : splits;
    }

    static TrainingSettings settings(Main.Options options) {
        TrainingSettings standard = TrainingSettings.standard();
        return standard.with(
                options.numberOf("--seed", standard.seed()),
                options.countOf("--epochs", standard.epochs(), MOST),
                options.countOf("--members", standard.members(), MOST));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
