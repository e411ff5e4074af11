package ar.isac.crm.money;

import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What GraphQL's {@code Money} has beyond the record's own fields. */
@Controller
class MoneyController {
    private final MoneyFormat format;

    MoneyController(MoneyFormat format) {
        this.format = format;
    }

    @SchemaMapping(typeName = "Money", field = "formatted")
    String formatted(Money money) {
        return format.format(money);
    }
}
