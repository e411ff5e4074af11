package ar.isac.crm.understanding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Word classes written by hand (cards, couriers, towns, kinds of goods, symptoms …), so that a word the training data
 * never showed is still known for what it is. {@code name: word word two_words verb*} a line, where a line may name several
 * classes and «verb*» is every word that begins like that; forms are normalised like messages are, and plurals and
 * diminutives of a listed word count as the word.
 */
public final class Lexicon {

    static final String FILE = "lexicon.txt";

    /** The class of everything that shops sell. */
    static final String GOODS = "goods";

    private static final String BEGINNING = "*";

    private static final String RESOURCE = "/model/" + FILE;

    private final String text;
    private final Phrases phrases;

    private Lexicon(String text) throws IOException {
        this.text = text;
        this.phrases = read(new BufferedReader(new StringReader(text)));
    }

    /** The lexicon that comes with the program: new models are trained with it. */
    public static Lexicon load() {
        try (InputStream in = Lexicon.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The model's lexicon " + RESOURCE + " is not on the classpath");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The model's lexicon cannot be read", e);
        }
    }

    /** The lexicon that a stored model was trained with. */
    static Lexicon read(InputStream in) throws IOException {
        return new Lexicon(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The lexicon as it was read, to be stored beside the weights. */
    String text() {
        return text;
    }

    private static Phrases read(BufferedReader lines) throws IOException {
        Phrases.Builder classes = new Phrases.Builder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int colon = line.indexOf(':');
            if (colon < 0 || line.startsWith("#")) {
                continue;
            }
            for (String name : words(line.substring(0, colon))) {
                for (String entry : words(line.substring(colon + 1))) {
                    if (entry.endsWith(BEGINNING)) {
                        classes.addBeginning(phrase(entry.substring(0, entry.length() - 1)), name);
                    } else {
                        classes.add(phrase(entry), name);
                    }
                }
            }
        }
        return classes.build();
    }

    /** The classes of each token, in the tokens' order; a token that is in none has an empty list. */
    public List<List<String>> classesOf(List<Token> tokens) {
        return phrases.classesOf(tokens);
    }

    /** Names of things that shops sell, in a fixed order. */
    List<String> goods() {
        return phrases.ofClass(GOODS);
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+", -1);
    }

    private static String phrase(String entry) {
        StringBuilder phrase = new StringBuilder();
        for (String word : entry.split("_", -1)) {
            if (!phrase.isEmpty()) {
                phrase.append('_');
            }
            phrase.append(Tokenizer.normalise(word));
        }
        return phrase.toString();
    }
}
