package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import ar.isac.crm.catalog.Vocabulary.Meaning;
import ar.isac.crm.catalog.Words.Gap;
import ar.isac.crm.catalog.Words.Word;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * How well families fit one part of a text. What can be said of the words alone is found out once; hundreds of families may
 * be compared with them, so of each only that is looked at which somebody asks for.
 */
final class FamilyFit {
    private static final double TAG_SHARE = 0.7;

    /** Below it, a word was misspelt, or made smaller. */
    private static final double WRITTEN_SO = 0.85;

    /** «x2»: so many, of whatever it is. */
    private static final String TIMES = "x";

    private static final Set<String> POINTING = Set.of("el", "un", "del", "los", "las", "la", "al", "lo");

    private final Vocabulary vocabulary;
    private final List<Word> words;
    private final List<Meaning> meanings;
    private final BitSet silent;
    private final BitSet common;
    private final BitSet modifiers;
    private final BitSet brands;
    private final BitSet valuesByName;
    private final int[] units;
    private final int head;

    FamilyFit(Vocabulary vocabulary, Language language, List<Word> words, List<Meaning> meanings) {
        this.vocabulary = vocabulary;
        this.words = words;
        this.meanings = meanings;
        this.silent = those(i -> language.isSilent(words.get(i).text()) && !Words.isGlued(words, i));
        this.common = those(i -> language.isEveryday(words.get(i).text()));
        this.modifiers = those(i -> vocabulary.isModifier(words.get(i).text()) || means(i, vocabulary::isModifier));
        this.brands = those(i -> isWrittenSo(i)
                && means(i, vocabulary::isBrand)
                && !means(i, vocabulary::isHead)
                && !common.get(i)
                && !(i > 0 && silent.get(i - 1)));
        this.valuesByName = those(i -> words.get(i).isNumber() && isValueByName(i));
        this.units = new int[words.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = words.get(i).isNumber() ? unitBehind(i) : -1;
        }
        this.head = findHead();
    }

    /** Tells what is made for another of some fits («Funda iPhone 15» for «iPhone 15») when only the other was named. */
    static final class MadeFor {
        private final Set<List<String>> names = new HashSet<>();
        private final Set<String> lines = new HashSet<>();

        MadeFor(List<Fit> fits) {
            for (Fit fit : fits) {
                List<String> name = fit.family().core();
                if (fit.isByName()) {
                    names.add(name);
                }
                if (fit.isFromStart()) {
                    lines.add(name.getFirst());
                }
            }
        }

        boolean isForAnother(Fit fit) {
            List<String> name = fit.family().core();
            for (int from = 1; from < name.size(); from++) {
                if (!fit.isFromStart() && lines.contains(name.get(from))) {
                    return true;
                }
                for (int to = from + 1; to <= name.size(); to++) {
                    if (names.contains(name.subList(from, to))) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    Fit of(FamilyEntry family) {
        return new Fit(family);
    }

    private BitSet those(IntPredicate words) {
        BitSet those = new BitSet();
        for (int i = 0; i < this.words.size(); i++) {
            if (words.test(i)) {
                those.set(i);
            }
        }
        return those;
    }

    private boolean means(int word, Predicate<String> what) {
        for (String term : meanings.get(word).terms()) {
            if (what.test(term)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWrittenSo(int word) {
        return meanings.get(word).certainty() > WRITTEN_SO;
    }

    private int findHead() {
        for (int i = 0; i < words.size(); i++) {
            boolean isNoun = !words.get(i).isNumber()
                    && isWrittenSo(i)
                    && !common.get(i)
                    && means(i, vocabulary::isHead)
                    && !means(i, vocabulary::isBrand);
            if (isNoun) {
                return i;
            }
        }
        return -1;
    }

    private int unitBehind(int number) {
        int next = number + 1;
        boolean hasUnit = next < words.size()
                && !words.get(next).isNumber()
                && words.get(next).gap().compareTo(Gap.SPACE) <= 0
                && vocabulary.isUnit(words.get(next).text());
        return hasUnit ? next : -1;
    }

    /** The unit behind a number, or -1. */
    private int unitOf(int number) {
        return units[number];
    }

    private boolean isValueByName(int number) {
        for (int i = number - 1; i >= Math.max(0, number - 2); i--) {
            if (vocabulary.isAttributeName(words.get(i).text())) {
                return true;
            }
            if (!silent.get(i)) {
                return false;
            }
        }
        return false;
    }

    /** Sets of positions answer for places before the first as well. */
    private static boolean has(BitSet positions, int i) {
        return i >= 0 && positions.get(i);
    }

    /** How one family fits. */
    final class Fit {
        private final FamilyEntry family;
        private final List<String> core;
        private final BitSet coreSaid = new BitSet();
        private final BitSet coreWords = new BitSet();
        private final BitSet contextWords = new BitSet();
        private double score;

        private Fit(FamilyEntry family) {
            this.family = family;
            this.core = family.core();
            for (int i = 0; i < words.size(); i++) {
                if (!silent.get(i) && !meanings.get(i).terms().isEmpty()) {
                    match(i);
                }
            }
        }

        FamilyEntry family() {
            return family;
        }

        /** How many words fit, less for misspelt ones. */
        double score() {
            return score;
        }

        /** The positions of the words that fit. */
        BitSet words() {
            BitSet used = (BitSet) coreWords.clone();
            used.or(contextWords);
            return used;
        }

        /** Whether the noun that leads the text («funda» in «funda para iPhone») is one of them. */
        boolean hasHead() {
            return head < 0 || coreWords.get(head) || contextWords.get(head);
        }

        /** Whether the text neither asks for another model nor leaves out what makes this one. */
        boolean isExact() {
            return !leavesOutEssentials() && others().isEmpty();
        }

        /** Whether the whole name of the family was said. */
        boolean isComplete() {
            return !coreSaid.isEmpty() && !isMissing(term -> true);
        }

        /** Whether more of its name was said than its brand or category. */
        boolean isByName() {
            return isSaid(term -> !family.optional().contains(term));
        }

        /** Whether the first word of its name was said. */
        boolean isFromStart() {
            return coreSaid.get(0);
        }

        /** Whether only a later word of its name was said («TV» of «Soporte para TV»). */
        boolean isInPassing() {
            return !coreSaid.isEmpty()
                    && !coreSaid.get(0)
                    && !isSaid(Vocabulary::isNumber)
                    && !family.optional().contains(core.getFirst());
        }

        /** Whether some word of its name that was said is such. */
        private boolean isSaid(Predicate<String> what) {
            for (int at = coreSaid.nextSetBit(0); at >= 0; at = coreSaid.nextSetBit(at + 1)) {
                if (what.test(core.get(at))) {
                    return true;
                }
            }
            return false;
        }

        /** Whether some word of its name that nobody leaves out was not said and is such. */
        private boolean isMissing(Predicate<String> what) {
            for (int at = coreSaid.nextClearBit(0); at < core.size(); at = coreSaid.nextClearBit(at + 1)) {
                if (!family.optional().contains(core.get(at)) && what.test(core.get(at))) {
                    return true;
                }
            }
            return false;
        }

        private void match(int i) {
            Meaning meaning = meanings.get(i);
            boolean isCore = false;
            for (int position = 0; position < core.size(); position++) {
                boolean canBe = meaning.terms().contains(core.get(position)) && !coreSaid.get(position);
                if (canBe && canMean(i, position) && (!isCore || isJoined(i, position))) {
                    coreSaid.set(position);
                    coreWords.set(i);
                    isCore = true;
                    score += meaning.certainty();
                }
            }
            boolean isOfOtherCode = isCode(i) && !coreWords.get(i - 1) && !contextWords.get(i - 1);
            if (!isCore && isOfOtherCode) {
                return;
            }
            if (!isCore && means(i, family::isContext)) {
                contextWords.set(i);
                score += meaning.certainty();
            } else if (!isCore && means(i, family.tags()::contains)) {
                contextWords.set(i);
                score += TAG_SHARE * meaning.certainty();
            }
        }

        /** Whether the number is one with the letters before it: the «4» of «ps4». */
        private boolean isCode(int i) {
            return i > 0
                    && words.get(i).isNumber()
                    && words.get(i).gap() == Gap.NONE
                    && !words.get(i - 1).isNumber();
        }

        /** «usbc» says two words at once. */
        private boolean isJoined(int i, int position) {
            String both = core.get(position - 1) + core.get(position);
            return words.get(i).text().equals(both);
        }

        private boolean canMean(int i, int position) {
            boolean isUnitPlace = position > 0 && Vocabulary.isNumber(core.get(position - 1));
            if (!words.get(i).isNumber()) {
                boolean isUnit = isUnitPlace && vocabulary.isUnit(words.get(i).text());
                return !isUnit || coreSaid.get(position - 1);
            }
            boolean isPartOfCode = i > 0
                    && words.get(i).gap() == Gap.NONE
                    && !words.get(i - 1).isNumber()
                    && words.get(i - 1).text().length() <= Vocabulary.MAX_CODE
                    && !contextWords.get(i - 1);
            boolean needsCode = isPartOfCode || family.codes().contains(position - 1);
            if (valuesByName.get(i) || (needsCode && !has(coreSaid, position - 1))) {
                return false;
            }
            int unit = unitOf(i);
            return unit < 0
                    || (position + 1 < core.size() && meanings.get(unit).terms().contains(core.get(position + 1)));
        }

        /** Whether the words suffice to mean the family at all. */
        boolean isNamed() {
            for (int i = contextWords.nextSetBit(0); i >= 0; i = contextWords.nextSetBit(i + 1)) {
                if (!common.get(i)) {
                    return true;
                }
            }
            for (int i = coreWords.nextSetBit(0); i >= 0; i = coreWords.nextSetBit(i + 1)) {
                boolean isName = words.get(i).isNumber()
                        ? isNumberAsName(i)
                        : isCodeOfModel(i)
                                || (words.get(i).text().length() > 1 && !common.get(i) && !isUnitOrModifier(i));
                if (isName) {
                    return true;
                }
            }
            return false;
        }

        /** The «a» of «A54» says that a model is meant, also one that there is not. */
        private boolean isCodeOfModel(int i) {
            boolean isBeforeNumber = i + 1 < words.size()
                    && words.get(i + 1).isNumber()
                    && words.get(i + 1).gap() == Gap.NONE
                    && !words.get(i).text().equals(TIMES);
            return isBeforeNumber
                    && family.codes().stream()
                            .anyMatch(at -> core.get(at).equals(words.get(i).text()));
        }

        private boolean isUnitOrModifier(int i) {
            boolean isUnit = i > 0
                    && words.get(i - 1).isNumber()
                    && vocabulary.isUnit(words.get(i).text());
            boolean isModifier = vocabulary.isModifier(words.get(i).text())
                    && core.indexOf(words.get(i).text()) > 0;
            return isUnit || isModifier;
        }

        /** «el 15», «15 pro», «s24» or nothing but «15» name a model; «15 unidades» does not. */
        private boolean isNumberAsName(int i) {
            boolean isAlone = words.size() == 1;
            boolean isPointedAt = i > 0 && POINTING.contains(words.get(i - 1).text()) && isLastOrSaid(i + 1);
            return isAlone || isPointedAt || has(coreWords, i - 1) || coreWords.get(i + 1);
        }

        private boolean isLastOrSaid(int i) {
            return i >= words.size()
                    || coreWords.get(i)
                    || silent.get(i)
                    || common.get(i)
                    || words.get(i).isNumber();
        }

        /** Who says a number or a «pro» means that very model, not the «max» of it; who says only «iPhone» means any. */
        private boolean leavesOutEssentials() {
            return isMissing(vocabulary::isModifier)
                    && isSaid(term -> Vocabulary.isNumber(term) || vocabulary.isModifier(term));
        }

        /** The positions of the words that ask for another model, line or brand. */
        BitSet others() {
            BitSet others = new BitSet();
            for (int i = 0; i < words.size(); i++) {
                if (!coreWords.get(i) && !contextWords.get(i) && !silent.get(i) && isAnother(i)) {
                    others.set(i);
                }
            }
            return others;
        }

        private boolean isAnother(int i) {
            if (isValue(i)) {
                return false;
            }
            // «ps4», of what is called «ps5».
            if (isCode(i) && contextWords.get(i - 1)) {
                return true;
            }
            if (words.get(i).isNumber()) {
                return unitOf(i) < 0 && !valuesByName.get(i) && isOtherNumber(i);
            }
            if (isOtherLetter(i)) {
                return true;
            }
            boolean isNext = has(coreWords, i - 1) || coreWords.get(i + 1) || isOtherModifier(i - 1);
            return brands.get(i) || (isNext && isOtherModifier(i));
        }

        /** «series x», of a Series S: a letter that stands alone where the name has another one. */
        private boolean isOtherLetter(int i) {
            boolean isCount = words.get(i).text().equals(TIMES)
                    && i + 1 < words.size()
                    && words.get(i + 1).isNumber();
            if (words.get(i).text().length() != 1 || isCount || !has(coreWords, i - 1)) {
                return false;
            }
            for (int at = 1; at < core.size(); at++) {
                boolean isInItsPlace = core.get(at).length() == 1
                        && !Vocabulary.isNumber(core.get(at))
                        && !coreSaid.get(at)
                        && coreSaid.get(at - 1)
                        && meanings.get(i - 1).terms().contains(core.get(at - 1));
                if (isInItsPlace) {
                    return true;
                }
            }
            return false;
        }

        private boolean isOtherModifier(int i) {
            return has(modifiers, i) && !coreWords.get(i) && !isValue(i);
        }

        /** «iPhone 16» where there is a 15; not the two of «2 iPhone 15» nor the price behind it. */
        private boolean isOtherNumber(int i) {
            int before = i - 1;
            boolean isCount = before >= 0 && words.get(before).text().equals(TIMES);
            if (before < 0
                    || isCount
                    || silent.get(before)
                    || words.get(i).text().length() > 4) {
                return false;
            }
            boolean isBehindName = coreWords.get(before) || means(before, vocabulary::isCore);
            return isBehindName && means(before, vocabulary::isNumbered) && !isSaid(Vocabulary::isNumber);
        }

        private boolean isValue(int i) {
            return family.valueWords().contains(words.get(i).text());
        }
    }
}
