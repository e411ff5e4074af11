package ar.isac.crm.catalog;

import ar.isac.crm.graphql.UserError;
import java.util.Optional;

/** How many units a shelf may hold. */
final class StockCount {

    private StockCount() {}

    /** What is wrong with a number of units on hand; empty when nothing is. */
    static Optional<UserError> check(String field, long units) {
        if (units < 0) {
            return Optional.of(
                    UserError.at(field, UserError.Code.INVALID, "El stock no puede quedar por debajo de cero."));
        }
        return units > ProductRules.MAX_STOCK
                ? Optional.of(UserError.at(
                        field, UserError.Code.INVALID, "El stock puede llegar hasta 100 millones de unidades."))
                : Optional.empty();
    }
}
