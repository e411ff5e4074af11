package ar.isac.crm.understanding.cli;

import ar.isac.crm.understanding.DjlIntentModel;
import java.nio.file.Path;

/** Which model a command speaks of. */
final class Models {

    private Models() {}

    static DjlIntentModel load(Main.Options options) {
        return options.has("--model")
                ? DjlIntentModel.load(Path.of(options.valueOf("--model", "")))
                : DjlIntentModel.load();
    }
}
