package ar.isac.crm.quote;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In the shape of the GraphQL input {@code SelectionInput}: so many of one product, and what is taken off. */
public record SelectionInput(
        String productId,
        int quantity,
        @Nullable Integer discountBasisPoints,
        @Nullable BigDecimal discountAmount) {

    /** What the inputs mean, or what is wrong with them. */
    public static Result<List<Selection>> read(List<SelectionInput> inputs, String currency) {
        List<Selection> selections = new ArrayList<>();
        List<UserError> errors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            try {
                selections.add(inputs.get(i).read(currency));
            } catch (IllegalArgumentException | ArithmeticException illegal) {
                errors.add(error(
                        i,
                        inputs.get(i).discountField(),
                        "El descuento es un porcentaje de 0 a 100 o un importe, no los dos."));
            } catch (NotFound unknown) {
                errors.add(error(i, "productId", "Ese producto no está a la venta."));
            }
        }
        return errors.isEmpty() ? Result.done(List.copyOf(selections)) : new Result.Refused<>(errors);
    }

    /** The field that says how much is taken off. */
    private String discountField() {
        return discountAmount == null ? "discountBasisPoints" : "discountAmount";
    }

    private Selection read(String currency) {
        if (discountBasisPoints != null && discountAmount != null) {
            throw new IllegalArgumentException("Two discounts");
        }
        Discount discount = discountAmount == null
                ? new Discount.Share(discountBasisPoints == null ? 0 : discountBasisPoints)
                : new Discount.Amount(Money.of(discountAmount, currency));
        return new Selection(GlobalId.raw("Product", productId), quantity, discount);
    }

    private static UserError error(int index, String field, String message) {
        return new UserError(List.of("lines", Integer.toString(index), field), UserError.Code.INVALID, message);
    }
}
