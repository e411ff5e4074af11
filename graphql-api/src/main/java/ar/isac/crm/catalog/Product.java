package ar.isac.crm.catalog;

import ar.isac.crm.money.Money;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One thing that can be sold, as stored: a variant of a family that its attributes tell from the others.
 *
 * @param id {@link #idOf} the sku
 * @param version null until stored; guards every write
 * @param sku the shop's own code, as the shop writes it
 * @param family what a customer names («iPhone 15 Pro»)
 * @param attributes in the shop's order
 * @param imageUrl absolute, or a path of this server
 * @param relatedSkus what goes well with it, as the shop says; may name products that do not exist (yet)
 * @param adjustments the last {@value #KEPT_ADJUSTMENTS} corrections of the stock by hand, oldest first
 */
@Document("products")
public record Product(
        @Id String id,
        @Version @Nullable Long version,
        String sku,
        String title,
        @Nullable String description,
        @Nullable String url,
        List<String> tags,
        boolean isActive,
        String family,
        @Nullable String brand,
        @Nullable String category,
        List<Attribute> attributes,
        Money retailPrice,
        @Nullable Money wholesalePrice,
        Stock stock,
        @Nullable String imageUrl,
        List<String> relatedSkus,
        List<StockAdjustment> adjustments) {
    private static final int KEPT_ADJUSTMENTS = 20;

    public Product {
        // Products stored before there were adjustments have none.
        adjustments = adjustments == null ? List.of() : List.copyOf(adjustments);
        tags = List.copyOf(tags);
        attributes = List.copyOf(attributes);
        relatedSkus = List.copyOf(relatedSkus);
    }

    /** The id of the product with this sku; skus that differ only in case or width are one product. */
    public static String idOf(String sku) {
        return Normalizer.normalize(sku, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    }

    /** The value of an attribute by its name, ignoring case. */
    public Optional<String> attribute(String name) {
        // Asked of thousands of products for one message.
        for (Attribute attribute : attributes) {
            if (attribute.name().equalsIgnoreCase(name)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /** Units that can be sold now. */
    public int sellable() {
        return stock.sellable();
    }

    /** Whether it is offered and at least one unit can be sold now. */
    public boolean inStock() {
        return isActive && sellable() > 0;
    }

    /** The same product with another count of the shelf; reservations stay. */
    public Product withOnHand(int units) {
        return withStock(stock.counted(units));
    }

    /** The same product with its shelf corrected by hand; a correction that was made already changes nothing. */
    Product adjusted(StockAdjustment adjustment) {
        if (isAdjusted(adjustment.key())) {
            return this;
        }
        List<StockAdjustment> kept = new ArrayList<>(adjustments);
        kept.add(adjustment);
        List<StockAdjustment> last = kept.subList(Math.max(0, kept.size() - KEPT_ADJUSTMENTS), kept.size());
        return with(version, stock.counted(adjustment.after()), last);
    }

    boolean isAdjusted(String key) {
        return adjustments.stream().anyMatch(adjustment -> adjustment.key().equals(key));
    }

    /**
     * Tells apart what people edit: the same as long as nothing but the stock changes, which sales do all day. An edit that
     * was begun on another revision would undo somebody's work.
     */
    String revision() {
        List<Object> edited = new ArrayList<>(List.of(sku, title, tags, isActive, family, attributes, retailPrice));
        edited.addAll(Arrays.asList(description, url, brand, category, wholesalePrice, imageUrl, relatedSkus));
        return UUID.nameUUIDFromBytes(edited.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    public Product withStock(Stock next) {
        return with(version, next, adjustments);
    }

    Product withVersion(@Nullable Long next) {
        return with(next, stock, adjustments);
    }

    private Product with(@Nullable Long nextVersion, Stock nextStock, List<StockAdjustment> nextAdjustments) {
        return new Product(
                id,
                nextVersion,
                sku,
                title,
                description,
                url,
                tags,
                isActive,
                family,
                brand,
                category,
                attributes,
                retailPrice,
                wholesalePrice,
                nextStock,
                imageUrl,
                relatedSkus,
                nextAdjustments);
    }
}
