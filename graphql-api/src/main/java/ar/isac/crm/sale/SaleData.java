package ar.isac.crm.sale;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A person's sales stay, since the law wants the books for years, and tell no more who bought. One that is under way has to end
 * first: units are reserved, or money was paid for what was not handed over.
 */
@Component
class SaleData implements PersonalData {

    static final String TYPE = "Sale";

    private final Sales sales;
    private final Mentions mentions;

    SaleData(Sales sales, Mentions mentions) {
        this.sales = sales;
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("sales", "holds");
    }

    @Override
    public Person completed(Person person) {
        return person.with(
                TYPE,
                sales
                        .of(Stream.concat(
                                        person.all(Person.CONVERSATION).stream(), person.all(Person.CUSTOMER).stream())
                                .toList())
                        .values()
                        .stream()
                        .flatMap(Collection::stream)
                        .map(Sale::id));
    }

    @Override
    public Set<String> obstacles(Person person) {
        return sales.find(person.all(TYPE)).stream()
                .filter(sale -> switch (sale.status()) {
                    case PENDING, PAID_AWAITING_STOCK -> true;
                    case PAID, DELIVERED, CANCELLED, REFUNDED -> false;
                })
                .map(sale -> "La venta " + sale.number() + " está en curso: terminala o cancelala primero.")
                .collect(Collectors.toSet());
    }

    @Override
    public void erase(Person person) {
        sales.find(person.all(TYPE)).forEach(sale -> sales.update(sale.id(), Sale::withoutPerson));
        mentions.remove("holds", person);
    }
}
