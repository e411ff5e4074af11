package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.knowledge.Article;
import ar.isac.crm.knowledge.Topic;
import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a salesperson says of prices: the cheapest, cheaper, a step up, what fits a budget. */
final class PriceTalk {

    /** Whoever finds a price too much is not helped by one that is nearly as much. */
    private static final BigDecimal NOTICEABLY_LESS = new BigDecimal("0.90");

    /** More would be read than anybody chooses from. */
    private static final int MOST_KINDS = 8;

    private final Wording wording;
    private final BrowsingTalk browsing;
    private final FamilyTalk families;

    PriceTalk(Wording wording, BrowsingTalk browsing, FamilyTalk families) {
        this.wording = wording;
        this.browsing = browsing;
        this.families = families;
    }

    /** The cheapest or the dearest: of a category a family, of a family a variant. */
    Optional<Step> extreme(Situation situation, Ground ground) {
        List<Product> all = ground.inStock();
        Map<String, String> values =
                situation.facts().choose(all, situation.words()).values();
        List<Product> having = AttributeResolver.matching(all, values);
        List<Product> sellable = having.isEmpty() ? all : having;
        if (sellable.isEmpty()) {
            return Optional.empty();
        }
        Segment segment = situation.facts().segment();
        Product one =
                situation.says(Cue.CHEAPEST) ? Prices.cheapest(sellable, segment) : Prices.dearest(sellable, segment);
        List<Product> variants = situation.facts().variantsOf(one.family());
        Money price = Prices.of(one, segment);
        List<Product> alike = sellable.stream()
                .filter(product -> product.family().equals(one.family())
                        && Prices.of(product, segment).equals(price))
                .toList();
        Map<String, String> shared = new LinkedHashMap<>();
        one.attributes().forEach(attribute -> {
            boolean isShared = alike.stream()
                    .allMatch(product -> product.attribute(attribute.name())
                            .filter(attribute.value()::equals)
                            .isPresent());
            if (isShared) {
                shared.put(attribute.name(), attribute.value());
            }
        });
        Wish wish = situation.wish() == Wish.BUY ? Wish.BUY : Wish.PRICE;
        return Optional.of(families.about(situation, new OfFamily(one.family(), variants, shared, false), wish));
    }

    /** Less expensive than what is spoken of: of its family, of its category; where there is none, the ways to pay. */
    Optional<Step> cheaper(Situation situation, Ground ground) {
        Segment segment = situation.facts().segment();
        List<Product> spoken = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        if (spoken.isEmpty() || (ground.category().isEmpty() && ground.family().isEmpty())) {
            return Optional.empty();
        }
        boolean isOne = ground.family().isPresent();
        Money limit = Prices.of(isOne ? Prices.cheapest(spoken, segment) : Prices.dearest(spoken, segment), segment);
        List<Product> around = new ArrayList<>(ground.around(situation));
        ground.family().ifPresent(family -> around.addAll(family.variants()));
        List<Product> below = around.stream()
                .filter(product -> product.inStock() && isBelow(Prices.of(product, segment), limit))
                .distinct()
                .toList();
        // Who still finds the cheaper ones too dear is shown what else there is.
        boolean insists = situation.state().intents().stream().limit(1).anyMatch(Cue.CHEAPER.name()::equals);
        List<Product> lower = insists ? below : Kinds.nearest(spoken, below);
        Comparator<Product> byPrice =
                Comparator.comparingLong(product -> Prices.of(product, segment).minorUnits());
        // Nearest below a product that was too dear; the cheapest of all where a whole list was.
        Money felt = limit.times(NOTICEABLY_LESS, RoundingMode.FLOOR);
        List<Product> much = isOne
                ? lower.stream()
                        .filter(product -> Prices.of(product, segment).compareTo(felt) <= 0)
                        .toList()
                : List.of();
        List<Product> sorted = (much.isEmpty() ? lower : much)
                .stream().sorted(isOne ? byPrice.reversed() : byPrice).toList();
        Map<String, List<Product>> offers = own(Ground.few(sorted), ground);
        String empathy = situation.says(Cue.OBJECTION) ? wording.say("objection") : null;
        String discount = discount(situation);
        if (!offers.isEmpty()) {
            return Optional.of(browsing.families(
                    situation.with(without(situation.state(), spoken)),
                    Wording.sentences(empathy, discount, wording.say("cheaper.offer")),
                    offers,
                    spoken,
                    "cheaper"));
        }
        String ways = situation
                .facts()
                .knowledge()
                .about(Topic.PAYMENT)
                .map(Article::words)
                .orElse(null);
        String text = Wording.paragraph(
                Wording.sentences(empathy, wording.say("cheaper.none"), discount), ways, wording.say("cheaper.ask"));
        DialogueState state = situation.state().understood();
        return Optional.of(new Said(
                List.of(new Reply(Wording.text(text), situation.evidence("cheapest-already", spoken))), state, true));
    }

    /** What was too dear is not bought beside what takes its place. */
    private static DialogueState without(DialogueState state, List<Product> dear) {
        return state.wanting(
                state.cart().without(dear.stream().map(Product::sku).toList()));
    }

    /** Of the family that is spoken of, a variant by its own name. */
    private static Map<String, List<Product>> own(Map<String, List<Product>> offers, Ground ground) {
        Map<String, List<Product>> named = new LinkedHashMap<>();
        offers.forEach((name, products) -> {
            boolean isOwn =
                    ground.family().map(OfFamily::family).filter(name::equals).isPresent();
            named.put(isOwn ? products.getFirst().title() : name, isOwn ? List.of(products.getFirst()) : products);
        });
        return named;
    }

    private @Nullable String discount(Situation situation) {
        return situation
                .facts()
                .rules()
                .discountFor(situation.facts().dealings().purchases())
                .map(discount -> wording.say("discount.earned", "percent", wording.percent(discount.percent())))
                .orElse(null);
    }

    private static boolean isBelow(Money price, Money limit) {
        return price.currency().equals(limit.currency()) && price.compareTo(limit) < 0;
    }

    /** What of the category costs more, the nearest price first. */
    Optional<Step> better(Situation situation, Ground ground) {
        List<Product> spoken = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        if (ground.family().isEmpty() || ground.category().isEmpty()) {
            return Optional.empty();
        }
        Segment segment = situation.facts().segment();
        Money price = Prices.of(Prices.dearest(spoken, segment), segment);
        Map<String, List<Product>> offers = Ground.few(ground.around(situation).stream()
                .filter(product -> isBelow(price, Prices.of(product, segment)))
                .sorted(Comparator.comparingLong(
                        product -> Prices.of(product, segment).minorUnits()))
                .toList());
        return offers.isEmpty()
                ? Optional.empty()
                : Optional.of(browsing.families(
                        situation, wording.say("better.offer"), own(offers, ground), spoken, "better"));
    }

    /** «un celu barato»: of a kind the least expensive ones. */
    Optional<Step> cheap(Situation situation, Ground ground) {
        if (ground.family().isPresent() || ground.inStock().isEmpty()) {
            return Optional.empty();
        }
        Segment segment = situation.facts().segment();
        Map<String, List<Product>> offers = Ground.few(ground.inStock().stream()
                .sorted(Comparator.comparingLong(
                        product -> Prices.of(product, segment).minorUnits()))
                .toList());
        return Optional.of(browsing.families(situation, wording.say("cheap.offer"), offers, List.of(), "cheap"));
    }

    /** A gift of so much, and nothing said of what: the best for it of a few kinds. */
    Optional<Step> within(Situation situation, Budget budget) {
        Segment segment = situation.facts().segment();
        BigDecimal most = budget.among(
                situation.facts().categories().stream()
                        .limit(MOST_KINDS)
                        .flatMap(category -> situation.facts().inCategory(category).stream())
                        .toList(),
                segment);
        Comparator<Product> byPrice =
                Comparator.comparingLong(product -> Prices.of(product, segment).minorUnits());
        List<Product> best = new ArrayList<>();
        for (String category :
                situation.facts().categories().stream().limit(MOST_KINDS).toList()) {
            situation.facts().inCategory(category).stream()
                    .filter(product -> Prices.of(product, segment).amount().compareTo(most) <= 0)
                    .max(byPrice)
                    .ifPresent(best::add);
        }
        if (best.isEmpty()) {
            return Optional.empty();
        }
        best.sort(byPrice.reversed());
        Money limit = Money.of(most, Prices.of(best.getFirst(), segment).currency(), RoundingMode.DOWN);
        Map<String, List<Product>> offers = Ground.few(best);
        return Optional.of(browsing.families(
                situation,
                wording.say("budget.offer", "price", wording.amount(limit)),
                offers,
                List.of(),
                "within-budget"));
    }

    /** What there is up to an amount, the dearest of it first. */
    Optional<Step> within(Situation situation, Ground ground, Budget budget) {
        Segment segment = situation.facts().segment();
        List<Product> all = ground.category().map(situation.facts()::inCategory).orElse(ground.inStock());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Money limit = Money.of(
                budget.among(all, segment), Prices.of(all.getFirst(), segment).currency(), RoundingMode.DOWN);
        Comparator<Product> byPrice =
                Comparator.comparingLong(product -> Prices.of(product, segment).minorUnits());
        Map<String, List<Product>> offers = Ground.few(all.stream()
                .filter(product -> product.inStock() && !isBelow(limit, Prices.of(product, segment)))
                .sorted(byPrice.reversed())
                .toList());
        if (!offers.isEmpty()) {
            return Optional.of(browsing.families(
                    situation,
                    wording.say("budget.offer", "price", wording.amount(limit)),
                    offers,
                    List.of(),
                    "within-budget"));
        }
        Map<String, List<Product>> nearest =
                Ground.few(all.stream().sorted(byPrice).toList());
        return Optional.of(browsing.families(
                situation,
                wording.say("budget.none", "price", wording.amount(limit)),
                nearest,
                List.of(),
                "over-budget"));
    }
}
