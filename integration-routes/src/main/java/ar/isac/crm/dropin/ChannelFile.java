package ar.isac.crm.dropin;

import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file that defines a channel: its declaration, read and checked, and the routes behind it.
 *
 * @param routes the file as Camel reads it: in the place of the declaration are empty lines, so that lines keep their numbers
 */
record ChannelFile(YamlFile file, ChannelDeclaration declaration, String routes) {

    static final String ITEM = "channel";

    private static final int LONGEST_TEXT = 1_000_000;

    /** What an advisor can upload. */
    private static final int MOST_MEGABYTES = 100;

    private static final Pattern SETTING = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");

    /** Nothing that would be more than a value within an address of an endpoint. */
    private static final Pattern USUAL_VALUE = Pattern.compile("[^\\s?#&{}()]{1,300}");

    /** What reading a file comes to. */
    sealed interface Reading {

        record Read(ChannelFile file) implements Reading {}

        record Wrong(List<RouteProblem> problems) implements Reading {
            public Wrong {
                problems = List.copyOf(problems);
            }
        }
    }

    static boolean isOne(YamlFile file) {
        return file.items().stream().anyMatch(item -> item.kind().equals(ITEM));
    }

    static Reading read(YamlFile file) {
        return new Reader(file).read();
    }

    String name() {
        return file.name();
    }

    String kind() {
        return declaration.kind();
    }

    /** Something wrong with the channel itself. */
    RouteProblem problem(String message) {
        return file.items().stream()
                .filter(item -> item.kind().equals(ITEM))
                .findFirst()
                .map(item ->
                        YamlFile.problem(YamlFile.field(item.value(), "kind").orElse(item.key()), message))
                .orElseGet(() -> RouteProblem.of(message));
    }

    /** Reads one file. Every problem is noted, so that they can be mended together. */
    private static final class Reader {

        private final YamlFile file;
        private final List<RouteProblem> problems = new ArrayList<>();

        Reader(YamlFile file) {
            this.file = file;
        }

        Reading read() {
            List<YamlFile.Item> channels = file.items().stream()
                    .filter(item -> item.kind().equals(ITEM))
                    .toList();
            if (channels.size() > 1) {
                return new Reading.Wrong(
                        List.of(YamlFile.problem(channels.get(1).key(), "A file defines one channel")));
            }
            if (file.items().size() > lines()) {
                return new Reading.Wrong(List.of(
                        YamlFile.problem(channels.getFirst().key(), "Each element begins on a line of its own")));
            }
            Node node = channels.getFirst().value();
            ChannelDeclaration declaration = declaration(node);
            if (declaration != null) {
                problems.addAll(new RouteRules(declaration, file).problems());
            }
            return declaration == null || !problems.isEmpty()
                    ? new Reading.Wrong(problems)
                    : new Reading.Read(new ChannelFile(file, declaration, blanked(channels.getFirst())));
        }

        private @Nullable ChannelDeclaration declaration(Node node) {
            YamlFile.fields(
                    node,
                    Set.of("kind", "type", "title", "webhook", "settings", "capabilities", "accountLimits"),
                    problems);
            String kind = kind(node);
            ChannelType type = type(node);
            Proof proof = proof(YamlFile.field(node, "webhook").orElse(null));
            List<ChannelDeclaration.Setting> settings =
                    settings(YamlFile.field(node, "settings").orElse(null));
            Capabilities capabilities = YamlFile.field(node, "capabilities")
                    .map(this::capabilities)
                    .orElseGet(() -> {
                        wrong(node, "The channel's «capabilities» are missing");
                        return null;
                    });
            Set<String> limits =
                    new HashSet<>(texts(YamlFile.field(node, "accountLimits").orElse(null)));
            return kind == null || type == null || proof == null || capabilities == null
                    ? null
                    : new ChannelDeclaration(
                            kind,
                            type,
                            YamlFile.text(node, "title")
                                    .filter(title -> title.length() <= 80)
                                    .orElse(kind),
                            proof,
                            settings,
                            capabilities,
                            limits);
        }

        private @Nullable String kind(Node node) {
            Node at = YamlFile.field(node, "kind").orElse(node);
            String kind = YamlFile.text(node, "kind").orElse("");
            if (!ChannelDeclaration.KIND.matcher(kind).matches()) {
                wrong(at, "«kind» is the channel's name: small letters, digits and hyphens, 2 to 31 of them");
                return null;
            }
            if (ChannelDeclaration.TAKEN.contains(kind)) {
                wrong(at, "«" + kind + "» is built in");
                return null;
            }
            return kind;
        }

        private @Nullable ChannelType type(Node node) {
            String type = YamlFile.text(node, "type").orElse("OTHER");
            if (!Set.of("TELEGRAM", "WEBCHAT", "EMAIL", "OTHER").contains(type)) {
                wrong(YamlFile.field(node, "type").orElse(node), "«type» is TELEGRAM, WEBCHAT, EMAIL or OTHER");
                return null;
            }
            return ChannelType.valueOf(type);
        }

        private @Nullable Proof proof(@Nullable Node webhook) {
            if (webhook == null) {
                return new Proof.None();
            }
            YamlFile.fields(webhook, Set.of("authentication", "header", "prefix", "encoding"), problems);
            String scheme = YamlFile.text(webhook, "authentication").orElse("");
            String header = YamlFile.text(webhook, "header").orElse("").toLowerCase(Locale.ROOT);
            boolean needsHeader = scheme.equals("HMAC_SHA256") || scheme.equals("TOKEN");
            if (needsHeader && !header.matches("[a-z0-9-]{1,80}")) {
                wrong(webhook, "«header» names the header that proves a delivery");
                return null;
            }
            return switch (scheme) {
                case "HMAC_SHA256" -> {
                    String encoding = YamlFile.text(webhook, "encoding").orElse("HEX");
                    if (!Set.of("HEX", "BASE64").contains(encoding)) {
                        wrong(webhook, "«encoding» is HEX or BASE64");
                        yield null;
                    }
                    yield new Proof.Hmac(
                            header, YamlFile.text(webhook, "prefix").orElse(""), Proof.Hmac.Encoding.valueOf(encoding));
                }
                case "TOKEN" -> new Proof.Token(header);
                case "STANDARD_WEBHOOKS" -> new Proof.StandardWebhooks();
                default -> {
                    wrong(
                            YamlFile.field(webhook, "authentication").orElse(webhook),
                            "«authentication» is HMAC_SHA256, TOKEN or STANDARD_WEBHOOKS: deliveries prove themselves");
                    yield null;
                }
            };
        }

        private List<ChannelDeclaration.Setting> settings(@Nullable Node node) {
            List<ChannelDeclaration.Setting> settings = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (Node each : elements(node)) {
                YamlFile.fields(each, Set.of("name", "description", "required", "pattern"), problems);
                String name = YamlFile.text(each, "name").orElse("");
                if (!SETTING.matcher(name).matches() || !names.add(name)) {
                    wrong(each, "A setting's «name» is letters and digits from a small letter on, and no other's");
                    continue;
                }
                pattern(each)
                        .ifPresent(pattern -> settings.add(new ChannelDeclaration.Setting(
                                name,
                                YamlFile.text(each, "description").orElse(name),
                                YamlFile.text(each, "required")
                                        .filter("true"::equals)
                                        .isPresent(),
                                pattern)));
            }
            return settings;
        }

        private Optional<Pattern> pattern(Node setting) {
            String pattern = YamlFile.text(setting, "pattern").orElse(null);
            if (pattern == null) {
                return Optional.of(USUAL_VALUE);
            }
            try {
                return Optional.of(Pattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                wrong(setting, "«pattern» is not a regular expression: " + e.getDescription());
                return Optional.empty();
            }
        }

        private Capabilities capabilities(Node node) {
            YamlFile.fields(
                    node,
                    Set.of("text", "media", "attached", "caption", "buttons", "location", "contacts", "signals"),
                    problems);
            Node buttons = YamlFile.field(node, "buttons").orElse(null);
            return new Capabilities(
                    number(YamlFile.field(node, "text").orElse(null), "longest", 4_000, 20),
                    media(YamlFile.field(node, "media").orElse(null)),
                    is(node, "attached"),
                    number(YamlFile.field(node, "caption").orElse(null), "longest", 0, 0),
                    number(buttons, "most", 0, 0),
                    number(buttons, "titleLongest", 20, 5),
                    number(buttons, "idLongest", 256, 1),
                    is(node, "location"),
                    is(node, "contacts"),
                    signals(YamlFile.field(node, "signals").orElse(null)));
        }

        /** Each kind by its name alone, or with what is taken of it. */
        private Map<MediaContent.Kind, Capabilities.Files> media(@Nullable Node list) {
            Map<MediaContent.Kind, Capabilities.Files> media = new EnumMap<>(MediaContent.Kind.class);
            for (Node each : elements(list)) {
                if (each instanceof MappingNode) {
                    YamlFile.fields(each, Set.of("kind", "megabytes", "types"), problems);
                }
                String name = each instanceof ScalarNode scalar
                        ? scalar.getValue()
                        : YamlFile.text(each, "kind").orElse("");
                named(MediaContent.Kind.class, name)
                        .ifPresentOrElse(
                                kind -> media.put(
                                        kind,
                                        new Capabilities.Files(
                                                number(each, "megabytes", MOST_MEGABYTES, 1),
                                                Set.copyOf(texts(YamlFile.field(each, "types")
                                                        .orElse(null))))),
                                () -> wrong(each, "There is no kind of medium «" + name + "»"));
            }
            return media;
        }

        private Set<Signal.Kind> signals(@Nullable Node list) {
            Set<Signal.Kind> signals = new HashSet<>();
            for (Node each : elements(list)) {
                String name = each instanceof ScalarNode scalar ? scalar.getValue() : "";
                named(Signal.Kind.class, name)
                        .ifPresentOrElse(signals::add, () -> wrong(each, "A signal is READ, TYPING or REACTION"));
            }
            return signals;
        }

        private static <E extends Enum<E>> Optional<E> named(Class<E> type, String name) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.name().equals(name))
                    .findFirst();
        }

        private int number(@Nullable Node node, String field, int usual, int least) {
            String text = YamlFile.text(node, field).orElse(null);
            if (text == null) {
                return usual;
            }
            if (text.matches("[0-9]{1,7}")
                    && Integer.parseInt(text) >= least
                    && Integer.parseInt(text) <= LONGEST_TEXT) {
                return Integer.parseInt(text);
            }
            wrong(YamlFile.field(node, field).orElseThrow(), "«" + field + "» is a number from " + least + " on");
            return usual;
        }

        private static boolean is(Node node, String field) {
            return YamlFile.text(node, field).filter("true"::equals).isPresent();
        }

        private List<String> texts(@Nullable Node list) {
            return elements(list).stream()
                    .filter(ScalarNode.class::isInstance)
                    .map(element -> ((ScalarNode) element).getValue())
                    .toList();
        }

        private List<Node> elements(@Nullable Node list) {
            if (list == null) {
                return List.of();
            }
            if (list instanceof SequenceNode elements) {
                return elements.getValue();
            }
            wrong(list, "This is a list");
            return List.of();
        }

        private void wrong(Node at, String message) {
            problems.add(YamlFile.problem(at, message));
        }

        private long lines() {
            return file.items().stream()
                    .map(item -> item.key().getStartMark().orElseThrow().getLine())
                    .distinct()
                    .count();
        }

        /** The file without the declaration, with as many lines. */
        private String blanked(YamlFile.Item channel) {
            int from = channel.key().getStartMark().orElseThrow().getLine();
            int next = file.items().stream()
                    .map(item -> item.key().getStartMark().orElseThrow().getLine())
                    .filter(line -> line > from)
                    .min(Integer::compare)
                    .orElse(Integer.MAX_VALUE);
            String[] lines = file.text().split("\\R", -1);
            for (int line = from; line < Math.min(next, lines.length); line++) {
                lines[line] = "";
            }
            return String.join("\n", lines);
        }
    }
}
