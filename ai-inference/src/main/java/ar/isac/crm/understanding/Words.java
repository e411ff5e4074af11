package ar.isac.crm.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The words of a message or of a part of it. What is asked for in words is {@code ^} before the first word and {@code $} after
 * the last one.
 */
final class Words {

    private final List<Word> words;

    private Words(List<Word> words) {
        this.words = words;
    }

    /** Tokens with what the language and the caller know of them. */
    static Words of(List<Token> tokens, ShopTerms terms, Lexicon lexicon, Spelling spelling) {
        List<Token> corrected = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            String meant = token.kind() == Token.Kind.WORD ? spelling.meant(token.text()) : null;
            corrected.add(meant == null ? token : new Token(meant, token.start(), token.end(), token.kind()));
        }
        List<List<String>> classes = lexicon.classesOf(corrected);
        List<List<String>> sold = terms.isEmpty() ? List.of() : terms.classesOf(tokens);
        int[] clauses = Clauses.numbers(tokens);
        List<Word> words = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            List<String> known = sold.isEmpty() ? List.of() : sold.get(i);
            words.add(new Word(
                    tokens.get(i),
                    Word.formOf(tokens.get(i)),
                    Word.formOf(corrected.get(i)),
                    both(classes.get(i), known),
                    clauses[i],
                    spelling.commonness(corrected.get(i).text()),
                    !terms.nameGoods()
                            ? Word.Sold.UNKNOWN
                            : known.contains(ShopTerms.SOLD) ? Word.Sold.YES : Word.Sold.NO,
                    i > 0 && terms.join(tokens.get(i - 1), tokens.get(i)),
                    terms.nameBegins(tokens.get(i)),
                    terms.nameEnds(tokens.get(i))));
        }
        return new Words(words);
    }

    private static List<String> both(List<String> classes, List<String> more) {
        if (more.isEmpty() || classes.containsAll(more)) {
            return classes;
        }
        List<String> all = new ArrayList<>(classes);
        more.stream().filter(name -> !classes.contains(name)).forEach(all::add);
        return all;
    }

    int size() {
        return words.size();
    }

    Word get(int at) {
        return words.get(at);
    }

    /** The classes of a word; none before the first and after the last one. */
    List<String> classes(int at) {
        return at >= 0 && at < words.size() ? words.get(at).classes() : List.of();
    }

    String meant(int at) {
        return at(at, Word::meant);
    }

    String commonness(int at) {
        return at(at, word -> String.valueOf(word.commonness()));
    }

    String sold(int at) {
        return at(at, word -> word.sold().sign());
    }

    /** What a word and its neighbours look like. */
    String shapes(int at) {
        return at(at - 1, Word::shape) + at(at, Word::shape) + at(at + 1, Word::shape);
    }

    /** Whether the caller's terms have a word next to the one before and the one after, in one name. */
    String joined(int at) {
        boolean after = at + 1 < words.size() && words.get(at + 1).joined();
        return (words.get(at).joined() ? "<" : "|") + (after ? ">" : "|");
    }

    /** How a word stands in the names of the shop's goods: whether one begins or ends with it, and what it has beside it there. */
    String named(int at) {
        return at(at, word -> word.sold().sign() + (word.begins() ? "b" : "") + (word.ends() ? "e" : "") + joined(at));
    }

    private String at(int at, Function<Word, String> what) {
        return at < 0 ? "^" : at >= words.size() ? "$" : what.apply(words.get(at));
    }
}
