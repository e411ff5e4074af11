package ar.isac.crm.dropin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What the routes of a channel may be made of. Everything that is not listed is refused: such files come over the API too, from
 * people who may connect systems and nothing more, so no step may run code, reach the process, its files, its settings or
 * another route, and no customer's text may become an endpoint.
 */
final class RouteRules {

    static final String INBOUND = "direct:crm-inbound";
    static final String IN = "in";
    static final String OUT = "out";
    static final String MEDIA = "media";
    static final String POLL = "poll";
    static final String SIGNAL = "signal";

    private static final Set<String> STEPS = Set.of(
            "choice",
            "convertBodyTo",
            "doTry",
            "filter",
            "removeHeader",
            "removeHeaders",
            "removeProperty",
            "setBody",
            "setHeader",
            "setProperty",
            "split",
            "stop",
            "to",
            "transform");

    /** Camel's languages; of the keys that name one, only these may be used. */
    private static final Set<String> LANGUAGES =
            Set.of("constant", "header", "exchangeProperty", "jq", "simple", "tokenize");

    private static final Set<String> OTHER_LANGUAGES = Set.of(
            "csimple",
            "datasonnet",
            "groovy",
            "hl7terser",
            "java",
            "joor",
            "js",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "spel",
            "variable",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize");

    /** Where calls go to, with the options that may be set. */
    private static final Map<String, Set<String>> CALLED = Map.of(
            "direct", Set.of(),
            "http", Set.of("httpMethod", "throwExceptionOnFailure"),
            "https", Set.of("httpMethod", "throwExceptionOnFailure"),
            "smtp", Set.of("authenticator", "contentType", "from", "replyTo", "subject", "to"),
            "smtps", Set.of("authenticator", "contentType", "from", "replyTo", "subject", "to"));

    /** What messages are asked for from. */
    private static final Map<String, Set<String>> POLLED = Map.of(
            "imap", mailbox(),
            "imaps", mailbox(),
            "timer", Set.of("delay", "fixedRate", "period"));

    private static Set<String> mailbox() {
        return Set.of(
                "delay",
                "folderName",
                "handleFailedMessage",
                "initialDelay",
                "maxMessagesPerPoll",
                "mimeDecodeHeaders",
                "unseen",
                "authenticator");
    }

    /** Fields that name a class to convert to. */
    private static final Set<String> CLASSES = Set.of("type", "resultType");

    private static final Set<String> TYPES = Set.of("String", "byte[]", "Integer", "Long", "Boolean");

    /** How Camel names what it should make or look up in the place of a value. */
    private static final Pattern REFERENCE = Pattern.compile("^#(autowired|bean|class|property|type|valueAs)\\b.*");

    /** Fields of steps that would name code. */
    private static final Set<String> CODE = Set.of(
            "aggregationStrategy",
            "executorService",
            "onPrepare",
            "onWhen",
            "redeliveryPolicyRef",
            "skipBindingOnErrorCode");

    private static final Set<String> ROUTE = Set.of("id", "description", "from");
    private static final Set<String> TEMPLATE = Set.of("id", "description", "from", "parameters");
    private static final Set<String> FROM = Set.of("uri", "parameters", "steps");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");

    /** A piece of simple: what it may name, with keys in brackets and no call. */
    private static final Pattern SIMPLE = Pattern.compile("\\$\\{([^}]*)}|\\$simple\\{([^}]*)}");

    private static final Pattern HARMLESS =
            Pattern.compile("body|bodyAs\\((String|byte\\[])\\)|exchangeId|random\\([0-9, ]+\\)|uuid"
                    + "|(header|headers|exchangeProperty)(\\.[A-Za-z0-9_-]+|\\[['\"]?[A-Za-z0-9._-]+['\"]?])*"
                    + "|date:now(:[A-Za-z0-9:. '_-]+)?");

    private final ChannelDeclaration channel;
    private final YamlFile file;
    private final List<RouteProblem> problems = new ArrayList<>();
    private final Set<String> parameters;

    RouteRules(ChannelDeclaration channel, YamlFile file) {
        this.channel = channel;
        this.file = file;
        this.parameters = Stream.concat(
                        Stream.of(ChannelRoutes.ACCOUNT, ChannelRoutes.LOGIN),
                        channel.settings().stream().map(ChannelDeclaration.Setting::name))
                .collect(Collectors.toUnmodifiableSet());
    }

    List<RouteProblem> problems() {
        Set<String> ids = new HashSet<>();
        for (YamlFile.Item item : file.items()) {
            switch (item.kind()) {
                case ChannelFile.ITEM -> {}
                case "route" -> route(item, ROUTE, ids);
                case "routeTemplate" -> route(item, TEMPLATE, ids);
                default -> wrong(item.key(), "A channel's file has «channel», «route» and «routeTemplate»");
            }
        }
        boolean hasIn = ids.contains(channel.routeId(IN)) || ids.contains(channel.routeId(POLL));
        if (!hasIn || !ids.contains(channel.routeId(OUT))) {
            problems.add(RouteProblem.of("A channel has the routes " + channel.routeId(OUT) + " and "
                    + channel.routeId(IN) + " or " + channel.routeId(POLL)));
        }
        if (channel.capabilities().signals().isEmpty() == ids.contains(channel.routeId(SIGNAL))) {
            problems.add(RouteProblem.of(
                    "A channel has the route " + channel.routeId(SIGNAL) + " where its capabilities name «signals»"));
        }
        return List.copyOf(problems);
    }

    private void route(YamlFile.Item item, Set<String> known, Set<String> ids) {
        YamlFile.fields(item.value(), known, problems);
        boolean isTemplate = known.contains("parameters");
        Node at = YamlFile.field(item.value(), "id").orElse(item.key());
        String id = YamlFile.text(item.value(), "id").orElse("");
        if (!id.startsWith(channel.routeId("")) || !ids.add(id)) {
            wrong(at, "A route's «id» begins with " + channel.routeId("") + " and is no other's");
            return;
        }
        String half = id.substring(channel.routeId("").length());
        if (half.equals(POLL) && !isTemplate) {
            wrong(at, "«" + id + "» is a routeTemplate: each account asks for its own messages");
        }
        Node from = YamlFile.field(item.value(), "from").orElse(null);
        if (from == null) {
            wrong(item.key(), "The route has no «from»");
            return;
        }
        YamlFile.fields(from, FROM, problems);
        from(from, half, isTemplate);
        YamlFile.field(from, "steps").ifPresentOrElse(this::steps, () -> wrong(from, "The route has no «steps»"));
        if (isTemplate) {
            parameters(YamlFile.field(item.value(), "parameters").orElse(null));
        }
        texts(item.value());
    }

    private void from(Node from, String half, boolean isTemplate) {
        Node at = YamlFile.field(from, "uri").orElse(from);
        String uri = YamlFile.text(from, "uri").orElse("");
        if (half.equals(POLL)) {
            endpoint(at, uri, YamlFile.field(from, "parameters").orElse(null), POLLED);
            return;
        }
        String expected = "direct:" + channel.routeId(half) + (isTemplate ? ":{{" + ChannelRoutes.ACCOUNT + "}}" : "");
        if (!uri.equals(expected)) {
            wrong(at, "The route is from " + expected);
        }
    }

    private void parameters(@Nullable Node list) {
        for (Node each : list instanceof SequenceNode elements ? elements.getValue() : List.<Node>of()) {
            String name = YamlFile.text(each, "name").orElse("");
            if (!parameters.contains(name)) {
                wrong(
                        each,
                        "A template's parameters are the channel's settings, " + ChannelRoutes.ACCOUNT + " and "
                                + ChannelRoutes.LOGIN);
            }
        }
    }

    private void steps(Node steps) {
        if (!(steps instanceof SequenceNode list)) {
            wrong(steps, "«steps» is a list");
            return;
        }
        for (Node step : list.getValue()) {
            if (!(step instanceof MappingNode mapping)
                    || mapping.getValue().size() != 1
                    || !(mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode name)) {
                wrong(step, "Each step is one thing, such as «- setBody:»");
            } else if (!STEPS.contains(name.getValue())) {
                wrong(
                        name,
                        "The step «" + name.getValue() + "» is none of "
                                + String.join(", ", STEPS.stream().sorted().toList()));
            } else {
                step(name, mapping.getValue().getFirst().getValueNode());
            }
        }
    }

    private void step(ScalarNode name, Node value) {
        if (name.getValue().equals("to")) {
            Node uri = value instanceof ScalarNode
                    ? value
                    : YamlFile.field(value, "uri").orElse(value);
            String text = uri instanceof ScalarNode scalar ? scalar.getValue() : "";
            endpoint(uri, text, YamlFile.field(value, "parameters").orElse(null), CALLED);
        } else {
            within(value);
        }
    }

    /** What is inside of a step: languages, and further steps. */
    private void within(Node node) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(this::within);
        }
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                wrong(tuple.getKeyNode(), "This is not a name");
            } else if (CODE.contains(key.getValue())) {
                wrong(key, "«" + key.getValue() + "» is not for channels");
            } else if (OTHER_LANGUAGES.contains(key.getValue())) {
                wrong(
                        key,
                        "The language «" + key.getValue() + "» is none of "
                                + String.join(", ", LANGUAGES.stream().sorted().toList()));
            } else if (key.getValue().equals("steps")) {
                steps(tuple.getValueNode());
            } else if (CLASSES.contains(key.getValue())) {
                type(tuple.getValueNode());
            } else if (!LANGUAGES.contains(key.getValue())) {
                within(tuple.getValueNode());
            } else if (tuple.getValueNode() instanceof MappingNode language) {
                YamlFile.fields(language, Set.of("expression", "resultType", "token", "trim"), problems);
                YamlFile.field(language, "resultType").ifPresent(this::type);
            }
        }
    }

    /** Into other types than these a text would become a file, a stream, a process. */
    private void type(Node value) {
        if (!(value instanceof ScalarNode scalar) || !TYPES.contains(scalar.getValue())) {
            wrong(
                    value,
                    "A type is " + String.join(", ", TYPES.stream().sorted().toList()));
        }
    }

    private void endpoint(Node at, String uri, @Nullable Node options, Map<String, Set<String>> allowed) {
        String scheme = uri.contains(":") ? uri.substring(0, uri.indexOf(':')) : "";
        Set<String> known = allowed.get(scheme);
        if (known == null) {
            wrong(
                    at,
                    "There is no «" + scheme + ":» for channels: there are "
                            + String.join(
                                    ", ", allowed.keySet().stream().sorted().toList()));
            return;
        }
        if (uri.contains("?")) {
            wrong(at, "Options stand under «parameters»");
        }
        if (scheme.equals("direct") && !uri.equals(INBOUND) && !uri.startsWith("direct:" + channel.routeId(""))) {
            wrong(at, "A channel's routes call " + INBOUND + " and each other");
        }
        if (options != null) {
            YamlFile.fields(options, known, problems);
            if (options instanceof MappingNode mapping) {
                mapping.getValue().forEach(tuple -> option(tuple.getValueNode()));
            }
        }
    }

    private void option(Node value) {
        if (!(value instanceof ScalarNode scalar)
                || scalar.getValue().startsWith("#")
                || scalar.getValue().contains("RAW")) {
            wrong(value, "An option is a plain value");
        }
    }

    /** All texts of a route: what they name beside themselves. */
    private void texts(Node node) {
        switch (node) {
            case ScalarNode scalar -> text(scalar);
            case SequenceNode list -> list.getValue().forEach(this::texts);
            case MappingNode mapping ->
                mapping.getValue().forEach(tuple -> {
                    texts(tuple.getKeyNode());
                    texts(tuple.getValueNode());
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals("jq")) {
                        jq(tuple.getValueNode());
                    }
                });
            default -> {}
        }
    }

    private void jq(Node value) {
        Node at = YamlFile.field(value, "expression").orElse(value);
        if (at instanceof ScalarNode expression) {
            Jq.problem(expression.getValue())
                    .ifPresent(problem ->
                            problems.add(file.problem(expression, problem.words(), problem.line(), problem.column())));
        }
    }

    private void text(ScalarNode scalar) {
        if (REFERENCE.matcher(scalar.getValue()).matches()) {
            wrong(scalar, "A value is plain");
        }
        Matcher placeholder = PLACEHOLDER.matcher(scalar.getValue());
        while (placeholder.find()) {
            if (!parameters.contains(placeholder.group(1))) {
                wrong(scalar, "{{" + placeholder.group(1) + "}} is no setting of the channel");
            }
        }
        Matcher simple = SIMPLE.matcher(scalar.getValue());
        while (simple.find()) {
            String function = Optional.ofNullable(simple.group(1)).orElse(simple.group(2));
            if (!HARMLESS.matcher(function.strip()).matches()) {
                wrong(
                        scalar,
                        "«" + simple.group()
                                + "»: of simple there are body, bodyAs(String), header, exchangeProperty, date:now"
                                + " and uuid");
            }
        }
    }

    private void wrong(Node at, String message) {
        problems.add(YamlFile.problem(at, message));
    }
}
