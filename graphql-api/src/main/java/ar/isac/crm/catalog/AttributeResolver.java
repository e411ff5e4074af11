package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Which attribute values a text chooses among some products, and which attributes are still to be chosen. */
@Service
public class AttributeResolver {
    /** How many values are kept as cut into words; they are the same however often one asks. */
    private static final int MAX_REMEMBERED = 10_000;

    private final CatalogIndex index;
    private final Language language;
    private final Map<String, List<Word>> partsOfValue = new ConcurrentHashMap<>();

    AttributeResolver(CatalogIndex index, Language language) {
        this.index = index;
        this.language = language;
    }

    /**
     * What a text chooses.
     *
     * @param values by attribute, as the catalogue writes them
     * @param notOffered what it asks for that none of the products has, as written
     */
    public record Chosen(Map<String, String> values, List<String> notOffered) {}

    /** The values among those of {@code products} that the text chooses: «el azul de 256», «talle 38». */
    public Chosen choose(Collection<Product> products, String text) {
        return choose(
                products, index.vocabulary().reading(() -> new Rewording(index.vocabulary(), language).of(text)), text);
    }

    private Chosen choose(Collection<Product> products, List<Word> words, String text) {
        return new Choice(valuesOf(products), words, text).make();
    }

    /** As {@link #choose(Collection, String)}, among the values of all that is offered of some families. */
    Chosen chooseOf(Collection<FamilyEntry> families, List<Word> words, String text) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (FamilyEntry family : families) {
            family.values()
                    .forEach((name, all) -> values.computeIfAbsent(name, any -> new LinkedHashSet<>())
                            .addAll(all));
        }
        return new Choice(values, words, text).make();
    }

    /**
     * The attributes that tell apart what of {@code products} is in stock and has the chosen values, with the values
     * that are in stock, both in the catalogue's order.
     */
    public Map<String, List<String>> open(Collection<Product> products, Map<String, String> chosen) {
        List<Product> left =
                matching(products, chosen).stream().filter(Product::inStock).toList();
        Map<String, List<String>> open = new LinkedHashMap<>();
        valuesOf(left).forEach((name, values) -> {
            if (values.size() > 1 && !chosen.containsKey(name)) {
                open.put(name, List.copyOf(values));
            }
        });
        return open;
    }

    /** The attributes of {@code products} that the text calls by name: «colores», «de qué talle». */
    public List<String> named(Collection<Product> products, String text) {
        List<Word> words = Words.of(text);
        Vocabulary vocabulary = index.vocabulary();
        return valuesOf(products).keySet().stream()
                .filter(name -> words.stream().anyMatch(word -> vocabulary.meansAttribute(word.text(), name)))
                .toList();
    }

    /** The order that a word speaks of among products: «capacidad», «pulgadas»; empty where they have none. */
    public Optional<Scale> scale(Collection<Product> products, String word) {
        return new Scales(index.vocabulary(), language).called(products, word);
    }

    /** Whether some product of the catalogue has an attribute of this name. */
    public boolean isAttribute(String word) {
        List<String> words = Words.textsOf(word);
        return words.size() == 1 && index.vocabulary().isAttributeName(words.getFirst());
    }

    /** The order of small and big products, by what the catalogue tells of their size; empty where it tells nothing. */
    public Optional<Scale> sizes(Collection<Product> products) {
        return new Scales(index.vocabulary(), language).ofSize(products);
    }

    /** The products that have every chosen value. */
    public static List<Product> matching(Collection<Product> products, Map<String, String> chosen) {
        return chosen.isEmpty()
                ? List.copyOf(products)
                : products.stream().filter(product -> hasAll(product, chosen)).toList();
    }

    static boolean hasAll(Product product, Map<String, String> chosen) {
        for (Map.Entry<String, String> value : chosen.entrySet()) {
            Optional<String> has = product.attribute(value.getKey());
            if (has.isEmpty() || !has.get().equalsIgnoreCase(value.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, Set<String>> valuesOf(Collection<Product> products) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Product product : products) {
            product.attributes()
                    .forEach(attribute -> values.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                            .add(attribute.value()));
        }
        return values;
    }

    /** A value that some of the words may mean; {@code isWhole} when no word of the value is left out. */
    private record Hit(String attribute, String value, Set<Integer> words, boolean isWhole, boolean isByName) {}

    private final class Choice {
        private final Map<String, Set<String>> values;
        private final List<Word> words;
        private final String text;
        private final Vocabulary vocabulary;

        Choice(Map<String, Set<String>> values, List<Word> words, String text) {
            this.values = values;
            this.words = words;
            this.text = text;
            this.vocabulary = index.vocabulary();
        }

        Chosen make() {
            List<Hit> hits = new ArrayList<>();
            values.forEach((name, all) -> all.forEach(value -> addHit(hits, name, value)));
            List<Hit> clear = hits.stream()
                    .filter(hit -> hits.stream().noneMatch(other -> beats(other, hit)))
                    .toList();
            Map<String, String> chosen = new LinkedHashMap<>();
            for (String name : values.keySet()) {
                Set<String> candidates = clear.stream()
                        .filter(hit -> hit.attribute().equals(name))
                        .filter(hit -> clear.stream().noneMatch(other -> isRival(hit, other)))
                        .map(Hit::value)
                        .collect(Collectors.toSet());
                if (candidates.size() == 1) {
                    chosen.put(name, candidates.iterator().next());
                }
            }
            Set<Integer> used = new HashSet<>();
            hits.forEach(hit -> used.addAll(hit.words()));
            return new Chosen(chosen, notOffered(used));
        }

        private boolean beats(Hit other, Hit hit) {
            boolean overlaps = other.words().stream().anyMatch(hit.words()::contains);
            if (!overlaps || other.equals(hit)) {
                return false;
            }
            if (!other.attribute().equals(hit.attribute())) {
                return (other.isByName() && !hit.isByName())
                        || (other.words().size() > hit.words().size() && other.isByName() == hit.isByName());
            }
            return other.words().size() > hit.words().size()
                    || (other.words().size() == hit.words().size() && other.isWhole() && !hit.isWhole());
        }

        /** One number that may be the value of two attributes chooses neither. */
        private boolean isRival(Hit hit, Hit other) {
            return !other.attribute().equals(hit.attribute()) && other.words().equals(hit.words());
        }

        private void addHit(List<Hit> hits, String name, String value) {
            List<Word> parts = partsOf(value);
            Set<Integer> found = new LinkedHashSet<>();
            boolean isWhole = true;
            boolean isNamed = false;
            for (int p = 0; p < parts.size(); p++) {
                boolean isUnit =
                        p > 0 && parts.get(p - 1).isNumber() && !parts.get(p).isNumber();
                int at = isUnit ? unitBehind(found, parts.get(p)) : find(parts, p, name, found);
                if (at >= 0) {
                    found.add(at);
                    isNamed |= !isUnit;
                } else if (!isUnit) {
                    isWhole = false;
                    if (parts.get(p).isNumber()) {
                        return;
                    }
                }
            }
            if (isNamed) {
                hits.add(new Hit(name, value, found, isWhole, found.stream().anyMatch(i -> isByName(i, name))));
            }
        }

        private List<Word> partsOf(String value) {
            List<Word> parts = partsOfValue.get(value);
            if (parts == null) {
                parts = Words.of(value).stream()
                        .filter(part -> part.isNumber() || !language.isSilent(part.text()))
                        .toList();
                if (partsOfValue.size() >= MAX_REMEMBERED) {
                    partsOfValue.clear();
                }
                partsOfValue.put(value, parts);
            }
            return parts;
        }

        private int unitBehind(Set<Integer> found, Word unit) {
            for (int i : found) {
                if (words.get(i).isNumber() && i + 1 < words.size() && isSameUnit(words.get(i + 1), unit)) {
                    return i + 1;
                }
            }
            return -1;
        }

        private int find(List<Word> parts, int p, String name, Set<Integer> found) {
            Word part = parts.get(p);
            for (int i = 0; i < words.size(); i++) {
                boolean fits = part.isNumber() ? isNumber(i, parts, p, name) : isWord(i, part, name);
                if (fits && !found.contains(i)) {
                    return i;
                }
            }
            return -1;
        }

        private boolean isNumber(int i, List<Word> parts, int p, String name) {
            if (!words.get(i).text().equals(parts.get(p).text())) {
                return isSameMeasure(i, parts, p);
            }
            boolean hasUnit = p + 1 < parts.size() && !parts.get(p + 1).isNumber();
            boolean isFollowed = i + 1 < words.size()
                    && vocabulary.isUnit(words.get(i + 1).text())
                    && words.get(i + 1).gap().compareTo(Words.Gap.SPACE) <= 0;
            if (hasUnit && isFollowed) {
                return isSameUnit(words.get(i + 1), parts.get(p + 1));
            }
            return !isFollowed
                    || hasUnit
                    || vocabulary.meansAttribute(words.get(i + 1).text(), name);
        }

        /** «medio kilo» of what comes in 500 g. */
        private boolean isSameMeasure(int i, List<Word> parts, int p) {
            if (!words.get(i).isNumber() || p + 1 >= parts.size()) {
                return false;
            }
            boolean hasUnit =
                    i + 1 < words.size() && vocabulary.isUnit(words.get(i + 1).text());
            if (!hasUnit && words.get(i).text().matches("\\d{3}")) {
                return isInCentimetres(i, parts, p);
            }
            if (i + 1 >= words.size()) {
                return false;
            }
            Optional<Measure> asked =
                    language.measure(words.get(i).text(), words.get(i + 1).text());
            return asked.isPresent()
                    && asked.equals(language.measure(
                            parts.get(p).text(), parts.get(p + 1).text()));
        }

        /** «la de 160» of what comes in 1.60 m. */
        private boolean isInCentimetres(int i, List<Word> parts, int p) {
            Optional<Measure> length =
                    language.measure(parts.get(p).text(), parts.get(p + 1).text());
            return parts.get(p).text().contains(".")
                    && length.isPresent()
                    && length.equals(Measure.of(words.get(i).text(), "cm"));
        }

        private boolean isSameUnit(Word one, Word other) {
            return one.text().equals(other.text())
                    || language.synonyms(one.text()).contains(other.text())
                    || Spelling.forms(other.text(), false).contains(one.text());
        }

        private boolean isWord(int i, Word part, String name) {
            Word word = words.get(i);
            if (word.isNumber()) {
                return false;
            }
            if (Spelling.forms(part.text(), true).contains(word.text())) {
                return word.text().length() > 1
                        || (part.gap() != Words.Gap.NONE && !language.isJoining(word.text()))
                        || isByName(i, name);
            }
            // «rosita», of what is rosa.
            if (Spelling.rootsOfDiminutive(word.text()).stream()
                    .anyMatch(Spelling.forms(part.text(), true)::contains)) {
                return true;
            }
            boolean isKnown = language.isEveryday(word.text()) || vocabulary.isValueOf(word.text(), name);
            return !isKnown
                    && word.text().length() >= 4
                    && (Spelling.sound(word.text()).equals(Spelling.sound(part.text()))
                            || Spelling.slips(word.text(), part.text()) >= 0);
        }

        /** «talle 38», «38 de talle». */
        private boolean isByName(int i, String name) {
            for (int near = i - 2; near <= i + 2; near++) {
                boolean isNeighbour = near >= 0
                        && near < words.size()
                        && near != i
                        && (Math.abs(near - i) == 1
                                || language.isSilent(words.get((near + i) / 2).text()));
                if (isNeighbour && vocabulary.meansAttribute(words.get(near).text(), name)) {
                    return true;
                }
            }
            return false;
        }

        private List<String> notOffered(Set<Integer> used) {
            List<String> asked = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                if (!used.contains(i)) {
                    int end = words.get(i).isNumber() ? endOfNumberAsked(i) : endOfWordAsked(i);
                    if (end >= 0) {
                        asked.add(text.substring(
                                words.get(i).start(), words.get(end).end()));
                    }
                }
            }
            return List.copyOf(asked);
        }

        private int endOfNumberAsked(int i) {
            int next = i + 1;
            boolean hasUnit = next < words.size()
                    && words.get(next).gap().compareTo(Words.Gap.SPACE) <= 0
                    && vocabulary.isUnit(words.get(next).text())
                    && values.keySet().stream()
                            .anyMatch(
                                    name -> vocabulary.isUnitOf(words.get(next).text(), name));
            if (hasUnit) {
                return next;
            }
            return values.keySet().stream().anyMatch(name -> isByName(i, name)) ? i : -1;
        }

        private int endOfWordAsked(int i) {
            String word = words.get(i).text();
            boolean isValueElsewhere = word.length() > 1
                    && !language.isEveryday(word)
                    && values.keySet().stream().anyMatch(name -> vocabulary.isValueOf(word, name));
            boolean isToldByName = i > 0
                    && !language.isEveryday(word)
                    && values.keySet().stream()
                            .anyMatch(name ->
                                    vocabulary.meansAttribute(words.get(i - 1).text(), name));
            return isValueElsewhere || isToldByName ? i : -1;
        }
    }
}
