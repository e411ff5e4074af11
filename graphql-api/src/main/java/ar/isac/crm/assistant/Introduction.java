package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.customer.CustomerDetails;
import ar.isac.crm.customer.Detail.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A turn that does nothing but tell who writes: «me llamo Marta», an e-mail address. It asks nothing, so it is thanked for and
 * nothing is made of the names in it. Sizes are the products' business.
 */
final class Introduction implements Policy {

    private static final Set<Field> WHO = Set.of(Field.NAME, Field.EMAIL, Field.TAX_ID, Field.DOCUMENT, Field.ADDRESS);

    private final Wording wording;
    private final Courtesy courtesy;

    Introduction(Wording wording, Courtesy courtesy) {
        this.wording = wording;
        this.courtesy = courtesy;
    }

    @Override
    public Optional<Step> consider(Situation situation) {
        List<Written> written = situation.written();
        boolean isNothingElse = !written.isEmpty()
                && written.size() == situation.turn().inputs().size()
                && written.stream().map(Written::text).allMatch(Introduction::tellsWho);
        if (!isNothingElse) {
            return Optional.empty();
        }
        boolean isUnderWay = situation.state().question() != null;
        Reply noted = new Reply(
                Wording.text(wording.say(isUnderWay ? "details.noted.under.way" : "details.noted")),
                situation.evidence("details"));
        return Optional.of(courtesy.greeted(situation, List.of(noted), true));
    }

    private static boolean tellsWho(String text) {
        CustomerDetails details = CustomerDetails.in(text);
        return details.isAll() && details.told().stream().anyMatch(told -> WHO.contains(told.field()));
    }
}
