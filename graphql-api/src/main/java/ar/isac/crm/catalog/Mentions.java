package ar.isac.crm.catalog;

import ar.isac.crm.catalog.FamilyFit.Fit;
import ar.isac.crm.catalog.FamilyFit.MadeFor;
import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import ar.isac.crm.catalog.Vocabulary.Meaning;
import ar.isac.crm.catalog.Words.Gap;
import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a text speaks of. The text is cut where another product may begin; in each part the families that fit the
 * most words win, and among them those of whose names the text leaves nothing essential out.
 */
final class Mentions {
    /** More families than anybody reads through. */
    private static final int MAX_ALIKE = 600;

    private static final Set<String> ARTICLES = Set.of("un", "una", "unos", "unas");

    private final Vocabulary vocabulary;
    private final Language language;

    Mentions(Vocabulary vocabulary, Language language) {
        this.vocabulary = vocabulary;
        this.language = language;
    }

    List<Mention> in(String text) {
        List<Mention> mentions = new ArrayList<>();
        List<Word> unclaimed = new ArrayList<>();
        for (List<Word> part : parts(new Rewording(vocabulary, language).of(text))) {
            Optional<Mention> mention = mention(part, text);
            if (mention.isPresent()) {
                Mention found = mention.get();
                mentions.add(mentions.isEmpty() ? withRest(found, unclaimed) : found);
            } else if (mentions.isEmpty()) {
                unclaimed.addAll(part);
            } else {
                mentions.set(mentions.size() - 1, withRest(mentions.getLast(), part));
            }
        }
        return withoutRepeats(mentions);
    }

    private static Mention withRest(Mention mention, List<Word> more) {
        List<Word> rest = new ArrayList<>(mention.rest());
        rest.addAll(more);
        return new Mention(mention.text(), mention.families(), mention.isExact(), rest);
    }

    private List<List<Word>> parts(List<Word> words) {
        List<List<Word>> parts = new ArrayList<>();
        List<Word> part = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean isJoining = language.isJoining(word.text()) && word.gap() != Gap.NONE && !isWithinName(words, i);
            isJoining |= isTogetherWith(words, i);
            if ((isJoining || word.gap().compareTo(Gap.LIST) >= 0) && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
            }
            if (!isJoining) {
                part.add(word);
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    /** «con un cargador» wants one more thing; «con 16 GB» and «con dulce de leche» say what the thing is like. */
    private boolean isTogetherWith(List<Word> words, int i) {
        return i > 0
                && i + 2 < words.size()
                && words.get(i).text().equals("con")
                && ARTICLES.contains(words.get(i + 1).text())
                && vocabulary.meaning(words.get(i + 2)).terms().stream().anyMatch(vocabulary::isHead);
    }

    private boolean isWithinName(List<Word> words, int joining) {
        if (joining == 0 || joining + 1 >= words.size()) {
            return false;
        }
        Set<String> after = vocabulary.meaning(words.get(joining + 1)).terms();
        return vocabulary.meaning(words.get(joining - 1)).terms().stream()
                .anyMatch(one -> after.stream().anyMatch(other -> vocabulary.areNeighbours(one, other)));
    }

    private Optional<Mention> mention(List<Word> part, String text) {
        List<Meaning> meanings = part.stream().map(vocabulary::meaning).toList();
        FamilyFit fitting = new FamilyFit(vocabulary, language, part, meanings);
        List<Fit> fits = new ArrayList<>();
        double most = 0;
        for (Candidate candidate : candidates(part, meanings)) {
            if (candidate.most() < most) {
                break;
            }
            Fit fit = fitting.of(vocabulary.family(candidate.family()));
            if (fit.isNamed()) {
                fits.add(fit);
                most = fit.hasHead() ? Math.max(most, fit.score()) : most;
            }
        }
        List<Fit> headed = fits.stream().filter(Fit::hasHead).toList();
        List<Fit> best = best(headed.isEmpty() ? fits : headed);
        return best.isEmpty() ? Optional.empty() : Optional.of(mention(best, part, text));
    }

    /** A family by its number, with the most that it can score. */
    private record Candidate(int family, int most) {}

    /**
     * Families by the most that each can score, highest first: those that cannot win need no look. Of the thousands that a
     * single word may name («zapatillas», in a shop of zapatillas) those come first that have the values asked for.
     */
    private List<Candidate> candidates(List<Word> part, List<Meaning> meanings) {
        int[] most = new int[vocabulary.capacity()];
        Set<Integer> named = new LinkedHashSet<>();
        int highest = 0;
        for (int i = 0; i < part.size(); i++) {
            if (Words.isGlued(part, i) || !language.isSilent(part.get(i).text())) {
                for (String term : meanings.get(i).terms()) {
                    for (int family : vocabulary.familiesOf(term)) {
                        highest = Math.max(highest, ++most[family]);
                        named.add(family);
                    }
                }
            }
        }
        List<List<Candidate>> byMost = new ArrayList<>();
        for (int i = 0; i <= highest; i++) {
            byMost.add(new ArrayList<>());
        }
        named.forEach(family -> byMost.get(most[family]).add(new Candidate(family, most[family])));
        List<Candidate> candidates = new ArrayList<>();
        for (List<Candidate> alike : byMost.reversed()) {
            candidates.addAll(alike.size() <= MAX_ALIKE ? alike : havingMost(alike, part));
        }
        return candidates;
    }

    private List<Candidate> havingMost(List<Candidate> alike, List<Word> part) {
        Map<Candidate, Long> having = new HashMap<>();
        for (Candidate candidate : alike) {
            Set<String> values = vocabulary.family(candidate.family()).valueWords();
            having.put(
                    candidate,
                    part.stream().filter(word -> values.contains(word.text())).count());
        }
        alike.sort(Comparator.comparing((Candidate candidate) -> -having.getOrDefault(candidate, 0L))
                .thenComparing(Candidate::family));
        return alike.subList(0, MAX_ALIKE);
    }

    private static List<Fit> best(List<Fit> fits) {
        double most = fits.stream().mapToDouble(Fit::score).max().orElse(0);
        List<Fit> best = fits.stream().filter(fit -> fit.score() > most - 1e-6).toList();
        MadeFor madeFor = new MadeFor(best);
        List<Fit> named =
                best.stream().filter(fit -> !madeFor.isForAnother(fit)).toList();
        List<Fit> outright = named.stream().filter(fit -> !fit.isInPassing()).toList();
        return outright.isEmpty() ? named : outright;
    }

    private static Mention mention(List<Fit> best, List<Word> part, String text) {
        List<Fit> exact = best.stream().filter(Fit::isExact).toList();
        List<Fit> complete = exact.stream().filter(Fit::isComplete).toList();
        List<Fit> chosen = !complete.isEmpty() ? complete : !exact.isEmpty() ? exact : best;
        Set<Integer> used = new HashSet<>();
        chosen.forEach(fit -> used.addAll(fit.words()));
        Set<Integer> named = new HashSet<>(used);
        if (exact.isEmpty()) {
            chosen.forEach(fit -> named.addAll(fit.others()));
        }
        int first = named.stream().min(Integer::compare).orElse(0);
        int last = named.stream().max(Integer::compare).orElse(0);
        List<Word> rest = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            if (!used.contains(i)) {
                rest.add(part.get(i));
            }
        }
        List<FamilyEntry> families = chosen.stream()
                .map(Fit::family)
                .sorted(Comparator.comparing(FamilyEntry::firstId))
                .toList();
        String words = text.substring(part.get(first).start(), part.get(last).end());
        return new Mention(words, families, !exact.isEmpty(), rest);
    }

    /** «iPhone» and then «15 pro» is one wish: the vaguer mention goes, its words help the other. */
    private static List<Mention> withoutRepeats(List<Mention> mentions) {
        List<Mention> kept = new ArrayList<>();
        for (int i = 0; i < mentions.size(); i++) {
            Mention mention = mentions.get(i);
            boolean isRepeated = false;
            for (int j = 0; j < mentions.size() && !isRepeated; j++) {
                Mention other = mentions.get(j);
                boolean isVaguer = mention.families().size() > other.families().size();
                boolean isSame = mention.families().size() == other.families().size() && j < i;
                isRepeated = other.isExact() && (isVaguer || isSame) && holds(mention, other);
            }
            if (!isRepeated) {
                kept.add(mention);
            } else {
                helpTheOther(mentions, kept, i);
            }
        }
        return kept;
    }

    private static boolean holds(Mention mention, Mention other) {
        return new HashSet<>(mention.families()).containsAll(other.families());
    }

    private static void helpTheOther(List<Mention> mentions, List<Mention> kept, int repeated) {
        List<Word> rest = mentions.get(repeated).rest();
        if (!kept.isEmpty() && holds(mentions.get(repeated), kept.getLast())) {
            kept.set(kept.size() - 1, withRest(kept.getLast(), rest));
        } else if (repeated + 1 < mentions.size()) {
            mentions.set(repeated + 1, withRest(mentions.get(repeated + 1), rest));
        }
    }
}
