package ar.isac.crm.customer;

import ar.isac.crm.money.Money;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a customer likes, derived from what they asked for, bought and told. The strongest first: a purchase counts as three
 * questions.
 *
 * @param attributes values chosen more than once or bought, as «color: azul»
 * @param priceFrom the price band that they ask in, without its outermost prices; null before the first
 */
public record Preferences(
        List<Liked> brands,
        List<Liked> categories,
        List<Liked> families,
        List<Liked> attributes,
        List<String> sizes,
        @Nullable Money priceFrom,
        @Nullable Money priceTo) {

    private static final int MOST = 5;
    private static final int ENOUGH_TO_TRIM = 4;
    private static final Set<String> SIZES = Set.of("talle", "talla", "numero", "size", "medida");

    /**
     * One thing of it.
     *
     * @param weight questions, and three times purchases
     */
    public record Liked(String name, int weight, Instant lastAt) {}

    static Preferences of(Customer customer) {
        List<Ask> asks = customer.asks();
        List<Money> prices = band(asks);
        return new Preferences(
                liked(asks, ask -> Stream.ofNullable(ask.brand())),
                liked(asks, ask -> Stream.ofNullable(ask.category())),
                liked(asks, ask -> Stream.ofNullable(ask.family())),
                liked(
                                asks,
                                ask -> ask.attributes().entrySet().stream()
                                        .filter(attribute -> !isSize(attribute.getKey()))
                                        .map(attribute -> attribute.getKey() + ": " + attribute.getValue()))
                        .stream()
                        .filter(attribute -> attribute.weight() > 1)
                        .toList(),
                sizes(customer),
                prices.isEmpty() ? null : prices.getFirst(),
                prices.isEmpty() ? null : prices.getLast());
    }

    private static List<Liked> liked(List<Ask> asks, Function<Ask, Stream<String>> names) {
        Map<String, Liked> all = new LinkedHashMap<>();
        for (Ask ask : asks) {
            names.apply(ask)
                    .forEach(name -> all.merge(
                            name,
                            new Liked(name, ask.kind().weight, ask.at()),
                            (one, other) -> new Liked(
                                    name,
                                    one.weight() + other.weight(),
                                    one.lastAt().isAfter(other.lastAt()) ? one.lastAt() : other.lastAt())));
        }
        return all.values().stream()
                .sorted(Comparator.comparing(Liked::weight)
                        .thenComparing(Liked::lastAt)
                        .reversed()
                        .thenComparing(Liked::name))
                .limit(MOST)
                .toList();
    }

    /** What they told goes before what they chose. */
    private static List<String> sizes(Customer customer) {
        Stream<String> told = Stream.of(Detail.Field.SHOE_SIZE, Detail.Field.CLOTHES_SIZE)
                .map(customer::detail)
                .filter(Objects::nonNull)
                .map(Detail::value);
        Stream<String> chosen = liked(
                        customer.asks(),
                        ask -> ask.attributes().entrySet().stream()
                                .filter(attribute -> isSize(attribute.getKey()))
                                .map(Map.Entry::getValue))
                .stream()
                .map(Liked::name);
        return Stream.concat(told, chosen).distinct().limit(MOST).toList();
    }

    private static boolean isSize(String attribute) {
        String plain = Normalizer.normalize(attribute.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        return SIZES.contains(plain);
    }

    /** The prices in order, of the currency asked in last; from four on without the lowest and the highest. */
    private static List<Money> band(List<Ask> asks) {
        List<Money> all = asks.stream().map(Ask::price).filter(Objects::nonNull).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Money> comparable = all.stream()
                .filter(price -> price.currency().equals(all.getLast().currency()))
                .sorted(Comparator.comparing(Money::minorUnits))
                .toList();
        return comparable.size() < ENOUGH_TO_TRIM ? comparable : comparable.subList(1, comparable.size() - 1);
    }
}
