package ar.isac.crm.understanding.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is trained on and who is kept for measuring, by persona: {@code data/splits.json} names the personas of validation
 * and test, everybody else is trained on. Training messages that nearly repeat a validation or test message or are of a
 * family that has one are left out.
 *
 * @param trainingCatalogues what the shops of many training messages sell, to learn what a catalogue tells
 * @param measuredCatalogues what the shops of validation and test sell, written by others who had not seen the messages
 * @param dropped how many training messages were left out
 */
public record Splits(
        List<LabelledMessage> training,
        List<LabelledMessage> validation,
        List<LabelledMessage> test,
        Catalogues trainingCatalogues,
        Catalogues measuredCatalogues,
        int dropped) {

    /** From this similarity on, two messages are the same message. */
    public static final double NEAR = 0.7;

    /** Up to this length everybody writes the same «si», «dale», «gracias»: that is no leak but language. */
    static final int COMMON_LENGTH = 8;

    /** A correction is of the very shop that the model serves. */
    private static final int WEIGHT_OF_CORRECTION = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SPLIT = "splits.json";

    private static final String TRAINING_CATALOGUES = "catalogues/training.json";

    private static final String MEASURED_CATALOGUES = "catalogues/measured.json";

    /** The data folder's contents in the jar. */
    private static final String PACKED = "/training/";

    private record Personas(List<String> validation, List<String> test) {}

    /** Reads data and split of a folder; a persona of the split that has no messages is an error. */
    public static Splits read(Path dataFolder) {
        try {
            Personas personas = JSON.readValue(Files.readString(dataFolder.resolve(SPLIT)), Personas.class);
            return of(
                    MessageFiles.readAll(dataFolder),
                    personas.validation(),
                    personas.test(),
                    Catalogues.read(dataFolder.resolve(TRAINING_CATALOGUES)),
                    Catalogues.read(dataFolder.resolve(MEASURED_CATALOGUES)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the data of " + dataFolder, e);
        }
    }

    /** Reads the data that are packed into the jar, for a shop that has no source tree. */
    public static Splits packed() {
        Personas personas = JSON.readValue(packed(SPLIT), Personas.class);
        List<LabelledMessage> messages = new ArrayList<>();
        for (JsonNode persona : JSON.readTree(packed("personas.json"))) {
            String file = "messages/" + persona.path("id").asString() + ".jsonl";
            messages.addAll(MessageFiles.parse(packed(file).lines().toList(), file));
        }
        return of(
                messages,
                personas.validation(),
                personas.test(),
                Catalogues.parse(packed(TRAINING_CATALOGUES)),
                Catalogues.parse(packed(MEASURED_CATALOGUES)));
    }

    private static String packed(String name) {
        try (InputStream in = Splits.class.getResourceAsStream(PACKED + name)) {
            if (in == null) {
                throw new IllegalStateException("The training data are not on the classpath: " + PACKED + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + PACKED + name, e);
        }
    }

    static Splits of(
            List<LabelledMessage> messages,
            List<String> validation,
            List<String> test,
            Catalogues trainingCatalogues,
            Catalogues measuredCatalogues) {
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
        List<LabelledMessage> others = messages.stream()
                .filter(message -> !validation.contains(message.persona()) && !test.contains(message.persona()))
                .toList();
        List<LabelledMessage> training =
                apartFrom(Stream.concat(kept.stream(), unseen.stream()).toList(), others);
        return new Splits(
                training, kept, unseen, trainingCatalogues, measuredCatalogues, others.size() - training.size());
    }

    /**
     * What the weights to serve are trained on once validation has done its work: training and validation, without what
     * nearly repeats a test message.
     */
    public List<LabelledMessage> trainingAndValidation() {
        List<LabelledMessage> all = new ArrayList<>(training);
        all.addAll(apartFrom(test, validation));
        return List.copyOf(all);
    }

    /** The same with corrections to learn from, each as much as several messages; none may come near a measured message. */
    public Splits withCorrections(List<Correction> corrections) {
        List<LabelledMessage> measured =
                Stream.concat(validation.stream(), test.stream()).toList();
        List<LabelledMessage> learned = apartFrom(
                measured, corrections.stream().map(Correction::toMessage).toList());
        List<LabelledMessage> more = new ArrayList<>(training);
        for (int i = 0; i < WEIGHT_OF_CORRECTION; i++) {
            more.addAll(learned);
        }
        return new Splits(List.copyOf(more), validation, test, trainingCatalogues, measuredCatalogues, dropped);
    }

    private static List<LabelledMessage> apartFrom(List<LabelledMessage> measured, List<LabelledMessage> candidates) {
        NearDuplicates duplicates = new NearDuplicates(NEAR);
        Set<String> families = new HashSet<>();
        for (LabelledMessage message : measured) {
            duplicates.add(message.text());
            if (message.family() != null) {
                families.add(message.family());
            }
        }
        return candidates.parallelStream()
                .filter(message -> message.text().length() <= COMMON_LENGTH || !duplicates.hasNear(message.text()))
                .filter(message -> message.family() == null || !families.contains(message.family()))
                .toList();
    }
}
