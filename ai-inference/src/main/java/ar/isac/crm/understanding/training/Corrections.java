package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop's corrections, parted by their text: most to learn from, a fifth to judge a new model by. The same text always
 * stands on the same side, whatever else is corrected later.
 */
public record Corrections(List<Correction> toLearn, List<Correction> heldOut) {

    private static final int ONE_IN = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Parts corrections; of several for one text the last one counts. */
    public static Corrections of(List<Correction> all) {
        Map<String, Correction> latest = new LinkedHashMap<>();
        for (Correction correction : all) {
            latest.remove(correction.text());
            latest.put(correction.text(), correction);
        }
        List<Correction> toLearn = new ArrayList<>();
        List<Correction> heldOut = new ArrayList<>();
        for (Correction correction : latest.values()) {
            (isHeldOut(correction.text()) ? heldOut : toLearn).add(correction);
        }
        return new Corrections(List.copyOf(toLearn), List.copyOf(heldOut));
    }

    /** Reads JSON lines {@code {"text": "...", "intents": ["PRICE_QUERY"]}}; an error names file and line. */
    public static Corrections read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        List<Correction> all = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    all.add(parse(lines.get(i)));
                } catch (IllegalArgumentException | JacksonException e) {
                    throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return of(all);
    }

    private static Correction parse(String line) {
        JsonNode node = JSON.readTree(line);
        if (!node.path("text").isString() || !node.path("intents").isArray()) {
            throw new IllegalArgumentException("needs the string \"text\" and the array \"intents\"");
        }
        Set<Intent> intents = new LinkedHashSet<>();
        for (JsonNode name : node.path("intents")) {
            intents.add(Intent.valueOf(name.asString()));
        }
        return new Correction(node.path("text").asString(), List.copyOf(intents));
    }

    private static boolean isHeldOut(String text) {
        CRC32 checksum = new CRC32();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue() % ONE_IN == 0;
    }
}
