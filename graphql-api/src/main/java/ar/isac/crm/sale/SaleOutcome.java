package ar.isac.crm.sale;

import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import java.util.List;

/** What came of wanting to sell. */
public sealed interface SaleOutcome {

    /** The sale is made, now or before. */
    record Made(Sale sale) implements SaleOutcome {}

    /** There are too few units; nothing has changed. */
    record OutOfStock(List<Shortage> shortages) implements SaleOutcome {}

    /** Something else is in the way; nothing has changed. */
    record Refused(List<UserError> errors) implements SaleOutcome {}

    /** The same in the words of an API. */
    default Result<Sale> result() {
        return switch (this) {
            case Made(Sale sale) -> Result.done(sale);
            case OutOfStock(List<Shortage> shortages) -> new Result.Refused<>(errors(shortages));
            case Refused(List<UserError> errors) -> new Result.Refused<>(errors);
        };
    }

    /** The shortages as errors, each about one product. */
    static List<UserError> errors(List<Shortage> shortages) {
        return errors("lines", shortages);
    }

    /** The same about the field of the input that stands for the lines. */
    static List<UserError> errors(String field, List<Shortage> shortages) {
        return shortages.stream()
                .map(shortage -> UserError.at(
                        field,
                        UserError.Code.OUT_OF_STOCK,
                        "De «%2$s» se pueden vender %1$d ahora, y se piden %3$d."
                                .formatted(shortage.left(), shortage.title(), shortage.wanted())))
                .toList();
    }
}
