package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.understanding.Intent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Advice on the things that are spoken of: hears what is asked for, whoever can tell it. */
final class AdviceTalk {

    private static final Pattern FEATURE_VERB =
            Pattern.compile("(?iu)\\b(?:tiene|trae|traen|viene con|vienen con|aguanta|se puede|sirve|funciona)\\b");

    private final PriceTalk prices;
    private final ChoiceTalk choices;
    private final DetailTalk details;
    private final FamilyTalk families;
    private final SizeTalk sizes;

    AdviceTalk(PriceTalk prices, ChoiceTalk choices, DetailTalk details, FamilyTalk families, SizeTalk sizes) {
        this.sizes = sizes;
        this.prices = prices;
        this.choices = choices;
        this.details = details;
        this.families = families;
    }

    Optional<Step> consider(Situation situation, Optional<Subject> named) {
        if (situation.says(Cue.COMPARE) && named.orElse(null) instanceof OfSeveral several) {
            return Optional.of(choices.compared(situation, several));
        }
        if (situation.says(Cue.COMPARE)) {
            Optional<Step> compared = Ground.offered(situation)
                    .filter(offers -> offers.family().isEmpty())
                    .flatMap(offers -> choices.comparedOffers(situation, offers));
            if (compared.isPresent()) {
                return compared;
            }
        }
        if (situation.says(Cue.FEATURE)) {
            Optional<Step> told = feature(situation, named);
            if (told.isPresent()) {
                return told;
            }
        }
        if (situation.says(Cue.OTHER_ONE) && named.isEmpty()) {
            Optional<Step> other = other(situation);
            if (other.isPresent()) {
                return other;
            }
        }
        Optional<Ground> ground = Ground.of(situation, named);
        return ground.flatMap(about -> advised(situation, about, named.isPresent()))
                .or(() -> ground.isEmpty()
                        ? Budget.in(situation).flatMap(most -> prices.within(situation, most))
                        : Optional.empty())
                .or(() -> details.asked(situation, named));
    }

    /** «¿tiene buena batería?» is asked of what is spoken of, whatever else the catalogue calls so. */
    private Optional<Step> feature(Situation situation, Optional<Subject> all) {
        // «el a55 trae cargador?» names the phone; what it may have is no thing to be sold.
        Optional<Subject> owner = SubjectReading.named(situation.readingUpTo(FEATURE_VERB));
        Optional<Subject> named = owner.isPresent() ? owner : all;
        boolean isOfProducts = situation.hasAny(Intent.PRODUCT_QUERY, Intent.STOCK_QUERY) || situation.isUnclear();
        boolean isOfTheShop = situation.hasAny(
                Intent.WARRANTY_QUERY, Intent.SHIPPING_QUERY, Intent.PAYMENT_METHODS, Intent.STORE_INFO);
        if (!isOfProducts || isOfTheShop || situation.words().indexOf('?') < 0) {
            return Optional.empty();
        }
        Ground spoken = Ground.of(situation, Optional.empty()).orElse(null);
        Optional<Subject> one = named.filter(subject -> subject instanceof OfFamily family
                && spoken != null
                && spoken.products().stream()
                        .anyMatch(product -> product.family().equals(family.family())));
        if (owner.orElse(null) instanceof OfFamily family && one.isEmpty()) {
            return details.otherValues(situation, family)
                    .or(() -> Ground.of(situation, owner).flatMap(ground -> details.asked(situation, ground, family)));
        }
        Ground ground = one.isPresent() ? Ground.of(situation, one).orElse(spoken) : spoken;
        if (ground == null || ground.isChosenBy(situation)) {
            return Optional.empty();
        }
        return ground.family().isPresent()
                ? details.asked(situation, ground, ground.family().get())
                : choices.comparedOffers(situation, ground);
    }

    private Optional<Step> advised(Situation situation, Ground ground, boolean isNamed) {
        Optional<Budget> budget = Budget.in(situation);
        Optional<Step> size = situation.saysAny(Cue.CHEAPEST, Cue.DEAREST)
                ? Optional.empty()
                : sizes.consider(situation, ground, isNamed);
        if (size.isPresent()) {
            return size;
        }
        Optional<Step> values = ground.family().flatMap(family -> details.otherValues(situation, family));
        if (values.isPresent()) {
            return values;
        }
        boolean isOfAnything = ground.family().isEmpty() && ground.category().isEmpty() && !isNamed;
        if (budget.isPresent() && isOfAnything) {
            return prices.within(situation, budget.get());
        }
        if (budget.isPresent() && (ground.family().isEmpty() || !isNamed)) {
            return prices.within(situation, ground, budget.get());
        }
        if (situation.says(Cue.COMPARE) && !isNamed) {
            return choices.comparedOffers(situation, ground);
        }
        if (situation.saysAny(Cue.CHEAPEST, Cue.DEAREST)) {
            return prices.extreme(situation, ground);
        }
        if (situation.saysAny(Cue.CHEAPER, Cue.OBJECTION)) {
            return prices.cheaper(situation, ground);
        }
        if (situation.says(Cue.CHEAP) && isNamed) {
            return prices.cheap(situation, ground);
        }
        if (situation.says(Cue.BETTER)) {
            return prices.better(situation, ground);
        }
        if (situation.says(Cue.RECOMMEND)) {
            return choices.recommended(situation, ground);
        }
        if (situation.says(Cue.SIMILAR)) {
            return isNamed && ground.family().isEmpty()
                    ? choices.similarOf(situation, ground)
                    : choices.similar(situation, ground);
        }
        if (situation.says(Cue.HOW_MANY)) {
            return details.counted(situation, ground);
        }
        if (situation.saysAny(Cue.DETAILS, Cue.PICTURE)) {
            return details.described(situation, ground);
        }
        return Optional.empty();
    }

    /** «no, el otro»: of two that were offered the one that was not taken, else what was spoken of before. */
    private Optional<Step> other(Situation situation) {
        List<String> recent = situation.state().recent();
        List<String> offers = situation.state().offers();
        if (offers.size() == 2 && situation.state().asks(Kind.WHICH_OFFER)) {
            return pick(situation, offers.getLast());
        }
        return recent.size() < 2
                ? Ground.of(situation, Optional.empty()).flatMap(ground -> choices.similar(situation, ground))
                : pick(situation, recent.get(1));
    }

    private Optional<Step> pick(Situation situation, String action) {
        Subject subject =
                SubjectReading.ofAction(situation, Action.parse(action)).orElse(null);
        Wish before = situation.state().wish();
        return subject instanceof OfFamily family
                ? Optional.of(families.about(situation, family, before == null ? Wish.LEARN : before))
                : Optional.empty();
    }
}
