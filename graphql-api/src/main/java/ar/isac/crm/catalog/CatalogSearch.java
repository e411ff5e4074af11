package ar.isac.crm.catalog;

import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.Resolution.Category;
import ar.isac.crm.catalog.Resolution.Family;
import ar.isac.crm.catalog.Resolution.Nothing;
import ar.isac.crm.catalog.Resolution.Variant;
import ar.isac.crm.catalog.Vocabulary.FamilyEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Finds what customers write about. Nothing here knows a trade: every name comes from the catalogue.
 *
 * <p>Names are exact where it matters: «15 pro» is never a «15 pro max», «15» never a «15 pro». Slips of the finger are
 * forgiven in words of four letters and more, never in numbers. Products are as the collection has them at the call.
 */
@Service
public class CatalogSearch {
    /** The most products that one resolution carries. */
    public static final int MAX_PRODUCTS = 300;

    private static final int MAX_CONSIDERED = 3_000;
    private static final int MAX_NEAREST = 10;

    /** Chosen beyond what is wanted, in case the last one of something has just been sold. */
    private static final int SPARE = 10;

    private final StoredProducts products;
    private final Products collection;
    private final CatalogIndex index;
    private final Language language;
    private final AttributeResolver attributes;
    private final BoughtTogether boughtTogether;

    @Autowired
    CatalogSearch(
            Products products,
            CatalogIndex index,
            Language language,
            AttributeResolver attributes,
            ObjectProvider<BoughtTogether> boughtTogether) {
        this(
                products,
                products,
                index,
                language,
                attributes,
                boughtTogether.getIfAvailable(() -> BoughtTogether.NOTHING));
    }

    private CatalogSearch(
            StoredProducts products,
            Products collection,
            CatalogIndex index,
            Language language,
            AttributeResolver attributes,
            BoughtTogether boughtTogether) {
        this.products = products;
        this.collection = collection;
        this.index = index;
        this.language = language;
        this.attributes = attributes;
        this.boughtTogether = boughtTogether;
    }

    /**
     * The same for one decision: what it reads of the collection it reads once, so that two questions never see two stocks of
     * one product. For one thread, and to be thrown away with the decision.
     */
    public CatalogSearch ofOneReading() {
        return new CatalogSearch(
                new ProductsReadOnce(collection), collection, index, language, attributes, boughtTogether);
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
        Vocabulary vocabulary = index.vocabulary();
        List<Mention> mentions = vocabulary.reading(() -> new Mentions(vocabulary, language).in(text));
        return mentions.stream().map(mention -> resolution(mention, text)).toList();
    }

    /** The products of these skus in their order, without those that do not exist. */
    public List<Product> products(Collection<String> skus) {
        List<Product> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String sku : skus) {
            Product product = index.known(Product.idOf(sku));
            if (product == null) {
                unknown.add(sku);
            } else {
                known.add(product);
            }
        }
        Map<String, Product> found = new HashMap<>();
        products.current(known).forEach(product -> found.put(product.id(), product));
        // Stored a moment ago, and not yet in the index.
        products.findAll(unknown).forEach(product -> found.put(product.id(), product));
        return skus.stream()
                .map(Product::idOf)
                .distinct()
                .map(found::get)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** All variants of the family with this name, as customers or the catalogue write it. */
    public List<Product> variantsOf(String family) {
        return products.current(List.copyOf(index.variants(family)));
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
        return alternatives(family, most, PriceList.RETAIL);
    }

    /** As {@link #alternatives(List, int)}, with the price band of the list that the customer buys by. */
    public List<Product> alternatives(List<Product> family, int most, PriceList prices) {
        return family.isEmpty() ? List.of() : inStockNow(candidates(family, prices, most + SPARE), most);
    }

    /** The alternatives to each of some products, at the price of one reading. */
    Map<Product, List<Product>> alternativesOfEach(List<Product> asked, int most) {
        return ofEach(asked, product -> candidates(List.of(product), PriceList.RETAIL, most + SPARE), most);
    }

    private Stream<Product> candidates(List<Product> family, PriceList prices, int most) {
        Product model = family.getFirst();
        Set<String> asked = family.stream().map(Product::id).collect(Collectors.toSet());
        Predicate<Product> isOther = other -> other.inStock() && !asked.contains(other.id());
        Stream<Product> sameFamily = index.variants(model.family()).stream()
                .filter(isOther)
                .sorted(Comparator.comparingLong((Product other) -> -likeness(model, other))
                        .thenComparing(Product::id));
        PriceBand band = PriceBand.around(family, prices);
        List<Product> sameCategory = nearest(model, prices, sameCategory(model).filter(isOther.and(band::holds)), most);
        return Stream.concat(sameFamily, sameCategory.stream());
    }

    /** Those that cost the most alike, the nearest price first; a category may hold all that a shop sells. */
    private static List<Product> nearest(Product model, PriceList prices, Stream<Product> among, int most) {
        Comparator<Priced> nearestFirst = Comparator.comparingLong(Priced::distance)
                .thenComparing(priced -> priced.product().id());
        PriorityQueue<Priced> nearest = new PriorityQueue<>(most + 1, nearestFirst.reversed());
        among.forEach(product -> {
            Priced priced = new Priced(product, prices.distance(model, product));
            if (nearest.size() < most || nearestFirst.compare(priced, nearest.element()) < 0) {
                nearest.add(priced);
            }
            if (nearest.size() > most) {
                nearest.remove();
            }
        });
        return nearest.stream().sorted(nearestFirst).map(Priced::product).toList();
    }

    /** A product with how far its price is from another one's. */
    private record Priced(Product product, long distance) {}

    /**
     * What goes with a product and can be sold, one of each family: what the shop says, then what others bought with it,
     * then others of its category, the nearest price first.
     */
    public List<Product> related(Product product, int most) {
        return inStockNow(companions(product, most + SPARE), most);
    }

    /** What goes with each of some products, at the price of one reading. */
    Map<Product, List<Product>> relatedOfEach(List<Product> sources, int most) {
        return ofEach(sources, product -> companions(product, most + SPARE), most);
    }

    private Stream<Product> companions(Product product, int most) {
        List<Product> told = product.relatedSkus().stream()
                .map(Product::idOf)
                .map(index::known)
                .flatMap(Stream::ofNullable)
                .toList();
        List<Product> bought = boughtTogether.with(product.family()).stream()
                .flatMap(family ->
                        index.variants(family).stream().filter(Product::inStock).limit(1))
                .toList();
        // As many more as those before may turn out to be of the same families.
        List<Product> alike = nearestOfEachFamily(product, most + told.size() + bought.size());
        return oneOfEachFamily(Stream.of(told, bought, alike)
                .flatMap(List::stream)
                .filter(Product::inStock)
                .filter(isOfAnotherFamily(product)));
    }

    private List<Product> nearestOfEachFamily(Product model, int most) {
        Comparator<Product> nearestFirst = Comparator.comparingLong(
                        (Product other) -> PriceList.RETAIL.distance(model, other))
                .thenComparing(Product::id);
        Map<String, Product> ofFamily = new HashMap<>();
        sameCategory(model)
                .filter(Product::inStock)
                .forEach(other -> ofFamily.merge(
                        other.family(), other, (one, two) -> nearestFirst.compare(one, two) <= 0 ? one : two));
        return nearest(model, PriceList.RETAIL, ofFamily.values().stream(), most);
    }

    /** Others of the category, not of the family. */
    private Stream<Product> sameCategory(Product model) {
        String category = model.category();
        return category == null
                ? Stream.empty()
                : index.inCategory(category).stream().filter(isOfAnotherFamily(model));
    }

    private Predicate<Product> isOfAnotherFamily(Product model) {
        Set<String> family =
                index.variants(model.family()).stream().map(Product::id).collect(Collectors.toSet());
        return other -> !family.contains(other.id());
    }

    /** The categories with something in stock, in alphabetical order. */
    public List<String> categories() {
        return index.categories()
                .flatMap(members -> members.stream().filter(Product::inStock).limit(1))
                .map(Product::category)
                .flatMap(Stream::ofNullable)
                .sorted(Comparator.comparing(Words::folded))
                .toList();
    }

    /** What of a category can be sold now: whole families, as many as {@value #MAX_PRODUCTS} products hold. */
    public List<Product> inCategory(String category) {
        return inStockNow(index.inCategory(category).stream().filter(Product::inStock), MAX_PRODUCTS);
    }

    /** How many {@link #inCategory} would be, as far as this node knows: no round trip for a count. */
    public int sizeOfCategory(String category) {
        return (int) index.inCategory(category).stream()
                .filter(Product::inStock)
                .limit(MAX_PRODUCTS)
                .count();
    }

    private Resolution resolution(Mention mention, String text) {
        Map<FamilyEntry, List<Product>> named = named(mention);
        if (!mention.isExact() || named.isEmpty()) {
            return new Nothing(mention.text(), nearest(named.values().stream().flatMap(Collection::stream)));
        }
        Chosen chosen = attributes.chooseOf(named.keySet(), mention.rest(), text);
        Map<FamilyEntry, List<Product>> having = having(named, chosen);
        if (having.size() == 1 || named.size() == 1) {
            FamilyEntry only =
                    (having.isEmpty() ? named : having).keySet().iterator().next();
            List<Product> variants = products.current(named.getOrDefault(only, List.of()));
            return variants.isEmpty()
                    ? new Nothing(mention.text(), List.of())
                    : family(mention.text(), only.name(), variants, chosen);
        }
        List<Product> first = firstOf((having.isEmpty() ? named : having).values());
        return category(mention, products.current(first), chosen);
    }

    /** Those of some families of which something has all that was chosen. */
    private static Map<FamilyEntry, List<Product>> having(Map<FamilyEntry, List<Product>> named, Chosen chosen) {
        if (chosen.values().isEmpty()) {
            return named;
        }
        Map<FamilyEntry, List<Product>> having = new LinkedHashMap<>();
        named.forEach((family, variants) -> {
            if (variants.stream().anyMatch(variant -> AttributeResolver.hasAll(variant, chosen.values()))) {
                having.put(family, variants);
            }
        });
        return having;
    }

    /** What is offered of the families that a mention may mean. */
    private Map<FamilyEntry, List<Product>> named(Mention mention) {
        Map<FamilyEntry, List<Product>> named = new LinkedHashMap<>();
        int count = 0;
        for (FamilyEntry family : mention.families()) {
            List<Product> variants = offered(family);
            count += variants.size();
            if (count > MAX_CONSIDERED && !named.isEmpty()) {
                break;
            }
            if (!variants.isEmpty()) {
                named.put(family, variants);
            }
        }
        return named;
    }

    private List<Product> offered(FamilyEntry family) {
        List<Product> offered = new ArrayList<>(family.productIds().size());
        for (String id : family.productIds()) {
            Product product = index.known(id);
            if (product != null && product.isActive()) {
                offered.add(product);
            }
        }
        return offered;
    }

    /** As many whole families as a resolution carries, those in stock first. */
    private static List<Product> firstOf(Collection<List<Product>> families) {
        List<List<Product>> soldOut = new ArrayList<>();
        List<Product> first = new ArrayList<>();
        for (List<Product> family : families) {
            if (family.stream().anyMatch(Product::inStock)) {
                addWhole(family, first);
            } else {
                soldOut.add(family);
            }
        }
        soldOut.forEach(family -> addWhole(family, first));
        return first;
    }

    private static void addWhole(List<Product> family, List<Product> first) {
        if (first.isEmpty() || first.size() + family.size() <= MAX_PRODUCTS) {
            first.addAll(family);
        }
    }

    private static Resolution family(String mention, String name, List<Product> variants, Chosen chosen) {
        Family family = new Family(mention, name, variants, chosen.values(), chosen.notOffered());
        List<Product> matching = family.matching();
        boolean isOne = matching.size() == 1 && chosen.notOffered().isEmpty();
        return isOne ? new Variant(mention, matching.getFirst()) : family;
    }

    private static Resolution category(Mention mention, List<Product> found, Chosen chosen) {
        List<Product> matching = AttributeResolver.matching(found, chosen.values());
        Set<String> categories = (matching.isEmpty() ? found : matching)
                .stream()
                        .map(Product::category)
                        .map(category -> Objects.requireNonNullElse(category, ""))
                        .collect(Collectors.toSet());
        String only = categories.size() == 1 ? categories.iterator().next() : "";
        return new Category(
                mention.text(), only.isEmpty() ? mention.text() : only, matching, chosen.values(), chosen.notOffered());
    }

    private List<Product> nearest(Stream<Product> named) {
        return inStockNow(oneOfEachFamily(named.filter(Product::inStock)), MAX_NEAREST);
    }

    private static Stream<Product> oneOfEachFamily(Stream<Product> products) {
        Map<String, Product> first = new LinkedHashMap<>();
        products.forEach(product -> first.putIfAbsent(product.family(), product));
        return first.values().stream();
    }

    private Map<Product, List<Product>> ofEach(
            List<Product> sources, Function<Product, Stream<Product>> suggestions, int most) {
        Map<Product, List<Product>> chosen = new LinkedHashMap<>();
        sources.forEach(source -> chosen.put(
                source, suggestions.apply(source).distinct().limit(most + SPARE).toList()));
        Map<String, Product> now = new HashMap<>();
        products.current(chosen.values().stream()
                        .flatMap(Collection::stream)
                        .distinct()
                        .toList())
                .forEach(product -> now.put(product.id(), product));
        chosen.replaceAll((source, first) -> first.stream()
                .map(product -> now.get(product.id()))
                .flatMap(Stream::ofNullable)
                .filter(Product::inStock)
                .limit(most)
                .toList());
        return chosen;
    }

    /** The index chooses, the collection decides: stock may have gone since. */
    private List<Product> inStockNow(Stream<Product> chosen, int most) {
        List<Product> first = chosen.distinct().limit(most + SPARE).toList();
        return products.current(first).stream()
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
}
