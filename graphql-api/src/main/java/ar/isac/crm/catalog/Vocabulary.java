package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the catalogue can be asked for by name, taken from the products alone: the words of families, brands,
 * categories, tags and attributes, in the ways people write them. Immutable; built anew when a name changes.
 */
final class Vocabulary {
    private static final int MIN_JOINED = 5;
    static final int MAX_CODE = 2;

    private final Language language;
    private final List<FamilyEntry> families;
    private final Map<String, Set<String>> termsOfForm = new HashMap<>();
    private final Map<String, Set<String>> termsOfSound = new HashMap<>();
    private final Map<Character, List<String>> formsByStart = new HashMap<>();
    private final Map<String, Set<String>> joined = new HashMap<>();
    private final Map<String, Set<Integer>> familiesOfTerm = new HashMap<>();
    private final Set<String> headTerms = new HashSet<>();
    private final Set<String> brandTerms = new HashSet<>();
    private final Set<String> coreTerms = new HashSet<>();
    private final Set<String> numberedTerms = new HashSet<>();
    private final Set<String> modifiers = new HashSet<>();
    private final Set<String> pairs = new HashSet<>();
    private final Set<String> units = new HashSet<>();
    private final Map<String, Set<String>> attributeForms = new HashMap<>();
    private final Map<String, Set<String>> formsOfName = new HashMap<>();

    /**
     * A family as people name it.
     *
     * @param core the words of its name, in order
     * @param codes positions in the name of letters that are one with the number behind them: the «s» of «S24»
     * @param context words of its brand and category
     * @param tags words of its tags
     * @param optional words of its name that everybody leaves out: brand and category
     * @param values the values of its products' attributes, by attribute
     * @param valueWords the words of those values
     */
    record FamilyEntry(
            int number,
            String name,
            List<String> core,
            Set<Integer> codes,
            Set<String> context,
            Set<String> tags,
            Set<String> optional,
            Map<String, Set<String>> values,
            Set<String> valueWords,
            Set<String> productIds) {}

    /** How a written word is understood: the catalogue's words it may stand for, and how sure that is (0 to 1). */
    record Meaning(Set<String> terms, double certainty) {
        static final Meaning NONE = new Meaning(Set.of(), 0);
    }

    Vocabulary(Collection<Product> products, Language language) {
        this.language = language;
        Map<String, List<Product>> byFamily = new LinkedHashMap<>();
        for (Product product : products) {
            if (product.isActive()) {
                byFamily.computeIfAbsent(Words.folded(product.family()), any -> new ArrayList<>())
                        .add(product);
            }
        }
        this.families = new ArrayList<>();
        byFamily.values().forEach(this::addFamily);
        Set<List<String>> names = new HashSet<>();
        families.forEach(family -> names.add(family.core()));
        families.forEach(family -> findModifiers(family, names));
        indexForms();
    }

    List<FamilyEntry> families() {
        return families;
    }

    Set<Integer> familiesOf(String term) {
        return familiesOfTerm.getOrDefault(term, Set.of());
    }

    boolean isHead(String term) {
        return headTerms.contains(term);
    }

    boolean isBrand(String term) {
        return brandTerms.contains(term);
    }

    boolean isCore(String term) {
        return coreTerms.contains(term);
    }

    /** Whether families with this word in their name are told apart by numbers. */
    boolean isNumbered(String term) {
        return numberedTerms.contains(term);
    }

    /** Whether the word, next to a name, makes it another family. */
    boolean isModifier(String term) {
        return modifiers.contains(term) || language.isModelWord(term);
    }

    boolean areNeighbours(String one, String other) {
        return pairs.contains(one + " " + other);
    }

    /** Whether the word, behind a number, is a unit that some attribute is measured in. */
    boolean isUnit(String word) {
        return units.contains(word) || language.synonyms(word).stream().anyMatch(units::contains);
    }

    /** Whether the word names an attribute: «talle», «capacidad». */
    boolean isAttributeName(String word) {
        return formsOfName.values().stream().anyMatch(forms -> isIn(forms, word));
    }

    boolean meansAttribute(String word, String attribute) {
        return isIn(formsOfName.getOrDefault(attribute, Set.of()), word);
    }

    private boolean isIn(Set<String> forms, String word) {
        return forms.contains(word) || language.synonyms(word).stream().anyMatch(forms::contains);
    }

    /** Whether some product has this word in the value of the attribute. */
    boolean isValueOf(String word, String attribute) {
        return attributeForms.getOrDefault(attribute, Set.of()).contains(word);
    }

    /** What a written word may stand for. */
    Meaning meaning(Word word) {
        return word.isNumber() ? new Meaning(Set.of(word.text()), 1) : meaning(word.text());
    }

    private Meaning meaning(String word) {
        Set<String> terms = new LinkedHashSet<>(termsOfForm.getOrDefault(word, Set.of()));
        language.synonyms(word).forEach(synonym -> terms.addAll(termsOfForm.getOrDefault(synonym, Set.of())));
        terms.addAll(joined.getOrDefault(word, Set.of()));
        if (!terms.isEmpty()) {
            return new Meaning(terms, 1);
        }
        return language.isEveryday(word) || word.length() < 4 ? Meaning.NONE : misspelt(word);
    }

    private Meaning misspelt(String word) {
        Set<String> alike = termsOfSound.get(Spelling.sound(word));
        if (alike != null) {
            return new Meaning(alike, 0.9);
        }
        Set<String> nearest = new LinkedHashSet<>();
        int fewest = Integer.MAX_VALUE;
        for (String form : formsByStart.getOrDefault(startOf(word), List.of())) {
            int slips = Spelling.slips(word, form);
            if (slips >= 0 && slips <= fewest) {
                if (slips < fewest) {
                    nearest.clear();
                    fewest = slips;
                }
                nearest.addAll(termsOfForm.getOrDefault(form, Set.of()));
            }
        }
        return nearest.isEmpty() ? Meaning.NONE : new Meaning(nearest, 0.8);
    }

    private void addFamily(List<Product> variants) {
        Product first = variants.getFirst();
        List<String> core = names(first.family());
        Set<String> brand = new LinkedHashSet<>();
        Set<String> category = new LinkedHashSet<>();
        Set<String> tags = new LinkedHashSet<>();
        Map<String, Set<String>> values = new LinkedHashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        for (Product variant : variants) {
            brand.addAll(names(variant.brand()));
            category.addAll(names(variant.category()));
            variant.tags().forEach(tag -> tags.addAll(names(tag)));
            variant.attributes().forEach(attribute -> {
                values.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                        .add(attribute.value());
                addAttribute(attribute);
            });
            ids.add(variant.id());
        }
        Set<String> context = new LinkedHashSet<>(brand);
        context.addAll(category);
        Set<String> optional = new HashSet<>(brand);
        category.forEach(word -> optional.addAll(Spelling.forms(word, false)));
        Set<String> valueWords = new HashSet<>();
        values.values().forEach(all -> all.forEach(value -> valueWords.addAll(Words.textsOf(value))));
        int number = families.size();
        families.add(new FamilyEntry(
                number,
                first.family(),
                core,
                codesOf(first.family(), core),
                context,
                tags,
                optional,
                values,
                valueWords,
                ids));
        Stream.of(core, context, tags)
                .flatMap(Collection::stream)
                .forEach(term -> familiesOfTerm
                        .computeIfAbsent(term, any -> new LinkedHashSet<>())
                        .add(number));
        addNames(core, brand, category);
    }

    private static Set<Integer> codesOf(String name, List<String> core) {
        Set<Integer> codes = new HashSet<>();
        List<Word> words = Words.of(name);
        for (int i = 1; i < words.size(); i++) {
            String letters = words.get(i - 1).text();
            boolean isCode = words.get(i).isNumber()
                    && words.get(i).gap() == Words.Gap.NONE
                    && !isNumber(letters)
                    && letters.length() <= MAX_CODE;
            for (int at = 0; isCode && at + 1 < core.size(); at++) {
                if (core.get(at).equals(letters)
                        && core.get(at + 1).equals(words.get(i).text())) {
                    codes.add(at);
                }
            }
        }
        return codes;
    }

    private void addNames(List<String> core, Set<String> brand, Set<String> category) {
        coreTerms.addAll(core);
        brandTerms.addAll(brand);
        headTerms.addAll(category);
        if (!core.isEmpty() && !isNumber(core.getFirst())) {
            headTerms.add(core.getFirst());
        }
        boolean hasNumber = core.stream().anyMatch(Vocabulary::isNumber);
        for (int i = 0; i < core.size(); i++) {
            if (hasNumber && !isNumber(core.get(i))) {
                numberedTerms.add(core.get(i));
            }
            if (i > 0) {
                pairs.add(core.get(i - 1) + " " + core.get(i));
                addJoined(core.get(i - 1), core.get(i));
            }
        }
    }

    private void addJoined(String one, String other) {
        if (!isNumber(one) && !isNumber(other) && one.length() + other.length() >= MIN_JOINED - 1) {
            Set<String> terms = joined.computeIfAbsent(one + other, any -> new LinkedHashSet<>());
            terms.add(one);
            terms.add(other);
        }
    }

    private void addAttribute(Attribute attribute) {
        formsOfName.computeIfAbsent(attribute.name(), name -> Spelling.forms(Words.folded(name), false));
        Set<String> forms = attributeForms.computeIfAbsent(attribute.name(), any -> new HashSet<>());
        List<Word> words = Words.of(attribute.value());
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean isUnit = i > 0 && words.get(i - 1).isNumber() && !word.isNumber();
            if (isUnit) {
                units.add(word.text());
            } else if (!word.isNumber() && !language.isSilent(word.text())) {
                forms.addAll(Spelling.forms(word.text(), true));
            }
        }
    }

    /** A word is a modifier if taking it from a family's name leaves the name of another family. */
    private void findModifiers(FamilyEntry family, Set<List<String>> names) {
        List<String> core = family.core();
        for (int i = 1; i < core.size(); i++) {
            List<String> without = new ArrayList<>(core);
            String word = without.remove(i);
            if (!isNumber(word) && names.contains(without)) {
                modifiers.add(word);
            }
        }
    }

    private void indexForms() {
        for (String term : familiesOfTerm.keySet()) {
            for (String form : Spelling.forms(term, false)) {
                termsOfForm.computeIfAbsent(form, any -> new LinkedHashSet<>()).add(term);
            }
        }
        for (Map.Entry<String, Set<String>> entry : termsOfForm.entrySet()) {
            String form = entry.getKey();
            if (form.length() >= 4 && Character.isLetter(form.charAt(0))) {
                formsByStart
                        .computeIfAbsent(startOf(form), any -> new ArrayList<>())
                        .add(form);
                termsOfSound
                        .computeIfAbsent(Spelling.sound(form), any -> new LinkedHashSet<>())
                        .addAll(entry.getValue());
            }
        }
    }

    private List<String> names(@Nullable String name) {
        if (name == null) {
            return List.of();
        }
        List<Word> words = Words.of(name);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).text();
            if (Words.isGlued(words, i) || !(language.isSilent(word) || language.isJoining(word))) {
                names.add(word);
            }
        }
        return names;
    }

    private static char startOf(String word) {
        String sound = Spelling.sound(word.substring(0, Math.min(2, word.length())));
        return sound.isEmpty() ? word.charAt(0) : sound.charAt(0);
    }

    static boolean isNumber(String term) {
        return !term.isEmpty() && Character.isDigit(term.charAt(0));
    }
}
