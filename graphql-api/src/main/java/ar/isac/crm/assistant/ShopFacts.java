package ar.isac.crm.assistant;

import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.catalog.Scale;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.knowledge.ShopKnowledge;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions that a decision asks of the world: all it knows of the shop and the customer comes through here. */
interface ShopFacts {

    /** The same facts for one decision: what is read once of a product's price and stock holds for all of it. */
    ShopFacts ofOneReading();

    /** Everything of the catalogue that a text speaks of. */
    List<Resolution> resolveAll(String text);

    /** The values among those of the products that a text chooses. */
    Chosen choose(Collection<Product> products, String text);

    /** The attributes that tell apart what is in stock and has the chosen values. */
    Map<String, List<String>> open(Collection<Product> products, Map<String, String> chosen);

    /** What of a family is offered; empty for one that does not exist (any more). */
    List<Product> variantsOf(String family);

    /** In stock now, instead of these. */
    List<Product> alternatives(List<Product> soldOut, int most);

    Optional<Product> product(String sku);

    List<Product> products(Collection<String> skus);

    /** The categories with something in stock. */
    List<String> categories();

    /** What of a category is in stock. */
    List<Product> inCategory(String category);

    /** How many products of a category are in stock, as far as they are listed. */
    int sizeOfCategory(String category);

    /** The attributes of the products that a text names without choosing: «¿en qué colores viene?». */
    List<String> attributesNamed(Collection<Product> products, String text);

    /** The order that a word speaks of among products: «capacidad», «pulgadas». */
    Optional<Scale> scale(Collection<Product> products, String word);

    /** Whether anything of the shop has an attribute of this name. */
    boolean isAttribute(String word);

    /** The order of small and big products. */
    Optional<Scale> sizes(Collection<Product> products);

    /** What the customer has bought, been quoted and ordered. */
    Dealings dealings();

    /** How far the assistant may go. */
    SalesRules rules();

    /** What the shop says of itself. */
    ShopKnowledge knowledge();

    /** Which price list the customer buys by. */
    Segment segment();

    /** The time at the shop. */
    ZonedDateTime now();
}
