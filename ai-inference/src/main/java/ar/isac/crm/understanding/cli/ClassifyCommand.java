package ar.isac.crm.understanding.cli;

import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/** A message a line in, its analysis as one JSON object a line out, each as soon as it is read. */
final class ClassifyCommand {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BufferedReader in;
    private final PrintStream out;

    ClassifyCommand(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    void run(Main.Options options) throws IOException {
        try (IntentModel model = Models.load(options)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                MessageAnalysis analysis = model.analyse(line);
                out.println(JSON.writeValueAsString(analysis));
                out.flush();
            }
        }
    }
}
