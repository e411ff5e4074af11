package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Selling.Line;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.understanding.Intent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several things at once: put together, taken out, counted, totalled. */
final class CartTalk {

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
        boolean isInstead = situation.says(Cue.INSTEAD) || situation.has(Intent.DENY);
        List<String> replaced = situation.facts().products(cart.skus()).stream()
                .filter(other -> other.family().equals(product.family())
                        || (isInstead
                                && other.category() != null
                                && other.category().equals(product.category())))
                .map(Product::sku)
                .toList();
        return cart.without(replaced).with(product.sku(), quantity);
    }

    private static boolean isAlso(Situation situation) {
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
        String text = Wording.paragraph(lead, quotes.summary(situation, cart, products), wording.say("cart.quote"));
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
        boolean isWhole = true;
        for (Line line : orders.getLast().lines()) {
            Optional<Product> product = situation.facts().product(line.sku()).filter(Product::inStock);
            isWhole &= product.isPresent();
            cart = product.isPresent() ? cart.with(product.get().sku(), line.quantity()) : cart;
        }
        if (cart.isEmpty()) {
            return Optional.of(quotes.unknownOrder(situation));
        }
        Situation wanting = situation.with(situation.state().wanting(cart).wishing(Wish.BUY));
        return Optional.of(
                show(wanting, cart, wording.say(isWhole ? "cart.received" : "cart.received.part"), "cart-received"));
    }

    /** What a turn does to the things already spoken of: takes one out, counts it. */
    Optional<Step> consider(Situation situation, Optional<Subject> named) {
        return removed(situation, named)
                .or(() -> named.flatMap(subject -> recounted(situation, subject)))
                .or(() -> named.isEmpty() ? recounted(situation) : Optional.empty());
    }

    private Optional<Step> removed(Situation situation, Optional<Subject> named) {
        DialogueState state = situation.state();
        Cart cart = state.cart().isEmpty() && state.asks(Kind.QUOTE) ? state.proposal() : state.cart();
        boolean isRemoving = situation.says(Cue.REMOVE) || (situation.has(Intent.DENY) && named.isPresent());
        if (cart.isEmpty() || !isRemoving || situation.has(Intent.AFFIRM)) {
            return Optional.empty();
        }
        Set<String> families = named.map(CartTalk::families).orElse(Set.of());
        List<Product> products = situation.facts().products(cart.skus());
        List<Product> out = products.stream()
                .filter(product ->
                        named.isEmpty() ? isValue(situation, products, product) : families.contains(product.family()))
                .toList();
        boolean isClear =
                !out.isEmpty() && (situation.says(Cue.REMOVE) || cart.lines().size() > out.size());
        if (!isClear || (named.isPresent() && namesOtherValue(named.get(), out))) {
            return Optional.empty();
        }
        Cart left = cart.without(out.stream().map(Product::sku).toList());
        String lead = wording.say(
                "cart.removed",
                "title",
                Wording.list(out.stream().map(Product::title).toList()));
        Situation after = situation.with(state.wanting(left).proposing(left).understood());
        return Optional.of(
                left.isEmpty()
                        ? new Said(
                                List.of(new Reply(
                                        wording.menu(lead + " " + wording.say("cart.empty")),
                                        after.evidence("cart-emptied", out))),
                                after.state().settled(),
                                true)
                        : show(after, left, lead, "cart-removed"));
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
        Cart cart = situation.state().cart().isEmpty()
                ? situation.state().proposal()
                : situation.state().cart();
        int units = situation.quantity().orElse(0);
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
        return Optional.of(show(after, next, fewer(product, units), "recounted"));
    }

    private @Nullable String fewer(Product product, int units) {
        return units > product.sellable() ? wording.left("cart.fewer", product) : null;
    }

    /** «mejor 2», «que sean 3»: of the one thing that a yes would have quoted. */
    private Optional<Step> recounted(Situation situation) {
        DialogueState state = situation.state();
        String family = state.family();
        boolean isOpen = state.asks(Kind.QUOTE) && !situation.says(Cue.ALL_OF_THEM);
        int units = situation.bareQuantity().orElse(0);
        if (family == null || !isOpen || units == 0) {
            return Optional.empty();
        }
        List<Product> variants = situation.facts().variantsOf(family);
        List<Product> focus = AttributeResolver.matching(variants, state.chosen());
        boolean isValue =
                !situation.facts().choose(variants, situation.words()).values().isEmpty();
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
        Situation after = situation.with(state.wanting(state.cart().holds(product.sku()) ? proposal : state.cart()));
        return Optional.of(show(after, proposal, fewer(product, units), "recounted"));
    }
}
