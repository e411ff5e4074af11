package ar.isac.crm.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups of words and phrases that mean the same. Immutable. */
final class SynonymGroups {
    private final Map<String, Set<String>> words = new HashMap<>();
    private final Map<String, List<Phrase>> phrases = new HashMap<>();

    private SynonymGroups() {}

    /**
     * A phrase, or a word that a phrase stands for.
     *
     * @param words folded
     * @param others what means the same, folded
     */
    record Phrase(List<String> words, List<List<String>> others) {}

    static SynonymGroups of(Collection<List<String>> groups) {
        SynonymGroups all = new SynonymGroups();
        groups.forEach(all::add);
        all.phrases
                .values()
                .forEach(phrases -> phrases.sort(
                        (one, other) -> other.words().size() - one.words().size()));
        return all;
    }

    private void add(List<String> group) {
        List<List<String>> terms = group.stream()
                .map(Words::textsOf)
                .filter(term -> !term.isEmpty())
                .toList();
        Set<String> forms = terms.stream()
                .filter(term -> term.size() == 1)
                .flatMap(term -> Spelling.forms(term.getFirst(), false).stream())
                .collect(Collectors.toSet());
        forms.forEach(
                word -> words.computeIfAbsent(word, any -> new HashSet<>()).addAll(forms));
        if (terms.stream().anyMatch(term -> term.size() > 1)) {
            terms.forEach(term -> addPhrase(term, terms));
        }
    }

    private void addPhrase(List<String> term, List<List<String>> terms) {
        List<List<String>> others =
                terms.stream().filter(other -> !other.equals(term)).toList();
        phrases.computeIfAbsent(term.getFirst(), any -> new ArrayList<>()).add(new Phrase(term, others));
    }

    /** Other words for the same thing, without phrases. */
    Set<String> words(String word) {
        return words.getOrDefault(word, Set.of());
    }

    /** The phrases that begin with the word, the longest first. */
    List<Phrase> phrases(String first) {
        return phrases.getOrDefault(first, List.of());
    }
}
