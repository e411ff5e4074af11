package ar.isac.crm.catalog;

import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.Resolution.Category;
import ar.isac.crm.catalog.Resolution.Family;
import ar.isac.crm.catalog.Resolution.Nothing;
import ar.isac.crm.catalog.Resolution.Variant;
import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Finds what customers write about. Nothing here knows a trade: every name comes from the catalogue.
 *
 * <p>Names are exact where it matters: «15 pro» is never a «15 pro max», «15» never a «15 pro». Slips of the finger are
 * forgiven in words of four letters and more, never in numbers. Products are read from the collection on every call.
 */
@Service
public class CatalogSearch {
    /** The most products that one resolution carries. */
    public static final int MAX_PRODUCTS = 300;

    private static final int MAX_NEAREST = 10;
    private static final double BAND = 0.30;

    private final Products products;
    private final CatalogIndex index;
    private final Language language;
    private final AttributeResolver attributes;

    CatalogSearch(Products products, CatalogIndex index, Language language, AttributeResolver attributes) {
        this.products = products;
        this.index = index;
        this.language = language;
        this.attributes = attributes;
    }

    /** What the text speaks of first; {@link Nothing} with an empty mention when it names nothing of the catalogue. */
    public Resolution resolve(String text) {
        List<Resolution> all = resolveAll(text);
        return all.stream()
                .filter(resolution -> !(resolution instanceof Nothing))
                .findFirst()
                .orElseGet(() -> all.isEmpty() ? new Nothing("", List.of()) : all.getFirst());
    }

    /** Everything the text speaks of, in its order; empty when it names nothing of the catalogue. */
    public List<Resolution> resolveAll(String text) {
        return new Mentions(index.vocabulary(), language)
                .in(text).stream().map(mention -> resolution(mention, text)).toList();
    }

    /** All variants of the family with this name, as customers or the catalogue write it. */
    public List<Product> variantsOf(String family) {
        String name = Words.folded(family);
        return index.vocabulary().families().stream()
                .filter(entry -> Words.folded(entry.name()).equals(name))
                .findFirst()
                .map(entry -> products.findAll(entry.productIds()))
                .orElse(List.of());
    }

    /**
     * What can be sold instead of a product: first of its family, the most alike first, then of its category within
     * ±30 % of its price, the nearest price first.
     */
    public List<Product> alternatives(Product product, int most) {
        return alternatives(List.of(product), most);
    }

    /** What can be sold instead of a family that is sold out: see {@link #alternatives(Product, int)}. */
    public List<Product> alternatives(List<Product> family, int most) {
        if (family.isEmpty()) {
            return List.of();
        }
        Product model = family.getFirst();
        Set<String> asked = family.stream().map(Product::id).collect(Collectors.toSet());
        Predicate<Product> isOther = other -> other.inStock() && !asked.contains(other.id());
        Stream<Product> sameFamily = index.known().stream()
                .filter(isOther.and(other -> isSame(other.family(), model.family())))
                .sorted(Comparator.comparingLong((Product other) -> -likeness(model, other))
                        .thenComparing(Product::id));
        Stream<Product> sameCategory = index.known().stream()
                .filter(isOther.and(other -> !isSame(other.family(), model.family()) && isInBand(family, other)))
                .sorted(Comparator.comparingLong((Product other) -> priceGap(model, other))
                        .thenComparing(Product::id));
        return inStockNow(Stream.concat(sameFamily, sameCategory), most);
    }

    /** What goes with a product and can be sold: what the shop says, then others of its category. */
    public List<Product> related(Product product, int most) {
        Stream<Product> told = product.relatedSkus().stream()
                .map(Product::idOf)
                .map(index::known)
                .flatMap(Stream::ofNullable)
                .filter(Product::inStock);
        Stream<Product> sameCategory = oneOfEachFamily(index.known().stream()
                .filter(other ->
                        other.inStock() && !isSame(other.family(), product.family()) && isSameCategory(product, other))
                .sorted(Comparator.comparingLong((Product other) -> priceGap(product, other))
                        .thenComparing(Product::id)));
        return inStockNow(
                Stream.concat(told, sameCategory).filter(other -> !other.id().equals(product.id())), most);
    }

    /** The categories with something in stock, in alphabetical order. */
    public List<String> categories() {
        return index.known().stream()
                .filter(Product::inStock)
                .map(Product::category)
                .flatMap(Stream::ofNullable)
                .distinct()
                .sorted(Comparator.comparing(Words::folded))
                .toList();
    }

    /** What of a category can be sold now. */
    public List<Product> inCategory(String category) {
        return inStockNow(
                index.known().stream()
                        .filter(product -> product.category() != null && isSame(product.category(), category)),
                MAX_PRODUCTS);
    }

    private Resolution resolution(Mention mention, String text) {
        Set<String> ids = mention.families().stream()
                .flatMap(family -> family.productIds().stream())
                .limit(MAX_PRODUCTS)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        List<Product> found =
                products.findAll(ids).stream().filter(Product::isActive).toList();
        if (!mention.isExact() || found.isEmpty()) {
            return new Nothing(mention.text(), nearest(found));
        }
        Chosen chosen = attributes.choose(found, mention.rest(), text);
        List<Product> matching = AttributeResolver.matching(found, chosen.values());
        Set<String> names = (chosen.values().isEmpty() ? found : matching)
                .stream().map(Product::family).collect(Collectors.toSet());
        if (names.size() != 1 && mention.families().size() > 1) {
            return category(mention, found, matching, chosen);
        }
        FamilyEntry entry = mention.families().stream()
                .filter(family -> names.contains(family.name()))
                .findFirst()
                .orElse(mention.families().getFirst());
        List<Product> variants = found.stream()
                .filter(product -> entry.productIds().contains(product.id()))
                .toList();
        return family(mention.text(), entry.name(), variants, chosen);
    }

    private static Resolution family(String mention, String name, List<Product> variants, Chosen chosen) {
        Family family = new Family(mention, name, variants, chosen.values(), chosen.notOffered());
        List<Product> matching = family.matching();
        boolean isOne = matching.size() == 1 && chosen.notOffered().isEmpty();
        return isOne ? new Variant(mention, matching.getFirst()) : family;
    }

    private static Resolution category(Mention mention, List<Product> found, List<Product> matching, Chosen chosen) {
        Set<String> categories = (matching.isEmpty() ? found : matching)
                .stream()
                        .map(Product::category)
                        .map(category -> Objects.requireNonNullElse(category, ""))
                        .collect(Collectors.toSet());
        String only = categories.size() == 1 ? categories.iterator().next() : "";
        return new Category(
                mention.text(), only.isEmpty() ? mention.text() : only, matching, chosen.values(), chosen.notOffered());
    }

    private static List<Product> nearest(List<Product> found) {
        return oneOfEachFamily(found.stream().filter(Product::inStock))
                .limit(MAX_NEAREST)
                .toList();
    }

    private static Stream<Product> oneOfEachFamily(Stream<Product> products) {
        Map<String, Product> first = new LinkedHashMap<>();
        products.forEach(product -> first.putIfAbsent(product.family(), product));
        return first.values().stream();
    }

    /** The index chooses, the collection decides: stock may have gone since. */
    private List<Product> inStockNow(Stream<Product> chosen, int most) {
        List<String> ids = new ArrayList<>(
                chosen.map(Product::id).distinct().limit(2L * most).toList());
        return products.findAll(ids).stream()
                .filter(Product::inStock)
                .limit(most)
                .toList();
    }

    /** How alike two variants are: a value that the shop lists earlier outweighs all later ones. */
    private static long likeness(Product one, Product other) {
        long likeness = 0;
        for (Attribute attribute : one.attributes()) {
            likeness = 2 * likeness + (other.attributes().contains(attribute) ? 1 : 0);
        }
        return likeness;
    }

    private static boolean isInBand(List<Product> family, Product other) {
        Product model = family.getFirst();
        long lowest = family.stream()
                .mapToLong(one -> one.retailPrice().minorUnits())
                .min()
                .orElse(0);
        long highest = family.stream()
                .mapToLong(one -> one.retailPrice().minorUnits())
                .max()
                .orElse(0);
        long price = other.retailPrice().minorUnits();
        return isSameCategory(model, other)
                && other.retailPrice().currency().equals(model.retailPrice().currency())
                && price >= lowest * (1 - BAND)
                && price <= highest * (1 + BAND);
    }

    private static boolean isSameCategory(Product one, Product other) {
        String category = one.category();
        String others = other.category();
        return category != null && others != null && isSame(category, others);
    }

    private static boolean isSame(String one, String other) {
        return Words.folded(one).equals(Words.folded(other));
    }

    private static long priceGap(Product one, Product other) {
        return Math.abs(one.retailPrice().minorUnits() - other.retailPrice().minorUnits());
    }
}
