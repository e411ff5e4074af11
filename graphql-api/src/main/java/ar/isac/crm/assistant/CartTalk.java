package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Selling.Line;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.understanding.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several things at once: put together, taken out, counted, totalled. */
final class CartTalk {

    private static final Set<String> ALL = Set.of("todos", "todas");

    private final Wording wording;
    private final QuoteTalk quotes;

    CartTalk(Wording wording, QuoteTalk quotes) {
        this.wording = wording;
        this.quotes = quotes;
    }

    /** The cart with one more product; another value of what is in it, or something named instead of it, takes its place. */
    static Cart with(Situation situation, Cart cart, Product product, int quantity) {
        if (isAlso(situation) || cart.holds(product.sku())) {
            return cart.with(product.sku(), quantity);
        }
        boolean isInstead = situation.isInstead();
        List<String> replaced = situation.facts().products(cart.skus()).stream()
                .filter(other -> other.family().equals(product.family())
                        || (isInstead
                                && other.category() != null
                                && other.category().equals(product.category())))
                .map(Product::sku)
                .toList();
        return cart.without(replaced).with(product.sku(), quantity);
    }

    /**
     * «no, mejor el s24»: what was wanted gives way at once to what is named instead, also where a value of that is still to
     * be asked for. That is what is of its category, else what was spoken of last.
     */
    static DialogueState givingWay(Situation situation, Subject named) {
        DialogueState state = situation.state();
        Set<String> families = families(named);
        List<Product> wanted = situation.facts().products(state.cart().skus());
        boolean isHeld = wanted.stream().anyMatch(product -> families.contains(product.family()));
        if (wanted.isEmpty() || families.isEmpty() || isHeld || isAlso(situation) || !situation.isInstead()) {
            return state;
        }
        Set<String> categories = categories(named);
        List<String> alike = wanted.stream()
                .filter(product -> product.category() != null && categories.contains(product.category()))
                .map(Product::sku)
                .toList();
        List<String> last = wanted.stream()
                .filter(product -> product.family().equals(state.family()))
                .map(Product::sku)
                .toList();
        Cart left = state.cart().without(alike.isEmpty() ? last : alike);
        return state.wanting(left).proposing(left);
    }

    private static Set<String> categories(Subject subject) {
        List<Product> products =
                switch (subject) {
                    case OfFamily family -> family.variants();
                    case Subject.OfCategory category -> category.products();
                    case Subject.OfSeveral several -> List.of();
                    case Subject.OfEverything all -> List.of();
                    case Subject.NotCarried none -> List.of();
                    case Subject.Gone gone -> List.of();
                    case Subject.Unnamed unnamed -> List.of();
                };
        return products.stream().map(Product::category).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    static boolean isAlso(Situation situation) {
        return situation.says(Cue.ALSO)
                || Cues.words(situation.words()).stream()
                        .findFirst()
                        .filter("y"::equals)
                        .isPresent();
    }

    /** «y la funda»: said of something else than a phone that was just proposed, it is for both. */
    static Cart goingOn(Situation situation, Product product) {
        Cart cart = situation.state().cart();
        Cart proposal = situation.state().proposal();
        boolean isElse = situation.facts().products(proposal.skus()).stream()
                .noneMatch(other -> Objects.equals(other.category(), product.category()));
        return cart.isEmpty() && isAlso(situation) && isElse ? proposal : cart;
    }

    /** Everything that is wanted, with its total, and whether to quote it. */
    Said show(Situation situation, Cart cart, @Nullable String lead, String rule) {
        List<Product> products = situation.facts().products(cart.skus());
        String text = Wording.paragraph(lead, quotes.summary(situation, cart, products), wording.say("quote.ask"));
        return new Said(
                List.of(new Reply(Wording.text(text), situation.evidence(rule, products))),
                situation.state().proposing(cart).asking(Kind.QUOTE, null).understood(),
                true);
    }

    /** A cart of the channel's catalogue: what is in it counts, at our prices. */
    Optional<Step> ordered(Situation situation) {
        List<Turn.Ordered> orders = situation.turn().all(Turn.Ordered.class);
        if (orders.isEmpty()) {
            return Optional.empty();
        }
        Cart cart = situation.state().cart();
        boolean isKnown = true;
        List<String> lacking = new ArrayList<>();
        for (Line line : orders.getLast().lines()) {
            Product product = situation.facts().product(line.sku()).orElse(null);
            isKnown &= product != null;
            if (product != null && !product.inStock()) {
                lacking.add(wording.say("variant.sold.out", "title", product.title()));
            } else if (product != null) {
                String fewer = fewer(product, line.quantity());
                lacking.addAll(fewer == null ? List.of() : List.of(fewer));
                cart = cart.with(product.sku(), Math.min(line.quantity(), product.sellable()));
            }
        }
        if (cart.isEmpty()) {
            return Optional.of(quotes.unknownOrder(situation));
        }
        Situation wanting = situation.with(situation.state().wanting(cart).wishing(Wish.BUY));
        String lead = isKnown && lacking.isEmpty()
                ? wording.say("cart.received")
                : Wording.sentences(
                        wording.say("cart.received.thanks"),
                        String.join(" ", lacking),
                        wording.say(isKnown ? "cart.received.fewer" : "cart.received.part"));
        return Optional.of(show(wanting, cart, lead, "cart-received"));
    }

    /** «no, dejá», to what was offered beside what is wanted: that still is. */
    Optional<Step> remaining(Situation situation) {
        DialogueState state = situation.state();
        boolean isMore = state.asks(Kind.QUOTE)
                && state.proposal().lines().size() > state.cart().lines().size();
        boolean isLeft =
                (state.asks(Kind.WHICH_OFFER) || isMore) && !state.cart().isEmpty() && situation.has(Intent.DENY);
        return isLeft
                ? Optional.of(show(situation, state.cart(), wording.say("cart.rest"), "cart-remaining"))
                : Optional.empty();
    }

    /** «quiero cambiar algo», before anything is settled: what it is now, and what it shall be. */
    Optional<Step> changing(Situation situation) {
        DialogueState state = situation.state();
        Cart cart = state.cart().isEmpty() ? state.proposal() : state.cart();
        boolean isOpen = state.asks(Kind.QUOTE) || state.asks(Kind.ACCEPT);
        boolean isAsked = isOpen && !cart.isEmpty() && situation.says(Cue.CHANGE_ORDER);
        if (!isAsked || SubjectReading.named(situation).isPresent()) {
            return Optional.empty();
        }
        List<Product> products = situation.facts().products(cart.skus());
        String text = Wording.paragraph(wording.say("cart.change"), quotes.summary(situation, cart, products));
        return Optional.of(new Said(
                List.of(new Reply(Wording.text(text), situation.evidence("cart-changing", products))),
                state.wanting(cart).proposing(cart).asking(Kind.QUOTE, null).understood(),
                true));
    }

    /** What a turn does to the things already spoken of: takes one out, counts it. */
    Optional<Step> consider(Situation situation, Optional<Subject> named) {
        return allAlike(situation)
                .or(() -> removed(situation, named))
                .or(() -> named.flatMap(subject -> recounted(situation, subject)))
                .or(() -> named.isEmpty() ? recounted(situation) : Optional.empty())
                .or(() -> named.isEmpty() ? ofWhich(situation) : Optional.empty());
    }

    /** «mejor todas negras», of two black chairs and two white ones: four black ones. */
    private Optional<Step> allAlike(Situation situation) {
        Cart cart = situation.state().cart();
        List<Product> wanted = situation.facts().products(cart.skus());
        boolean isOfAll = Cues.words(situation.words()).stream().anyMatch(ALL::contains);
        if (!isOfAll || wanted.size() < 2 || situation.says(Cue.REMOVE)) {
            return Optional.empty();
        }
        Map<String, String> said =
                situation.facts().choose(wanted, situation.words()).values();
        List<Product> having = said.isEmpty() ? List.of() : AttributeResolver.matching(wanted, said);
        if (having.size() != 1) {
            return Optional.empty();
        }
        Product one = having.getFirst();
        List<String> others = wanted.stream()
                .filter(product ->
                        product.family().equals(one.family()) && !product.sku().equals(one.sku()))
                .map(Product::sku)
                .toList();
        int units = cart.unitsOf(one.sku())
                + others.stream().mapToInt(cart::unitsOf).sum();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        Cart next = cart.without(others).with(one.sku(), Math.min(units, Math.max(1, one.sellable())));
        return Optional.of(
                settled(situation.with(situation.state().wanting(next)), next, fewer(one, units), "all-alike"));
    }

    private Optional<Step> removed(Situation situation, Optional<Subject> named) {
        DialogueState state = situation.state();
        Cart cart = state.cart().isEmpty() && state.asks(Kind.QUOTE) ? state.proposal() : state.cart();
        // «no pará, 2 yerbas» counts them anew.
        boolean isRemoving = situation.says(Cue.REMOVE)
                || (situation.has(Intent.DENY)
                        && named.isPresent()
                        && situation.count().isEmpty());
        if (cart.isEmpty() || !isRemoving || situation.has(Intent.AFFIRM) || situation.says(Cue.QUESTION_AHEAD)) {
            return Optional.empty();
        }
        Set<String> families = named.map(CartTalk::families).orElse(Set.of());
        List<Product> products = situation.facts().products(cart.skus());
        List<Product> out = products.stream()
                .filter(product ->
                        named.isEmpty() ? isValue(situation, products, product) : families.contains(product.family()))
                .toList();
        boolean isNotThere = out.isEmpty()
                && situation.says(Cue.REMOVE)
                && situation.words().indexOf('?') < 0
                && !named.map(CartTalk::families).orElse(Set.of()).isEmpty()
                && (situation.wish() == null || situation.has(Intent.ORDER_STATUS));
        if (isNotThere) {
            return Optional.of(settled(situation, cart, wording.say("cart.not.there"), "cart-not-there"));
        }
        boolean isClear =
                !out.isEmpty() && (situation.says(Cue.REMOVE) || cart.lines().size() > out.size());
        if (!isClear || (named.isPresent() && namesOtherValue(named.get(), out))) {
            return Optional.empty();
        }
        Cart left = less(cart, out, Removal.unitsIn(situation.words()));
        String lead = wording.say(
                "cart.removed",
                "title",
                Wording.list(out.stream()
                        .filter(product -> left.unitsOf(product.sku()) < cart.unitsOf(product.sku()))
                        .map(product -> Escalations.counted(
                                product.title(), cart.unitsOf(product.sku()) - left.unitsOf(product.sku())))
                        .toList()));
        List<String> gone =
                out.stream().map(Product::sku).filter(sku -> !left.holds(sku)).toList();
        Situation after = situation.with(
                state.wanting(left).proposing(left).forgetting(gone).understood());
        return Optional.of(
                left.isEmpty()
                        ? new Said(
                                List.of(new Reply(
                                        wording.menu(lead + " " + wording.say("cart.empty")),
                                        after.evidence("cart-emptied", out))),
                                after.state().settled(),
                                true)
                        : settled(after, left, lead, "cart-removed"));
    }

    /** «sacame un cable», of two, leaves one; without a number all of them go. */
    private static Cart less(Cart cart, List<Product> out, int units) {
        if (units == 0) {
            return cart.without(out.stream().map(Product::sku).toList());
        }
        // «sacame una», of one of each: the one that came last.
        String sku = out.getLast().sku();
        int left = cart.unitsOf(sku) - units;
        return left > 0 ? cart.with(sku, left) : cart.without(List.of(sku));
    }

    /** «sacá el azul»; with one thing in the cart there is nothing to tell apart. */
    private static boolean isValue(Situation situation, List<Product> products, Product product) {
        Map<String, String> chosen =
                situation.facts().choose(products, situation.words()).values();
        return chosen.isEmpty()
                ? products.size() == 1 && situation.wish() == null
                : !AttributeResolver.matching(List.of(product), chosen).isEmpty();
    }

    private static boolean namesOtherValue(Subject named, List<Product> out) {
        return named instanceof OfFamily family
                && AttributeResolver.matching(out, family.chosen()).isEmpty();
    }

    private static Set<String> families(Subject subject) {
        return switch (subject) {
            case OfFamily family -> Set.of(family.family());
            case Subject.OfCategory category ->
                category.products().stream().map(Product::family).collect(Collectors.toSet());
            case Subject.OfSeveral several ->
                several.parts().stream()
                        .flatMap(part -> families(part).stream())
                        .collect(Collectors.toSet());
            case Subject.OfEverything all -> Set.of();
            case Subject.NotCarried none -> Set.of();
            case Subject.Gone gone -> Set.of();
            case Subject.Unnamed unnamed -> Set.of();
        };
    }

    /** «mejor 6 sillas»: another number of what is in the cart. */
    private Optional<Step> recounted(Situation situation, Subject named) {
        if (named instanceof Subject.OfSeveral) {
            return Optional.empty();
        }
        Cart cart = situation.state().cart().isEmpty()
                ? situation.state().proposal()
                : situation.state().cart();
        int units = situation.quantity().orElse(situation.bareQuantity().orElse(0));
        Set<String> families = families(named);
        List<Product> counted = situation.facts().products(cart.skus()).stream()
                .filter(product -> families.contains(product.family()))
                .toList();
        boolean isOther = named instanceof OfFamily family && namesOtherValue(family, counted);
        if (units == 0 || counted.size() != 1 || isOther || situation.says(Cue.ALSO)) {
            return Optional.empty();
        }
        Product product = counted.getFirst();
        Cart next = cart.with(product.sku(), Math.min(units, Math.max(1, product.sellable())));
        Situation after = situation.with(
                situation.state().cart().isEmpty()
                        ? situation.state()
                        : situation.state().wanting(next));
        return Optional.of(settled(after, next, fewer(product, units), "recounted"));
    }

    /** The cart as it is now: to be quoted at once where an earlier form of it has been, else to be agreed to. */
    private Step settled(Situation situation, Cart cart, @Nullable String lead, String rule) {
        return situation.state().asks(Kind.ACCEPT) ? quotes.order(situation, cart) : show(situation, cart, lead, rule);
    }

    private @Nullable String fewer(Product product, int units) {
        return units > product.sellable() ? wording.left("cart.fewer", product) : null;
    }

    /** «mejor 2», of a cable of 2 m that is spoken of already, says how many; «40» of a shoe of size 40 does not. */
    static boolean isOtherValue(Situation situation, List<Product> variants) {
        Map<String, String> said =
                situation.facts().choose(variants, situation.words()).values();
        List<String> words = Cues.words(situation.words());
        boolean isKnown = situation.state().chosen().entrySet().containsAll(said.entrySet());
        boolean isWhole = said.values().stream().anyMatch(words::contains);
        return !said.isEmpty() && (!isKnown || isWhole);
    }

    /** «mejor 2», where several things are wanted: of which of them? */
    private Optional<Step> ofWhich(Situation situation) {
        DialogueState state = situation.state();
        Cart cart = state.cart().isEmpty() ? state.proposal() : state.cart();
        int units = situation.bareQuantity().orElse(0);
        boolean isOpen = state.asks(Kind.QUOTE) || state.asks(Kind.ACCEPT);
        List<Product> products = situation.facts().products(cart.skus());
        if (!isOpen || units == 0 || products.size() < 2 || situation.saysAny(Cue.ALL_OF_THEM, Cue.TOTAL)) {
            return Optional.empty();
        }
        List<Option> options = products.stream()
                .map(product -> new Option(new Action.ShowProduct(product.sku()).id(), product.title(), null))
                .toList();
        String text = wording.say("cart.which", "quantity", Integer.toString(units));
        return Optional.of(new Said(
                List.of(new Reply(wording.choice(text, options), situation.evidence("count-of-which", products))),
                state.wanting(cart)
                        .wishing(Wish.BUY)
                        .counting(units)
                        .asking(Kind.WHICH_OFFER, null)
                        .offering(options)
                        .understood(),
                true));
    }

    /** «mejor 2», «que sean 3»: of the one thing that a yes would have quoted. */
    private Optional<Step> recounted(Situation situation) {
        DialogueState state = situation.state();
        String family = state.family();
        boolean isOpen = (state.asks(Kind.QUOTE) || state.asks(Kind.ACCEPT)) && !situation.says(Cue.ALL_OF_THEM);
        int units = situation.bareQuantity().orElse(0);
        if (family == null || !isOpen || units == 0) {
            return Optional.empty();
        }
        List<Product> variants = situation.facts().variantsOf(family);
        List<Product> focus = AttributeResolver.matching(variants, state.chosen());
        boolean isValue = isOtherValue(situation, variants);
        List<Product> counted = focus.stream()
                .filter(product ->
                        state.proposal().isEmpty() || state.proposal().holds(product.sku()))
                .toList();
        if (isValue || counted.size() != 1) {
            return Optional.empty();
        }
        Product product = counted.getFirst();
        int most = Math.min(units, Math.max(1, product.sellable()));
        Cart base = state.cart().isEmpty() ? Cart.EMPTY : state.cart();
        Cart proposal = base.with(product.sku(), most);
        // Whoever counts it wants it.
        Situation after = situation.with(state.wanting(proposal).counting(most));
        return Optional.of(settled(after, proposal, fewer(product, units), "recounted"));
    }
}
