package ar.isac.crm.catalog;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.shop.ShopSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Stores what people edit of products. Saving the same again changes nothing, so a retry does no harm. */
@Service
class ProductEdits {
    private static final String TYPE = "Product";

    private final Products products;
    private final String currency;

    ProductEdits(Products products, ShopSettings settings) {
        this.products = products;
        this.currency = settings.currency().getCurrencyCode();
    }

    /** The product as stored, or what is wrong with the edit. */
    record Saved(@Nullable Product product, List<UserError> userErrors) {}

    Saved save(ProductEdit.Input input) {
        String id = input.id();
        if (id != null) {
            String sku = GlobalId.raw(TYPE, id);
            Product now = products.find(sku).orElseThrow(() -> new NotFound(TYPE));
            String given = input.sku();
            return given == null || Product.idOf(given).equals(now.id())
                    ? edit(now.sku(), input)
                    : refused(UserError.at(
                            "sku",
                            UserError.Code.NOT_ALLOWED,
                            "El código de un producto no se cambia: desactivalo y cargá otro."));
        }
        ProductEdit edit = new ProductEdit(input, currency);
        Optional<String> sku = edit.sku();
        if (sku.isEmpty() || !edit.errors().isEmpty()) {
            return new Saved(null, edit.errors());
        }
        return products.find(sku.get()).isPresent() ? edit(sku.get(), input) : create(sku.get(), edit, input);
    }

    private Saved create(String sku, ProductEdit edit, ProductEdit.Input input) {
        Product product = edit.onto(sku, null);
        if (!edit.errors().isEmpty()) {
            return new Saved(null, edit.errors());
        }
        try {
            return new Saved(products.insert(product), List.of());
        } catch (DuplicateKeyException createdMeanwhile) {
            return edit(sku, input);
        }
    }

    private Saved edit(String sku, ProductEdit.Input input) {
        Refusals refusals = new Refusals();
        Product stored = products.update(sku, now -> {
            ProductEdit edit = new ProductEdit(input, currency);
            Product next = edit.onto(now.sku(), now);
            boolean isStale = input.revision() != null && !input.revision().equals(now.revision());
            refusals.errors = !edit.errors().isEmpty()
                    ? edit.errors()
                    : isStale && !next.equals(now) ? List.of(stale()) : List.of();
            return refusals.errors.isEmpty() ? next : now;
        });
        return refusals.errors.isEmpty() ? new Saved(stored, List.of()) : new Saved(null, refusals.errors);
    }

    /** What the last try to apply the edit was refused for. */
    private static final class Refusals {
        private List<UserError> errors = List.of();
    }

    private static UserError stale() {
        return UserError.at(
                "revision",
                UserError.Code.NOT_ALLOWED,
                "Alguien cambió el producto mientras tanto: volvé a leerlo y repetí el cambio.");
    }

    private static Saved refused(UserError error) {
        return new Saved(null, List.of(error));
    }
}
