package ar.isac.crm.assistant;

import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.CatalogSearch;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.catalog.Resolution;
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
record LiveFacts(Shop shop, Segment segment) implements ShopFacts {

    /** Where the facts come from. */
    record Shop(
            CatalogSearch search,
            AttributeResolver attributes,
            Products catalogue,
            ShopKnowledge knowledge,
            Clock clock,
            ZoneId zone) {

        /** The same shop, told another time. */
        Shop at(Clock other) {
            return new Shop(search, attributes, catalogue, knowledge, other, zone);
        }
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
        return shop.search().alternatives(soldOut, most);
    }

    @Override
    public Optional<Product> product(String sku) {
        return shop.catalogue().find(sku);
    }

    @Override
    public List<Product> products(Collection<String> skus) {
        return shop.catalogue().findAll(skus);
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
    public ShopKnowledge knowledge() {
        return shop.knowledge();
    }

    @Override
    public ZonedDateTime now() {
        return shop.clock().instant().atZone(shop.zone());
    }
}
