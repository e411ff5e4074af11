package ar.isac.crm.catalog;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Products as JSON objects whose fields are the columns of the import. What an object does not name is left alone, so those
 * that name the same fields are rows of one table.
 */
final class JsonRows implements ImportRows {

    /** A number of exactly three decimals would be read as thousands. */
    private static final int LOOKS_GROUPED = 3;

    private final List<String> header;
    private final Queue<CsvRows.Row> rows = new ArrayDeque<>();

    private JsonRows(List<String> header) {
        this.header = header;
    }

    /** Tables of the objects, in the order of the first of each; a row's line is its place among all, from 1. */
    static List<JsonRows> of(JsonNode products) {
        Map<List<String>, JsonRows> tables = new LinkedHashMap<>();
        long line = 1;
        for (JsonNode product : products) {
            Map<String, String> cells = new LinkedHashMap<>();
            product.properties().forEach(field -> put(cells, field.getKey(), field.getValue()));
            tables.computeIfAbsent(List.copyOf(cells.keySet()), JsonRows::new)
                    .rows
                    .add(new CsvRows.Row(line, new ArrayList<>(cells.values()), false));
            line++;
        }
        return List.copyOf(tables.values());
    }

    private static void put(Map<String, String> cells, String name, JsonNode value) {
        if (name.equals("attributes") && value.isObject()) {
            value.properties().forEach(attribute -> put(cells, "attr:" + attribute.getKey(), attribute.getValue()));
        } else {
            cells.put(name, cell(value));
        }
    }

    private static String cell(JsonNode value) {
        if (value.isArray()) {
            StringJoiner items = new StringJoiner("|");
            value.forEach(item -> items.add(item.asString("")));
            return items.toString();
        }
        return value.isNumber() ? number(value.decimalValue()) : value.asString("");
    }

    private static String number(BigDecimal number) {
        return (number.scale() == LOOKS_GROUPED ? number.setScale(LOOKS_GROUPED + 1) : number).toPlainString();
    }

    @Override
    public boolean isEmpty() {
        return header.isEmpty();
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public CsvRows.@Nullable Row next() {
        return rows.poll();
    }
}
