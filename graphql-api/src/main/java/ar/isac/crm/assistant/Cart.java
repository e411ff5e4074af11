package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Selling.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a customer wants, a line for each product, in the order in which it was said. */
record Cart(List<Line> lines) {

    static final Cart EMPTY = new Cart(List.of());

    private static final int MOST_LINES = 20;

    Cart {
        lines = List.copyOf(lines.subList(0, Math.min(lines.size(), MOST_LINES)));
    }

    static Cart of(String sku, int quantity) {
        return new Cart(List.of(new Line(sku, quantity)));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    boolean holds(String sku) {
        return lines.stream().anyMatch(line -> line.sku().equals(sku));
    }

    List<String> skus() {
        return lines.stream().map(Line::sku).toList();
    }

    int unitsOf(String sku) {
        return lines.stream()
                .filter(line -> line.sku().equals(sku))
                .mapToInt(Line::quantity)
                .sum();
    }

    int units() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }

    /** So many units of a product, instead of what there was of it; one that is new comes last. */
    Cart with(String sku, int quantity) {
        Line line = new Line(sku, Math.max(1, quantity));
        List<Line> next = new ArrayList<>(lines);
        next.replaceAll(other -> other.sku().equals(sku) ? line : other);
        if (!holds(sku)) {
            next.add(line);
        }
        return new Cart(next);
    }

    Cart without(Collection<String> skus) {
        return new Cart(
                lines.stream().filter(line -> !skus.contains(line.sku())).toList());
    }
}
