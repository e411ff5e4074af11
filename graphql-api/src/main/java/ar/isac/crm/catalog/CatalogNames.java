package ar.isac.crm.catalog;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What the offered goods are called, as the shop writes it, for whoever needs names alone; as of the last change that this
 * node has seen. {@link CatalogNamesChanged} says when to read them again.
 */
@Service
public class CatalogNames {

    /** Of a larger catalogue the first ones: categories and brands before families, and values last. */
    public static final int MOST_NAMES = 20_000;

    private final CatalogIndex index;
    private final Synonyms synonyms;
    private final Language language;

    CatalogNames(CatalogIndex index, Synonyms synonyms, Language language) {
        this.index = index;
        this.synonyms = synonyms;
        this.language = language;
    }

    /**
     * Names without repetition.
     *
     * @param goods categories, families, values of their attributes, and the shop's synonyms of any of them
     * @param brands the goods' brands
     */
    public record Names(Collection<String> goods, Collection<String> brands) {}

    /** Reads all names: some tenths of a second for 50,000 products, so it is not for a message's way. */
    public Names read() {
        List<Product> offered = index.familyNames().stream()
                .flatMap(family -> index.variants(family).stream())
                .filter(Product::isActive)
                .toList();
        Set<String> brands = new LinkedHashSet<>();
        Set<String> goods = new LinkedHashSet<>();
        add(brands, offered.stream().map(Product::brand));
        add(goods, offered.stream().map(Product::category));
        add(goods, offered.stream().map(Product::family));
        add(
                goods,
                synonyms.all().stream()
                        .map(Synonym::terms)
                        .filter(this::namesGoods)
                        .flatMap(List::stream));
        add(
                goods,
                offered.stream()
                        .flatMap(product -> product.attributes().stream())
                        .map(Attribute::value));
        return new Names(List.copyOf(goods), List.copyOf(brands));
    }

    /** The usual synonyms are of every trade: those count that are another word for something of this catalogue. */
    private boolean namesGoods(List<String> group) {
        return group.stream()
                .map(Words::textsOf)
                .map(words ->
                        words.stream().filter(word -> !language.isSilent(word)).toList())
                .anyMatch(words -> !words.isEmpty() && words.stream().allMatch(index.vocabulary()::isKnown));
    }

    private static void add(Set<String> names, Stream<? extends @Nullable String> more) {
        more.filter(Objects::nonNull)
                .takeWhile(name -> names.size() < MOST_NAMES)
                .forEach(names::add);
    }
}
