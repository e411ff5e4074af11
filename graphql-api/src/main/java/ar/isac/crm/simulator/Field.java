package ar.isac.crm.simulator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A place in a request's JSON with its path, so that a refusal can name it. */
record Field(String path, JsonNode json) {

    static Field root(JsonNode json) {
        return new Field("", json);
    }

    Field at(String name) {
        return new Field(path.isEmpty() ? name : path + "['" + name + "']", json.path(name));
    }

    /** The elements of an array; none where there is no array. */
    List<Field> elements() {
        List<Field> elements = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            elements.add(new Field(path + "[" + i + "]", json.path(i)));
        }
        return elements;
    }

    boolean isPresent() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** The object here; Meta asks for it. */
    Field required() {
        if (!isPresent()) {
            throw MetaRefusal.missing(path);
        }
        return this;
    }

    /** The text here, 1 to {@code most} characters. */
    String text(int most) {
        if (!json.isString() || json.stringValue().isBlank()) {
            throw MetaRefusal.badParameter("Param " + path + " must be a non-empty string.");
        }
        return limited(json.stringValue(), most);
    }

    /** The text here, at most {@code most} characters; null where there is none. */
    @Nullable
    String optionalText(int most) {
        if (!isPresent()) {
            return null;
        }
        if (!json.isString()) {
            throw MetaRefusal.badParameter("Param " + path + " must be a string.");
        }
        return limited(json.stringValue(), most);
    }

    private String limited(String text, int most) {
        if (text.length() > most) {
            throw MetaRefusal.badParameter("Param " + path + " must be at most " + most + " characters long.");
        }
        return text;
    }

    double degrees(double most) {
        double degrees = json.isNumber() ? json.doubleValue() : parsed();
        if (!(Math.abs(degrees) <= most)) {
            throw MetaRefusal.badParameter("Param " + path + " must be a number between -" + most + " and " + most);
        }
        return degrees;
    }

    private double parsed() {
        try {
            return json.isString() ? Double.parseDouble(json.stringValue()) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Refuses elements of which two have the same {@code key}. */
    static <T> void distinct(List<T> elements, Function<T, String> key, String refusal) {
        Set<String> seen = new HashSet<>();
        Optional<T> repeated = elements.stream()
                .filter(element -> !seen.add(key.apply(element)))
                .findFirst();
        if (repeated.isPresent()) {
            throw MetaRefusal.badValue(refusal);
        }
    }
}
