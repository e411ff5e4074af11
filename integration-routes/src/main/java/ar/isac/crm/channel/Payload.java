package ar.isac.crm.channel;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object of a webhook, read with tolerance: an optional field may be missing or of another type, an unknown one is
 * never looked at, and a required one that cannot be read is named by its path.
 */
public final class Payload {

    /** Decimals are kept to the digit, since pieces are parked as they came. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** From here on a number of seconds lies beyond the year 9999. */
    private static final long END_OF_TIME = 253_402_300_800L;

    private final ObjectNode json;
    private final String path;
    private final @Nullable Payload parent;
    private final @Nullable String field;
    private final boolean inList;

    private Payload(ObjectNode json, String path, @Nullable Payload parent, @Nullable String field, boolean inList) {
        this.json = json;
        this.path = path;
        this.parent = parent;
        this.field = field;
        this.inList = inList;
    }

    /** The body's JSON. */
    public static JsonNode read(byte[] body) throws MalformedWebhook {
        try {
            return JSON.readTree(body);
        } catch (JacksonException | NumberFormatException e) {
            // A number beyond any bound is told apart by the parser's own number reader. Messages quote the body, so
            // the cause is
            // left behind.
            throw new MalformedWebhook("The body is not JSON (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The outermost object of a body. */
    public static Payload body(ObjectNode json) {
        return new Payload(json, "", null, null, false);
    }

    /** A required field could not be read. The message names its path and never quotes a value. */
    public static final class UnreadableField extends Exception {

        private final String reason;

        UnreadableField(String path, String complaint) {
            super(path + " " + complaint);
            this.reason = path + " " + complaint;
        }

        /** The path and what is wrong with it. */
        public String reason() {
            return reason;
        }
    }

    /** Says that {@code name} cannot be read, for rules that only the caller knows. */
    public UnreadableField unreadable(String name, String complaint) {
        return new UnreadableField(pathOf(name), complaint);
    }

    public boolean has(String name) {
        return json.hasNonNull(name);
    }

    public List<String> fieldNames() {
        return json.propertyNames().stream().map(Payload::wellFormed).toList();
    }

    /** The path from the body to here, such as {@code entry[0].changes[0]}; empty for the body. */
    public String path() {
        return path;
    }

    /** The object as JSON. */
    public String raw() {
        return wellFormed(json.toString());
    }

    /** A text or a number as text; null when it is missing, blank or something else. */
    public @Nullable String optionalText(String name) {
        JsonNode value = json.path(name);
        if (!value.isString() && !value.isNumber()) {
            return null;
        }
        String text = wellFormed(value.asString());
        return text.isBlank() ? null : text;
    }

    /** A text or a number as text, not blank. */
    public String text(String name) throws UnreadableField {
        String text = optionalText(name);
        if (text == null) {
            throw unreadable(name, has(name) ? "is not a text" : "is missing");
        }
        return text;
    }

    /** Whether the field is there and true. */
    public boolean flag(String name) {
        JsonNode value = json.path(name);
        return value.isBoolean() ? value.booleanValue() : "true".equals(optionalText(name));
    }

    /** The object in the field, or null. */
    public @Nullable Payload optionalObject(String name) {
        return json.get(name) instanceof ObjectNode object
                ? new Payload(object, pathOf(name), this, name, false)
                : null;
    }

    /** The object in the field. */
    public Payload object(String name) throws UnreadableField {
        Payload object = optionalObject(name);
        if (object == null) {
            throw unreadable(name, has(name) ? "is not an object" : "is missing");
        }
        return object;
    }

    /** The objects of a list; whatever else is in it, or no list at all, is passed over. */
    public List<Payload> objects(String name) {
        List<Payload> objects = new ArrayList<>();
        if (json.get(name) instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) instanceof ObjectNode object) {
                    objects.add(new Payload(object, pathOf(name) + "[" + i + "]", this, name, true));
                }
            }
        }
        return objects;
    }

    /** A plain number, given as a number or as its digits. */
    public BigDecimal decimal(String name) throws UnreadableField {
        BigDecimal decimal = optionalDecimal(name);
        if (decimal == null) {
            throw unreadable(name, has(name) ? "is not a number" : "is missing");
        }
        return decimal;
    }

    /** As {@link #decimal}, or null. */
    public @Nullable BigDecimal optionalDecimal(String name) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        try {
            BigDecimal decimal = new BigDecimal(text);
            // 1e999999999 is a number too, and printing it plainly would need a gigabyte.
            return decimal.precision() > 30 || Math.abs(decimal.scale()) > 30 ? null : decimal;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** An instant given in seconds since 1970, as a number or as its digits. */
    public Instant seconds(String name) throws UnreadableField {
        return instant(name, Long.MAX_VALUE);
    }

    /**
     * An instant given in milliseconds since 1970, as a number or as its digits. A number that in milliseconds would lie
     * before March 1973 is taken as seconds, which Instagram's test deliveries send.
     */
    public Instant milliseconds(String name) throws UnreadableField {
        return instant(name, 100_000_000_000L);
    }

    private Instant instant(String name, long secondsBelow) throws UnreadableField {
        String text = text(name);
        try {
            long value = Long.parseLong(text);
            long seconds = value < secondsBelow ? value : value / 1000;
            if (seconds > 0 && seconds < END_OF_TIME) {
                return value < secondsBelow ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
            }
            throw unreadable(name, "is not a time");
        } catch (NumberFormatException notANumber) {
            throw unreadable(name, "is not a time");
        }
    }

    /**
     * The whole body narrowed to this piece, so that it can be parsed again once it is mended: the other lists around it are
     * left out.
     */
    public String alone() {
        return wellFormed(enclosed(json).toString());
    }

    /** As {@link #alone()}, keeping {@code companion}, an element of another list of the same object. */
    public String aloneWith(@Nullable Payload companion) {
        if (companion == null || companion.field == null || parent == null || field == null) {
            return alone();
        }
        ObjectNode around = parent.narrowedTo(field, json, inList);
        around.putArray(companion.field).add(companion.json);
        return wellFormed(parent.enclosed(around).toString());
    }

    /** As {@link #alone()}, for the content of a field that is not an object. */
    public String alone(String name, @Nullable JsonNode value, boolean elementOfList) {
        return wellFormed(enclosed(value == null ? json : narrowedTo(name, value, elementOfList))
                .toString());
    }

    /** The JSON in a field, or null. */
    public @Nullable JsonNode node(String name) {
        return json.get(name);
    }

    private ObjectNode enclosed(ObjectNode piece) {
        return parent == null || field == null ? piece : parent.enclosed(parent.narrowedTo(field, piece, inList));
    }

    /** A copy of this object that holds {@code piece} in {@code name} and no other list. */
    private ObjectNode narrowedTo(String name, JsonNode piece, boolean elementOfList) {
        ObjectNode copy = json.objectNode();
        for (var property : json.properties()) {
            if (property.getKey().equals(name)) {
                copy.set(name, elementOfList ? json.arrayNode().add(piece) : piece);
            } else if (!property.getValue().isArray()) {
                copy.set(property.getKey(), property.getValue());
            }
        }
        return copy;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Half an emoji is legal in JSON's escapes but cannot be written as UTF-8: it becomes the replacement character. */
    private static String wellFormed(String text) {
        return hasHalf(text)
                ? text.codePoints()
                        .map(point -> isHalf(point) ? 0xfffd : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    /** A loop, since every text of three megabytes comes this way. */
    private static boolean hasHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isHalf(text.codePointAt(i))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
