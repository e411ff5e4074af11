package ar.isac.crm.catalog;

import ar.isac.crm.catalog.SynonymGroups.Phrase;
import ar.isac.crm.catalog.Words.Gap;
import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what people say and dictate in the way that catalogues write it: numbers in words («quince pro», «litro y medio»),
 * names heard as two words («ai fon»), phrases that mean the same in this shop. What the catalogue itself has stays as it is.
 */
final class Rewording {
    /** Below it, a number in words is as often a count or a turn of phrase («los dos»). */
    private static final long SURELY_A_NAME = 10;

    private final Vocabulary vocabulary;
    private final Language language;

    Rewording(Vocabulary vocabulary, Language language) {
        this.vocabulary = vocabulary;
        this.language = language;
    }

    List<Word> of(String text) {
        return phrases(joined(halves(numbers(Words.of(text)))));
    }

    private List<Word> numbers(List<Word> words) {
        List<Word> written = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            Optional<SpokenNumber> number = isName(words.get(i)) ? Optional.empty() : SpokenNumber.at(words, i);
            if (number.isPresent() && isMeant(words, i, number.get())) {
                written.add(merged(
                        words,
                        i,
                        number.get().length(),
                        Long.toString(number.get().value()),
                        true));
                i += number.get().length();
            } else {
                written.add(words.get(i++));
            }
        }
        return written;
    }

    private boolean isName(Word word) {
        return word.isNumber() || vocabulary.isKnown(word.text());
    }

    private boolean isMeant(List<Word> words, int i, SpokenNumber number) {
        if (number.value() >= SURELY_A_NAME) {
            return true;
        }
        int next = i + number.length();
        boolean isMeasured =
                next < words.size() && vocabulary.isUnit(words.get(next).text());
        boolean isBehindName = i > 0
                && (vocabulary.isAttributeName(words.get(i - 1).text())
                        || (words.get(i).gap() == Gap.SPACE
                                && vocabulary.meaning(words.get(i - 1)).terms().stream()
                                        .anyMatch(vocabulary::isNumbered)));
        return isMeasured || isBehindName;
    }

    /** «medio kilo», «litro y medio», «2 litros y medio», «de litro»; «cuarto de helado» has no unit and stays. */
    private List<Word> halves(List<Word> words) {
        List<Word> written = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            int ofUnit = i + (isWord(words, i + 1, "de") ? 2 : 1);
            if ((word.text().equals("medio") || word.text().equals("media")) && isUnit(words, i + 1)) {
                written.add(number("0.5", word));
            } else if (word.text().equals("cuarto") && isUnit(words, ofUnit)) {
                written.add(number("0.25", word));
                i = ofUnit - 1;
            } else if (isUnit(words, i) && isHalfMore(words, i + 1)) {
                boolean isCounted = !written.isEmpty() && written.getLast().isNumber();
                String whole = isCounted ? written.removeLast().text() : "1";
                String more = isWord(words, i + 2, "cuarto") ? ".25" : ".5";
                written.add(number(whole.contains(".") ? whole : whole + more, word));
                written.add(new Word(word.text(), word.start(), words.get(i + 2).end(), false, Gap.SPACE));
                i += 2;
            } else if (isUnit(words, i) && isHundredths(words, i + 1) && language.isWholeUnit(word.text())) {
                boolean isCounted = !written.isEmpty() && written.getLast().isNumber();
                String whole = isCounted ? written.removeLast().text() : "1";
                written.add(number(whole + "." + words.get(i + 1).text(), word));
                written.add(new Word(word.text(), word.start(), words.get(i + 1).end(), false, Gap.SPACE));
                i++;
            } else if (isLoneUnit(words, i)
                    && (written.isEmpty() || !written.getLast().isNumber())) {
                written.add(number("1", word));
                written.add(new Word(word.text(), word.start(), word.end(), false, Gap.SPACE));
            } else {
                written.add(word);
            }
        }
        return written;
    }

    private boolean isHalfMore(List<Word> words, int i) {
        return isWord(words, i, "y")
                && (isWord(words, i + 1, "medio") || isWord(words, i + 1, "media") || isWord(words, i + 1, "cuarto"));
    }

    /** The «veinte» of «un metro veinte». */
    private boolean isHundredths(List<Word> words, int i) {
        return i < words.size()
                && words.get(i).isNumber()
                && words.get(i).gap() == Gap.SPACE
                && words.get(i).text().matches("[1-9]\\d")
                && !isUnit(words, i + 1);
    }

    private static boolean isWord(List<Word> words, int i, String text) {
        return i < words.size() && words.get(i).text().equals(text);
    }

    private boolean isUnit(List<Word> words, int i) {
        return i < words.size()
                && !words.get(i).isNumber()
                && words.get(i).text().length() > 1
                && vocabulary.isUnit(words.get(i).text());
    }

    private boolean isLoneUnit(List<Word> words, int i) {
        return isUnit(words, i)
                && language.isWholeUnit(words.get(i).text())
                && !vocabulary.isCore(words.get(i).text());
    }

    private static Word number(String text, Word at) {
        return new Word(text, at.start(), at.end(), true, at.gap());
    }

    private List<Word> joined(List<Word> words) {
        List<Word> written = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (isOneName(words, i)) {
                String both = words.get(i).text() + words.get(i + 1).text();
                written.add(merged(words, i, 2, both, false));
                i++;
            } else {
                written.add(words.get(i));
            }
        }
        return written;
    }

    private boolean isOneName(List<Word> words, int i) {
        if (!isUnknown(words, i + 1)
                || words.get(i + 1).gap() != Gap.SPACE
                || words.get(i).isNumber()
                || language.isEveryday(words.get(i).text())) {
            return false;
        }
        String both = words.get(i).text() + words.get(i + 1).text();
        return vocabulary.isKnown(both)
                || (isUnknown(words, i)
                        && both.length() > 3
                        && vocabulary.heard(both).isPresent());
    }

    private boolean isUnknown(List<Word> words, int i) {
        return i < words.size()
                && !words.get(i).isNumber()
                && !language.isEveryday(words.get(i).text())
                && vocabulary.meaning(words.get(i)).terms().isEmpty();
    }

    private List<Word> phrases(List<Word> words) {
        List<Word> written = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            Optional<Phrase> phrase = phrase(words, i);
            if (phrase.isEmpty()) {
                written.add(words.get(i++));
                continue;
            }
            int length = phrase.get().words().size();
            List<String> known = phrase.get().others().stream()
                    .filter(other -> other.stream().allMatch(this::isKnown))
                    .findFirst()
                    .orElseThrow();
            for (int w = 0; w < known.size(); w++) {
                Word whole = merged(words, i, length, known.get(w), Vocabulary.isNumber(known.get(w)));
                written.add(
                        w == 0
                                ? whole
                                : new Word(whole.text(), whole.start(), whole.end(), whole.isNumber(), Gap.SPACE));
            }
            i += length;
        }
        return written;
    }

    /** A phrase that begins here and that the catalogue writes otherwise. */
    private Optional<Phrase> phrase(List<Word> words, int i) {
        return language.synonyms().phrases(words.get(i).text()).stream()
                .filter(phrase -> isAt(phrase.words(), words, i))
                .filter(phrase -> !phrase.words().stream().allMatch(this::isKnown))
                .filter(phrase -> phrase.others().stream()
                        .anyMatch(other -> other.stream().allMatch(this::isKnown)))
                .findFirst();
    }

    private static boolean isAt(List<String> phrase, List<Word> words, int i) {
        return i + phrase.size() <= words.size()
                && words.subList(i, i + phrase.size()).stream()
                        .map(Word::text)
                        .toList()
                        .equals(phrase);
    }

    private boolean isKnown(String word) {
        return vocabulary.isKnown(word) || language.isSilent(word);
    }

    private static Word merged(List<Word> words, int from, int count, String text, boolean isNumber) {
        return new Word(
                text,
                words.get(from).start(),
                words.get(from + count - 1).end(),
                isNumber,
                words.get(from).gap());
    }
}
