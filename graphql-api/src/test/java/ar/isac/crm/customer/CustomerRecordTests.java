package ar.isac.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.customer.Detail.Field;
import ar.isac.crm.customer.Detail.Source;
import ar.isac.crm.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerRecordTests {

    private static final Instant NOON = Instant.parse("2026-11-18T15:00:00Z");
    private static final Source ANA = new Source(Source.Kind.PERSON, "advisor/ana", "ana");

    private final Customer marta = Customer.unknown("c1", NOON);

    @Test
    void withinOneSecondTheLaterMessageOfTheThreadCounts() {
        Detail first = told(Field.EMAIL, "a@b.com", "c/000000000001", 0);
        Detail second = told(Field.EMAIL, "c@d.com", "c/000000000003", 0);

        assertThat(marta.told(List.of(first)).told(List.of(second)))
                .isEqualTo(marta.told(List.of(second)).told(List.of(first)))
                .isEqualTo(marta.told(List.of(second)));
    }

    @Test
    void theLaterMessageCountsInWhateverOrderTheyCome() {
        Detail first = told(Field.NAME, "Marta", "m1", 0);
        Detail second = told(Field.NAME, "Marta Gómez", "m2", 60);

        assertThat(marta.told(List.of(first)).told(List.of(second)).displayName())
                .isEqualTo("Marta Gómez");
        assertThat(marta.told(List.of(second)).told(List.of(first)).displayName())
                .isEqualTo("Marta Gómez");
    }

    @Test
    void tellingTheSameAgainChangesNothing() {
        Customer known = marta.told(List.of(told(Field.EMAIL, "a@b.com", "m1", 0)));

        assertThat(known.told(List.of(told(Field.EMAIL, "a@b.com", "m1", 0)))).isEqualTo(known);
        assertThat(known.told(List.of(told(Field.EMAIL, "A@B.com", "m2", 60)))).isEqualTo(known);
    }

    @Test
    void aPersonsEditWinsOverWhatIsLearntBeforeAndAfter() {
        Customer known = marta.told(List.of(told(Field.NAME, "Martita", "m1", 0)))
                .edited(Map.of(Field.NAME, "Marta Gómez"), ANA, NOON);

        assertThat(known.told(List.of(told(Field.NAME, "Otra", "m2", 600)))).isEqualTo(known);
        assertThat(known.edited(Map.of(Field.NAME, "Marta G."), ANA, NOON).displayName())
                .isEqualTo("Marta G.");
    }

    @Test
    void whatAPersonTookAwayIsNotLearntAgain() {
        Customer known =
                marta.told(List.of(told(Field.EMAIL, "a@b.com", "m1", 0))).edited(Map.of(Field.EMAIL, ""), ANA, NOON);

        assertThat(known.detail(Field.EMAIL)).isNull();
        assertThat(known.told(List.of(told(Field.EMAIL, "a@b.com", "m2", 600))).detail(Field.EMAIL))
                .isNull();
    }

    @Test
    void aPersonWhoSavesWhatIsKnownConfirmsItAndSavingItAgainChangesNothing() {
        Customer known = marta.told(List.of(told(Field.NAME, "Marta", "m1", 0)));

        Customer confirmed = known.edited(Map.of(Field.NAME, "Marta", Field.EMAIL, ""), ANA, NOON);

        assertThat(confirmed.details()).extracting(Detail::source).containsExactly(ANA);
        assertThat(confirmed.edited(Map.of(Field.NAME, "Marta"), ANA, NOON.plusSeconds(9)))
                .isEqualTo(confirmed);
    }

    @Test
    void aSuggestionWaitsForADecisionAndADecisionIsNotQuestioned() {
        SegmentSuggestion suggestion = new SegmentSuggestion(Segment.WHOLESALE, "reseller", "m1", NOON);
        SegmentSuggestion later = new SegmentSuggestion(Segment.WHOLESALE, "reseller", "m2", NOON.plusSeconds(60));

        Customer suggested = marta.suggested(suggestion).suggested(later);
        Customer decided = suggested.decided(Segment.RETAIL, "Buys for herself");

        assertThat(suggested.segmentSuggestion()).isEqualTo(suggestion);
        assertThat(suggested.segment()).isEqualTo(Segment.RETAIL);
        assertThat(decided.segmentSuggestion()).isNull();
        assertThat(decided.suggested(later)).isEqualTo(decided);
    }

    @Test
    void preferencesAreCountedOnceForEachCause() {
        Customer asking = marta.asked(ask("m1", Ask.Kind.ASKED, "iPhone 15", "Apple", 100, Map.of("color", "azul")))
                .asked(ask("m2", Ask.Kind.ASKED, "iPhone 15", "Apple", 110, Map.of("color", "azul")))
                .asked(ask("m2", Ask.Kind.ASKED, "iPhone 15", "Apple", 110, Map.of("color", "azul")))
                .asked(ask("s1", Ask.Kind.BOUGHT, "Galaxy S24", "Samsung", 90, Map.of("Talle", "M")));

        Preferences preferences = Preferences.of(asking);

        assertThat(preferences.brands())
                .extracting(Preferences.Liked::name, Preferences.Liked::weight)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Samsung", 3),
                        org.assertj.core.groups.Tuple.tuple("Apple", 2));
        assertThat(preferences.attributes()).extracting(Preferences.Liked::name).containsExactly("color: azul");
        assertThat(preferences.sizes()).containsExactly("M");
        assertThat(preferences.priceFrom()).isEqualTo(pesos(90));
        assertThat(preferences.priceTo()).isEqualTo(pesos(110));
    }

    @Test
    void thePriceBandLeavesItsOutermostPricesOut() {
        Customer asking = marta;
        for (int price : new int[] {5, 100, 120, 9_000}) {
            asking = asking.asked(ask("m" + price, Ask.Kind.ASKED, "x", null, price, Map.of()));
        }

        assertThat(Preferences.of(asking).priceFrom()).isEqualTo(pesos(100));
        assertThat(Preferences.of(asking).priceTo()).isEqualTo(pesos(120));
    }

    @Test
    void onlyTheLastSignsAreKept() {
        Customer asking = IntStream.range(0, 100)
                .mapToObj(n -> ask("m" + n, Ask.Kind.ASKED, "f" + n, null, n, Map.of()))
                .reduce(marta, Customer::asked, (one, other) -> other);

        assertThat(asking.asks()).hasSize(Customer.MOST_ASKS);
        assertThat(asking.asks().getLast().key()).isEqualTo("m99");
    }

    private static Detail told(Field field, String value, String messageId, int seconds) {
        return new Detail(field, value, Source.message(messageId), NOON.plusSeconds(seconds));
    }

    private static Ask ask(
            String key,
            Ask.Kind kind,
            String family,
            @Nullable String brand,
            int price,
            Map<String, String> attributes) {
        return new Ask(key, kind, family, brand, null, attributes, pesos(price), NOON);
    }

    private static Money pesos(int amount) {
        return new Money(amount * 100L, "ARS");
    }
}
