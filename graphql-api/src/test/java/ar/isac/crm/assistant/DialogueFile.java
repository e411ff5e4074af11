package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Selling.Line;
import ar.isac.crm.assistant.Turn.About;
import ar.isac.crm.assistant.Turn.Attached;
import ar.isac.crm.assistant.Turn.Input;
import ar.isac.crm.assistant.Turn.Ordered;
import ar.isac.crm.assistant.Turn.Pressed;
import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.money.Money;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import ar.isac.crm.understanding.ShopTerms;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dialogues as data. A file holds many:
 *
 * <pre>
 * ## name of a dialogue
 * shop: food | segment: WHOLESALE | at: 2026-11-18T21:00 | sold out: SKU   one a line, all optional
 * sells                        quotes can be made in the talk
 * bought: 3 1200000            so many purchases, for so much in all
 * scripted                     only as scripted: it is about an analysis that the trained model does not give today
 * > words of the customer | INTENT INTENT flags product=words qty=words    several in a row are one burst; \u0007 is a
 *                              control character, &lt;4096&gt; fills the message up
 * press: id of a button | media | sticker | order: SKU, 2 x SKU
 * about: SKU                   the words that follow are written from its page in the channel's catalogue
 * passes: P3D                  so much time goes by before the next turn
 * shelf: SKU 2                 from the next turn on there are so many
 * sale: PAID                   from the next turn on the last sale has come so far
 * ask | answer | silent | hand-over REASON PRIORITY                        what is decided
 * text: the whole of a reply, \n for a line break
 * says: a part of what is said | never: what is not said
 * options: the titles of the choices offered
 * family: the family in focus | chosen: attribute=value, … | cart: SKU, 2 x SKU
 * evidence: a part of what an advisor is told of a hand-over
 * picture: SKU                 its picture is sent
 * </pre>
 */
final class DialogueFile {

    private static final Pattern CONTROL = Pattern.compile("\\\\u([0-9a-f]{4})");

    private DialogueFile() {}

    record Dialogue(
            String name,
            String shop,
            Segment segment,
            String at,
            boolean isScripted,
            boolean sells,
            Purchases bought,
            List<String> soldOut,
            List<Exchange> exchanges) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A turn and the lines of what is expected of it. */
    record Exchange(
            Duration pause,
            Map<String, Integer> shelves,
            Selling.Sale.@Nullable Status sale,
            Turn turn,
            List<String> expected) {
        @Override
        public String toString() {
            return turn.all(Written.class).stream().map(Written::text).toList() + " "
                    + turn.all(Pressed.class).stream()
                            .map(press -> press.action().id())
                            .toList();
        }
    }

    /** The same talk as another model reads it that knows what the shop sells. */
    static Dialogue read(Dialogue dialogue, IntentModel model, ShopTerms sold) {
        List<Exchange> exchanges = dialogue.exchanges().stream()
                .map(exchange -> new Exchange(
                        exchange.pause(),
                        exchange.shelves(),
                        exchange.sale(),
                        read(exchange.turn(), model, sold),
                        exchange.expected()))
                .toList();
        return new Dialogue(
                dialogue.name(),
                dialogue.shop(),
                dialogue.segment(),
                dialogue.at(),
                false,
                dialogue.sells(),
                dialogue.bought(),
                dialogue.soldOut(),
                exchanges);
    }

    private static Turn read(Turn turn, IntentModel model, ShopTerms sold) {
        return new Turn(turn.inputs().stream()
                .map(input -> input instanceof Written written
                        ? new Written(written.text(), model.analyse(written.text(), sold))
                        : input)
                .toList());
    }

    static List<Dialogue> readAll(Path folder) throws IOException {
        List<Dialogue> dialogues = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                dialogues.addAll(read(file));
            }
        }
        return dialogues;
    }

    private static List<Dialogue> read(Path file) throws IOException {
        List<Dialogue> dialogues = new ArrayList<>();
        for (String block : Files.readString(file).split("(?m)^## ", -1)) {
            List<String> lines = block.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (!lines.isEmpty()) {
                dialogues.add(dialogue(lines));
            }
        }
        return dialogues;
    }

    private static Dialogue dialogue(List<String> lines) {
        String shop = "electronics";
        Segment segment = Segment.RETAIL;
        String at = "2026-11-18T15:00";
        boolean sells = false;
        Purchases bought = Purchases.NONE;
        List<String> soldOut = new ArrayList<>();
        List<Exchange> exchanges = new ArrayList<>();
        List<Input> inputs = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Duration pause = Duration.ZERO;
        Map<String, Integer> shelves = new HashMap<>();
        Duration nextPause = Duration.ZERO;
        Map<String, Integer> nextShelves = new HashMap<>();
        Selling.Sale.@Nullable Status sale = null;
        Selling.Sale.@Nullable Status nextSale = null;
        for (String line : lines.subList(1, lines.size())) {
            boolean isInput = line.startsWith("> ")
                    || line.startsWith("press: ")
                    || line.startsWith("order: ")
                    || line.startsWith("about: ")
                    || List.of("media", "sticker").contains(line);
            if (isInput && !expected.isEmpty()) {
                exchanges.add(new Exchange(pause, Map.copyOf(shelves), sale, new Turn(inputs), List.copyOf(expected)));
                inputs.clear();
                expected.clear();
            }
            if (isInput && inputs.isEmpty()) {
                pause = nextPause;
                shelves = Map.copyOf(nextShelves);
                nextPause = Duration.ZERO;
                nextShelves.clear();
                sale = nextSale;
                nextSale = null;
            }
            String value = line.substring(line.indexOf(' ') + 1);
            if (isInput) {
                inputs.add(input(line));
            } else if (line.startsWith("shop: ")) {
                shop = value;
            } else if (line.startsWith("segment: ")) {
                segment = Segment.valueOf(value);
            } else if (line.startsWith("at: ")) {
                at = value;
            } else if (line.startsWith("bought: ")) {
                String[] parts = value.split(" ", -1);
                bought = new Purchases(
                        Integer.parseInt(parts[0]), Money.of(new BigDecimal(parts[1]), "ARS"), Instant.EPOCH);
            } else if (line.startsWith("sold out: ")) {
                soldOut.add(line.substring("sold out: ".length()));
            } else if (line.startsWith("passes: ")) {
                nextPause = Duration.parse(value);
            } else if (line.startsWith("shelf: ")) {
                String[] parts = value.split(" ", -1);
                nextShelves.put(parts[0], Integer.parseInt(parts[1]));
            } else if (line.startsWith("sale: ")) {
                nextSale = Selling.Sale.Status.valueOf(value);
            } else if ("sells".equals(line)) {
                sells = true;
            } else if (!"scripted".equals(line)) {
                expected.add(line);
            }
        }
        exchanges.add(new Exchange(pause, Map.copyOf(shelves), sale, new Turn(inputs), List.copyOf(expected)));
        return new Dialogue(
                lines.getFirst(), shop, segment, at, lines.contains("scripted"), sells, bought, soldOut, exchanges);
    }

    /** «SKU, 2 x SKU». */
    static List<Line> lines(String text) {
        return Arrays.stream(text.split(", ", -1))
                .map(line -> line.contains(" x ")
                        ? new Line(line.split(" x ", -1)[1], Integer.parseInt(line.split(" x ", -1)[0]))
                        : new Line(line, 1))
                .toList();
    }

    private static Input input(String line) {
        return switch (line) {
            case "media" -> new Attached(Attached.Kind.OTHER);
            case "sticker" -> new Attached(Attached.Kind.STICKER);
            default ->
                line.startsWith("press: ")
                        ? new Pressed(Action.parse(line.substring("press: ".length())))
                        : line.startsWith("about: ")
                                ? new About(line.substring("about: ".length()))
                                : line.startsWith("order: ")
                                        ? new Ordered(lines(line.substring("order: ".length())))
                                        : written(line.substring(2));
        };
    }

    /** «words | INTENT …», with or without the mark in front. */
    static Written written(String line) {
        int bar = line.lastIndexOf(" | ");
        if (bar < 0) {
            throw new IllegalArgumentException("Nothing says what the model makes of: " + line);
        }
        String text = unescaped(line.substring(0, bar).strip());
        return new Written(text, analysis(text, line.substring(bar + 3).strip()));
    }

    /** {@code \\n} and control characters as {@code \\u0007}; {@code <4096>} fills up to so many characters. */
    private static String unescaped(String written) {
        String text = CONTROL.matcher(written.replace("\\n", "\n"))
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16))));
        int fill = text.indexOf("<4096>");
        return fill < 0
                ? text
                : text.replace("<4096>", "bla ".repeat(1_024).substring(0, 4_096 - text.length() + "<4096>".length()));
    }

    static MessageAnalysis analysis(String text, String script) {
        List<ScoredIntent> intents = new ArrayList<>();
        List<Entity> entities = new ArrayList<>();
        double probability = 0.95;
        double negativity = 0.05;
        boolean isWholesale = false;
        for (String word : script.split("\\s+(?=[A-Z]|unsure|doubtful|angry|wholesale|product=|qty=|money=)", -1)) {
            switch (word) {
                case "unsure" -> probability = 0.2;
                case "doubtful" -> probability = 0.55;
                case "angry" -> negativity = 0.95;
                case "wholesale" -> isWholesale = true;
                default -> {
                    if (word.startsWith("product=")) {
                        entities.add(entity(EntityType.PRODUCT, text, word.substring("product=".length())));
                    } else if (word.startsWith("money=")) {
                        entities.add(entity(EntityType.MONEY, text, word.substring("money=".length())));
                    } else if (word.startsWith("qty=")) {
                        entities.add(entity(EntityType.QUANTITY, text, word.substring("qty=".length())));
                    } else {
                        intents.add(new ScoredIntent(Intent.valueOf(word), 0.95));
                    }
                }
            }
        }
        ScoredIntent primary = new ScoredIntent(intents.getFirst().intent(), probability);
        return new MessageAnalysis(intents, primary, entities, 0.1, negativity, isWholesale, "scripted");
    }

    private static Entity entity(EntityType type, String text, String words) {
        int start = text.toLowerCase(Locale.ROOT).indexOf(words.toLowerCase(Locale.ROOT));
        if (start < 0) {
            throw new IllegalArgumentException("«%s» is not in «%s»".formatted(words, text));
        }
        return new Entity(type, words, start, start + words.length());
    }
}
