package ar.isac.crm.dropin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A file's YAML as a tree that knows its lines. Camel reads the same text; this is for what is to be known before. */
final class YamlFile {

    /** A file that unfolds into more than this is not read. */
    private static final int MOST_ALIASES = 20;

    static final int MOST_CHARACTERS = 200_000;

    /** With its aliases written out. */
    private static final int MOST_NODES = 100_000;

    private static final int MOST_LEVELS = 200;

    /** What some editors begin a file with. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final String text;
    private final List<Item> items;

    private YamlFile(String name, String text, List<Item> items) {
        this.name = name;
        this.text = text;
        this.items = items;
    }

    /** An element of the file's list: what kind of thing it is, and the thing. */
    record Item(ScalarNode key, Node value) {

        String kind() {
            return key.getValue();
        }
    }

    /** The file cannot be read. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final transient RouteProblem problem;

        Unreadable(RouteProblem problem) {
            super(problem.message());
            this.problem = problem;
        }

        RouteProblem problem() {
            return problem;
        }
    }

    static YamlFile read(String name, String given) throws Unreadable {
        String text = given.startsWith(BYTE_ORDER_MARK) ? given.substring(1) : given;
        if (text.length() > MOST_CHARACTERS) {
            throw new Unreadable(RouteProblem.of("The file is longer than " + MOST_CHARACTERS + " characters"));
        }
        Node root = compose(name, text);
        checkSize(root);
        if (!(root instanceof SequenceNode list)) {
            throw new Unreadable(problem(root, "The file is not a list of routes"));
        }
        List<Item> items = new ArrayList<>();
        for (Node element : list.getValue()) {
            if (!(element instanceof MappingNode mapping)
                    || mapping.getValue().size() != 1
                    || !(mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode key)) {
                throw new Unreadable(problem(element, "Each element is one thing, such as «- route:»"));
            }
            items.add(new Item(key, mapping.getValue().getFirst().getValueNode()));
        }
        return new YamlFile(name, text, List.copyOf(items));
    }

    private static Node compose(String name, String text) throws Unreadable {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowDuplicateKeys(false)
                // Read whole: where a piece ends within a sign of two characters, the parser reads beyond its own
                // buffer.
                .setBufferSize(text.length() + 1)
                .build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new Unreadable(RouteProblem.of("The file is empty")));
        } catch (MarkedYamlEngineException e) {
            throw new Unreadable(at(e.getProblemMark().or(e::getContextMark), "This is not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Unreadable(RouteProblem.of("This is not YAML: " + e.getMessage()));
        } catch (StackOverflowError tooDeep) {
            // The parser knows no limit of its own.
            throw new Unreadable(RouteProblem.of("The file is nested too deeply"));
        }
    }

    private record Level(Node node, int depth) {}

    /** A few aliases of aliases are a file without end, and one of itself is too. */
    private static void checkSize(Node root) throws Unreadable {
        Deque<Level> open = new ArrayDeque<>(List.of(new Level(root, 1)));
        int nodes = 0;
        while (!open.isEmpty()) {
            Level level = open.pop();
            nodes++;
            if (level.depth() > MOST_LEVELS || nodes > MOST_NODES) {
                throw new Unreadable(problem(level.node(), "The file is nested too deeply, or unfolds without end"));
            }
            switch (level.node()) {
                case SequenceNode list ->
                    list.getValue().forEach(each -> open.push(new Level(each, level.depth() + 1)));
                case MappingNode mapping ->
                    mapping.getValue().forEach(tuple -> {
                        open.push(new Level(tuple.getKeyNode(), level.depth() + 1));
                        open.push(new Level(tuple.getValueNode(), level.depth() + 1));
                    });
                default -> {}
            }
        }
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    List<Item> items() {
        return items;
    }

    /** The ids of the routes that the file names, each with its place. */
    List<ScalarNode> routeIds() {
        return items.stream()
                .filter(item -> item.kind().startsWith("route") || item.kind().equals("from"))
                .map(item -> field(item.value(), "id"))
                .flatMap(Optional::stream)
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .toList();
    }

    /** The value of a mapping's field. */
    static Optional<Node> field(@Nullable Node mapping, String name) {
        return mapping instanceof MappingNode fields
                ? fields.getValue().stream()
                        .filter(tuple -> isNamed(tuple, name))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isNamed(NodeTuple tuple, String name) {
        return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    static Optional<String> text(@Nullable Node mapping, String name) {
        return field(mapping, name).filter(ScalarNode.class::isInstance).map(value -> ((ScalarNode) value).getValue());
    }

    /** Finds what is no mapping, and each field of a mapping that is not known. */
    static void fields(Node node, Set<String> known, Collection<RouteProblem> problems) {
        String names = String.join(", ", known.stream().sorted().toList());
        if (!(node instanceof MappingNode mapping)) {
            problems.add(problem(node, "This has the fields " + names));
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key) || !known.contains(key.getValue())) {
                problems.add(problem(tuple.getKeyNode(), "There is no such field here: there are " + names));
            }
        }
    }

    static RouteProblem problem(Node at, String message) {
        return at(at.getStartMark(), message);
    }

    /**
     * A problem within a text.
     *
     * @param line of the text, from 1; 0 where only the whole is to blame
     */
    RouteProblem problem(ScalarNode text, String message, int line, int column) {
        RouteProblem whole = problem(text, message);
        Integer begin = whole.line();
        if (line == 0 || begin == null || whole.column() == null) {
            return whole;
        }
        boolean isBlock = text.getScalarStyle() == ScalarStyle.LITERAL;
        if (isBlock) {
            // Its lines begin below the sign that announces it, and are indented by as much as the first.
            String[] lines = this.text.split("\\R", -1);
            int at = begin + line;
            int indent = begin < lines.length
                    ? lines[begin].length() - lines[begin].stripLeading().length()
                    : 0;
            return new RouteProblem(message, at, indent + column);
        }
        boolean isQuoted = text.getScalarStyle() != ScalarStyle.PLAIN;
        return line == 1 ? new RouteProblem(message, begin, whole.column() + column - 1 + (isQuoted ? 1 : 0)) : whole;
    }

    private static RouteProblem at(Optional<Mark> mark, String message) {
        return mark.map(place -> new RouteProblem(message, place.getLine() + 1, place.getColumn() + 1))
                .orElseGet(() -> RouteProblem.of(message));
    }
}
