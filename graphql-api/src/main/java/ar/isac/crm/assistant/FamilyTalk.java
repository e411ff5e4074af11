package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wanted;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.message.MessageContent.ProductContent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A family: asks for what tells its variants apart, one attribute at a time, until one is left to be priced. */
final class FamilyTalk {

    private static final int MOST_VALUES = 12;

    private final Wording wording;
    private final BrowsingTalk browsing;
    private final QuoteTalk quotes;

    FamilyTalk(Wording wording, BrowsingTalk browsing, QuoteTalk quotes) {
        this.wording = wording;
        this.browsing = browsing;
        this.quotes = quotes;
    }

    Step about(Situation situation, OfFamily family, Wish wish) {
        int quantity = (isInFocus(situation, family) ? situation.count() : situation.quantity())
                .stream()
                        .filter(units -> !isValue(situation, units, family))
                        .findFirst()
                        .orElse(
                                isInFocus(situation, family) || isOffered(situation, family)
                                        ? situation.state().quantity()
                                        : 1);
        return about(situation, family, wish, quantity);
    }

    /** So many of it, whatever else the turn counts. */
    Step about(Situation situation, OfFamily family, Wish wish, int quantity) {
        Step step = told(situation, family, wish, quantity);
        Map<String, String> given = givenUp(situation, family);
        return given.isEmpty() || !(step instanceof Said said)
                ? step
                : said.ledBy(wording.say(
                        "values.apart",
                        "family",
                        family.family(),
                        "value",
                        Wording.list(saidNow(situation, family).values()),
                        "other",
                        Wording.list(given.values())));
    }

    /** «y en azul?», of shoes in 41 that are blue only in 42: the 41 does not go without a word. */
    private static Map<String, String> givenUp(Situation situation, OfFamily family) {
        Map<String, String> before = situation.state().chosen();
        Map<String, String> now = saidNow(situation, family);
        if (!isInFocus(situation, family)
                || now.isEmpty()
                || family.chosen().keySet().containsAll(before.keySet())) {
            return Map.of();
        }
        Map<String, String> both = new LinkedHashMap<>(before);
        both.putAll(now);
        Map<String, String> given = new LinkedHashMap<>(before);
        given.keySet().removeAll(family.chosen().keySet());
        return AttributeResolver.matching(family.variants(), both).isEmpty() ? given : Map.of();
    }

    /** What this turn chooses of it. */
    private static Map<String, String> saidNow(Situation situation, OfFamily family) {
        return situation.facts().choose(family.variants(), situation.words()).values();
    }

    private Step told(Situation situation, OfFamily family, Wish wish, int quantity) {
        Situation focused =
                situation.with(situation.state().focusedOn(family.family(), family.chosen(), wish, quantity));
        List<Product> sellable = AttributeResolver.matching(family.variants(), family.chosen()).stream()
                .filter(Product::inStock)
                .toList();
        if (sellable.isEmpty()) {
            return soldOut(focused, family);
        }
        Map<String, List<String>> open = situation.facts().open(family.variants(), family.chosen());
        if (open.isEmpty() && !family.lacksOption()) {
            return variant(focused, sellable.getFirst(), wish);
        }
        if (wish == Wish.PRICE
                && !family.lacksOption()
                && Prices.areEqual(sellable, focused.facts().segment())) {
            return price(focused, family, sellable, open);
        }
        if (!open.isEmpty()) {
            return ask(focused, family, sellable, open, wish);
        }
        Step step = variant(focused, sellable.getFirst(), wish == Wish.QUOTE && family.lacksOption() ? Wish.BUY : wish);
        return family.lacksOption() && step instanceof Said said
                ? said.ledBy(wording.say("family.not.offered", "family", family.family()))
                : step;
    }

    /** «128 negro» chooses a capacity and «edge 50» names a model, whatever counts the model hears. */
    private static boolean isValue(Situation situation, int units, OfFamily family) {
        String number = Integer.toString(units);
        boolean isSaidOnce =
                Cues.words(situation.words()).stream().filter(number::equals).count() == 1;
        boolean isOfValue = family.chosen().values().stream()
                .flatMap(value -> Arrays.stream(value.split("\\s+", -1)))
                .map(word -> word.replaceAll("(?<=\\d)\\p{L}+$", ""))
                .anyMatch(number::equals);
        boolean isOfName = situation.mentions(EntityType.QUANTITY).isEmpty()
                ? Cues.words(family.family()).contains(number)
                : Quantities.isOfName(
                        situation.words(), Math.max(0, situation.words().indexOf(number)), family.family());
        return isSaidOnce && (isOfValue || isOfName);
    }

    private static boolean isInFocus(Situation situation, OfFamily family) {
        return family.family().equals(situation.state().family());
    }

    /** «quiero 3 cargadores», «el de xiaomi»: whoever picks one of our list wants as many as before it. */
    private static boolean isOffered(Situation situation, OfFamily family) {
        return situation.state().asks(Kind.WHICH_OFFER)
                && situation.state().offers().stream()
                        .map(Action::parse)
                        .flatMap(offer -> SubjectReading.ofAction(situation, offer).stream())
                        .anyMatch(offer ->
                                offer instanceof OfFamily one && one.family().equals(family.family()));
    }

    private Step variant(Situation situation, Product product, Wish wish) {
        Cart cart = situation.state().cart();
        // So many of it were wanted before, and no other number is said.
        int units = situation.state().quantity() == 1 && situation.count().isEmpty()
                ? Math.max(1, cart.unitsOf(product.sku()))
                : situation.state().quantity();
        int quantity = Math.min(units, product.sellable());
        Cart together = CartTalk.with(situation, CartTalk.goingOn(situation, product), product, quantity);
        Situation spoken = situation.with(situation
                .state()
                .spokenOf(new Action.ShowProduct(product.sku()), new Action.ShowFamily(product.family())));
        if ((wish == Wish.BUY || wish == Wish.QUOTE)
                && !spoken.state().pending().isEmpty()) {
            return next(spoken, together, product, quantity, wish);
        }
        if (wish == Wish.QUOTE) {
            return quotes.order(spoken, together);
        }
        List<Product> others = situation.facts().products(together.skus()).stream()
                .filter(other -> !other.sku().equals(product.sku()))
                .toList();
        List<Product> read = new ArrayList<>(List.of(product));
        read.addAll(others);
        List<Reply> replies = new ArrayList<>();
        replies.add(new Reply(
                Wording.text(Wording.sentences(
                        others.isEmpty()
                                ? Wording.sentences(available(situation, product), closing(spoken, product))
                                : availableToo(situation, product, together, read),
                        link(product),
                        wholesaleHint(situation))),
                situation.evidence("variant", read)));
        // Behind the words: a picture is fetched first and must not hold up the answer.
        replies.addAll(picture(situation, product));
        DialogueState state = spoken.state().wanting(wish == Wish.BUY ? together : cart);
        return new Said(replies, state.proposing(together).asking(Kind.QUOTE, null), true);
    }

    /** One of several is known: notes it, and goes on to the next. */
    private Step next(Situation situation, Cart cart, Product product, int quantity, Wish wish) {
        List<Wanted> pending = situation.state().pending();
        Wanted wanted = pending.getFirst();
        List<Product> variants = situation.facts().variantsOf(wanted.family());
        Situation after =
                situation.with(situation.state().wanting(cart).wantingToo(pending.subList(1, pending.size())));
        Step step = about(after, new OfFamily(wanted.family(), variants, wanted.chosen(), false), wish, wanted.units());
        String noted = wording.say("cart.noted", "title", Escalations.counted(product.title(), quantity));
        return step instanceof Said said ? said.ledBy(noted) : step;
    }

    private String available(Situation situation, Product product) {
        Segment segment = situation.facts().segment();
        int quantity = situation.state().quantity();
        String price = wording.price(product, segment);
        if (quantity <= 1) {
            return wording.say(availability(situation, product), "title", product.title(), "price", price);
        }
        if (quantity > product.sellable() && product.sellable() == 1) {
            return wording.say("variant.last", "title", product.title(), "price", price);
        }
        if (quantity > product.sellable()) {
            return wording.say(
                    "variant.fewer",
                    "title",
                    product.title(),
                    "price",
                    price,
                    "stock",
                    Integer.toString(product.sellable()));
        }
        return wording.say(
                "variant.several",
                "title",
                product.title(),
                "price",
                price,
                "quantity",
                Integer.toString(quantity),
                "total",
                wording.amount(Prices.of(product, segment).times(quantity)));
    }

    /** That it is there is told once. */
    private static String availability(Situation situation, Product product) {
        boolean isSame = situation.state().proposal().holds(product.sku());
        return isSame ? "variant.still" : "variant.available";
    }

    /** How it goes on; how to get it is told with the first thing, and to whoever buys. */
    private @Nullable String closing(Situation situation, Product product) {
        int quantity = situation.state().quantity();
        if (quantity > 1 && quantity > product.sellable() && product.sellable() > 1) {
            return null;
        }
        boolean isLast = quantity > 1 && quantity > product.sellable();
        boolean isFirst = !isTold(situation, product) || situation.state().wish() == Wish.BUY;
        boolean isSame = quantity <= 1 && situation.state().proposal().holds(product.sku());
        String question = quotes.question(situation);
        return question == null || !isFirst || isSame || isLast ? question : question + " " + wording.say("quote.ways");
    }

    private static boolean isTold(Situation situation, Product product) {
        return situation.state().recent().stream()
                .map(Action::parse)
                .anyMatch(action -> action instanceof Action.ShowProduct shown
                        && !shown.sku().equals(product.sku()));
    }

    /** One more thing beside what is wanted already. */
    private String availableToo(Situation situation, Product product, Cart together, List<Product> products) {
        String price = wording.price(product, situation.facts().segment());
        boolean isFewer = situation.state().quantity() > product.sellable();
        return Wording.paragraph(
                Wording.sentences(
                        isFewer ? wording.left("cart.fewer", product) : null,
                        wording.say("variant.too", "title", product.title(), "price", price)),
                quotes.summary(situation, together, products),
                wording.say("quote.ask"));
    }

    @Nullable
    String link(Product product) {
        String url = product.url();
        return url == null || url.isBlank() ? null : wording.say("variant.link", "url", url);
    }

    private @Nullable String wholesaleHint(Situation situation) {
        return situation.showsWholesale() && situation.facts().segment() == Segment.RETAIL
                ? wording.say("price.wholesale.ask")
                : null;
    }

    List<Reply> picture(Situation situation, Product product) {
        String picture = product.imageUrl();
        if (picture == null) {
            return List.of();
        }
        MessageContent card = new ProductContent(product.sku(), product.title(), picture);
        return List.of(new Reply(card, situation.evidence("picture", product)));
    }

    /** One price for all that is left: says it, whatever else is open. */
    private Step price(Situation situation, OfFamily family, List<Product> sellable, Map<String, List<String>> open) {
        String text = Wording.sentences(
                wording.say(
                        "family.price",
                        "family",
                        family.name(),
                        "price",
                        wording.price(sellable.getFirst(), situation.facts().segment())),
                others(open),
                closing(situation),
                wholesaleHint(situation));
        return new Said(
                List.of(new Reply(Wording.text(text), situation.evidence("family-price", sellable))),
                situation.state().proposing(Cart.EMPTY).asking(Kind.QUOTE, null),
                true);
    }

    private @Nullable String closing(Situation situation) {
        String question = quotes.question(situation);
        return question == null ? null : question + " " + wording.say("quote.ways");
    }

    /** «Hay en color Azul y Negro, y en talle 38 y 39.». */
    private @Nullable String others(Map<String, List<String>> open) {
        List<String> values = open.entrySet().stream()
                .map(other -> enumerated("family.other.value", other))
                .toList();
        return values.isEmpty() ? null : wording.say("family.other", "values", String.join("; ", values));
    }

    private Step ask(
            Situation situation, OfFamily family, List<Product> sellable, Map<String, List<String>> open, Wish wish) {
        List<Map.Entry<String, List<String>>> attributes = List.copyOf(open.entrySet());
        Map.Entry<String, List<String>> next = attributes.getFirst();
        String also = attributes.stream()
                .skip(1)
                .map(other -> enumerated("family.also", other))
                .collect(Collectors.joining(" "));
        String text = Wording.sentences(
                introduction(situation, family, sellable, wish),
                enumerated("family.ask", next),
                also,
                wish == Wish.PRICE ? wholesaleHint(situation) : null);
        List<Option> options = Wording.ordered(next.getValue()).stream()
                .map(value -> option(situation, family, sellable, next.getKey(), value))
                .toList();
        return new Said(
                List.of(new Reply(wording.choice(text, options), situation.evidence("ask-attribute", sellable))),
                situation.state().asking(Kind.ATTRIBUTE, next.getKey()),
                true);
    }

    private String introduction(Situation situation, OfFamily family, List<Product> sellable, Wish wish) {
        if (family.lacksOption()) {
            return wording.say("family.not.offered", "family", family.name());
        }
        return switch (wish) {
            case LEARN, STOCK -> wording.say("family.available", "family", family.name());
            case PRICE -> priceRange(situation, family, sellable);
            case BUY -> wording.say("family.buy", "family", family.name());
            case QUOTE -> wording.say("family.quoted", "family", family.name());
        };
    }

    private String priceRange(Situation situation, OfFamily family, Collection<Product> sellable) {
        Segment segment = situation.facts().segment();
        return wording.say(
                "family.price.range",
                "family",
                family.name(),
                "from",
                wording.amount(Prices.of(Prices.cheapest(sellable, segment), segment)),
                "to",
                wording.amount(Prices.of(Prices.dearest(sellable, segment), segment)));
    }

    private Option option(
            Situation situation, OfFamily family, List<Product> sellable, String attribute, String value) {
        List<Product> having = AttributeResolver.matching(sellable, Map.of(attribute, value));
        String id = new Action.Choose(attribute, value, family.family()).id();
        boolean isPriced = !Prices.areEqual(sellable, situation.facts().segment());
        return new Option(
                id, value, isPriced ? browsing.priceOf(having, situation.facts().segment()) : null);
    }

    private String enumerated(String key, Map.Entry<String, List<String>> attribute) {
        List<String> values = attribute.getValue();
        values = Wording.ordered(values);
        List<String> shown = values.size() <= MOST_VALUES ? values : values.subList(0, MOST_VALUES);
        return wording.say(
                key, "attribute", attribute.getKey().toLowerCase(Locale.ROOT), "values", Wording.list(shown));
    }

    /** None of what was asked for is left: says so, and offers what is nearest. */
    private Step soldOut(Situation situation, OfFamily family) {
        String none = wording.say("variant.sold.out", "title", family.name());
        return browsing.instead(
                situation,
                none,
                AttributeResolver.matching(family.variants(), family.chosen()),
                BrowsingTalk.insteadOf(situation, family),
                "sold-out");
    }
}
