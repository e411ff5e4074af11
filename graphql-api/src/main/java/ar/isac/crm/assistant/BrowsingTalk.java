package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wanted;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.money.Money;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** More than one family: categories, offers, alternatives, as lists to choose from. */
final class BrowsingTalk {

    static final int FEW = 3;

    /** The rules by which something asked for turned out to be sold out. */
    static final Set<String> SOLD_OUT = Set.of("sold-out", "category-sold-out", "several-sold-out");

    /** The last row of a page that is not the last turns it. */
    private static final int PAGE = Wording.MOST_ROWS - 1;

    private static final String WHICH_PRODUCT = "which-product";

    private final Wording wording;

    BrowsingTalk(Wording wording) {
        this.wording = wording;
    }

    /** The families of a category that can be sold. */
    Step category(Situation situation, OfCategory category, Wish wish) {
        String value = String.join(" ", category.chosen().values());
        boolean isOfOneKind = category.lacking().isEmpty()
                && category.products().stream()
                        .allMatch(product -> category.category().equals(product.category()));
        String introduction = category.chosen().isEmpty()
                ? named("category.available", category)
                : isOfOneKind
                        ? wording.say("category.available.chosen", "category", category.category(), "value", value)
                        : wording.say("category.chosen", "value", value);
        return category(situation, category, wish, introduction);
    }

    /** The same, said in other words. */
    Step category(Situation situation, OfCategory category, Wish wish, String introduction) {
        Map<String, List<Product>> families = byFamily(inStock(category.products()));
        if (families.isEmpty()) {
            List<Product> alternatives = situation.facts().alternatives(category.products(), FEW);
            String none = named("category.none", category);
            return instead(situation, none, category.products(), alternatives, "category-sold-out");
        }
        List<String> names = List.copyOf(families.keySet());
        List<String> page = page(names, category.page());
        Segment segment = situation.facts().segment();
        List<Option> rows = new ArrayList<>(page.stream()
                .map(name -> row(category, families.getOrDefault(name, List.of()), segment))
                .toList());
        DialogueState state = situation.state().understood().wishing(wish).asking(Kind.WHICH_OFFER, null);
        boolean isWhole = situation.facts().sizeOfCategory(category.category())
                == inStock(category.products()).size();
        DialogueState offering = state.offering(rows).browsing(isWhole ? category.category() : null);
        addTurning(rows, names.size(), category.page(), next -> new Action.ShowCategory(category.category(), next));
        Stream<String> lines = page.stream()
                .map(name -> families.getOrDefault(name, List.of()))
                .map(products -> line(nameOf(category, products), products, segment));
        String value = String.join(" ", category.chosen().values());
        Stream<String> lacking =
                category.lacking().stream().map(name -> wording.say("category.lacking", "title", name, "value", value));
        String text = lines(Stream.of(
                Stream.of(introduction),
                lines,
                lacking,
                Stream.of(
                        isLast(names.size(), category.page())
                                ? wording.say("category.which")
                                : wording.say("category.more") + " " + wording.say("category.which"))));
        List<Product> read = page.stream()
                .flatMap(name -> families.getOrDefault(name, List.of()).stream())
                .toList();
        return new Said(
                List.of(new Reply(wording.choice(text, rows), situation.evidence("category", read))), offering, true);
    }

    /** A row that keeps the value which all of a list were chosen by. */
    private Option row(OfCategory category, List<Product> ofFamily, Segment segment) {
        String family = ofFamily.getFirst().family();
        Action action = new Action.ShowFamily(family);
        if (!category.chosen().isEmpty() && ofFamily.size() == 1) {
            action = new Action.ShowProduct(ofFamily.getFirst().sku());
        } else if (category.chosen().size() == 1) {
            Map.Entry<String, String> value =
                    category.chosen().entrySet().iterator().next();
            action = new Action.Choose(value.getKey(), value.getValue(), family);
        }
        return new Option(action.id(), nameOf(category, ofFamily), priceOf(ofFamily, segment));
    }

    private static String nameOf(OfCategory category, List<Product> ofFamily) {
        Product first = ofFamily.getFirst();
        return !category.chosen().isEmpty() && ofFamily.size() == 1 ? first.title() : first.family();
    }

    /** The category by the name that the catalogue has for it; what only the customer calls so is not repeated. */
    private String named(String key, OfCategory category) {
        boolean isCatalogues = category.products().stream()
                .allMatch(product -> category.category().equals(product.category()));
        return isCatalogues ? wording.say(key, "category", category.category()) : wording.say(key + ".unnamed");
    }

    /**
     * Several things in one message: a line for each, and for what is sold out what there is instead.
     *
     * @param units how many of each; empty for one
     */
    Step several(Situation situation, OfSeveral several, List<Integer> units, Wish wish) {
        Listing listing = new Listing();
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < several.parts().size(); i++) {
            int count = i < units.size() ? units.get(i) : 1;
            for (OfFamily thing : things(several.parts().get(i))) {
                list(situation, listing, thing, count);
                wanted.add(Wanted.of(thing, count));
            }
        }
        // A kind of thing is not wanted in all its forms.
        boolean isAllMeant = several.parts().stream().allMatch(OfFamily.class::isInstance);
        Optional<Money> total =
                isAllMeant && listing.isOfOnePriceEach() ? total(situation, listing, units) : Optional.empty();
        String text = lines(Stream.of(
                listing.lines.stream(),
                total.stream().map(amount -> wording.say("cart.total", "total", wording.amount(amount))),
                Stream.of(wording.say(total.isPresent() ? "quote.ask" : "several.which"))));
        DialogueState state = situation.state().understood().wishing(wish).browsing(null);
        DialogueState asking = isAllMeant ? state.askingOf(wanted) : state.asking(Kind.WHICH_OFFER, null);
        return new Said(
                List.of(new Reply(
                        wording.choice(text, listing.rows),
                        situation.evidence(listing.isLacking ? "several-sold-out" : "several", listing.read))),
                asking.offering(listing.rows),
                true);
    }

    /** What a list of several things is made up of, one after the other. */
    private static final class Listing {
        private final List<String> lines = new ArrayList<>();
        private final List<Option> rows = new ArrayList<>();
        private final List<Product> read = new ArrayList<>();
        private final Set<String> told = new HashSet<>();
        private final List<Money> amounts = new ArrayList<>();
        private boolean isLacking;

        boolean isOfOnePriceEach() {
            return lines.size() > 1 && amounts.size() == lines.size();
        }
    }

    /** Of a kind the families that can be sold; all of them where none can. */
    private static List<OfFamily> things(Subject part) {
        if (part instanceof OfFamily family) {
            return List.of(family);
        }
        List<Product> products = productsOf(part);
        List<Product> sellable = inStock(products);
        return byFamily(sellable.isEmpty() ? products : sellable).entrySet().stream()
                .map(family -> new OfFamily(family.getKey(), family.getValue(), Map.of(), false))
                .toList();
    }

    private void list(Situation situation, Listing listing, OfFamily thing, int units) {
        String name = nameOf(thing);
        if (listing.lines.size() >= PAGE || !listing.told.add(name)) {
            return;
        }
        List<Product> sellable = thing.sellable();
        if (sellable.isEmpty()) {
            listLacking(situation, listing, thing);
            return;
        }
        Segment segment = situation.facts().segment();
        Product first = sellable.getFirst();
        int there = sellable.size() == 1 ? Math.min(units, first.sellable()) : units;
        String fewer = there < units ? wording.left("cart.fewer", first) : null;
        if (Prices.areEqual(sellable, segment)) {
            Money amount = Prices.of(first, segment).times(there);
            listing.amounts.add(amount);
            listing.lines.add(Wording.sentences(
                    wording.say(
                            "offer.line", "title", Escalations.counted(name, there), "price", wording.amount(amount)),
                    fewer));
        } else {
            listing.lines.add(line(name, sellable, segment));
        }
        listing.rows.add(new Option(action(thing).id(), name, priceOf(sellable, segment)));
        listing.read.addAll(sellable.stream().limit(PAGE).toList());
    }

    private void listLacking(Situation situation, Listing listing, OfFamily thing) {
        Segment segment = situation.facts().segment();
        List<Product> others = insteadOf(situation, thing).stream().limit(2).toList();
        listing.isLacking = true;
        listing.lines.add(
                others.isEmpty()
                        ? wording.say("several.none", "title", nameOf(thing))
                        : wording.say(
                                "several.none.instead",
                                "title",
                                nameOf(thing),
                                "others",
                                Wording.list(others.stream()
                                        .map(other ->
                                                other.title() + " (" + wording.amount(Prices.of(other, segment)) + ")")
                                        .toList())));
        others.stream()
                .filter(other -> listing.told.add(other.title()))
                .map(other -> new Option(
                        new Action.ShowProduct(other.sku()).id(),
                        other.title(),
                        wording.amount(Prices.of(other, segment))))
                .forEach(listing.rows::add);
        listing.read.addAll(asked(thing).stream().limit(PAGE).toList());
        listing.read.addAll(others);
    }

    /** A family that nothing has been chosen of goes by its own name, also where one variant is all there is. */
    private static String nameOf(OfFamily thing) {
        return thing.chosen().isEmpty() ? thing.family() : thing.name();
    }

    /** «¿cuánto los dos?», «¿cuánto 2 de uno y 3 del otro?», of things whose colours all cost the same. */
    private static Optional<Money> total(Situation situation, Listing listing, List<Integer> units) {
        boolean isAsked = situation.says(Cue.ALL_OF_THEM)
                || (situation.says(Cue.TOTAL) && !situation.state().asks(Kind.WHICH_OFFER))
                || (situation.says(Cue.TOTAL) && !situation.state().together().isEmpty())
                || units.stream().anyMatch(count -> count > 1);
        return isAsked ? listing.amounts.stream().reduce(Money::plus) : Optional.empty();
    }

    /** What there is in place of something sold out: of its family, else like it. */
    static List<Product> insteadOf(Situation situation, OfFamily thing) {
        List<Product> alike = thing.nearest().stream().limit(FEW).toList();
        return alike.isEmpty() ? situation.facts().alternatives(asked(thing), FEW) : alike;
    }

    /** Values that exist but not together match nothing: then the family itself is what was asked for. */
    static List<Product> asked(OfFamily thing) {
        List<Product> matching = AttributeResolver.matching(thing.variants(), thing.chosen());
        return matching.isEmpty() ? thing.variants() : matching;
    }

    /** A row that goes on with just what was said. */
    private static Action action(OfFamily thing) {
        List<Product> matching = AttributeResolver.matching(thing.variants(), thing.chosen());
        if (matching.size() == 1) {
            return new Action.ShowProduct(matching.getFirst().sku());
        }
        return thing.chosen().size() == 1
                ? thing.chosen().entrySet().stream()
                        .map(value -> new Action.Choose(value.getKey(), value.getValue(), thing.family()))
                        .findFirst()
                        .orElseThrow()
                : new Action.ShowFamily(thing.family());
    }

    private static List<Product> productsOf(Subject subject) {
        return switch (subject) {
            case OfFamily family -> asked(family);
            case OfCategory category -> category.products();
            case OfSeveral several ->
                several.parts().stream()
                        .flatMap(part -> productsOf(part).stream())
                        .toList();
            case Subject.OfEverything everything -> List.of();
            case NotCarried none -> none.nearest();
            case Subject.Gone gone -> List.of();
            case Subject.Unnamed unnamed -> List.of();
        };
    }

    /** «Ver productos». */
    Step everything(Situation situation, int page) {
        return categories(situation, wording.say("categories.which"), page, "categories");
    }

    /** Whether it does no more than ask what they look for of somebody who wants nothing in particular, or comes by for it. */
    static boolean isOpenInvitation(Situation situation, Said said) {
        return (situation.wish() == Wish.LEARN || situation.says(Cue.VISIT))
                && !said.replies().isEmpty()
                && said.replies().stream()
                        .allMatch(reply -> reply.evidence().rule().equals(WHICH_PRODUCT));
    }

    /** A wish without a product: asks for it. */
    Step which(Situation situation, Wish wish) {
        String text =
                switch (wish) {
                    case PRICE -> wording.say("product.which");
                    case BUY, QUOTE -> wording.say("product.buy");
                    case LEARN, STOCK -> wording.say("product.learn");
                };
        boolean isByButton =
                situation.pressed().filter(Action.AskPrice.class::isInstance).isPresent();
        Situation wishing = situation.with(situation.state().understood().wishing(isByButton ? Wish.PRICE : wish));
        return categories(wishing, isByButton ? wording.say("product.which") : text, 0, WHICH_PRODUCT);
    }

    /** The shop does not have it, and says so. */
    Step notCarried(Situation situation, NotCarried none) {
        Said first = notCarried(situation, none, wording.say("not.carried"));
        boolean isRepeated =
                Reply.print(first.replies()).equals(situation.state().said());
        return isRepeated ? notCarried(situation, none, wording.say("not.carried.again")) : first;
    }

    private Said notCarried(Situation situation, NotCarried none, String honest) {
        List<Product> nearest = inStock(none.nearest()).stream().limit(FEW).toList();
        return nearest.isEmpty()
                ? categories(situation, honest + " " + wording.say("not.carried.browse"), 0, "not-carried")
                : offer(
                        situation,
                        honest + " " + wording.say("not.carried.nearest"),
                        List.of(),
                        nearest,
                        "not-carried");
    }

    /** An old button whose thing is no more. */
    Step gone(Situation situation) {
        return categories(situation, wording.say("gone") + " " + wording.say("categories.which"), 0, "late-press");
    }

    /** Sold out, with what can be sold instead. */
    Step instead(Situation situation, String none, List<Product> asked, List<Product> alternatives, String rule) {
        if (alternatives.isEmpty()) {
            return categories(situation, none + " " + wording.say("not.carried.browse"), 0, rule);
        }
        return offer(situation, none + " " + wording.say("offer.instead"), asked, alternatives, rule);
    }

    /** Families with where their prices start, to go on with one of them. */
    Step families(
            Situation situation,
            String introduction,
            Map<String, List<Product>> families,
            List<Product> asked,
            String rule) {
        Segment segment = situation.facts().segment();
        List<Option> rows = rows(families, segment);
        String text = lines(Stream.of(
                Stream.of(introduction),
                families.entrySet().stream().map(family -> line(family.getKey(), family.getValue(), segment)),
                Stream.of(whichOf(families.size()))));
        List<Product> read = Stream.concat(
                        asked.stream().limit(PAGE), families.values().stream().flatMap(List::stream))
                .distinct()
                .toList();
        DialogueState state = situation.state().understood().browsing(null).asking(Kind.WHICH_OFFER, null);
        return new Said(
                List.of(new Reply(wording.choice(text, rows), situation.evidence(rule, read))),
                state.offering(rows),
                true);
    }

    /** The same with what the shop says of each; also of what is sold out. */
    Step compared(Situation situation, Map<String, List<Product>> families, Map<String, String> notes) {
        Segment segment = situation.facts().segment();
        Map<String, List<Product>> sellable = new LinkedHashMap<>();
        families.forEach((name, products) -> sellable.put(name, inStock(products)));
        Stream<String> lines = sellable.entrySet().stream()
                .map(family -> Wording.sentences(
                        family.getValue().isEmpty()
                                ? wording.say("several.none", "title", family.getKey())
                                : line(family.getKey(), family.getValue(), segment) + ".",
                        notes.get(family.getKey())));
        sellable.values().removeIf(List::isEmpty);
        List<Option> rows = rows(sellable, segment);
        String text = lines(Stream.of(lines, Stream.of(wording.say("compare.which"))));
        List<Product> read = families.values().stream().flatMap(List::stream).toList();
        DialogueState state = situation.state().understood().browsing(null).asking(Kind.WHICH_OFFER, null);
        return new Said(
                List.of(new Reply(wording.choice(text, rows), situation.evidence("compared", read))),
                state.offering(rows),
                true);
    }

    private List<Option> rows(Map<String, List<Product>> families, Segment segment) {
        return families.entrySet().stream()
                .map(family -> new Option(
                        action(family.getKey(), family.getValue()).id(),
                        family.getKey(),
                        priceOf(family.getValue(), segment)))
                .toList();
    }

    private static Action action(String name, List<Product> products) {
        Product first = products.getFirst();
        return name.equals(first.family()) ? new Action.ShowFamily(name) : new Action.ShowProduct(first.sku());
    }

    private Said offer(
            Situation situation, String introduction, List<Product> asked, List<Product> offers, String rule) {
        Segment segment = situation.facts().segment();
        List<Option> rows = offers.stream()
                .map(product -> new Option(
                        new Action.ShowProduct(product.sku()).id(),
                        product.title(),
                        wording.amount(Prices.of(product, segment))))
                .toList();
        Stream<String> lines = offers.stream().map(product -> line(product.title(), List.of(product), segment));
        String text = lines(Stream.of(Stream.of(introduction), lines, Stream.of(whichOf(offers.size()))));
        List<Product> read =
                Stream.concat(asked.stream().limit(PAGE), offers.stream()).toList();
        DialogueState state = situation.state().understood().browsing(null).asking(Kind.WHICH_OFFER, null);
        return new Said(
                List.of(new Reply(wording.choice(text, rows), situation.evidence(rule, read))),
                state.offering(rows),
                true);
    }

    private String whichOf(int offers) {
        return wording.say(offers == 1 ? "offer.one" : "category.which");
    }

    private Said categories(Situation situation, String text, int page, String rule) {
        List<String> all = situation.facts().categories();
        DialogueState state = situation.state().understood().asking(Kind.WHICH_PRODUCT, null);
        if (all.isEmpty()) {
            return new Said(
                    List.of(new Reply(wording.menu(wording.say("categories.none")), situation.evidence(rule))),
                    state.settled(),
                    false);
        }
        List<Option> rows = new ArrayList<>(page(all, page).stream()
                .map(name -> new Option(new Action.ShowCategory(name, 0).id(), name, null))
                .toList());
        addTurning(rows, all.size(), page, Action.ShowCategories::new);
        return new Said(List.of(new Reply(wording.choice(text, rows), situation.evidence(rule))), state, true);
    }

    /** The price of a family, or where it starts. */
    String priceOf(List<Product> products, Segment segment) {
        String lowest = wording.amount(Prices.of(Prices.cheapest(products, segment), segment));
        return wording.say(Prices.areEqual(products, segment) ? "offer.row" : "offer.row.from", "price", lowest);
    }

    private String line(String title, List<Product> products, Segment segment) {
        String lowest = wording.amount(Prices.of(Prices.cheapest(products, segment), segment));
        String key = Prices.areEqual(products, segment) ? "offer.line" : "offer.line.from";
        return wording.say(key, "title", title, "price", lowest);
    }

    private void addTurning(List<Option> rows, int size, int page, IntFunction<Action> next) {
        if (!isLast(size, page)) {
            rows.add(new Option(next.apply(page + 1).id(), wording.say("list.more"), null));
        }
    }

    /** The last page takes a tenth row, since it needs none to turn it. */
    private static boolean isLast(int size, int page) {
        return size <= from(size, page) + Wording.MOST_ROWS;
    }

    private static <T> List<T> page(List<T> all, int page) {
        int from = from(all.size(), page);
        int to = isLast(all.size(), page) ? all.size() : from + PAGE;
        return all.subList(from, to);
    }

    /** A page beyond the end is the last: the list was longer when its button was sent. */
    private static int from(int size, int page) {
        int last = Math.max(0, (size - 2) / PAGE);
        return Math.min(page, last) * PAGE;
    }

    private static List<Product> inStock(Collection<Product> products) {
        return products.stream().filter(Product::inStock).toList();
    }

    private static Map<String, List<Product>> byFamily(List<Product> products) {
        Map<String, List<Product>> families = new LinkedHashMap<>();
        products.forEach(product -> families.computeIfAbsent(product.family(), any -> new ArrayList<>())
                .add(product));
        return families;
    }

    private static String lines(Stream<Stream<String>> parts) {
        return String.join("\n", parts.flatMap(part -> part).toList());
    }
}
