package ar.isac.crm.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one shop sells and takes, as a hint to the model: which words of a message name its goods and brands, its cards,
 * wallets and couriers. Names are given as the shop writes them; single words of a product's name count as well, in the
 * plural and the diminutive too. Build it once per change of the catalogue and hold it: immutable, safe to share.
 */
public final class ShopTerms {

    /** Nothing is known of the shop: the model reads the words alone. */
    public static final ShopTerms NONE = of(List.of(), List.of(), List.of(), List.of(), List.of());

    /** The class of what the shop sells; the lexicon has none of this name. */
    static final String SOLD = "sold";

    private static final String CARD = "card";

    private static final String WALLET = "wallet";

    private static final String COURIER = "courier";

    private static final int SHORTEST_WORD = 3;

    private static final int MOST_WORDS = 3;

    /** Words of product names that name no product. */
    private static final Set<String> COMMON = Set.of(
            "para",
            "con",
            "sin",
            "por",
            "del",
            "los",
            "las",
            "una",
            "uno",
            "que",
            "mas",
            "set",
            "pack",
            "kit",
            "combo",
            "unidad",
            "unidades",
            "color",
            "talle",
            "talla",
            "grande",
            "chico",
            "chica",
            "mediano",
            "mediana",
            "nuevo",
            "nueva",
            "negro",
            "negra",
            "blanco",
            "blanca",
            "rojo",
            "roja",
            "azul",
            "verde",
            "gris",
            "rosa",
            "amarillo",
            "amarilla",
            "marron",
            "beige",
            "celeste",
            "violeta",
            "naranja",
            "dorado",
            "plateado",
            "hombre",
            "mujer",
            "niño",
            "niña",
            "unisex",
            "oferta",
            "promocion",
            "gramos",
            "litros",
            "litro",
            "kilo",
            "metros");

    private static final int SHORTEST_PLURAL = 4;

    /** Stand in for the word before a name's first one, and for the one after its last. */
    private static final String BEGINNING = "^";

    private static final String END = "$";

    private final List<Phrases> phrases;
    private final List<int[]> pairs;
    private final boolean namesGoods;

    private ShopTerms(List<Phrases> phrases, List<int[]> pairs) {
        this.phrases = phrases;
        this.pairs = pairs;
        this.namesGoods = phrases.stream().anyMatch(some -> some.hasClass(SOLD));
    }

    /** The names of a shop's products (families, variants, synonyms), brands, cards, wallets and couriers. */
    public static ShopTerms of(
            Collection<String> products,
            Collection<String> brands,
            Collection<String> cards,
            Collection<String> wallets,
            Collection<String> couriers) {
        Phrases.Builder phrases = new Phrases.Builder();
        products.forEach(name -> addWords(phrases, name));
        brands.forEach(name -> addWhole(phrases, name, SOLD));
        cards.forEach(name -> addWhole(phrases, name, CARD));
        wallets.forEach(name -> addWhole(phrases, name, WALLET));
        couriers.forEach(name -> addWhole(phrases, name, COURIER));
        return new ShopTerms(List.of(phrases.build()), List.of(pairsOf(products)));
    }

    /** The terms of a shop that sells these, too; costs as much as they are, however much was known before. */
    public ShopTerms and(Collection<String> products) {
        Phrases.Builder more = new Phrases.Builder();
        products.forEach(name -> addWords(more, name));
        return new ShopTerms(
                Stream.concat(phrases.stream(), Stream.of(more.build())).toList(),
                Stream.concat(pairs.stream(), Stream.of(pairsOf(products))).toList());
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return phrases.stream().allMatch(Phrases::isEmpty);
    }

    /** The classes of each token; a token that the shop does not know has an empty list. */
    List<List<String>> classesOf(List<Token> tokens) {
        List<List<String>> classes = phrases.getFirst().classesOf(tokens);
        for (Phrases more : phrases.subList(1, phrases.size())) {
            List<List<String>> others = more.classesOf(tokens);
            for (int i = 0; i < classes.size(); i++) {
                classes.set(i, classes.get(i).isEmpty() ? others.get(i) : classes.get(i));
            }
        }
        return classes;
    }

    /** Whether it is known what the shop sells, so that a word not among it says something, too. */
    boolean nameGoods() {
        return namesGoods;
    }

    /** Whether two words stand side by side, in this order, in the name of a product: «iphone 15», «centro de», «de mesa». */
    boolean join(Token first, Token second) {
        return hasPair(root(first), root(second));
    }

    /** Whether the name of a product begins with this word: what comes later in names tells which one it is. */
    boolean nameBegins(Token word) {
        return hasPair(BEGINNING, root(word));
    }

    /** Whether the name of a product ends with this word. */
    boolean nameEnds(Token word) {
        return hasPair(root(word), END);
    }

    private boolean hasPair(String first, String second) {
        if (!namesGoods) {
            return false;
        }
        int pair = pair(first, second);
        return pairs.stream().anyMatch(some -> Arrays.binarySearch(some, pair) >= 0);
    }

    /** Hashes, sorted: a large catalogue has millions of pairs, and one taken for another now and then is only a wrong hint. */
    private static int[] pairsOf(Collection<String> names) {
        return names.stream()
                .flatMapToInt(ShopTerms::pairsOf)
                .sorted()
                .distinct()
                .toArray();
    }

    private static IntStream pairsOf(String name) {
        List<String> roots = new ArrayList<>();
        roots.add(BEGINNING);
        Tokenizer.tokenize(name).forEach(token -> roots.add(root(token)));
        roots.add(END);
        return IntStream.range(1, roots.size()).map(i -> pair(roots.get(i - 1), roots.get(i)));
    }

    private static int pair(String first, String second) {
        return (first + ' ' + second).hashCode();
    }

    /** The word without what tells its plural: «cable» and «cables» are both «cabl». */
    private static String root(Token token) {
        String word = token.text();
        if (token.kind() != Token.Kind.WORD || word.length() < SHORTEST_PLURAL) {
            return word;
        }
        String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return singular.endsWith("e") ? singular.substring(0, singular.length() - 1) : singular;
    }

    private static void addWords(Phrases.Builder phrases, String name) {
        for (Token token : Tokenizer.tokenize(name)) {
            boolean names =
                    switch (token.kind()) {
                        case WORD -> token.text().length() >= SHORTEST_WORD && !COMMON.contains(token.text());
                        case NUMBER -> hasLetter(token.text());
                        case SIGN, EMOJI, BREAK -> false;
                    };
            if (names) {
                phrases.add(token.text(), SOLD);
                if (token.kind() == Token.Kind.WORD) {
                    Phrases.stems(token.text()).forEach(stem -> phrases.add(stem, SOLD));
                }
            }
        }
    }

    private static void addWhole(Phrases.Builder phrases, String name, String as) {
        List<String> words = Tokenizer.tokenize(name).stream()
                .filter(token -> token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER)
                .map(Token::text)
                .limit(MOST_WORDS)
                .toList();
        phrases.add(String.join("_", words), as);
    }

    private static boolean hasLetter(String text) {
        return text.chars().anyMatch(Character::isLetter);
    }
}
