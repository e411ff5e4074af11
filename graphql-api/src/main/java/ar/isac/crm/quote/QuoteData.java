package ar.isac.crm.quote;

import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A person's quotes stay, as the numbered papers that they are, and tell no more to whom. */
@Component
class QuoteData implements PersonalData {

    static final String TYPE = "Quote";

    private final Quotes quotes;

    QuoteData(Quotes quotes) {
        this.quotes = quotes;
    }

    @Override
    public Set<String> collections() {
        return Set.of("quotes");
    }

    @Override
    public Person completed(Person person) {
        return person.with(
                TYPE,
                quotes
                        .of(Stream.concat(
                                        person.all(Person.CONVERSATION).stream(), person.all(Person.CUSTOMER).stream())
                                .toList())
                        .values()
                        .stream()
                        .flatMap(Collection::stream)
                        .map(Quote::id));
    }

    @Override
    public void erase(Person person) {
        quotes.find(person.all(TYPE)).forEach(quote -> quotes.update(quote.id(), Quote::withoutPerson));
    }
}
