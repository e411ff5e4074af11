package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several things in one breath: «el 15 y la funda», «los dos», «¿cuánto es todo?». */
final class SeveralTalk {

    private final Wording wording;
    private final QuoteTalk quotes;
    private final CartTalk carts;
    private final FamilyTalk families;
    private final BrowsingTalk browsing;

    SeveralTalk(Wording wording, QuoteTalk quotes, CartTalk carts, FamilyTalk families, BrowsingTalk browsing) {
        this.wording = wording;
        this.quotes = quotes;
        this.carts = carts;
        this.families = families;
        this.browsing = browsing;
    }

    /** «los dos», «¿cuánto es todo?»: the cart, else what was offered or spoken of last. */
    Optional<Step> all(Situation situation) {
        DialogueState state = situation.state();
        Cart whole = state.cart().lines().size() > 1
                ? state.cart()
                : state.proposal().lines().size() > 1 ? state.proposal() : Cart.EMPTY;
        if (whole.isEmpty() && !situation.says(Cue.ALL_OF_THEM)) {
            whole = state.cart().isEmpty() ? state.proposal() : state.cart();
        }
        if (!whole.isEmpty()) {
            return Optional.of(
                    QuoteTalk.isAgreeing(situation)
                            ? quotes.order(situation, whole)
                            : carts.show(situation, whole, null, "cart-total"));
        }
        int most = Math.max(2, situation.bareQuantity().orElse(2));
        List<String> offers = state.offers();
        List<String> spoken = state.recent().stream().limit(most).toList();
        List<OfFamily> things = (offers.size() > 1 && offers.size() <= most ? offers : spoken.reversed())
                .stream()
                        .map(Action::parse)
                        .flatMap(action -> SubjectReading.ofAction(situation, action).stream())
                        .filter(OfFamily.class::isInstance)
                        .map(OfFamily.class::cast)
                        .toList();
        return things.size() < 2 || !situation.says(Cue.ALL_OF_THEM)
                ? Optional.empty()
                : Optional.of(together(situation, things, List.of()));
    }

    Step named(Situation situation, OfSeveral several, Wish wish) {
        List<OfFamily> things = several.parts().stream()
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .toList();
        boolean isOneFamily = things.stream().map(OfFamily::family).distinct().count() == 1;
        boolean isWanted = things.size() == several.parts().size()
                && (isOneFamily || wish == Wish.BUY || wish == Wish.PRICE || wish == Wish.QUOTE);
        return isWanted
                ? together(situation, things, units(situation, things))
                : browsing.several(situation, several, wish);
    }

    /** How many of each: a number stands before the name that it counts. */
    private static List<Integer> units(Situation situation, List<OfFamily> things) {
        List<Entity> counts = situation.mentions(EntityType.QUANTITY);
        List<Entity> names = situation.mentions(EntityType.PRODUCT);
        if (counts.size() == things.size()) {
            return counts.stream()
                    .map(Entity::text)
                    .map(Quantities::read)
                    .map(units -> Math.max(1, units))
                    .toList();
        }
        List<Integer> units = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            int from = i == 0 || i > names.size() ? 0 : names.get(i - 1).end();
            int to = i < names.size() ? names.get(i).start() : 0;
            units.add(counts.stream()
                    .filter(count -> count.start() >= from && count.end() <= to + 1)
                    .map(Entity::text)
                    .map(Quantities::read)
                    .filter(count -> count > 0)
                    .findFirst()
                    .orElse(1));
        }
        return units;
    }

    private Step together(Situation situation, List<OfFamily> things, List<Integer> units) {
        Cart cart = situation.state().cart();
        List<OfFamily> open = new ArrayList<>();
        List<String> noted = new ArrayList<>();
        List<String> fewer = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            OfFamily thing = things.get(i);
            int count = i < units.size() ? units.get(i) : 1;
            List<Product> sellable = AttributeResolver.matching(thing.variants(), thing.chosen()).stream()
                    .filter(Product::inStock)
                    .toList();
            if (sellable.size() == 1) {
                Product product = sellable.getFirst();
                int wanted = Math.min(count, product.sellable());
                if (wanted < count) {
                    fewer.add(wording.left("cart.fewer", product));
                }
                cart = cart.with(product.sku(), wanted);
                noted.add(Escalations.counted(product.title(), wanted));
            } else {
                open.add(thing);
            }
        }
        boolean isBuying = situation.wish() == Wish.BUY || situation.wish() == Wish.QUOTE;
        Situation wanting =
                isBuying ? situation.with(situation.state().wanting(cart).wishing(Wish.BUY)) : situation;
        if (open.isEmpty()) {
            return carts.show(wanting, cart, fewer.isEmpty() ? null : String.join(" ", fewer), "together");
        }
        if (!isBuying) {
            return browsing.several(situation, new OfSeveral(List.copyOf(things)), Wish.PRICE);
        }
        List<String> others = open.stream().skip(1).map(OfFamily::family).toList();
        Step step = families.about(
                wanting.with(wanting.state().wantingToo(others)),
                open.getFirst(),
                Wish.BUY,
                units.isEmpty() ? 1 : units.get(things.indexOf(open.getFirst())));
        return noted.isEmpty()
                ? step
                : led(
                        step,
                        Wording.sentences(
                                String.join(" ", fewer), wording.say("cart.noted", "title", Wording.list(noted))));
    }

    private static Step led(Step step, String words) {
        return switch (step) {
            case Decided decided -> decided;
            case Said said -> said.ledBy(words);
        };
    }
}
