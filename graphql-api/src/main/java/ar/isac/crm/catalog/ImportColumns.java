package ar.isac.crm.catalog;

import ar.isac.crm.catalog.ImportReport.RowError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which column of an import stands where.
 *
 * @param positions of the known columns, by name
 * @param attributes positions of the attribute columns, by the attribute's name, in the file's order
 */
record ImportColumns(
        Map<String, Integer> positions,
        Map<String, Integer> attributes,
        int size,
        List<RowError> problems,
        List<RowError> warnings) {
    private static final List<String> REQUIRED = List.of("sku", "title", "retail_price");
    private static final Set<String> KNOWN = Set.of(
            "sku",
            "title",
            "family",
            "brand",
            "category",
            "retail_price",
            "wholesale_price",
            "stock",
            "image_url",
            "url",
            "description",
            "tags",
            "related");
    private static final String ATTRIBUTE = "attr:";
    private static final int MAX_ATTRIBUTES = ProductRules.MAX_ATTRIBUTES;

    /** Those of a whole catalogue. */
    static ImportColumns of(List<String> header) {
        return of(header, REQUIRED);
    }

    /** Those of a delivery of the shop's own system, which may tell as little as the stock. */
    static ImportColumns partial(List<String> header) {
        return of(header, List.of("sku"));
    }

    private static ImportColumns of(List<String> header, List<String> required) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        Map<String, Integer> attributes = new LinkedHashMap<>();
        List<RowError> problems = new ArrayList<>();
        List<RowError> warnings = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            String cell = header.get(i).strip();
            String name = cell.toLowerCase(Locale.ROOT);
            boolean isNew = true;
            if (name.startsWith(ATTRIBUTE)
                    && name.length() > ATTRIBUTE.length()
                    && attributes.size() < MAX_ATTRIBUTES) {
                isNew = attributes.putIfAbsent(
                                name.substring(ATTRIBUTE.length()).strip(), i)
                        == null;
            } else if (KNOWN.contains(name)) {
                isNew = positions.putIfAbsent(name, i) == null;
            } else if (!name.isEmpty()) {
                warnings.add(new RowError(1, shortened(cell), ImportTexts.text("column.unknown", shortened(cell))));
            }
            if (!isNew) {
                problems.add(new RowError(1, name, ImportTexts.text("column.duplicate", shortened(cell))));
            }
        }
        required.stream()
                .filter(name -> !positions.containsKey(name))
                .forEach(name -> problems.add(new RowError(1, name, ImportTexts.text("column.missing", name))));
        return new ImportColumns(positions, attributes, header.size(), problems, warnings);
    }

    boolean has(String name) {
        return positions.containsKey(name);
    }

    /** Whether a product that is not known yet can be made of them. */
    boolean makeProducts() {
        return positions.keySet().containsAll(REQUIRED);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
