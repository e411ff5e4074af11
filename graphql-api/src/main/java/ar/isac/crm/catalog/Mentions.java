package ar.isac.crm.catalog;

import ar.isac.crm.catalog.FamilyFit.Fit;
import ar.isac.crm.catalog.FamilyFit.MadeFor;
import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import ar.isac.crm.catalog.Vocabulary.Meaning;
import ar.isac.crm.catalog.Words.Gap;
import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        BitSet naming = naming(part, meanings);
        if (naming.isEmpty()) {
            return Optional.empty();
        }
        List<Fit> fits = fits(part, meanings, naming);
        List<Fit> headed = fits.stream().filter(Fit::hasHead).toList();
        List<Fit> best = best(headed.isEmpty() ? fits : headed);
        return best.isEmpty() ? Optional.empty() : Optional.of(mention(best, part, text));
    }

    /** The words that some family has. */
    private BitSet naming(List<Word> part, List<Meaning> meanings) {
        BitSet naming = new BitSet();
        for (int i = 0; i < part.size(); i++) {
            boolean mayName =
                    Words.isGlued(part, i) || !language.isSilent(part.get(i).text());
            if (mayName && !meanings.get(i).terms().isEmpty()) {
                naming.set(i);
            }
        }
        return naming;
    }

    /** What fits of the families that may win: those that can score no more than another one did need no look. */
    private List<Fit> fits(List<Word> part, List<Meaning> meanings, BitSet naming) {
        FamilyFit fitting = new FamilyFit(vocabulary, language, part, meanings);
        List<Fit> fits = new ArrayList<>();
        List<BitSet> alike = byMost(meanings, naming);
        double most = 0;
        for (int highest = alike.size(); highest > 0 && highest >= most; highest--) {
            for (int family : likeliest(alike.get(highest - 1), part)) {
                Fit fit = fitting.of(vocabulary.family(family));
                if (fit.isNamed()) {
                    fits.add(fit);
                    most = fit.hasHead() ? Math.max(most, fit.score()) : most;
                }
            }
        }
        return fits;
    }

    /**
     * Families, by number, by the most that each can score, which is how many of the text's terms it has: first those that have
     * one, then those that have two.
     */
    private List<BitSet> byMost(List<Meaning> meanings, BitSet naming) {
        List<BitSet> having = new ArrayList<>();
        for (int i = naming.nextSetBit(0); i >= 0; i = naming.nextSetBit(i + 1)) {
            for (String term : meanings.get(i).terms()) {
                vocabulary.forEachFamilyOf(term, family -> count(family, having));
            }
        }
        for (int n = 0; n + 1 < having.size(); n++) {
            having.get(n).andNot(having.get(n + 1));
        }
        return having;
    }

    private static void count(int family, List<BitSet> having) {
        int n = 0;
        while (n < having.size() && having.get(n).get(family)) {
            n++;
        }
        if (n == having.size()) {
            having.add(new BitSet());
        }
        having.get(n).set(family);
    }

    /**
     * At most {@value #MAX_ALIKE} families: of the thousands that a single word may name («zapatillas», in a shop of
     * zapatillas) those that have the values asked for.
     */
    private int[] likeliest(BitSet alike, List<Word> part) {
        if (alike.cardinality() <= MAX_ALIKE) {
            return alike.stream().toArray();
        }
        Set<String> words = part.stream().map(Word::text).collect(Collectors.toSet());
        List<List<Integer>> byValues = new ArrayList<>();
        for (int family = alike.nextSetBit(0); family >= 0; family = alike.nextSetBit(family + 1)) {
            int having = valuesAmong(words, vocabulary.family(family).valueWords());
            while (byValues.size() <= having) {
                byValues.add(new ArrayList<>());
            }
            byValues.get(having).add(family);
        }
        return byValues.reversed().stream()
                .flatMap(List::stream)
                .limit(MAX_ALIKE)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int valuesAmong(Set<String> words, Set<String> values) {
        int count = 0;
        for (String word : words) {
            count += values.contains(word) ? 1 : 0;
        }
        return count;
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
        BitSet used = new BitSet();
        chosen.forEach(fit -> used.or(fit.words()));
        BitSet named = (BitSet) used.clone();
        if (exact.isEmpty()) {
            chosen.forEach(fit -> named.or(fit.others()));
        }
        int first = Math.max(named.nextSetBit(0), 0);
        int last = Math.max(named.length() - 1, 0);
        List<Word> rest = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            if (!used.get(i)) {
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
