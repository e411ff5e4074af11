package ar.isac.crm.gate;

import graphql.language.Directive;
import graphql.language.DirectivesContainer;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How large a selection is with its fragments written out. Counts stop to grow at a point beyond every limit, so that
 * fragments which double each other cost no more to count than others.
 *
 * @param top fields at the top
 */
record Shape(int depth, int aliases, int directives, int fields, int top) {

    private static final Shape EMPTY = new Shape(0, 0, 0, 0, 0);
    private static final int BEYOND = 1_000_000;

    private Shape and(Shape other) {
        return new Shape(
                Math.max(depth, other.depth),
                sum(aliases, other.aliases),
                sum(directives, other.directives),
                sum(fields, other.fields),
                sum(top, other.top));
    }

    private static int sum(int one, int other) {
        return Math.min(BEYOND, one + other);
    }

    /**
     * Checks every operation of a document.
     *
     * @throws Excess when one is larger than is allowed, or fragments contain themselves
     */
    static void check(Document document, GateSettings settings) {
        Measure measure = new Measure(document);
        for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
            Shape shape = measure.of(operation);
            limit("Depth", shape.depth, settings.depth());
            limit("Root fields", shape.top, settings.rootFields());
            limit("Aliases", shape.aliases, settings.aliases());
            limit("Directives", shape.directives, settings.directives());
            limit("Fields", shape.fields, settings.fields());
        }
        measure.unused();
    }

    private static void limit(String what, int asked, int most) {
        if (asked > most) {
            throw Excess.of(what, asked, most);
        }
    }

    private static final class Measure {

        private final Map<String, FragmentDefinition> fragments = new HashMap<>();
        private final Map<String, Shape> measured = new HashMap<>();
        private final Set<String> open = new HashSet<>();

        Measure(Document document) {
            document.getDefinitionsOfType(FragmentDefinition.class)
                    .forEach(fragment -> fragments.put(fragment.getName(), fragment));
        }

        Shape of(OperationDefinition operation) {
            Shape shape = directives(operation);
            for (VariableDefinition variable : operation.getVariableDefinitions()) {
                shape = shape.and(directives(variable));
            }
            return shape.and(of(operation.getSelectionSet()));
        }

        /** Fragments that nobody uses could still run in circles. */
        void unused() {
            fragments.keySet().forEach(this::of);
        }

        private Shape of(@Nullable SelectionSet selections) {
            Shape shape = EMPTY;
            for (Selection<?> selection : selections == null ? List.<Selection<?>>of() : selections(selections)) {
                shape = shape.and(
                        switch (selection) {
                            case Field field -> of(field);
                            case InlineFragment inline -> directives(inline).and(of(inline.getSelectionSet()));
                            case FragmentSpread spread -> directives(spread).and(of(spread.getName()));
                            default -> throw new IllegalStateException("GraphQL has no other selections");
                        });
            }
            return shape;
        }

        private static List<Selection<?>> selections(SelectionSet set) {
            return set.getSelections().stream()
                    .<Selection<?>>map(selection -> selection)
                    .toList();
        }

        private Shape of(Field field) {
            // Introspection is as deep as its tools make it; the engine has limits of its own for it.
            boolean isIntrospection = field.getName().startsWith("__");
            Shape below = isIntrospection ? EMPTY : of(field.getSelectionSet());
            Shape own = directives(field);
            return new Shape(
                    below.depth + 1,
                    sum(below.aliases, field.getAlias() == null ? 0 : 1),
                    sum(below.directives, own.directives),
                    sum(below.fields, 1),
                    1);
        }

        private Shape of(String fragment) {
            Shape known = measured.get(fragment);
            FragmentDefinition definition = fragments.get(fragment);
            if (known != null || definition == null) {
                return known == null ? EMPTY : known;
            }
            if (!open.add(fragment)) {
                throw Excess.circular();
            }
            Shape shape = directives(definition).and(of(definition.getSelectionSet()));
            open.remove(fragment);
            measured.put(fragment, shape);
            return shape;
        }

        private static Shape directives(DirectivesContainer<?> container) {
            List<Directive> directives = container.getDirectives();
            return new Shape(0, 0, directives.size(), 0, 0);
        }
    }
}
