package ar.isac.crm.understanding.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is trained on and who is kept for measuring, by persona: {@code data/splits.json} names the personas of validation
 * and test, everybody else is trained on. Training messages that nearly repeat a validation or test message
 * or are
 * of a family that has one are left out.
 */
public record Splits(
        List<LabelledMessage> training, List<LabelledMessage> validation, List<LabelledMessage> test, int dropped) {

    /** From this similarity on, two messages are the same message. */
    public static final double NEAR = 0.7;

    /** Up to this length everybody writes the same «si», «dale», «gracias»: that is no leak but language. */
    static final int COMMON_LENGTH = 8;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Personas(List<String> validation, List<String> test) {}

    /** Reads data and split of a folder; a persona of the split that has no messages is an error. */
    public static Splits read(Path dataFolder) {
        Personas personas;
        try {
            personas = JSON.readValue(Files.readString(dataFolder.resolve("splits.json")), Personas.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the split of " + dataFolder, e);
        }
        return of(MessageFiles.readAll(dataFolder), personas.validation(), personas.test());
    }

    static Splits of(List<LabelledMessage> messages, List<String> validation, List<String> test) {
        Set<String> written = new HashSet<>();
        messages.forEach(message -> written.add(message.persona()));
        for (List<String> part : List.of(validation, test)) {
            for (String persona : part) {
                if (!written.contains(persona)) {
                    throw new IllegalArgumentException("The split names " + persona + ", who has no messages");
                }
            }
        }
        List<LabelledMessage> kept = messages.stream()
                .filter(message -> validation.contains(message.persona()))
                .toList();
        List<LabelledMessage> unseen = messages.stream()
                .filter(message -> test.contains(message.persona()))
                .toList();
        NearDuplicates duplicates = new NearDuplicates(NEAR);
        kept.forEach(message -> duplicates.add(message.text()));
        unseen.forEach(message -> duplicates.add(message.text()));
        Set<String> families = new HashSet<>();
        Stream.concat(kept.stream(), unseen.stream())
                .map(LabelledMessage::family)
                .filter(Objects::nonNull)
                .forEach(families::add);
        List<LabelledMessage> training = new ArrayList<>();
        int dropped = 0;
        for (LabelledMessage message : messages) {
            if (!validation.contains(message.persona()) && !test.contains(message.persona())) {
                boolean repeats = message.text().length() > COMMON_LENGTH && duplicates.hasNear(message.text());
                if (repeats || (message.family() != null && families.contains(message.family()))) {
                    dropped++;
                } else {
                    training.add(message);
                }
            }
        }
        return new Splits(List.copyOf(training), kept, unseen, dropped);
    }
}
