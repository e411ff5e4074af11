package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of a few offers a short answer picks: «el primero», «la más barata», «el de xiaomi», «2». */
final class OfferChoice {

    /** Longer ones say something of their own. */
    private static final int MOST_WORDS = 5;

    private static final List<Set<String>> ORDINALS = List.of(
            Set.of("primero", "primera", "primer", "1ro", "1ra", "1"),
            Set.of("segundo", "segunda", "2do", "2da", "2"),
            Set.of("tercero", "tercera", "tercer", "3ro", "3ra", "3"),
            Set.of("cuarto", "cuarta", "4to", "4ta", "4"),
            Set.of("quinto", "quinta", "5to", "5ta", "5"));
    private static final Set<String> LAST = Set.of("ultimo", "ultima");
    private static final Set<String> CHEAPEST = Set.of("barato", "barata", "economico", "economica");
    private static final Set<String> DEAREST = Set.of("caro", "cara");

    private OfferChoice() {}

    /**
     * Something to choose.
     *
     * @param action what its row does: saying it and pressing it are the same
     * @param products one product, or the variants of a family
     */
    record Offer(Action action, String name, List<Product> products) {}

    /** The offer that the words pick; empty when they pick none, or more than one. */
    static Optional<Offer> of(List<Offer> offers, String words, Segment segment) {
        Set<String> said = wordsOf(words);
        if (offers.isEmpty() || said.size() > MOST_WORDS) {
            return Optional.empty();
        }
        return byName(offers, said)
                .or(() -> byNumber(offers, said))
                .or(() -> byPrice(offers, said, segment))
                .or(() -> byPlace(offers, said));
    }

    private static Optional<Offer> byName(List<Offer> offers, Set<String> said) {
        List<Offer> named = offers.stream()
                .filter(offer -> ownWords(offers, offer).stream().anyMatch(said::contains))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** The words of a title that are not those of every other offer, without numbers: those may be places. */
    private static Set<String> ownWords(List<Offer> offers, Offer offer) {
        return wordsOf(offer.name()).stream()
                .filter(word -> word.length() > 2 && !Character.isDigit(word.charAt(0)))
                .filter(word ->
                        offers.stream().anyMatch(other -> !wordsOf(other.name()).contains(word)))
                .collect(Collectors.toSet());
    }

    /** «el de 500», where one name alone has that number; the small ones are places. */
    private static Optional<Offer> byNumber(List<Offer> offers, Set<String> said) {
        List<String> numbers = said.stream()
                .filter(word -> word.matches("\\d{2,5}") && Integer.parseInt(word) > offers.size())
                .toList();
        List<Offer> named = offers.stream()
                .filter(offer -> wordsOf(offer.name()).stream().anyMatch(numbers::contains))
                .toList();
        return numbers.size() == 1 && named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    private static Optional<Offer> byPrice(List<Offer> offers, Set<String> said, Segment segment) {
        Comparator<Offer> price = Comparator.comparingLong(offer -> priceOf(offer, segment));
        if (said.stream().anyMatch(CHEAPEST::contains)) {
            return offers.stream().min(price);
        }
        return said.stream().anyMatch(DEAREST::contains) ? offers.stream().max(price) : Optional.empty();
    }

    private static long priceOf(Offer offer, Segment segment) {
        return Prices.of(Prices.cheapest(offer.products(), segment), segment).minorUnits();
    }

    private static Optional<Offer> byPlace(List<Offer> offers, Set<String> said) {
        if (said.stream().anyMatch(LAST::contains)) {
            return Optional.of(offers.getLast());
        }
        for (int i = 0; i < Math.min(offers.size(), ORDINALS.size()); i++) {
            if (said.stream().anyMatch(ORDINALS.get(i)::contains)) {
                return Optional.of(offers.get(i));
            }
        }
        return Optional.empty();
    }

    private static Set<String> wordsOf(String text) {
        // «el de 1.50» is the one of 150.
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("(?<!\\d)(\\d)[.,](\\d{2})(?!\\d)", "$1$2");
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
