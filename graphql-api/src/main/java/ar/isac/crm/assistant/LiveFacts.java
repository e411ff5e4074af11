package ar.isac.crm.assistant;

import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.CatalogSearch;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.catalog.Scale;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.knowledge.ShopKnowledge;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts of now, for a customer of a segment: every answer is read when it is asked for. */
record LiveFacts(Shop shop, Segment segment, Dealings dealings) implements ShopFacts {

    /** So many more are looked at than are wanted, since some may be of another kind. */
    private static final int ENOUGH = 5;

    /** For a customer of whom nothing is known but the price list. */
    LiveFacts(Shop shop, Segment segment) {
        this(shop, segment, Dealings.NONE);
    }

    /** Where the facts come from. */
    record Shop(
            CatalogSearch search,
            AttributeResolver attributes,
            Products catalogue,
            ShopKnowledge knowledge,
            Clock clock,
            ZoneId zone,
            SalesRules rules) {

        /** With the rules of a shop that has set none. */
        Shop(
                CatalogSearch search,
                AttributeResolver attributes,
                Products catalogue,
                ShopKnowledge knowledge,
                Clock clock,
                ZoneId zone) {
            this(search, attributes, catalogue, knowledge, clock, zone, SalesRules.STANDARD);
        }

        /** The same shop, of whose catalogue each product is read once. */
        Shop ofOneReading() {
            return new Shop(search.ofOneReading(), attributes, catalogue, knowledge, clock, zone, rules);
        }

        /** The same shop, told another time. */
        Shop at(Clock other) {
            return new Shop(search, attributes, catalogue, knowledge, other, zone, rules);
        }
    }

    @Override
    public ShopFacts ofOneReading() {
        return new LiveFacts(shop.ofOneReading(), segment, dealings);
    }

    @Override
    public List<Resolution> resolveAll(String text) {
        return shop.search().resolveAll(text);
    }

    @Override
    public Chosen choose(Collection<Product> products, String text) {
        return shop.attributes().choose(products, text);
    }

    @Override
    public Map<String, List<String>> open(Collection<Product> products, Map<String, String> chosen) {
        return shop.attributes().open(products, chosen);
    }

    @Override
    public List<Product> variantsOf(String family) {
        return shop.search().variantsOf(family).stream()
                .filter(Product::isActive)
                .toList();
    }

    @Override
    public List<Product> alternatives(List<Product> soldOut, int most) {
        if (soldOut.isEmpty()) {
            return List.of();
        }
        Product model = soldOut.getFirst();
        List<Product> around = model.category() == null ? List.of() : inCategory(model.category());
        List<Product> near = shop.search().alternatives(soldOut, most * ENOUGH);
        return Kinds.alike(model, around, near).stream().limit(most).toList();
    }

    @Override
    public Optional<Product> product(String sku) {
        return products(List.of(sku)).stream().findFirst();
    }

    @Override
    public List<Product> products(Collection<String> skus) {
        return shop.search().products(skus);
    }

    @Override
    public List<String> categories() {
        return shop.search().categories();
    }

    @Override
    public List<Product> inCategory(String category) {
        return shop.search().inCategory(category);
    }

    @Override
    public int sizeOfCategory(String category) {
        return shop.search().sizeOfCategory(category);
    }

    @Override
    public List<String> attributesNamed(Collection<Product> products, String text) {
        return shop.attributes().named(products, text);
    }

    @Override
    public Optional<Scale> scale(Collection<Product> products, String word) {
        return shop.attributes().scale(products, word);
    }

    @Override
    public boolean isAttribute(String word) {
        return shop.attributes().isAttribute(word);
    }

    @Override
    public Optional<Scale> sizes(Collection<Product> products) {
        return shop.attributes().sizes(products);
    }

    @Override
    public SalesRules rules() {
        return shop.rules();
    }

    @Override
    public ShopKnowledge knowledge() {
        return shop.knowledge();
    }

    @Override
    public ZonedDateTime now() {
        return shop.clock().instant().atZone(shop.zone());
    }
}
