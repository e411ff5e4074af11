package ar.isac.crm.quote;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.money.Money;
import ar.isac.crm.shop.ShopSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prices what a customer wants by the catalogue as it is at this instant. */
@Component
public class Pricing {

    /** The longest quote that a person still reads. */
    static final int MOST_LINES = 100;

    static final int MOST_UNITS = 10_000;

    private final Products products;
    private final Locale locale;

    Pricing(Products products, ShopSettings shop) {
        this.products = products;
        this.locale = shop.locale();
    }

    /**
     * The lines at the prices of now.
     *
     * @param priceList a product without a wholesale price has its retail price there too
     * @param limit the most that may be taken off a line
     */
    public Result<List<PricedLine>> price(List<Selection> selections, Segment priceList, DiscountLimit limit) {
        if (selections.isEmpty()) {
            return Result.refused(UserError.at("lines", UserError.Code.REQUIRED, "Agregá al menos un producto."));
        }
        if (selections.size() > MOST_LINES) {
            return Result.refused(
                    UserError.at("lines", UserError.Code.TOO_LONG, "Se pueden poner hasta 100 renglones."));
        }
        Map<String, Product> found = new HashMap<>();
        products.findAll(selections.stream().map(Selection::sku).toList())
                .forEach(product -> found.put(product.id(), product));
        List<PricedLine> lines = new ArrayList<>();
        List<UserError> errors = new ArrayList<>();
        for (int i = 0; i < selections.size(); i++) {
            Selection selection = selections.get(i);
            Product product = found.get(Product.idOf(selection.sku()));
            Optional<UserError> fault = fault(i, selection, product, priceList, limit);
            if (product == null || fault.isPresent()) {
                fault.ifPresent(errors::add);
            } else {
                lines.add(PricedLine.of(
                        product.sku(),
                        product.title(),
                        selection.quantity(),
                        unitPrice(product, priceList),
                        selection.discount()));
            }
        }
        return errors.isEmpty() ? Result.done(List.copyOf(lines)) : new Result.Refused<>(errors);
    }

    private Optional<UserError> fault(
            int index, Selection selection, @Nullable Product product, Segment priceList, DiscountLimit limit) {
        if (product == null || !product.isActive()) {
            return fault(index, "productId", UserError.Code.INVALID, "Ese producto no está a la venta.");
        }
        if (selection.quantity() < 1 || selection.quantity() > MOST_UNITS) {
            return fault(index, "quantity", UserError.Code.INVALID, "La cantidad va de 1 a 10.000.");
        }
        Money subtotal = unitPrice(product, priceList).times(selection.quantity());
        Discount discount = selection.discount();
        if (discount instanceof Discount.Amount(Money amount)
                && (!amount.currency().equals(subtotal.currency()) || amount.compareTo(subtotal) > 0)) {
            return fault(index, "discountAmount", UserError.Code.INVALID, "El descuento supera el precio del renglón.");
        }
        return limit.admits(discount, subtotal)
                ? Optional.empty()
                : fault(
                        index,
                        discount instanceof Discount.Amount ? "discountAmount" : "discountBasisPoints",
                        UserError.Code.NOT_ALLOWED,
                        "El descuento de «%s» pasa el %s que podés dar: bajalo o pedíselo a un supervisor."
                                .formatted(product.title(), limit.text(locale)));
    }

    private static Optional<UserError> fault(int index, String field, UserError.Code code, String message) {
        return Optional.of(new UserError(List.of("lines", Integer.toString(index), field), code, message));
    }

    private static Money unitPrice(Product product, Segment priceList) {
        Money wholesale = product.wholesalePrice();
        return switch (priceList) {
            case RETAIL -> product.retailPrice();
            case WHOLESALE -> wholesale == null ? product.retailPrice() : wholesale;
        };
    }
}
