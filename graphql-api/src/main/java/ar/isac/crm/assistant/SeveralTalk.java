package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.Wanted;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.Attribute;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several things in one breath: «el 15 y la funda», «los dos», «¿cuánto es todo?». */
final class SeveralTalk {

    private static final Set<String> ALL =
            Set.of("todo", "toda", "todos", "todas", "junto", "junta", "juntos", "juntas");

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
        List<Wanted> everything = situation.says(Cue.TOTAL) && saysAll(situation) ? everything(situation) : List.of();
        if (!everything.isEmpty()) {
            return Optional.of(together(situation, everything, buying(situation)));
        }
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
        if (!situation.says(Cue.ALL_OF_THEM)) {
            return Optional.empty();
        }
        List<Wanted> things = spokenOf(situation);
        return things.size() < 2 ? Optional.empty() : Optional.of(together(situation, things, buying(situation)));
    }

    private static boolean saysAll(Situation situation) {
        return Cues.words(situation.words()).stream().anyMatch(ALL::contains);
    }

    /**
     * What is wanted, and beside it what was only priced so far. Of a kind that is among it already another one was an
     * alternative, unless there is nothing else that «todo» could mean.
     */
    private static List<Wanted> everything(Situation situation) {
        DialogueState state = situation.state();
        Cart known = state.cart().isEmpty() ? state.proposal() : state.cart();
        List<Product> products = situation.facts().products(known.skus());
        List<Wanted> wanted = products.stream()
                .map(product -> new Wanted(product.family(), values(product), known.unitsOf(product.sku())))
                .toList();
        Set<String> families = products.stream().map(Product::family).collect(Collectors.toCollection(HashSet::new));
        Set<String> kinds = products.stream().map(SeveralTalk::kind).collect(Collectors.toCollection(HashSet::new));
        List<Wanted> besides = new ArrayList<>();
        List<Wanted> alternatives = new ArrayList<>();
        for (OfFamily thing : priced(situation)) {
            boolean isOther = families.add(thing.family());
            boolean isOfItsKindAlone =
                    isOther && kinds.add(kind(thing.variants().getFirst()));
            if (isOther) {
                (isOfItsKindAlone ? besides : alternatives).addFirst(Wanted.of(thing, 1));
            }
        }
        List<Wanted> more = wanted.size() + besides.size() > 1 ? besides : alternatives;
        // A cart was put together before, a proposal is what was spoken of last.
        return state.cart().isEmpty() ? joined(more, wanted) : joined(wanted, more);
    }

    private static List<Wanted> joined(List<Wanted> some, List<Wanted> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** What was spoken of as one product, the newest first. */
    private static List<OfFamily> priced(Situation situation) {
        return situation.state().recent().stream()
                .map(Action::parse)
                .filter(Action.ShowProduct.class::isInstance)
                .flatMap(action -> SubjectReading.ofAction(situation, action).stream())
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .filter(thing -> !thing.sellable().isEmpty())
                .toList();
    }

    private static Map<String, String> values(Product product) {
        return product.attributes().stream()
                .collect(Collectors.toMap(Attribute::name, Attribute::value, (one, other) -> other));
    }

    private static String kind(Product product) {
        return product.category() == null ? product.family() : product.category();
    }

    /** «sí», «presupuesto, por favor», to several things that were named in one breath: all of them. */
    Optional<Step> agreed(Situation situation) {
        List<Wanted> things = situation.state().together();
        boolean isMeant = situation.has(Intent.AFFIRM)
                || situation.wish() == Wish.BUY
                || situation.says(Cue.QUOTE)
                || QuoteTalk.isAgreeing(situation);
        boolean isOther = (situation.has(Intent.DENY) && !situation.says(Cue.QUOTE))
                || situation.says(Cue.REMOVE)
                || situation.bareQuantity().isPresent()
                || SubjectReading.isPick(situation)
                || Budget.in(situation).isPresent();
        return things.isEmpty() || !isMeant || isOther
                ? Optional.empty()
                : Optional.of(together(
                        situation, things, isQuoteAsked(situation) || hasOffered(situation) ? Wish.QUOTE : Wish.BUY));
    }

    /** What is wanted of several things; null where they are only asked about. */
    private static @Nullable Wish buying(Situation situation) {
        return isQuoteAsked(situation) ? Wish.QUOTE : situation.wish() == Wish.BUY ? Wish.BUY : null;
    }

    private static boolean isQuoteAsked(Situation situation) {
        return situation.says(Cue.QUOTE);
    }

    private static boolean hasOffered(Situation situation) {
        return Integer.valueOf(0).equals(situation.state().offered());
    }

    /** What was named together, offered, or spoken of last. */
    private static List<Wanted> spokenOf(Situation situation) {
        DialogueState state = situation.state();
        if (!state.together().isEmpty()) {
            return state.together();
        }
        boolean isOfEach = Cues.words(situation.words()).contains("cada");
        int each = isOfEach ? situation.quantity().orElse(1) : 1;
        int most = isOfEach
                ? BrowsingTalk.FEW
                : Math.max(2, situation.bareQuantity().orElse(2));
        List<String> offers = state.offers();
        List<String> spoken = state.recent().stream().limit(most).toList().reversed();
        return (offers.size() > 1 && offers.size() <= most ? offers : spoken)
                .stream()
                        .map(Action::parse)
                        .flatMap(action -> SubjectReading.ofAction(situation, action).stream())
                        .filter(OfFamily.class::isInstance)
                        .map(OfFamily.class::cast)
                        .map(thing -> Wanted.of(thing, each))
                        .toList();
    }

    Step named(Situation situation, OfSeveral several, Wish wish) {
        List<OfFamily> things = several.parts().stream()
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .toList();
        List<Integer> units = several.units().isEmpty() ? units(situation, things) : several.units();
        boolean isAll = things.size() == several.parts().size();
        boolean isOneFamily = things.stream().map(OfFamily::family).distinct().count() == 1;
        boolean isWanted = isAll && (isOneFamily || wish == Wish.BUY || wish == Wish.PRICE || wish == Wish.QUOTE);
        List<Subject.OfCategory> kinds = several.parts().stream()
                .filter(Subject.OfCategory.class::isInstance)
                .map(Subject.OfCategory.class::cast)
                .toList();
        boolean isBuying = wish == Wish.BUY || wish == Wish.QUOTE;
        if (isBuying
                && kinds.size() == 1
                && things.size() + 1 == several.parts().size()) {
            return besides(situation, things, units, kinds.getFirst());
        }
        if (!isWanted) {
            return isAll
                    ? browsing.several(situation, several, units, wish)
                    : browsing.several(situation, several, List.of(), wish);
        }
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            wanted.add(Wanted.of(things.get(i), i < units.size() ? units.get(i) : 1));
        }
        Wish buying = buying(situation);
        return together(situation, wanted, buying == null && (wish == Wish.BUY || wish == Wish.QUOTE) ? wish : buying);
    }

    /** «el aceite y un filtro»: the one is noted, and which of the others is asked. */
    private Step besides(Situation situation, List<OfFamily> things, List<Integer> units, Subject.OfCategory kind) {
        Cart cart = situation.state().cart();
        List<Wanted> open = new ArrayList<>();
        List<OfFamily> gone = new ArrayList<>();
        List<String> noted = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            List<Product> sellable = things.get(i).sellable();
            int count = i < units.size() ? units.get(i) : 1;
            if (sellable.isEmpty()) {
                gone.add(things.get(i));
            } else if (sellable.size() > 1) {
                open.add(Wanted.of(things.get(i), count));
            } else {
                Product product = sellable.getFirst();
                int there = Math.min(count, product.sellable());
                cart = cart.with(product.sku(), there);
                noted.add(Escalations.counted(product.title(), there));
            }
        }
        Situation wanting =
                situation.with(situation.state().wanting(cart).wantingToo(open).counting(1));
        return led(
                browsing.category(wanting, kind, Wish.BUY),
                Wording.sentences(
                        noted.isEmpty() ? null : wording.say("cart.noted", "title", Wording.list(noted)),
                        soldOut(situation, gone)));
    }

    /** How many of each: a number stands before the name that it counts. */
    private static List<Integer> units(Situation situation, List<OfFamily> things) {
        List<Entity> counts = situation.mentions(EntityType.QUANTITY).stream()
                .filter(count -> things.stream()
                        .noneMatch(thing -> Quantities.isOfName(
                                situation.words(),
                                Math.min(count.start(), situation.words().length()),
                                thing.family())))
                .toList();
        List<Entity> names = situation.mentions(EntityType.PRODUCT);
        if (counts.size() == things.size() && names.size() <= things.size()) {
            return counts.stream()
                    .map(Entity::text)
                    .map(Quantities::read)
                    .map(units -> Math.max(1, units))
                    .toList();
        }
        List<Integer> units = new ArrayList<>();
        int place = 0;
        for (OfFamily thing : things) {
            int at = placeOf(names, thing, place);
            int from = at == 0 || at > names.size() ? 0 : names.get(at - 1).end();
            int to = at < names.size() ? names.get(at).start() : 0;
            units.add(counts.stream()
                    .filter(count -> count.start() >= from && count.end() <= to + 1)
                    .map(Entity::text)
                    .map(Quantities::read)
                    .filter(count -> count > 0)
                    .findFirst()
                    .orElse(1));
            place = at + 1;
        }
        return units;
    }

    /** Which of the names is the thing's: the next that has a word of its own in it, else the next. */
    private static int placeOf(List<Entity> names, OfFamily thing, int from) {
        List<String> own = Cues.words(thing.family());
        for (int at = from; at < names.size(); at++) {
            boolean isIt = Cues.words(names.get(at).text()).stream()
                    .anyMatch(word -> own.stream().anyMatch(known -> isAlike(word, known)));
            if (isIt) {
                return at;
            }
        }
        return from;
    }

    private static boolean isAlike(String one, String other) {
        int stem = Math.min(4, Math.min(one.length(), other.length()));
        return stem > 2 && one.substring(0, stem).equals(other.substring(0, stem));
    }

    /** All of it: what is clear is noted, what is sold out is said, what is open is asked for one after the other. */
    private Step together(Situation situation, List<Wanted> things, @Nullable Wish buying) {
        Cart cart = without(situation, things);
        List<Wanted> open = new ArrayList<>();
        List<OfFamily> gone = new ArrayList<>();
        List<String> noted = new ArrayList<>();
        List<String> fewer = new ArrayList<>();
        for (Wanted wanted : things) {
            OfFamily thing = of(situation, wanted);
            List<Product> sellable = thing.sellable();
            if (sellable.isEmpty()) {
                gone.add(thing);
            } else if (sellable.size() > 1) {
                open.add(wanted);
            } else {
                Product product = sellable.getFirst();
                int units = Math.min(wanted.units(), product.sellable());
                if (units < wanted.units()) {
                    fewer.add(wording.left("cart.fewer", product));
                }
                cart = cart.with(product.sku(), units);
                noted.add(Escalations.counted(product.title(), units));
            }
        }
        if (buying == null && !(open.isEmpty() && gone.isEmpty())) {
            return browsing.several(
                    situation,
                    new OfSeveral(things.stream()
                            .<Subject>map(wanted -> of(situation, wanted))
                            .toList()),
                    things.stream().map(Wanted::units).toList(),
                    Wish.PRICE);
        }
        Wish wish = buying == null ? Wish.PRICE : buying;
        Situation wanting = buying == null
                ? situation
                : situation.with(situation.state().wanting(cart).wishing(wish));
        String few = String.join(" ", fewer);
        String note = noted.isEmpty() ? "" : wording.say("cart.noted", "title", Wording.list(noted));
        if (!open.isEmpty()) {
            return led(asked(wanting, open, wish), Wording.sentences(few, note, soldOut(wanting, gone)));
        }
        return gone.isEmpty()
                ? settled(wanting, cart, fewer.isEmpty() ? null : few, wish)
                : instead(wanting, cart, gone, Wording.sentences(few, note));
    }

    /** What is named anew takes the place of what was wanted of the same family. */
    private static Cart without(Situation situation, List<Wanted> things) {
        Cart cart = situation.state().cart();
        Set<String> families = things.stream().map(Wanted::family).collect(Collectors.toSet());
        return CartTalk.isAlso(situation)
                ? cart
                : cart.without(situation.facts().products(cart.skus()).stream()
                        .filter(product -> families.contains(product.family()))
                        .map(Product::sku)
                        .toList());
    }

    private static OfFamily of(Situation situation, Wanted wanted) {
        return new OfFamily(wanted.family(), situation.facts().variantsOf(wanted.family()), wanted.chosen(), false);
    }

    private Step settled(Situation situation, Cart cart, @Nullable String lead, Wish wish) {
        return wish == Wish.QUOTE && lead == null
                ? quotes.order(situation, cart)
                : carts.show(situation, cart, lead, "together");
    }

    private Step asked(Situation situation, List<Wanted> open, Wish wish) {
        Wanted first = open.getFirst();
        return families.about(
                situation.with(situation.state().wantingToo(open.subList(1, open.size()))),
                of(situation, first),
                wish,
                first.units());
    }

    /** What is sold out of several things, each with what there is instead. */
    private String soldOut(Situation situation, List<OfFamily> gone) {
        return gone.stream()
                .map(thing -> {
                    List<String> others = BrowsingTalk.insteadOf(situation, thing).stream()
                            .limit(2)
                            .map(Product::title)
                            .toList();
                    return Wording.sentences(
                            wording.say("variant.sold.out", "title", thing.name()),
                            others.isEmpty() ? null : wording.say("cart.instead", "others", Wording.list(others)));
                })
                .collect(Collectors.joining(" "));
    }

    /** Nothing is open, and something is sold out: what there is instead is offered beside the rest. */
    private Step instead(Situation situation, Cart cart, List<OfFamily> gone, String lead) {
        String none = gone.stream()
                .map(thing -> wording.say("variant.sold.out", "title", thing.name()))
                .collect(Collectors.joining(" "));
        List<Product> others = gone.stream()
                .flatMap(thing ->
                        BrowsingTalk.insteadOf(situation, thing).stream().limit(gone.size() > 1 ? 2 : BrowsingTalk.FEW))
                .filter(product -> !cart.holds(product.sku()))
                .distinct()
                .toList();
        if (others.isEmpty() && !cart.isEmpty()) {
            return carts.show(situation, cart, none, "together");
        }
        List<Product> asked = gone.stream()
                .flatMap(thing -> BrowsingTalk.asked(thing).stream())
                .toList();
        Step step = browsing.instead(situation, none, asked, others, "sold-out");
        return lead.isEmpty() ? step : led(step, lead);
    }

    private static Step led(Step step, String words) {
        return step instanceof Said said && !words.isEmpty() ? said.ledBy(words) : step;
    }
}
