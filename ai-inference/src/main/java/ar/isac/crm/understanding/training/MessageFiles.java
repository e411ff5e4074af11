package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.training.LabelledMessage.Flag;
import ar.isac.crm.understanding.training.LabelledMessage.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the labelled messages; a line that breaks the label guide's form is an error that names file and line. */
public final class MessageFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern MARK = Pattern.compile("\\{([a-z]+):([^{}]+)\\}");

    private static final Map<String, EntityType> MARKS = Map.of(
            "product", EntityType.PRODUCT,
            "attr", EntityType.ATTRIBUTE,
            "qty", EntityType.QUANTITY,
            "money", EntityType.MONEY,
            "order", EntityType.ORDER);

    private MessageFiles() {}

    /** Every message of {@code data/messages/*.jsonl}, files in alphabetical order. */
    public static List<LabelledMessage> readAll(Path dataFolder) {
        try (Stream<Path> files = Files.list(dataFolder.resolve("messages"))) {
            List<LabelledMessage> messages = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                messages.addAll(read(file));
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the messages of " + dataFolder, e);
        }
    }

    /** The messages of one file. */
    public static List<LabelledMessage> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return parse(lines, file.toString());
    }

    /** The messages of lines; {@code name} is where they come from. */
    static List<LabelledMessage> parse(List<String> lines, String name) {
        List<LabelledMessage> messages = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    messages.add(parse(lines.get(i)));
                } catch (IllegalArgumentException | JacksonException e) {
                    throw new IllegalArgumentException(name + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return messages;
    }

    static LabelledMessage parse(String line) {
        JsonNode node = JSON.readTree(line);
        Set<Intent> intents = new LinkedHashSet<>();
        for (JsonNode name : node.path("intents")) {
            if (!intents.add(Intent.valueOf(name.asString()))) {
                throw new IllegalArgumentException("intent twice: " + name.asString());
            }
        }
        if (intents.isEmpty()) {
            throw new IllegalArgumentException("no intent");
        }
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (JsonNode name : node.path("flags")) {
            flags.add(Flag.valueOf(name.asString().toUpperCase(Locale.ROOT)));
        }
        return withMarks(
                required(node, "text"),
                List.copyOf(intents),
                flags,
                required(node, "persona"),
                required(node, "shop"),
                node.path("family").isString() ? node.path("family").asString() : null);
    }

    private static LabelledMessage withMarks(
            String marked,
            List<Intent> intents,
            Set<Flag> flags,
            String persona,
            String shop,
            @Nullable String family) {
        StringBuilder text = new StringBuilder(marked.length());
        List<Span> spans = new ArrayList<>();
        Matcher matcher = MARK.matcher(marked);
        int from = 0;
        while (matcher.find()) {
            EntityType type = MARKS.get(matcher.group(1));
            if (type == null) {
                throw new IllegalArgumentException("unknown mark " + matcher.group(1));
            }
            text.append(marked, from, matcher.start());
            int start = text.length();
            text.append(matcher.group(2));
            spans.add(new Span(type, start, text.length()));
            from = matcher.end();
        }
        text.append(marked, from, marked.length());
        if (text.indexOf("{") >= 0 || text.indexOf("}") >= 0) {
            throw new IllegalArgumentException("a mark that cannot be read");
        }
        if (text.toString().isBlank()) {
            throw new IllegalArgumentException("no text");
        }
        return new LabelledMessage(
                text.toString(), intents, List.copyOf(spans), Set.copyOf(flags), persona, shop, family, true);
    }

    private static String required(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("no " + field);
        }
        return value.asString();
    }
}
