package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import ar.isac.crm.catalog.Vocabulary.Meaning;
import ar.isac.crm.catalog.Words.Gap;
import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How well families fit one part of a text. */
final class FamilyFit {
    private static final double TAG_SHARE = 0.7;

    /** «x2»: so many, of whatever it is. */
    private static final String TIMES = "x";

    private static final Set<String> POINTING = Set.of("el", "un", "del", "los", "las", "la", "al", "lo");

    private final Vocabulary vocabulary;
    private final Language language;
    private final List<Word> words;
    private final List<Meaning> meanings;
    private final int head;

    FamilyFit(Vocabulary vocabulary, Language language, List<Word> words, List<Meaning> meanings) {
        this.vocabulary = vocabulary;
        this.language = language;
        this.words = words;
        this.meanings = meanings;
        this.head = findHead();
    }

    /**
     * How one family fits.
     *
     * @param score how many words fit, less for misspelt ones
     * @param words the positions of those that fit
     * @param others the positions of those that ask for something else
     * @param isNamed whether they suffice to mean the family at all
     * @param hasHead whether the noun that leads the text («funda» in «funda para iPhone») is one of them
     * @param isExact whether the text neither asks for another model nor leaves out what makes this one
     * @param isComplete whether the whole name of the family was said
     * @param isByName whether more of its name was said than its brand or category
     * @param isFromStart whether the first word of its name was said
     * @param isInPassing whether only a later word of its name was said («TV» of «Soporte para TV»)
     */
    record Fit(
            FamilyEntry family,
            double score,
            Set<Integer> words,
            Set<Integer> others,
            boolean isNamed,
            boolean hasHead,
            boolean isExact,
            boolean isComplete,
            boolean isByName,
            boolean isFromStart,
            boolean isInPassing) {}

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
        return new Attempt(family).fit();
    }

    private int findHead() {
        for (int i = 0; i < words.size(); i++) {
            boolean isNoun = meanings.get(i).certainty() > 0.85
                    && meanings.get(i).terms().stream().anyMatch(vocabulary::isHead)
                    && meanings.get(i).terms().stream().noneMatch(vocabulary::isBrand)
                    && !isCommon(i);
            if (isNoun && !words.get(i).isNumber()) {
                return i;
            }
        }
        return -1;
    }

    private boolean isCommon(int word) {
        return language.isEveryday(words.get(word).text());
    }

    private boolean isSilent(int word) {
        return language.isSilent(words.get(word).text()) && !Words.isGlued(words, word);
    }

    /** The unit behind a number, or -1. */
    private int unitOf(int number) {
        int next = number + 1;
        boolean hasUnit = next < words.size()
                && !words.get(next).isNumber()
                && words.get(next).gap().compareTo(Gap.SPACE) <= 0
                && vocabulary.isUnit(words.get(next).text());
        return hasUnit ? next : -1;
    }

    private boolean isValueByName(int number) {
        for (int i = number - 1; i >= Math.max(0, number - 2); i--) {
            if (vocabulary.isAttributeName(words.get(i).text())) {
                return true;
            }
            if (!isSilent(i)) {
                return false;
            }
        }
        return false;
    }

    private final class Attempt {
        private final FamilyEntry family;
        private final Set<Integer> coreSaid = new HashSet<>();
        private final Set<Integer> coreWords = new HashSet<>();
        private final Set<Integer> contextWords = new HashSet<>();
        private double score;

        Attempt(FamilyEntry family) {
            this.family = family;
        }

        Fit fit() {
            for (int i = 0; i < words.size(); i++) {
                if (!isSilent(i)) {
                    match(i);
                }
            }
            Set<Integer> used = new HashSet<>(coreWords);
            used.addAll(contextWords);
            Set<Integer> others = others();
            boolean isExact = others.isEmpty() && !leavesOutEssentials();
            boolean hasHead = head < 0 || used.contains(head);
            boolean isFromStart = coreSaid.contains(0);
            return new Fit(
                    family,
                    score,
                    used,
                    others,
                    isNamed(),
                    hasHead,
                    isExact,
                    !coreSaid.isEmpty() && missing().isEmpty(),
                    coreSaid.stream()
                            .map(family.core()::get)
                            .anyMatch(term -> !family.optional().contains(term)),
                    isFromStart,
                    isInPassing());
        }

        private boolean isInPassing() {
            boolean saysNumber = coreSaid.stream().map(family.core()::get).anyMatch(Vocabulary::isNumber);
            return !coreSaid.isEmpty()
                    && !saysNumber
                    && !coreSaid.contains(0)
                    && !family.optional().contains(family.core().getFirst());
        }

        private void match(int i) {
            Meaning meaning = meanings.get(i);
            boolean isCore = false;
            for (int position = 0; position < family.core().size(); position++) {
                boolean canBe = meaning.terms().contains(family.core().get(position)) && !coreSaid.contains(position);
                if (canBe && canMean(i, position) && (!isCore || isJoined(i, position))) {
                    coreSaid.add(position);
                    coreWords.add(i);
                    isCore = true;
                    score += meaning.certainty();
                }
            }
            if (!isCore && meaning.terms().stream().anyMatch(family::isContext)) {
                contextWords.add(i);
                score += meaning.certainty();
            } else if (!isCore && meaning.terms().stream().anyMatch(family.tags()::contains)) {
                contextWords.add(i);
                score += TAG_SHARE * meaning.certainty();
            }
        }

        /** «usbc» says two words at once. */
        private boolean isJoined(int i, int position) {
            String both = family.core().get(position - 1) + family.core().get(position);
            return words.get(i).text().equals(both);
        }

        private boolean canMean(int i, int position) {
            boolean isUnitPlace =
                    position > 0 && Vocabulary.isNumber(family.core().get(position - 1));
            if (!words.get(i).isNumber()) {
                boolean isUnit = isUnitPlace && vocabulary.isUnit(words.get(i).text());
                return !isUnit || coreSaid.contains(position - 1);
            }
            boolean isPartOfCode = i > 0
                    && words.get(i).gap() == Gap.NONE
                    && !words.get(i - 1).isNumber()
                    && words.get(i - 1).text().length() <= Vocabulary.MAX_CODE
                    && !contextWords.contains(i - 1);
            boolean needsCode = isPartOfCode || family.codes().contains(position - 1);
            if (isValueByName(i) || (needsCode && !coreSaid.contains(position - 1))) {
                return false;
            }
            int unit = unitOf(i);
            return unit < 0
                    || (position + 1 < family.core().size()
                            && meanings.get(unit).terms().contains(family.core().get(position + 1)));
        }

        private boolean isNamed() {
            for (int i : contextWords) {
                if (!isCommon(i)) {
                    return true;
                }
            }
            for (int i : coreWords) {
                String word = words.get(i).text();
                boolean isName = words.get(i).isNumber()
                        ? isNumberAsName(i)
                        : isCodeOfModel(i) || (word.length() > 1 && !isCommon(i) && !isUnitOrModifier(i));
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
                            .anyMatch(at ->
                                    family.core().get(at).equals(words.get(i).text()));
        }

        private boolean isUnitOrModifier(int i) {
            boolean isUnit = i > 0
                    && words.get(i - 1).isNumber()
                    && vocabulary.isUnit(words.get(i).text());
            boolean isModifier = vocabulary.isModifier(words.get(i).text())
                    && family.core().indexOf(words.get(i).text()) > 0;
            return isUnit || isModifier;
        }

        /** «el 15», «15 pro», «s24» or nothing but «15» name a model; «15 unidades» does not. */
        private boolean isNumberAsName(int i) {
            boolean isAlone = words.size() == 1;
            boolean isPointedAt = i > 0 && POINTING.contains(words.get(i - 1).text()) && isLastOrSaid(i + 1);
            return isAlone || isPointedAt || coreWords.contains(i - 1) || coreWords.contains(i + 1);
        }

        private boolean isLastOrSaid(int i) {
            return i >= words.size()
                    || coreWords.contains(i)
                    || isSilent(i)
                    || isCommon(i)
                    || words.get(i).isNumber();
        }

        private List<Integer> missing() {
            List<Integer> missing = new ArrayList<>();
            for (int position = 0; position < family.core().size(); position++) {
                boolean isOptional = family.optional().contains(family.core().get(position));
                if (!coreSaid.contains(position) && !isOptional) {
                    missing.add(position);
                }
            }
            return missing;
        }

        /** Who says a number or a «pro» means that very model, not the «max» of it; who says only «iPhone» means any. */
        private boolean leavesOutEssentials() {
            List<String> said = coreSaid.stream().map(family.core()::get).toList();
            boolean saysModel =
                    said.stream().anyMatch(term -> Vocabulary.isNumber(term) || vocabulary.isModifier(term));
            return saysModel && missing().stream().map(family.core()::get).anyMatch(vocabulary::isModifier);
        }

        /** The words that ask for another model, line or brand. */
        private Set<Integer> others() {
            Set<Integer> others = new HashSet<>();
            for (int i = 0; i < words.size(); i++) {
                if (!coreWords.contains(i) && !contextWords.contains(i) && !isSilent(i) && isAnother(i)) {
                    others.add(i);
                }
            }
            return others;
        }

        private boolean isAnother(int i) {
            if (isValue(i)) {
                return false;
            }
            if (words.get(i).isNumber()) {
                return unitOf(i) < 0 && !isValueByName(i) && isOtherNumber(i);
            }
            boolean isNext = coreWords.contains(i - 1) || coreWords.contains(i + 1) || isOtherModifier(i - 1);
            boolean isOtherModel = isNext && isOtherModifier(i);
            boolean isOtherBrand = meanings.get(i).certainty() > 0.85
                    && meanings.get(i).terms().stream().anyMatch(vocabulary::isBrand)
                    && meanings.get(i).terms().stream().noneMatch(vocabulary::isHead)
                    && !isCommon(i)
                    && !(i > 0 && isSilent(i - 1));
            return isOtherModel || isOtherBrand;
        }

        private boolean isOtherModifier(int i) {
            return i >= 0
                    && i < words.size()
                    && !coreWords.contains(i)
                    && !isValue(i)
                    && (vocabulary.isModifier(words.get(i).text())
                            || meanings.get(i).terms().stream().anyMatch(vocabulary::isModifier));
        }

        /** «iPhone 16» where there is a 15; not the two of «2 iPhone 15» nor the price behind it. */
        private boolean isOtherNumber(int i) {
            int before = i - 1;
            boolean isCount = before >= 0 && words.get(before).text().equals(TIMES);
            if (before < 0 || isCount || isSilent(before) || words.get(i).text().length() > 4) {
                return false;
            }
            boolean isBehindName = coreWords.contains(before)
                    || meanings.get(before).terms().stream().anyMatch(vocabulary::isCore);
            boolean saysItsNumber = coreSaid.stream().map(family.core()::get).anyMatch(Vocabulary::isNumber);
            boolean isNumberedLine = meanings.get(before).terms().stream().anyMatch(vocabulary::isNumbered);
            return isBehindName && !saysItsNumber && isNumberedLine;
        }

        private boolean isValue(int i) {
            return family.valueWords().contains(words.get(i).text());
        }
    }
}
