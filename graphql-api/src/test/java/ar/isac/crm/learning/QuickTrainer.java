package ar.isac.crm.learning;

import ar.isac.crm.understanding.DjlIntentModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Speaks as the command {@code retrain} does, in a process of its own, and is done in a second: its candidate is the model that
 * the program comes with, under another name. What becomes of it stands in the corrections.
 */
public final class QuickTrainer {

    private static final List<String> FILES =
            List.of("model.json", "weights.bin", "lexicon.txt", "vocabulary.txt", "mentions.bin");

    private QuickTrainer() {}

    /** See {@code retrain}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        String corrections = Files.readString(Path.of(words.get(words.indexOf("--corrections") + 1)));
        Path folder = Path.of(words.get(words.indexOf("--out") + 1));
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        out.println("network 1 of 1");
        if (corrections.contains("nunca termina")) {
            Thread.sleep(600_000);
        }
        if (corrections.contains("no se entiende")) {
            new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true)
                    .println("corrections.jsonl:1: not an intent");
            System.exit(1);
        }
        boolean isBetter = !corrections.contains("todo peor");
        String version = "isac-" + "%08x".formatted(corrections.hashCode());
        write(folder, version);
        out.printf(
                "{\"publishable\":%b,\"current\":\"isac-before\",\"candidate\":\"%s\",\"corrections\":3,\"heldOut\":1,"
                        + "\"checks\":[{\"name\":\"accuracy\",\"current\":0.87,\"candidate\":%s,\"tolerance\":0.005,"
                        + "\"holds\":%b}]}%n",
                isBetter, version, isBetter ? "0.88" : "0.71", isBetter);
        System.exit(isBetter ? 0 : 3);
    }

    private static void write(Path folder, String version) throws IOException {
        Files.createDirectories(folder);
        for (String name : FILES) {
            try (InputStream in = DjlIntentModel.class.getResourceAsStream("/model/" + name)) {
                if (in != null) {
                    Files.write(folder.resolve(name), in.readAllBytes());
                }
            }
        }
        Path metadata = folder.resolve("model.json");
        String said = Objects.requireNonNull(Files.readString(metadata, StandardCharsets.UTF_8));
        Files.writeString(
                metadata, said.replaceAll("\"version\"\\s*:\\s*\"[^\"]*\"", "\"version\":\"" + version + "\""));
    }
}
