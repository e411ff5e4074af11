package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.ModelMetadata;
import ar.isac.crm.understanding.WrittenBlock;
import ar.isac.crm.understanding.training.LabelledMessage.Flag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes the figures of data and model into their pages, so that nobody copies numbers by hand. */
class DocumentedFigures {

    private static final Path DATA = Path.of("data");

    private static final Path MODEL = Path.of("src/main/resources/model");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the regions of personas begin with. */
    private static final Map<String, String> COUNTRIES = countries();

    private final Splits splits = Splits.read(DATA);

    @Test
    void ofTheData() throws IOException {
        List<LabelledMessage> messages = MessageFiles.readAll(DATA);
        int[] lengths = messages.stream()
                .mapToInt(message -> message.text().length())
                .sorted()
                .toArray();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d messages of %d personas, written to %d kinds of shop. %s have a greeting before something else, %s",
                messages.size(),
                personas(messages).size(),
                messages.stream().map(LabelledMessage::shop).distinct().count(),
                share(messages, message -> message.intents().indexOf(Intent.GREETING) > 0),
                share(messages, DocumentedFigures::hasSeveralQuestions)));
        lines.add(
                "carry two or more business intents, %s have more than one line. Length: median %d characters, a tenth under %d,"
                        .formatted(
                                share(messages, message -> message.text().contains("\n")),
                                lengths[lengths.length / 2],
                                lengths[lengths.length / 10]));
        lines.add("a tenth over %d, the longest %d. Flags: %s. Mentions: %s."
                .formatted(
                        lengths[lengths.length * 9 / 10],
                        lengths[lengths.length - 1],
                        Stream.of(Flag.values())
                                .map(flag -> flag.name().toLowerCase(Locale.ROOT) + " "
                                        + number(messages.stream()
                                                .filter(message ->
                                                        message.flags().contains(flag))
                                                .count()))
                                .collect(Collectors.joining(", ")),
                        Stream.of(EntityType.values())
                                .map(type -> type.name().toLowerCase(Locale.ROOT) + " "
                                        + number(messages.stream()
                                                .flatMap(message -> message.spans().stream())
                                                .filter(span -> span.type() == type)
                                                .count()))
                                .collect(Collectors.joining(", "))));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d personas (%,d messages) are for training, %d (%,d) for validation, %d (%,d) for test; %,d training messages that",
                personas(splits.training()).size(),
                splits.training().size(),
                personas(splits.validation()).size(),
                splits.validation().size(),
                personas(splits.test()).size(),
                splits.test().size(),
                splits.dropped()));
        lines.add("nearly repeat a validation or test message are left out.");
        lines.add("");
        lines.add("| intent | as primary | in all |");
        lines.add("|---|---|---|");
        for (Intent intent : Intent.values()) {
            lines.add("| `%s` | %s | %s |"
                    .formatted(
                            intent,
                            number(messages.stream()
                                    .filter(message -> message.primary() == intent)
                                    .count()),
                            number(messages.stream()
                                    .filter(message -> message.intents().contains(intent))
                                    .count())));
        }
        lines.add("");
        lines.addAll(regions(messages));
        WrittenBlock.replace(DATA.resolve("README.md"), "data", lines);
    }

    @Test
    void ofTheModel() throws IOException {
        Path card = Path.of("../docs/model-card.md");
        ModelMetadata metadata = JSON.readValue(Files.readString(MODEL.resolve("model.json")), ModelMetadata.class);
        double megabytes = 0;
        try (Stream<Path> files = Files.list(MODEL)) {
            for (Path file : files.toList()) {
                megabytes += Files.size(file) / 1e6;
            }
        }
        WrittenBlock.replace(
                card,
                "model",
                List.of(
                        "| | |",
                        "|---|---|",
                        "| version | `%s` |".formatted(metadata.version()),
                        "| seed | %d |".formatted(metadata.seed()),
                        String.format(
                                Locale.ROOT,
                                "| trained on | %,d messages (training and validation); calibrated on %,d, tested on %,d |",
                                splits.trainingAndValidation().size(),
                                splits.validation().size(),
                                splits.test().size()),
                        "| networks | %d, averaged |".formatted(metadata.members()),
                        String.format(Locale.ROOT, "| size on disk | %.1f MB |", megabytes),
                        String.format(
                                Locale.ROOT,
                                "| temperature, threshold of an intent, abstains below | %.2f, %.2f, %.2f |",
                                metadata.primaryTemperature(),
                                metadata.intentThreshold(),
                                metadata.abstainBelow())));
        try (DjlIntentModel model = DjlIntentModel.load(MODEL)) {
            Figures figures = Figures.of(model, splits.test(), splits.measuredCatalogues());
            List<String> lines = new ArrayList<>(List.of("```"));
            lines.addAll(figures.lines());
            lines.add("```");
            WrittenBlock.replace(card, "figures", lines);
        }
    }

    private List<String> regions(List<LabelledMessage> messages) throws IOException {
        Map<String, String> countryOf = new HashMap<>();
        for (JsonNode persona : JSON.readTree(Files.readString(DATA.resolve("personas.json")))) {
            String region = persona.path("region").asString();
            countryOf.put(
                    persona.path("id").asString(),
                    COUNTRIES.entrySet().stream()
                            .filter(country -> region.startsWith(country.getKey()))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse("several or other"));
        }
        List<String> lines = new ArrayList<>();
        lines.add("| region of the persona | personas | messages | of them validation / test personas |");
        lines.add("|---|---|---|---|");
        for (String country : new TreeSet<>(countryOf.values())) {
            lines.add("| %s | %d | %s | %d / %d |"
                    .formatted(
                            country,
                            personas(messages).stream()
                                    .filter(persona -> country.equals(countryOf.get(persona)))
                                    .count(),
                            number(messages.stream()
                                    .filter(message -> country.equals(countryOf.get(message.persona())))
                                    .count()),
                            personas(splits.validation()).stream()
                                    .filter(persona -> country.equals(countryOf.get(persona)))
                                    .count(),
                            personas(splits.test()).stream()
                                    .filter(persona -> country.equals(countryOf.get(persona)))
                                    .count()));
        }
        return lines;
    }

    private static boolean hasSeveralQuestions(LabelledMessage message) {
        return message.intents().stream()
                        .filter(LabelledMessage.BUSINESS::contains)
                        .count()
                > 1;
    }

    private static String share(List<LabelledMessage> messages, Predicate<LabelledMessage> which) {
        long count = messages.stream().filter(which).count();
        return String.format(Locale.ROOT, "%,d (%d %%)", count, Math.round(100.0 * count / messages.size()));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static Set<String> personas(List<LabelledMessage> messages) {
        return messages.stream().map(LabelledMessage::persona).collect(Collectors.toSet());
    }

    private static Map<String, String> countries() {
        Map<String, String> countries = new LinkedHashMap<>();
        countries.put("AR", "Argentina");
        countries.put("UY", "Uruguay");
        countries.put("CL", "Chile");
        countries.put("MX", "Mexico");
        countries.put("CO", "Colombia");
        countries.put("PE", "Peru");
        countries.put("EC", "Ecuador");
        countries.put("ES", "Spain");
        countries.put("BO", "Bolivia");
        countries.put("España", "Spain");
        countries.put("México", "Mexico");
        for (String country : List.of("Argentina", "Bolivia", "Chile", "Colombia", "Paraguay", "Uruguay")) {
            countries.put(country, country);
        }
        for (String country : List.of("GT", "CR", "Guatemala", "Costa Rica", "Panamá")) {
            countries.put(country, "Central America");
        }
        countries.put("PY", "Paraguay");
        countries.put("DO", "Caribbean");
        countries.put("República Dominicana", "Caribbean");
        countries.put("VE", "Venezuela");
        countries.put("BR", "Brazil");
        countries.put("neutral", "neutral Spanish");
        countries.put("Latinoamérica", "neutral Spanish");
        return countries;
    }
}
