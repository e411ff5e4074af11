package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.knowledge.Article;
import ar.isac.crm.knowledge.Topic;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a salesperson says of the things that are spoken of: cheaper, alike, other values, which is better, what fits a budget. */
final class AdviceTalk {

    private static final int LONGEST_DESCRIPTION = 160;

    /** Whoever finds a price too much is not helped by one that is nearly as much. */
    private static final BigDecimal NOTICEABLY_LESS = new BigDecimal("0.90");

    private final Wording wording;
    private final BrowsingTalk browsing;
    private final FamilyTalk families;
    private final Escalations escalations;

    AdviceTalk(Wording wording, BrowsingTalk browsing, FamilyTalk families, Escalations escalations) {
        this.wording = wording;
        this.browsing = browsing;
        this.families = families;
        this.escalations = escalations;
    }

    Optional<Step> consider(Situation situation, Optional<Subject> named) {
        if (situation.says(Cue.COMPARE) && named.orElse(null) instanceof OfSeveral several) {
            return Optional.of(compared(situation, several));
        }
        if (situation.says(Cue.OTHER_ONE) && named.isEmpty()) {
            Optional<Step> other = other(situation);
            if (other.isPresent()) {
                return other;
            }
        }
        return Ground.of(situation, named)
                .flatMap(ground -> advised(situation, ground, named.isPresent()))
                .or(() -> asked(situation, named));
    }

    private Optional<Step> advised(Situation situation, Ground ground, boolean isNamed) {
        Optional<BigDecimal> budget = Budget.in(situation);
        Optional<Step> values = ground.family().flatMap(family -> otherValues(situation, family));
        if (values.isPresent()) {
            return values;
        }
        if (budget.isPresent() && (ground.family().isEmpty() || !isNamed)) {
            return within(situation, ground, budget.get());
        }
        if (situation.says(Cue.COMPARE) && !isNamed) {
            return comparedOffers(situation, ground);
        }
        if (situation.saysAny(Cue.CHEAPEST, Cue.DEAREST)) {
            return extreme(situation, ground);
        }
        if (situation.saysAny(Cue.CHEAPER, Cue.OBJECTION)) {
            return cheaper(situation, ground);
        }
        if (situation.says(Cue.BETTER)) {
            return better(situation, ground);
        }
        if (situation.says(Cue.RECOMMEND)) {
            return recommended(situation, ground);
        }
        if (situation.says(Cue.SIMILAR)) {
            return similar(situation, ground);
        }
        if (situation.says(Cue.HOW_MANY)) {
            return counted(situation, ground);
        }
        if (situation.saysAny(Cue.DETAILS, Cue.PICTURE)) {
            return described(situation, ground);
        }
        return Optional.empty();
    }

    /** «¿tenés otro color?», «¿en qué talles viene?»: the values in stock, less the one that is known. */
    private Optional<Step> otherValues(Situation situation, OfFamily family) {
        List<String> asked = situation.facts().attributesNamed(family.variants(), situation.words());
        Map<String, String> said =
                situation.facts().choose(family.variants(), situation.words()).values();
        Optional<String> attribute =
                asked.stream().filter(name -> !said.containsKey(name)).findFirst();
        if (attribute.isEmpty() || family.lacksOption()) {
            return Optional.empty();
        }
        Map<String, String> others = new HashMap<>(family.chosen());
        String known = others.remove(attribute.get());
        List<Product> sellable = AttributeResolver.matching(family.variants(), others).stream()
                .filter(Product::inStock)
                .toList();
        List<String> values = Wording.ordered(sellable.stream()
                .flatMap(product -> product.attribute(attribute.get()).stream())
                .filter(value -> !value.equals(known))
                .distinct()
                .toList());
        Segment segment = situation.facts().segment();
        String name = attribute.get().toLowerCase(Locale.ROOT);
        if (values.isEmpty() || (values.size() == 1 && known == null)) {
            return known == null && values.isEmpty()
                    ? Optional.empty()
                    : Optional.of(onlyValue(situation, family, name, known == null ? values.getFirst() : known));
        }
        List<Option> options = values.stream()
                .map(value -> new Option(
                        new Action.Choose(attribute.get(), value, family.family()).id(),
                        value,
                        Prices.areEqual(sellable, segment)
                                ? null
                                : browsing.priceOf(
                                        AttributeResolver.matching(sellable, Map.of(attribute.get(), value)), segment)))
                .toList();
        String title = families.name(new OfFamily(family.family(), family.variants(), others, false));
        String text = wording.say(
                known == null ? "values.offered" : "values.others",
                "family",
                title,
                "attribute",
                name,
                "values",
                Wording.list(options.stream()
                        .map(option -> option.description() == null
                                ? option.title()
                                : option.title() + " (" + option.description() + ")")
                        .toList()));
        DialogueState state = situation
                .state()
                .focusedOn(
                        family.family(),
                        others,
                        situation.wish() == null ? situation.state().wish() : situation.wish(),
                        situation.state().quantity());
        return Optional.of(new Said(
                List.of(new Reply(wording.choice(text, options), situation.evidence("other-values", sellable))),
                state.asking(Kind.ATTRIBUTE, attribute.get()),
                true));
    }

    private Said onlyValue(Situation situation, OfFamily family, String attribute, String known) {
        List<Product> products = AttributeResolver.matching(family.variants(), family.chosen());
        String text = wording.say("values.only", "family", family.family(), "attribute", attribute, "value", known);
        return new Said(
                List.of(new Reply(wording.menu(text), situation.evidence("only-value", products))),
                situation.state().understood(),
                true);
    }

    /** The cheapest or the dearest: of a category a family, of a family a variant. */
    private Optional<Step> extreme(Situation situation, Ground ground) {
        List<Product> sellable = ground.inStock();
        boolean isPick = ground.family().isEmpty() && ground.category().isEmpty();
        if (sellable.isEmpty() || isPick) {
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
    private Optional<Step> cheaper(Situation situation, Ground ground) {
        Segment segment = situation.facts().segment();
        List<Product> spoken = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        if (spoken.isEmpty() || (ground.category().isEmpty() && ground.family().isEmpty())) {
            return Optional.empty();
        }
        boolean isOne = ground.family().isPresent();
        Money limit = Prices.of(isOne ? Prices.cheapest(spoken, segment) : Prices.dearest(spoken, segment), segment);
        List<Product> around = new ArrayList<>(around(situation, ground));
        ground.family().ifPresent(family -> around.addAll(family.variants()));
        List<Product> lower = around.stream()
                .filter(product -> product.inStock() && isBelow(Prices.of(product, segment), limit))
                .distinct()
                .toList();
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
        Map<String, List<Product>> offers = own(families(sorted), ground);
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

    /** What of the category may stand for what is spoken of. */
    private static List<Product> around(Situation situation, Ground ground) {
        List<Product> all = ground.category().map(situation.facts()::inCategory).orElse(List.of());
        return ground.family().isPresent() || situation.state().category() == null
                ? Kinds.alike(ground.products().getFirst(), all, all)
                : all;
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

    private static Map<String, List<Product>> families(List<Product> sorted) {
        Map<String, List<Product>> all = Ground.byFamily(sorted);
        Map<String, List<Product>> few = new LinkedHashMap<>();
        all.forEach((name, products) -> {
            if (few.size() < BrowsingTalk.FEW) {
                few.put(name, products);
            }
        });
        return few;
    }

    /** What of the category costs more, the nearest price first. */
    private Optional<Step> better(Situation situation, Ground ground) {
        List<Product> spoken = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        if (ground.family().isEmpty() || ground.category().isEmpty()) {
            return Optional.empty();
        }
        Segment segment = situation.facts().segment();
        Money price = Prices.of(Prices.dearest(spoken, segment), segment);
        Map<String, List<Product>> offers = families(around(situation, ground).stream()
                .filter(product -> isBelow(price, Prices.of(product, segment)))
                .sorted(Comparator.comparingLong(
                        product -> Prices.of(product, segment).minorUnits()))
                .toList());
        return offers.isEmpty()
                ? Optional.empty()
                : Optional.of(browsing.families(
                        situation, wording.say("better.offer"), own(offers, ground), spoken, "better"));
    }

    /** Other families of the category, the nearest price first. */
    private Optional<Step> similar(Situation situation, Ground ground) {
        if (ground.category().isEmpty()) {
            return Optional.empty();
        }
        Segment segment = situation.facts().segment();
        List<Product> spoken = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        Set<String> known = spoken.stream().map(Product::family).collect(Collectors.toSet());
        long price = Prices.of(Prices.cheapest(spoken, segment), segment).minorUnits();
        List<Product> others = around(situation, ground).stream()
                .filter(product -> !known.contains(product.family()))
                .sorted(Comparator.comparingLong(
                        product -> Math.abs(Prices.of(product, segment).minorUnits() - price)))
                .toList();
        Map<String, List<Product>> offers = families(others);
        if (offers.isEmpty() && ground.family().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                offers.isEmpty()
                        ? browsing.instead(situation, wording.say("similar.none"), spoken, List.of(), "similar-none")
                        : browsing.families(situation, wording.say("similar.offer"), offers, spoken, "similar"));
    }

    /** What there is up to an amount, the dearest of it first. */
    private Optional<Step> within(Situation situation, Ground ground, BigDecimal most) {
        Segment segment = situation.facts().segment();
        List<Product> all = ground.category().map(situation.facts()::inCategory).orElse(ground.inStock());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Money limit = Money.of(most, Prices.of(all.getFirst(), segment).currency(), RoundingMode.DOWN);
        Comparator<Product> byPrice =
                Comparator.comparingLong(product -> Prices.of(product, segment).minorUnits());
        Map<String, List<Product>> offers = families(all.stream()
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
                families(all.stream().sorted(byPrice).toList());
        return Optional.of(browsing.families(
                situation,
                wording.say("budget.none", "price", wording.amount(limit)),
                nearest,
                List.of(),
                "over-budget"));
    }

    /** Of several: what the words fit best, else the cheapest, one between, and the dearest. */
    private Optional<Step> recommended(Situation situation, Ground ground) {
        if (ground.family().isPresent() && !situation.state().asks(Kind.ATTRIBUTE)) {
            return ground.category().isEmpty() ? Optional.empty() : similarOrRange(situation, ground);
        }
        List<Product> sellable = ground.family().isPresent()
                ? ground.inStock()
                : ground.category().map(situation.facts()::inCategory).orElse(ground.inStock());
        return sellable.isEmpty() ? Optional.empty() : Optional.of(range(situation, sellable));
    }

    private Optional<Step> similarOrRange(Situation situation, Ground ground) {
        return Optional.of(range(situation, around(situation, ground)));
    }

    private Step range(Situation situation, List<Product> sellable) {
        Segment segment = situation.facts().segment();
        Comparator<Map.Entry<String, List<Product>>> byPrice = Comparator.comparingLong(family ->
                Prices.of(Prices.cheapest(family.getValue(), segment), segment).minorUnits());
        List<Map.Entry<String, List<Product>>> sorted =
                Ground.byFamily(fitting(situation, sellable)).entrySet().stream()
                        .sorted(byPrice)
                        .toList();
        if (sorted.size() == 1) {
            List<Product> only = sorted.getFirst().getValue();
            return families.about(
                    situation,
                    new OfFamily(
                            sorted.getFirst().getKey(),
                            situation.facts().variantsOf(only.getFirst().family()),
                            Map.of(),
                            false),
                    Wish.PRICE);
        }
        Map<String, List<Product>> few = new LinkedHashMap<>();
        List<Integer> places = sorted.size() <= BrowsingTalk.FEW
                ? java.util.stream.IntStream.range(0, sorted.size()).boxed().toList()
                : List.of(0, sorted.size() / 2, sorted.size() - 1);
        places.forEach(
                place -> few.put(sorted.get(place).getKey(), sorted.get(place).getValue()));
        return browsing.families(situation, wording.say("recommend.range"), few, List.of(), "recommended");
    }

    /** The products whose description or tags share most words with what was asked; all of them when none does. */
    private static List<Product> fitting(Situation situation, List<Product> sellable) {
        Set<String> asked = Cues.words(situation.words()).stream()
                .filter(word -> word.length() > 4)
                .map(AdviceTalk::stem)
                .collect(Collectors.toSet());
        Map<Product, Long> hits = new HashMap<>();
        sellable.forEach(product -> hits.put(
                product,
                Cues.words(product.description() + " " + String.join(" ", product.tags())).stream()
                        .map(AdviceTalk::stem)
                        .distinct()
                        .filter(asked::contains)
                        .count()));
        long most = hits.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return most == 0
                ? sellable
                : sellable.stream()
                        .filter(product -> hits.getOrDefault(product, 0L) == most)
                        .toList();
    }

    private static String stem(String word) {
        return word.length() > 5 ? word.substring(0, 5) : word;
    }

    private Step compared(Situation situation, OfSeveral several) {
        Map<String, List<Product>> things = new LinkedHashMap<>();
        for (Subject part : several.parts()) {
            if (part instanceof OfFamily family) {
                List<Product> matching = AttributeResolver.matching(family.variants(), family.chosen());
                things.put(family.family(), matching.isEmpty() ? family.variants() : matching);
            }
        }
        return things.size() < 2 ? browsing.several(situation, several, Wish.LEARN) : compared(situation, things);
    }

    private Optional<Step> comparedOffers(Situation situation, Ground ground) {
        Map<String, List<Product>> things = Ground.byFamily(ground.products());
        if (things.size() < 2) {
            things = new LinkedHashMap<>();
            for (String action : situation.state().recent().stream().limit(2).toList()) {
                Optional<Subject> subject = SubjectReading.ofAction(situation, Action.parse(action));
                if (subject.orElse(null) instanceof OfFamily family) {
                    things.put(family.family(), family.variants());
                }
            }
        }
        if (things.size() < 2) {
            return Optional.empty();
        }
        return things.size() <= BrowsingTalk.FEW
                ? Optional.of(compared(situation, things))
                : Optional.of(range(situation, ground.products()));
    }

    /** What the shop says of each, and what it costs. */
    private Step compared(Situation situation, Map<String, List<Product>> things) {
        Map<String, String> notes = new LinkedHashMap<>();
        things.forEach((name, products) -> {
            String about = products.stream()
                    .map(Product::description)
                    .filter(text -> text != null && !text.isBlank())
                    .findFirst()
                    .map(AdviceTalk::shortened)
                    .orElse("");
            notes.put(name, about);
        });
        return browsing.compared(situation, things, notes);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_DESCRIPTION) {
            return text;
        }
        int end = text.lastIndexOf(' ', LONGEST_DESCRIPTION);
        return text.substring(0, end < 0 ? LONGEST_DESCRIPTION : end) + "…";
    }

    /** «no, el otro»: of two that were offered the one that was not taken, else what was spoken of before. */
    private Optional<Step> other(Situation situation) {
        List<String> recent = situation.state().recent();
        List<String> offers = situation.state().offers();
        if (offers.size() == 2 && situation.state().asks(Kind.WHICH_OFFER)) {
            return pick(situation, offers.getLast());
        }
        return recent.size() < 2
                ? Ground.of(situation, Optional.empty()).flatMap(ground -> similar(situation, ground))
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

    /** «¿cuántos te quedan?». */
    private Optional<Step> counted(Situation situation, Ground ground) {
        if (ground.family().isEmpty()) {
            return Optional.empty();
        }
        List<Product> products = ground.inStock();
        if (products.isEmpty() || products.size() > BrowsingTalk.FEW * 2) {
            return Optional.empty();
        }
        String text = products.stream()
                .map(product -> wording.left("stock.left", product))
                .collect(Collectors.joining("\n"));
        Situation focused = situation.with(situation
                .state()
                .focusedOn(
                        ground.family().get().family(),
                        ground.family().get().chosen(),
                        Wish.STOCK,
                        situation.state().quantity()));
        Cart proposal = products.size() == 1
                ? CartTalk.with(focused, focused.state().cart(), products.getFirst(), 1)
                : Cart.EMPTY;
        DialogueState state = focused.state().proposing(proposal).asking(Kind.QUOTE, null);
        return Optional.of(new Said(
                List.of(new Reply(
                        Wording.text(text + "\n" + wording.say("cart.quote")),
                        situation.evidence("stock-left", products))),
                state,
                true));
    }

    /** «¿son de cuero?», asked of what was just proposed: what the shop wrote of it, or a person who knows. */
    private Optional<Step> asked(Situation situation, Optional<Subject> named) {
        String focus = situation.state().family();
        boolean isOfFocus = named.isEmpty()
                || (named.get() instanceof OfFamily family && family.family().equals(focus));
        return isOfFocus
                ? Ground.of(situation, Optional.empty())
                        .flatMap(ground -> ground.family().flatMap(family -> asked(situation, ground, family)))
                : Optional.empty();
    }

    private Optional<Step> asked(Situation situation, Ground ground, OfFamily family) {
        boolean isQuestion = situation.wish() == Wish.LEARN
                && situation.words().indexOf('?') >= 0
                && situation.state().asks(Kind.QUOTE);
        var chosen = situation.facts().choose(family.variants(), situation.words());
        if (!isQuestion || !chosen.values().isEmpty() || !chosen.notOffered().isEmpty()) {
            return Optional.empty();
        }
        Product product = ground.products().getFirst();
        if (product.description() != null && !product.description().isBlank()) {
            return described(situation, ground);
        }
        Set<String> words = Set.copyOf(Cues.words(situation.words()));
        List<String> tags = product.tags().stream()
                .filter(tag -> Cues.words(tag).stream().anyMatch(words::contains))
                .toList();
        if (!tags.isEmpty()) {
            String text = wording.say("details.tag", "title", product.family(), "tags", Wording.list(tags)) + " "
                    + wording.say("details.more");
            return Optional.of(new Said(
                    List.of(new Reply(Wording.text(text), situation.evidence("details", product))),
                    situation.state().understood(),
                    true));
        }
        List<Option> options = List.of(new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null));
        return Optional.of(new Said(
                List.of(new Reply(
                        wording.choice(wording.say("details.unknown"), options),
                        situation.evidence("details-unknown", product))),
                situation.state().understood().asking(Kind.PERSON, null),
                true));
    }

    /** What the shop says of it, with its picture and link. */
    private Optional<Step> described(Situation situation, Ground ground) {
        if (ground.family().isEmpty() || ground.products().isEmpty()) {
            return Optional.empty();
        }
        List<Product> products = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        Product product = products.getFirst();
        List<Reply> replies = new ArrayList<>(families.picture(situation, product));
        boolean wantsPicture = situation.says(Cue.PICTURE);
        String description = product.description();
        String link = families.link(product);
        boolean isKnown = (description != null && !description.isBlank()) || link != null;
        if (wantsPicture ? replies.isEmpty() && link == null : replies.isEmpty() && !isKnown) {
            return Optional.of(new Decided(escalations.because(
                    situation,
                    Reason.NOT_COVERED,
                    Priority.NORMAL,
                    wantsPicture ? "no-picture " + product.sku() : "no-details " + product.sku(),
                    wantsPicture ? "handover.picture" : "handover.unknown")));
        }
        OfFamily family = ground.family().get();
        Situation focused = situation.with(situation
                .state()
                .focusedOn(
                        family.family(),
                        family.chosen(),
                        situation.state().wish() == null
                                ? Wish.LEARN
                                : situation.state().wish(),
                        situation.state().quantity()));
        Cart proposal =
                products.size() == 1 ? CartTalk.with(focused, focused.state().cart(), product, 1) : Cart.EMPTY;
        String text = Wording.sentences(
                description == null || description.isBlank()
                        ? null
                        : wording.say(
                                "details",
                                "title",
                                products.size() == 1 ? product.title() : family.family(),
                                "description",
                                description),
                link,
                wording.say("details.more"));
        replies.add(new Reply(Wording.text(text), situation.evidence("details", products)));
        return Optional.of(new Said(replies, focused.state().proposing(proposal).asking(Kind.QUOTE, null), true));
    }
}
