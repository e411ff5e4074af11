package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the catalogue can be asked for by name, taken from the products alone: the words of families, brands,
 * categories, tags and attributes, in the ways people write them.
 *
 * <p>It counts who says what, so that {@link #put} touches one family only, however large the catalogue. A single
 * question may be asked at any time; several that must agree are asked within {@link #reading}.
 */
final class Vocabulary {
    static final int MAX_CODE = 2;
    private static final int MIN_JOINED = 5;
    private static final int MAX_REMEMBERED = 20_000;

    private final Language language;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, FamilyEntry> familyOfName = new ConcurrentHashMap<>();
    private final List<@Nullable FamilyEntry> families = new ArrayList<>();
    private final Deque<Integer> freeNumbers = new ArrayDeque<>();
    private final Map<String, FamilyNumbers> familiesOfTerm = new ConcurrentHashMap<>();
    private final Map<String, Tally<String>> termsOfForm = new ConcurrentHashMap<>();
    private final Map<String, Tally<String>> termsOfSound = new ConcurrentHashMap<>();
    private final Map<String, Tally<String>> joined = new ConcurrentHashMap<>();
    private final Map<String, Set<Form>> formsByShape = new ConcurrentHashMap<>();
    private final Tally<String> headTerms = new Tally<>();
    private final Tally<String> brandTerms = new Tally<>();
    private final Tally<String> coreTerms = new Tally<>();
    private final Tally<String> numberedTerms = new Tally<>();
    private final Tally<String> pairs = new Tally<>();
    private final Tally<List<String>> names = new Tally<>();
    private final Map<List<String>, Tally<String>> longerNames = new ConcurrentHashMap<>();
    private final Map<String, Integer> modifiers = new ConcurrentHashMap<>();
    private final Tally<String> units = new Tally<>();
    private final Map<String, Tally<String>> unitsOfAttribute = new ConcurrentHashMap<>();
    private final Map<String, Tally<String>> formsOfAttribute = new ConcurrentHashMap<>();
    private final Map<String, Tally<String>> attributesOfForm = new ConcurrentHashMap<>();

    /** What words mean until the next change; a question that began before it remembers in the one that is gone. */
    private volatile Map<String, Meaning> remembered = new ConcurrentHashMap<>();

    /**
     * A family as people name it.
     *
     * @param number its place, taken by another one when it goes
     * @param core the words of its name, in order
     * @param codes positions in the name of letters that are one with the number behind them: the «s» of «S24»
     * @param brand words of its brand
     * @param category words of its category
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
            Set<String> brand,
            Set<String> category,
            Set<String> tags,
            Set<String> optional,
            Map<String, Set<String>> values,
            Set<String> valueWords,
            Set<String> productIds) {

        /** By which families stand in the catalogue's order. */
        String firstId() {
            return productIds.iterator().next();
        }

        /** Whether the word is of its brand or category. */
        boolean isContext(String term) {
            return brand.contains(term) || category.contains(term);
        }

        Stream<String> terms() {
            return Stream.of(core, brand, category, tags)
                    .flatMap(Collection::stream)
                    .distinct();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof FamilyEntry entry && entry.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /** How a written word is understood: the catalogue's words it may stand for, and how sure that is (0 to 1). */
    record Meaning(Set<String> terms, double certainty) {
        static final Meaning NONE = new Meaning(Set.of(), 0);
    }

    /** A way to write a word, with the letters it has as bits: words too far apart are told without comparing them. */
    private record Form(String text, int letters) {
        static Form of(String text) {
            int letters = 0;
            for (int i = 0; i < text.length(); i++) {
                letters |= 1 << (text.charAt(i) & 31);
            }
            return new Form(text, letters);
        }
    }

    Vocabulary(Language language) {
        this.language = language;
    }

    /** Asks several questions of one state. */
    <T> T reading(Supplier<T> questions) {
        lock.readLock().lock();
        try {
            return questions.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Takes a family as it is now.
     *
     * @param name folded
     * @param variants those that are offered; none when the family is gone
     */
    void put(String name, Collection<Product> variants) {
        lock.writeLock().lock();
        try {
            FamilyEntry before = familyOfName.remove(name);
            if (before != null) {
                contribute(before, -1);
                families.set(before.number(), null);
                freeNumbers.push(before.number());
            }
            if (!variants.isEmpty()) {
                FamilyEntry entry = entry(List.copyOf(variants));
                families.set(entry.number(), entry);
                familyOfName.put(name, entry);
                contribute(entry, 1);
            }
            forgetMeanings();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Reads words anew, since they mean something else now. */
    void forgetMeanings() {
        remembered = new ConcurrentHashMap<>();
    }

    /** The family with this name, as customers or the catalogue write it. */
    Optional<FamilyEntry> family(String name) {
        return Optional.ofNullable(familyOfName.get(Words.folded(name)));
    }

    /** The family with this number, of those that {@link #forEachFamilyOf} gives in the same reading. */
    FamilyEntry family(int number) {
        FamilyEntry entry = families.get(number);
        if (entry == null) {
            throw new IllegalArgumentException("No family " + number);
        }
        return entry;
    }

    /** Gives the numbers of the families that have the word; to be asked within {@link #reading}. */
    void forEachFamilyOf(String term, IntConsumer family) {
        FamilyNumbers having = familiesOfTerm.get(term);
        if (having != null) {
            having.forEach(family);
        }
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
        return modifiers.containsKey(term) || language.isModelWord(term);
    }

    boolean areNeighbours(String one, String other) {
        return pairs.contains(one + " " + other);
    }

    /** Whether the word, behind a number, is a unit that some attribute is measured in. */
    boolean isUnit(String word) {
        return units.contains(word)
                || language.synonyms(word).stream().anyMatch(units::contains)
                || language.measure("1", word).filter(this::isMeasured).isPresent();
    }

    private boolean isMeasured(Measure measure) {
        return units.all().stream()
                .anyMatch(unit -> language.measure("1", unit)
                        .filter(known -> known.of().equals(measure.of()))
                        .isPresent());
    }

    /** Whether some value of the attribute is measured in the unit. */
    boolean isUnitOf(String word, String attribute) {
        Tally<String> measured = unitsOfAttribute.get(attribute);
        return measured != null
                && Stream.concat(Stream.of(word), language.synonyms(word).stream())
                        .anyMatch(measured::contains);
    }

    /** Whether an attribute of this name, wherever it has one, is told in a unit of the other one: memoria, capacidad. */
    boolean isToldLike(String word, String attribute) {
        return unitsOfAttribute.keySet().stream()
                .filter(other -> meansAttribute(word, other))
                .flatMap(other -> units.all().stream().filter(unit -> isUnitOf(unit, other)))
                .anyMatch(unit -> isUnitOf(unit, attribute));
    }

    /** Whether the word names an attribute: «talle», «capacidad». */
    boolean isAttributeName(String word) {
        return attributesOfForm.containsKey(word)
                || language.synonyms(word).stream().anyMatch(attributesOfForm::containsKey);
    }

    boolean meansAttribute(String word, String attribute) {
        return isFormOf(word, attribute)
                || language.synonyms(word).stream().anyMatch(synonym -> isFormOf(synonym, attribute));
    }

    private boolean isFormOf(String word, String attribute) {
        Tally<String> attributes = attributesOfForm.get(word);
        return attributes != null && attributes.contains(attribute);
    }

    /** Whether some product has this word in the value of the attribute. */
    boolean isValueOf(String word, String attribute) {
        Tally<String> forms = formsOfAttribute.get(attribute);
        return forms != null && forms.contains(word);
    }

    /** Whether the catalogue itself has the word, as somebody writes it. */
    boolean isKnown(String word) {
        return termsOfForm.containsKey(word) || familiesOfTerm.containsKey(word);
    }

    /** What a written word may stand for. */
    Meaning meaning(Word word) {
        return word.isNumber() ? new Meaning(Set.of(word.text()), 1) : meaning(word.text());
    }

    private Meaning meaning(String word) {
        Map<String, Meaning> known = remembered;
        Meaning meaning = known.get(word);
        if (meaning == null) {
            meaning = understood(word);
            if (known.size() >= MAX_REMEMBERED) {
                forgetMeanings();
            }
            known.put(word, meaning);
        }
        return meaning;
    }

    private Meaning understood(String word) {
        Set<String> terms = new LinkedHashSet<>(all(termsOfForm, word));
        language.synonyms(word).forEach(synonym -> terms.addAll(all(termsOfForm, synonym)));
        terms.addAll(all(joined, word));
        if (!terms.isEmpty()) {
            // Where there is a «mesita de luz», a «mesita» may still be a table.
            Spelling.rootsOfDiminutive(word).forEach(root -> terms.addAll(all(termsOfForm, root)));
            return new Meaning(Collections.unmodifiableSet(terms), 1);
        }
        return language.isEveryday(word) || word.length() < 4
                ? Meaning.NONE
                : diminutive(word).or(() -> heard(word)).orElseGet(() -> misspelt(word));
    }

    /** «remerita», «cargadorcito». */
    private Optional<Meaning> diminutive(String word) {
        Set<String> terms = new LinkedHashSet<>();
        for (String root : Spelling.rootsOfDiminutive(word)) {
            terms.addAll(all(termsOfForm, root));
            language.synonyms(root).forEach(synonym -> terms.addAll(all(termsOfForm, synonym)));
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(new Meaning(terms, 0.95));
    }

    /** A word written as it sounds: «yogur», «aifon». */
    Optional<Meaning> heard(String word) {
        Set<String> alike = all(termsOfSound, Spelling.sound(word));
        return alike.isEmpty() ? Optional.empty() : Optional.of(new Meaning(Set.copyOf(alike), 0.9));
    }

    private Meaning misspelt(String word) {
        Set<String> nearest = new LinkedHashSet<>();
        int fewest = Spelling.slipsAllowed(word.length());
        int letters = Form.of(word).letters();
        for (int length = word.length() - fewest; length <= word.length() + fewest; length++) {
            for (Form form : formsByShape.getOrDefault(shape(word, length), Set.of())) {
                // A slip changes at most two letters of the set.
                int slips = Integer.bitCount(form.letters() ^ letters) > 2 * fewest
                        ? -1
                        : Spelling.slipsWithin(word, form.text());
                if (slips >= 0 && slips <= fewest) {
                    if (slips < fewest) {
                        nearest.clear();
                        fewest = slips;
                    }
                    nearest.addAll(all(termsOfForm, form.text()));
                }
            }
        }
        return nearest.isEmpty() ? Meaning.NONE : new Meaning(nearest, 0.8);
    }

    private FamilyEntry entry(List<Product> variants) {
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
            variant.attributes()
                    .forEach(attribute -> values.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                            .add(attribute.value()));
            ids.add(variant.id());
        }
        Set<String> optional = new HashSet<>(brand);
        category.forEach(word -> optional.addAll(Spelling.forms(word, false)));
        Set<String> valueWords = new HashSet<>();
        values.values().forEach(all -> all.forEach(value -> valueWords.addAll(Words.textsOf(value))));
        return new FamilyEntry(
                nextNumber(),
                first.family(),
                core,
                codesOf(first.family(), core),
                brand,
                category,
                tags,
                optional,
                values,
                valueWords,
                ids);
    }

    private int nextNumber() {
        if (!freeNumbers.isEmpty()) {
            return freeNumbers.pop();
        }
        families.add(null);
        return families.size() - 1;
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

    /** Adds what a family says, or takes it away: every line works in both directions. */
    private void contribute(FamilyEntry entry, int by) {
        entry.terms().forEach(term -> contributeTerm(term, entry.number(), by));
        contributeName(entry.core(), by);
        entry.brand().forEach(term -> brandTerms.add(term, by));
        entry.category().forEach(term -> headTerms.add(term, by));
        entry.values().forEach((attribute, values) -> {
            Spelling.forms(Words.folded(attribute), false)
                    .forEach(form -> count(attributesOfForm, form, attribute, by));
            values.forEach(value -> contributeValue(attribute, value, by));
        });
    }

    private void contributeTerm(String term, int family, int by) {
        FamilyNumbers having = familiesOfTerm.computeIfAbsent(term, any -> new FamilyNumbers());
        boolean wasNew = having.isEmpty();
        if (by > 0) {
            having.add(family);
        } else {
            having.remove(family);
        }
        if (having.isEmpty()) {
            familiesOfTerm.remove(term);
        }
        if (wasNew || having.isEmpty()) {
            Spelling.forms(term, false).forEach(form -> contributeForm(form, term, by));
        }
    }

    private void contributeForm(String form, String term, int by) {
        boolean wasNew = !termsOfForm.containsKey(form);
        count(termsOfForm, form, term, by);
        boolean isGone = !termsOfForm.containsKey(form);
        if (form.length() >= 4 && Character.isLetter(form.charAt(0))) {
            Spelling.sounds(form).forEach(sound -> count(termsOfSound, sound, term, by));
            Set<Form> alike =
                    formsByShape.computeIfAbsent(shape(form, form.length()), any -> ConcurrentHashMap.newKeySet());
            if (wasNew) {
                alike.add(Form.of(form));
            } else if (isGone) {
                alike.remove(Form.of(form));
            }
        }
    }

    private void contributeName(List<String> core, int by) {
        core.forEach(term -> coreTerms.add(term, by));
        if (!core.isEmpty() && !isNumber(core.getFirst())) {
            headTerms.add(core.getFirst(), by);
        }
        boolean hasNumber = core.stream().anyMatch(Vocabulary::isNumber);
        for (int i = 0; i < core.size(); i++) {
            if (hasNumber && !isNumber(core.get(i))) {
                numberedTerms.add(core.get(i), by);
            }
            if (i > 0) {
                pairs.add(core.get(i - 1) + " " + core.get(i), by);
                contributeJoined(core.get(i - 1), core.get(i), by);
            }
        }
        contributeModifiers(core, by);
    }

    private void contributeJoined(String one, String other, int by) {
        if (!isNumber(one) && !isNumber(other) && one.length() + other.length() >= MIN_JOINED - 1) {
            count(joined, one + other, one, by);
            count(joined, one + other, other, by);
        }
    }

    /** A word is a modifier if taking it from a family's name leaves the name of another family. */
    private void contributeModifiers(List<String> core, int by) {
        for (int i = 1; i < core.size(); i++) {
            List<String> without = new ArrayList<>(core);
            String word = without.remove(i);
            if (!isNumber(word)) {
                count(longerNames, List.copyOf(without), word, by);
                if (names.contains(without)) {
                    countModifier(word, by);
                }
            }
        }
        Tally<String> longer = names.add(core, by) ? longerNames.get(core) : null;
        if (longer != null) {
            longer.counts().forEach((word, times) -> countModifier(word, by * times));
        }
    }

    private void countModifier(String word, int by) {
        modifiers.merge(word, by, (had, more) -> had + more == 0 ? null : Integer.valueOf(had + more));
    }

    private void contributeValue(String attribute, String value, int by) {
        List<Word> words = Words.of(value);
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean isUnit = i > 0 && words.get(i - 1).isNumber() && !word.isNumber();
            if (isUnit) {
                units.add(word.text(), by);
                count(unitsOfAttribute, attribute, word.text(), by);
            } else if (!word.isNumber() && !language.isSilent(word.text())) {
                Spelling.forms(word.text(), true).forEach(form -> count(formsOfAttribute, attribute, form, by));
            }
        }
    }

    private static <K> void count(Map<K, Tally<String>> tallies, K key, String one, int by) {
        Tally<String> tally = tallies.computeIfAbsent(key, any -> new Tally<>());
        tally.add(one, by);
        if (tally.isEmpty()) {
            tallies.remove(key);
        }
    }

    private static Set<String> all(Map<String, Tally<String>> tallies, String key) {
        Tally<String> tally = tallies.get(key);
        return tally == null ? Set.of() : tally.all();
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

    /** What a word and its misspellings have in common: how it starts, and the length given. */
    private static String shape(String word, int length) {
        String sound = Spelling.sound(word.substring(0, Math.min(2, word.length())));
        return (sound.isEmpty() ? word.charAt(0) : sound.charAt(0)) + "/" + length;
    }

    static boolean isNumber(String term) {
        return !term.isEmpty() && Character.isDigit(term.charAt(0));
    }
}
