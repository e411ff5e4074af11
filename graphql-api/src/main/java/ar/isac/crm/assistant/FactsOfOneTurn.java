package ar.isac.crm.assistant;

import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.catalog.Scale;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.knowledge.ShopKnowledge;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts for one decision, whose rules look at the same words and families one after the other: what was read once is not
 * read again, and does not change between two rules of one answer. For one thread.
 */
final class FactsOfOneTurn implements ShopFacts {

    private final ShopFacts live;
    private final Map<String, List<Resolution>> resolutions = new HashMap<>();
    private final Map<String, List<Product>> variants = new HashMap<>();
    private final Map<String, List<Product>> inCategory = new HashMap<>();

    FactsOfOneTurn(ShopFacts live) {
        this.live = live.ofOneReading();
    }

    @Override
    public ShopFacts ofOneReading() {
        return this;
    }

    @Override
    public List<Resolution> resolveAll(String text) {
        return resolutions.computeIfAbsent(text, live::resolveAll);
    }

    @Override
    public List<Product> variantsOf(String family) {
        return variants.computeIfAbsent(family, live::variantsOf);
    }

    @Override
    public List<Product> inCategory(String category) {
        return inCategory.computeIfAbsent(category, live::inCategory);
    }

    @Override
    public Chosen choose(Collection<Product> products, String text) {
        return live.choose(products, text);
    }

    @Override
    public Map<String, List<String>> open(Collection<Product> products, Map<String, String> chosen) {
        return live.open(products, chosen);
    }

    @Override
    public List<Product> alternatives(List<Product> soldOut, int most) {
        return live.alternatives(soldOut, most);
    }

    @Override
    public Optional<Product> product(String sku) {
        return products(List.of(sku)).stream().findFirst();
    }

    @Override
    public List<Product> products(Collection<String> skus) {
        return live.products(skus);
    }

    @Override
    public List<String> categories() {
        return live.categories();
    }

    @Override
    public int sizeOfCategory(String category) {
        return live.sizeOfCategory(category);
    }

    @Override
    public List<String> attributesNamed(Collection<Product> products, String text) {
        return live.attributesNamed(products, text);
    }

    @Override
    public Dealings dealings() {
        return live.dealings();
    }

    @Override
    public Optional<Scale> scale(Collection<Product> products, String word) {
        return live.scale(products, word);
    }

    @Override
    public boolean isAttribute(String word) {
        return live.isAttribute(word);
    }

    @Override
    public Optional<Scale> sizes(Collection<Product> products) {
        return live.sizes(products);
    }

    @Override
    public SalesRules rules() {
        return live.rules();
    }

    @Override
    public ShopKnowledge knowledge() {
        return live.knowledge();
    }

    @Override
    public Segment segment() {
        return live.segment();
    }

    @Override
    public ZonedDateTime now() {
        return live.now();
    }
}
