package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.training.LabelledMessage.Flag;
import ar.isac.crm.understanding.training.LabelledMessage.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes another plausible message of a labelled one, anew in every epoch: other goods, a greeting in front, two
 * messages in one, slips of the thumb, signs and accents left out. It draws on training messages only.
 */
public final class Augmentation {

    private static final String[] SEPARATORS = {"\n", "\n", ". ", ", ", " ", " y ", "? ", "... ", " - "};

    private static final String[] AFTER_GREETING = {"\n", ", ", " ", "! ", " ", ". "};

    private static final Map<Character, String> NEIGHBOURS = Map.ofEntries(
            Map.entry('q', "wa"),
            Map.entry('w', "qes"),
            Map.entry('e', "wrd"),
            Map.entry('r', "etf"),
            Map.entry('t', "ryg"),
            Map.entry('y', "tuh"),
            Map.entry('u', "yij"),
            Map.entry('i', "uok"),
            Map.entry('o', "ipl"),
            Map.entry('p', "oñ"),
            Map.entry('a', "qsz"),
            Map.entry('s', "awdx"),
            Map.entry('d', "sefc"),
            Map.entry('f', "drgv"),
            Map.entry('g', "fthb"),
            Map.entry('h', "gyjn"),
            Map.entry('j', "hukm"),
            Map.entry('k', "jilm"),
            Map.entry('l', "koñ"),
            Map.entry('ñ', "lp"),
            Map.entry('z', "asx"),
            Map.entry('x', "zsdc"),
            Map.entry('c', "xdfv"),
            Map.entry('v', "cfgb"),
            Map.entry('b', "vghn"),
            Map.entry('n', "bhjm"),
            Map.entry('m', "njk"));

    /** Spellings that sound alike. */
    private static final String[][] SOUNDS = {
        {"v", "b"},
        {"b", "v"},
        {"c", "s"},
        {"s", "c"},
        {"z", "s"},
        {"ll", "y"},
        {"y", "ll"},
        {"h", ""},
        {"qu", "k"},
        {"que", "q"},
        {"por", "x"},
        {"s ", " "},
        {"gu", "w"},
        {"ge", "je"},
        {"gi", "ji"},
        {"x", "cs"}
    };

    private static final int LONGEST_GREETING = 40;

    /** Up to five words before the first sign. */
    private static final Pattern OPENING = Pattern.compile("[^\\s,.!?]+(?: [^\\s,.!?]+){0,4}(?=[\\n,.!])!*");

    private static final double INVENTED = 0.25;

    private static final double LISTED = 0.4;

    private final Random random;
    private final List<LabelledMessage> business;
    private final List<String> greetings;

    /** Far more people greet before something else than write a greeting alone. */
    private final List<String> openings;

    private final Map<EntityType, List<String>> mentions = new EnumMap<>(EntityType.class);
    private final List<String> goods;

    /** Draws from {@code messages}, which must be training messages. */
    public Augmentation(List<LabelledMessage> messages, Random random) {
        this(messages, random, List.of());
    }

    /** Draws from {@code messages} and puts {@code goods} into the place of those that messages mention. */
    public Augmentation(List<LabelledMessage> messages, Random random, List<String> goods) {
        this.random = random;
        this.goods = goods;
        this.business = messages.stream().filter(LabelledMessage::isBusiness).toList();
        this.greetings = messages.stream()
                .filter(message -> message.intents().equals(List.of(Intent.GREETING)))
                .map(LabelledMessage::text)
                .filter(text -> text.length() < LONGEST_GREETING)
                .toList();
        this.openings = messages.stream()
                .filter(message -> message.intents().contains(Intent.GREETING) && message.primary() != Intent.GREETING)
                .map(Augmentation::opening)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        for (EntityType type : EntityType.values()) {
            mentions.put(type, new ArrayList<>());
        }
        for (LabelledMessage message : messages) {
            for (Span span : message.spans()) {
                list(span.type()).add(message.text().substring(span.start(), span.end()));
            }
        }
    }

    /** What stands before the first sign of a message that begins with a greeting. */
    private static Optional<String> opening(LabelledMessage message) {
        Matcher opening = OPENING.matcher(message.text());
        return opening.lookingAt() && message.spans().stream().noneMatch(span -> span.start() < opening.end())
                ? Optional.of(opening.group())
                : Optional.empty();
    }

    /** One variation; now and then the message itself. */
    public LabelledMessage vary(LabelledMessage message) {
        LabelledMessage varied = message;
        if (!varied.spans().isEmpty()) {
            varied = withOtherMentions(varied);
        }
        if (message.isBusiness() && chance(0.25)) {
            varied = joined(varied, business.get(random.nextInt(business.size())));
        }
        if (!varied.intents().contains(Intent.GREETING) && (varied.isBusiness() || varied.primary() == Intent.OTHER)) {
            varied = chance(0.25) ? greeted(varied) : chance(0.12) ? greeted(varied, openings) : varied;
        }
        return withNoise(varied);
    }

    /** The message behind a greeting that somebody wrote alone. */
    public LabelledMessage greeted(LabelledMessage message) {
        return greeted(message, greetings);
    }

    private LabelledMessage greeted(LabelledMessage message, List<String> from) {
        if (from.isEmpty()) {
            return message;
        }
        String greeting = from.get(random.nextInt(from.size()));
        String lead = greeting + pick(AFTER_GREETING);
        List<Intent> intents = new ArrayList<>(message.intents());
        intents.add(Intent.GREETING);
        return new LabelledMessage(
                lead + message.text(),
                intents,
                shifted(message.spans(), lead.length()),
                message.flags(),
                message.persona(),
                message.shop(),
                message.family(),
                message.isMarked());
    }

    /** Both messages in one; the first one's primary intent stays first. */
    public LabelledMessage joined(LabelledMessage first, LabelledMessage second) {
        String lead = first.text() + pick(SEPARATORS);
        Set<Intent> intents = new LinkedHashSet<>(first.intents());
        intents.addAll(second.intents());
        List<Span> spans = new ArrayList<>(first.spans());
        spans.addAll(shifted(second.spans(), lead.length()));
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        flags.addAll(first.flags());
        flags.addAll(second.flags());
        return new LabelledMessage(
                lead + second.text(),
                List.copyOf(intents),
                spans,
                flags,
                first.persona(),
                first.shop(),
                first.family(),
                first.isMarked() && second.isMarked());
    }

    /** The message with one slip of the thumb in one word of four letters or more, where there is one. */
    public LabelledMessage withTypo(LabelledMessage message) {
        Editable text = new Editable(message);
        typo(text, 4);
        return text.toMessage();
    }

    private LabelledMessage withOtherMentions(LabelledMessage message) {
        Editable text = new Editable(message);
        for (int i = 0; i < text.spans.size(); i++) {
            Span span = text.spans.get(i);
            if (chance(0.3)) {
                List<String> others = list(span.type());
                String other = others.get(random.nextInt(others.size()));
                if (span.type() == EntityType.PRODUCT) {
                    other = otherProduct(other, others);
                }
                text.replace(span.start(), span.end(), other, i);
            }
        }
        return text.toMessage();
    }

    /** One that another message mentions, one that hardly any message mentions, or one that does not exist. */
    private String otherProduct(String mentioned, List<String> others) {
        double which = random.nextDouble();
        if (which < INVENTED) {
            return invented(mentioned, others.get(random.nextInt(others.size())));
        }
        return which < INVENTED + LISTED && !goods.isEmpty() ? goods.get(random.nextInt(goods.size())) : mentioned;
    }

    /** A thing that does not exist, of the beginning of one name and the end of another: what it is only its place tells. */
    private static String invented(String one, String other) {
        String first = one.substring(0, ends(one));
        String last = other.substring(0, ends(other));
        return first.substring(0, (first.length() + 1) / 2) + last.substring(last.length() / 2);
    }

    /** Where the first word ends. */
    private static int ends(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name.length() : space;
    }

    private LabelledMessage withNoise(LabelledMessage message) {
        Editable text = new Editable(message);
        if (chance(0.35)) {
            int slips = 1 + random.nextInt(2);
            for (int i = 0; i < slips; i++) {
                typo(text, 3);
            }
        }
        if (chance(0.2)) {
            misspell(text);
        }
        if (chance(0.3)) {
            dropSigns(text);
        }
        LabelledMessage noisy = text.toMessage();
        return noisy.with(changedInPlace(noisy.text()), noisy.spans());
    }

    /** Changes that keep every offset: case, accents. */
    private String changedInPlace(String text) {
        String changed = text;
        if (chance(0.2)) {
            String lower = changed.toLowerCase(Locale.ROOT);
            changed = lower.length() == changed.length() ? lower : changed;
        } else if (chance(0.04)) {
            String upper = changed.toUpperCase(Locale.ROOT);
            changed = upper.length() == changed.length() ? upper : changed;
        }
        if (chance(0.2)) {
            StringBuilder plain = new StringBuilder(changed);
            for (int i = 0; i < plain.length(); i++) {
                String decomposed = Normalizer.normalize(String.valueOf(plain.charAt(i)), Normalizer.Form.NFD);
                plain.setCharAt(i, decomposed.charAt(0));
            }
            changed = plain.toString();
        }
        return changed;
    }

    private void typo(Editable text, int shortest) {
        for (int attempt = 0; attempt < 8; attempt++) {
            int at = random.nextInt(Math.max(1, text.length()));
            if (at + 1 >= text.length() || !Character.isLetter(text.charAt(at)) || wordLength(text, at) < shortest) {
                continue;
            }
            char c = Character.toLowerCase(text.charAt(at));
            switch (random.nextInt(5)) {
                case 0 -> text.replace(at, at + 1, "", -1);
                case 1 -> text.replace(at, at + 1, "" + text.charAt(at) + c, -1);
                case 2 -> {
                    if (!Character.isLetter(text.charAt(at + 1))) {
                        continue;
                    }
                    text.replace(at, at + 2, "" + text.charAt(at + 1) + text.charAt(at), -1);
                }
                default -> {
                    String near = NEIGHBOURS.getOrDefault(c, "");
                    if (near.isEmpty()) {
                        continue;
                    }
                    text.replace(at, at + 1, String.valueOf(near.charAt(random.nextInt(near.length()))), -1);
                }
            }
            return;
        }
    }

    private void misspell(Editable text) {
        for (int attempt = 0; attempt < 6; attempt++) {
            String[] rule = SOUNDS[random.nextInt(SOUNDS.length)];
            int at = text.indexOf(rule[0], random.nextInt(Math.max(1, text.length())));
            if (at >= 0) {
                text.replace(at, at + rule[0].length(), rule[1], -1);
                return;
            }
        }
        int space = text.indexOf(" ", random.nextInt(Math.max(1, text.length())));
        if (space > 0) {
            text.replace(space, space + 1, "", -1);
        }
    }

    private static void dropSigns(Editable text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if ("?¿!¡.,".indexOf(text.charAt(i)) >= 0
                    && (i + 1 >= text.length() || !Character.isDigit(text.charAt(i + 1)))) {
                text.replace(i, i + 1, "", -1);
            }
        }
    }

    private static int wordLength(Editable text, int at) {
        int start = at;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end - start;
    }

    private static List<Span> shifted(List<Span> spans, int by) {
        return spans.stream()
                .map(span -> new Span(span.type(), span.start() + by, span.end() + by))
                .toList();
    }

    private List<String> list(EntityType type) {
        return mentions.computeIfAbsent(type, key -> new ArrayList<>());
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A text whose spans move along with its edits. */
    private static final class Editable {
        private final LabelledMessage source;
        private final StringBuilder text;
        private final List<Span> spans;

        Editable(LabelledMessage source) {
            this.source = source;
            this.text = new StringBuilder(source.text());
            this.spans = new ArrayList<>(source.spans());
        }

        int length() {
            return text.length();
        }

        char charAt(int at) {
            return text.charAt(at);
        }

        int indexOf(String part, int from) {
            return text.indexOf(part, from);
        }

        /** Puts {@code by} in the place of a range; {@code whole} is the span that is exactly that range, or -1. */
        void replace(int start, int end, String by, int whole) {
            text.replace(start, end, by);
            int growth = by.length() - (end - start);
            for (int i = 0; i < spans.size(); i++) {
                Span span = spans.get(i);
                int from = span.start() >= end && i != whole ? span.start() + growth : span.start();
                int to = span.end() >= end ? span.end() + growth : span.end();
                spans.set(i, new Span(span.type(), Math.min(from, to), to));
            }
        }

        LabelledMessage toMessage() {
            String result = text.toString();
            if (result.isBlank()) {
                return source;
            }
            List<Span> kept =
                    spans.stream().filter(span -> span.end() > span.start()).toList();
            return source.with(result, kept);
        }
    }
}
