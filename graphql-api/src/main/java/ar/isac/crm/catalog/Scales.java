package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Words.Word;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the values of attributes as amounts, so that «la más grande» means something whatever the shop sells. */
final class Scales {

    /** What «grande» means first: how much room a thing takes, then how many it holds, then what is in it. */
    private enum Kind {
        LENGTH,
        COUNT,
        CONTENT,
        SIZE,
        DATA,
        /** A number behind a word, «FPS 50»: more of just that, and no size. */
        NAMED
    }

    /** An amount with what it is counted in; only amounts of one unit can be compared. */
    private record Amount(BigDecimal number, String unit, Kind kind) {}

    /** A scale with what it is of. */
    private record Order(Scale scale, Kind kind) {}

    /** Sizes by letters, the smallest first; a shop of napkins and one of shirts write them differently. */
    private static final List<List<String>> LETTERS = List.of(
            List.of("xxxs", "xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "xxxxl"),
            List.of("rn", "pp", "p", "m", "g", "gg", "xg", "xxg", "xxxg"));

    private static final Set<String> CONTENT = Set.of("g", "ml");
    private static final BigDecimal GB_OF_A_TB = BigDecimal.valueOf(1_024);

    private final Vocabulary vocabulary;
    private final Language language;

    Scales(Vocabulary vocabulary, Language language) {
        this.vocabulary = vocabulary;
        this.language = language;
    }

    /** The order that the word speaks of: «capacidad», «pulgadas», «litros»; empty where the products have none. */
    Optional<Scale> called(Collection<Product> products, String said) {
        List<String> words = Words.textsOf(said);
        if (words.size() != 1) {
            return Optional.empty();
        }
        String word = words.getFirst();
        Map<String, Set<String>> values = valuesOf(products);
        Optional<Scale> named = values.keySet().stream()
                .filter(name -> Words.textsOf(name).equals(words)
                        || vocabulary.isUnitOf(word, name)
                        || vocabulary.meansAttribute(word, name))
                .sorted(Comparator.comparing(name -> !Words.textsOf(name).equals(words)))
                .flatMap(name -> order(name, values.getOrDefault(name, Set.of())).stream())
                .map(Order::scale)
                .findFirst();
        // «más memoria», of telephones that are told apart by their «capacidad».
        return named.or(() -> values.keySet().stream()
                .filter(name -> vocabulary.isToldLike(word, name))
                .flatMap(name -> order(name, values.getOrDefault(name, Set.of())).stream())
                .map(Order::scale)
                .findFirst());
    }

    /** The order of small and big things. */
    Optional<Scale> ofSize(Collection<Product> products) {
        long families = products.stream().map(Product::family).distinct().count();
        return valuesOf(products).entrySet().stream()
                .flatMap(values -> order(values.getKey(), values.getValue()).stream())
                .filter(order -> order.kind() != Kind.NAMED && 2 * familiesOn(order.scale(), products) >= families)
                .min(Comparator.comparing(Order::kind))
                .map(Order::scale);
    }

    private static long familiesOn(Scale scale, Collection<Product> products) {
        return products.stream()
                .filter(product -> scale.of(product).isPresent())
                .map(Product::family)
                .distinct()
                .count();
    }

    private static Map<String, Set<String>> valuesOf(Collection<Product> products) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        products.forEach(product -> product.attributes()
                .forEach(attribute -> values.computeIfAbsent(attribute.name(), any -> new HashSet<>())
                        .add(attribute.value())));
        return values;
    }

    /** The amounts of the unit that most of the values have; a «Universal» among them is left out. */
    private Optional<Order> order(String attribute, Set<String> values) {
        Map<String, Map<String, Amount>> byUnit = new LinkedHashMap<>();
        values.forEach(value -> amounts(value)
                .forEach(amount -> byUnit.computeIfAbsent(amount.unit(), any -> new LinkedHashMap<>())
                        .put(value, amount)));
        return byUnit.values().stream()
                .max(Comparator.comparingInt(Map::size))
                .filter(amounts -> 2 * amounts.size() >= values.size())
                .map(amounts -> order(attribute, amounts))
                .filter(order ->
                        order.scale().amounts().values().stream().distinct().count() > 1);
    }

    private static Order order(String attribute, Map<String, Amount> amounts) {
        Map<String, BigDecimal> numbers = new HashMap<>();
        amounts.forEach((value, amount) -> numbers.put(value, amount.number()));
        return new Order(
                new Scale(attribute, numbers),
                amounts.values().iterator().next().kind());
    }

    /** What a value may be read as; «M» stands in more than one row of sizes. */
    private List<Amount> amounts(String value) {
        List<Word> words = Words.of(value);
        if (words.size() == 1 && !words.getFirst().isNumber()) {
            return letters(words.getFirst().text());
        }
        List<Word> numbers = words.stream().filter(Word::isNumber).toList();
        Optional<Amount> amount =
                switch (numbers.size()) {
                    case 1 -> one(words, numbers.getFirst().text());
                    case 2 -> area(words, numbers);
                    default -> Optional.empty();
                };
        return amount.stream().toList();
    }

    private Optional<Amount> one(List<Word> words, String number) {
        if (words.getFirst().isNumber()) {
            return measured(number, words.size() > 1 ? words.get(1).text() : null, words.size());
        }
        return words.size() == 2 ? Optional.of(counted(words.getFirst().text(), number)) : Optional.empty();
    }

    private static List<Amount> letters(String word) {
        return LETTERS.stream()
                .filter(sizes -> sizes.contains(word))
                .map(sizes -> new Amount(BigDecimal.valueOf(sizes.indexOf(word)), sizes.getFirst(), Kind.SIZE))
                .toList();
    }

    /** «x20» is a pack of twenty; «FPS 50» is fifty of what is called so. */
    private static Amount counted(String word, String number) {
        boolean isPack = "x".equals(word);
        return new Amount(new BigDecimal(number), word, isPack ? Kind.COUNT : Kind.NAMED);
    }

    private Optional<Amount> measured(String number, @Nullable String unit, int words) {
        if (unit == null) {
            return Optional.of(new Amount(new BigDecimal(number), "", Kind.SIZE));
        }
        if (words > 2) {
            return Optional.empty();
        }
        Optional<Measure> measure = language.measure(number, unit);
        if (measure.isPresent()) {
            String of = measure.get().of();
            return Optional.of(
                    new Amount(measure.get().amount(), of, CONTENT.contains(of) ? Kind.CONTENT : Kind.LENGTH));
        }
        Set<String> same = new HashSet<>(language.synonyms(unit));
        same.add(unit);
        if (same.contains("gb") || same.contains("tb")) {
            BigDecimal amount = new BigDecimal(number);
            return Optional.of(new Amount(same.contains("tb") ? amount.multiply(GB_OF_A_TB) : amount, "gb", Kind.DATA));
        }
        return same.contains("pulgadas")
                ? Optional.of(new Amount(new BigDecimal(number), "pulgadas", Kind.LENGTH))
                : Optional.of(new Amount(new BigDecimal(number), singular(unit), Kind.COUNT));
    }

    private static String singular(String unit) {
        return unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }

    /** «140x190» is as big as its surface. */
    private static Optional<Amount> area(List<Word> words, List<Word> numbers) {
        List<String> said = words.stream().map(Word::text).toList();
        boolean isByX = words.getFirst().isNumber() && words.size() >= 3 && "x".equals(said.get(1));
        return isByX && words.get(2).isNumber()
                ? Optional.of(new Amount(
                        new BigDecimal(numbers.getFirst().text())
                                .multiply(new BigDecimal(numbers.getLast().text())),
                        "x",
                        Kind.LENGTH))
                : Optional.empty();
    }
}
