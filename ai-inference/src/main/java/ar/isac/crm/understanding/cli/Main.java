package ar.isac.crm.understanding.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of the model. Exits with 0, 1 for bad input, 2 for a wrong call, 3 for a refused model. */
public final class Main {

    private static final String USAGE = """
            usage:
              evaluate FILE [--json] [--model FOLDER]   figures on JSON lines {"text": "...", "label": "PRICE_QUERY"}
              classify [--model FOLDER]                 a message a line in, a JSON object a line out
              train [--data FOLDER] [--out FOLDER] [--corrections FILE] [--seed N] [--epochs N] [--members N]
                    [--processes N]                     trains anew, by default into this source tree, with a process
                                                        for each network and N of them (2) beside each other
              retrain --corrections FILE --out FOLDER [--current FOLDER] [--data FOLDER] [--seed N] [--epochs N]
                      [--members N]                     trains with a shop's corrections and says whether the result
                                                        may replace the current model (exit status 0) or not (3);
                                                        corrections are JSON lines {"text": "...", "intents": ["..."]}""";

    private Main() {}

    /** See the usage. */
    public static void main(String[] arguments) {
        // DJL logs through SLF4J; without a provider its notice would be the first thing a user reads.
        setUnlessGiven("slf4j.internal.verbosity", "ERROR");
        String dataFolder = System.getenv("CRM_DATA_DIR");
        if (dataFolder != null && System.getenv("DJL_CACHE_DIR") == null) {
            setUnlessGiven("DJL_CACHE_DIR", Path.of(dataFolder, "djl").toString());
        }
        PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), false, StandardCharsets.UTF_8);
        int status = run(
                List.of(arguments),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                out,
                System.err);
        out.flush();
        System.exit(status);
    }

    /** Runs one command and returns its exit status. */
    static int run(List<String> arguments, BufferedReader in, PrintStream out, PrintStream err) {
        try {
            Options options = Options.of(arguments);
            switch (options.command()) {
                case "evaluate" -> new EvaluateCommand(out).run(options);
                case "classify" -> new ClassifyCommand(in, out).run(options);
                case "train" -> new TrainCommand(out).run(options);
                case "retrain" -> {
                    return new RetrainCommand(out).run(options);
                }
                case NetworkProcesses.COMMAND -> NetworkProcesses.trainOne(options, out);
                default -> throw new UsageException("unknown command " + options.command());
            }
            return 0;
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println(USAGE);
            return 2;
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException | IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A call that no command understands. */
    static final class UsageException extends RuntimeException {
        UsageException(String message) {
            super(message);
        }
    }

    /** The words of a call: the command, what it works on, and {@code --name value} pairs. */
    record Options(String command, List<String> operands, List<String> names, List<String> values) {

        private static final List<String> SWITCHES = List.of("--json");

        private static final List<String> NAMED = List.of(
                "--model",
                "--data",
                "--out",
                "--seed",
                "--epochs",
                "--members",
                "--processes",
                "--part",
                "--corrections",
                "--current");

        static Options of(List<String> arguments) {
            if (arguments.isEmpty()) {
                throw new UsageException("no command");
            }
            List<String> operands = new ArrayList<>();
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (int i = 1; i < arguments.size(); i++) {
                String word = arguments.get(i);
                if (SWITCHES.contains(word)) {
                    names.add(word);
                    values.add("");
                } else if (NAMED.contains(word)) {
                    if (i + 1 == arguments.size()) {
                        throw new UsageException(word + " needs a value");
                    }
                    names.add(word);
                    values.add(arguments.get(++i));
                } else if (word.startsWith("--")) {
                    throw new UsageException("unknown option " + word);
                } else {
                    operands.add(word);
                }
            }
            return new Options(arguments.getFirst(), operands, names, values);
        }

        boolean has(String name) {
            return names.contains(name);
        }

        String valueOf(String name, String otherwise) {
            int at = names.indexOf(name);
            return at < 0 ? otherwise : values.get(at);
        }

        String required(String name) {
            if (!has(name)) {
                throw new UsageException(command + " needs " + name);
            }
            return valueOf(name, "");
        }

        long numberOf(String name, long otherwise) {
            if (!has(name)) {
                return otherwise;
            }
            try {
                return Long.parseLong(valueOf(name, ""));
            } catch (NumberFormatException e) {
                throw new UsageException(name + " needs a whole number, not " + valueOf(name, ""));
            }
        }

        /** The same of how many of something there are to be. */
        int countOf(String name, int otherwise, int most) {
            long count = numberOf(name, otherwise);
            if (count < 1 || count > most) {
                throw new UsageException(name + " needs a number from 1 to " + most + ", not " + count);
            }
            return (int) count;
        }

        /** A folder of the module, whether the call is made from the repository's root or from the module. */
        Path moduleFolder(String name, String inModule) {
            if (has(name)) {
                return Path.of(valueOf(name, ""));
            }
            Path fromRoot = Path.of("ai-inference", inModule);
            return Files.isDirectory(Path.of("ai-inference")) ? fromRoot : Path.of(inModule);
        }
    }
}
