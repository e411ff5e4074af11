package ar.isac.crm.export;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a list: the leaves below {@code nodes} of its document, in their order, named by their paths, such as
 * {@code customer.displayName}. What a row has several of stands in one cell, with bars between.
 */
record Columns(List<List<String>> paths) {

    private static final String SEPARATOR = "|";

    static Columns of(String document) {
        Document parsed = new Parser().parseDocument(document);
        OperationDefinition operation =
                parsed.getDefinitionsOfType(OperationDefinition.class).getFirst();
        List<List<String>> paths = new ArrayList<>();
        Field list = (Field) operation.getSelectionSet().getSelections().getFirst();
        list.getSelectionSet().getSelectionsOfType(Field.class).stream()
                .filter(field -> field.getName().equals("nodes"))
                .forEach(nodes -> collect(nodes.getSelectionSet(), List.of(), paths));
        return new Columns(List.copyOf(paths));
    }

    private static void collect(SelectionSet selection, List<String> above, List<List<String>> paths) {
        for (Field field : selection.getSelectionsOfType(Field.class)) {
            List<String> path = new ArrayList<>(above);
            path.add(field.getResultKey());
            if (field.getSelectionSet() == null) {
                paths.add(List.copyOf(path));
            } else {
                collect(field.getSelectionSet(), path, paths);
            }
        }
    }

    List<String> names() {
        return paths.stream().map(path -> String.join(".", path)).toList();
    }

    List<String> cells(Map<?, ?> node) {
        return paths.stream().map(path -> cell(node, path)).toList();
    }

    private static String cell(@Nullable Object value, List<String> path) {
        return switch (value) {
            case null -> "";
            case List<?> several ->
                several.stream().map(each -> cell(each, path)).collect(Collectors.joining(SEPARATOR));
            case Map<?, ?> object
            when !path.isEmpty() -> cell(object.get(path.getFirst()), path.subList(1, path.size()));
            default -> harmless(value.toString());
        };
    }

    /**
     * A value that a spreadsheet shows and does not calculate: what it would take for a formula has an apostrophe in front.
     * Negative numbers are none.
     */
    static String harmless(String value) {
        String shown = value.stripLeading();
        boolean isFormula = !value.isEmpty()
                && ("\t\r\n".indexOf(value.charAt(0)) >= 0
                        || (!shown.isEmpty() && "=+-@\uff1d\uff0b\uff0d\uff20".indexOf(shown.charAt(0)) >= 0));
        return isFormula && !value.matches("-\\d+(?:\\.\\d+)?") ? "'" + value : value;
    }
}
