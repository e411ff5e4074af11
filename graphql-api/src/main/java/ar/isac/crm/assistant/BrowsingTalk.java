package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
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
    static final Set<String> SOLD_OUT = Set.of("sold-out", "category-sold-out");

    /** The last row of a page that is not the last turns it. */
    private static final int PAGE = Wording.MOST_ROWS - 1;

    private static final String WHICH_PRODUCT = "which-product";

    private final Wording wording;

    BrowsingTalk(Wording wording) {
        this.wording = wording;
    }

    /** The families of a category that can be sold. */
    Step category(Situation situation, OfCategory category, Wish wish) {
        String introduction = category.chosen().isEmpty()
                ? named("category.available", category)
                : wording.say(
                        "category.chosen",
                        "value",
                        String.join(" ", category.chosen().values()));
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

    /** Several things in one message: a line for each. */
    Step several(Situation situation, OfSeveral several, Wish wish) {
        Segment segment = situation.facts().segment();
        List<String> lines = new ArrayList<>();
        List<Option> rows = new ArrayList<>();
        List<Product> read = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Subject part : several.parts()) {
            List<Product> products = productsOf(part);
            List<Product> sellable = inStock(products);
            byFamily(products).forEach((name, any) -> {
                if (!told.add(name)) {
                    return;
                }
                List<Product> ofFamily = sellable.stream()
                        .filter(product -> product.family().equals(name))
                        .toList();
                if (lines.size() >= PAGE) {
                    return;
                }
                if (ofFamily.isEmpty()) {
                    lines.add(wording.say("several.none", "title", name));
                } else {
                    lines.add(line(name, ofFamily, segment));
                    rows.add(new Option(new Action.ShowFamily(name).id(), name, priceOf(ofFamily, segment)));
                }
            });
            read.addAll(products.stream().limit(PAGE).toList());
        }
        String text = lines(Stream.of(
                lines.stream(), total(situation, several, rows).stream(), Stream.of(wording.say("several.which"))));
        DialogueState state =
                situation.state().understood().wishing(wish).browsing(null).asking(Kind.WHICH_OFFER, null);
        return new Said(
                List.of(new Reply(wording.choice(text, rows), situation.evidence("several", read))),
                state.offering(rows),
                true);
    }

    /** «¿cuánto los dos?», of things whose colours all cost the same. */
    private Optional<String> total(Situation situation, OfSeveral several, List<Option> rows) {
        Segment segment = situation.facts().segment();
        List<List<Product>> things =
                several.parts().stream().map(part -> inStock(productsOf(part))).toList();
        boolean isAsked = situation.saysAny(Cue.ALL_OF_THEM, Cue.TOTAL)
                && things.size() > 1
                && rows.size() == things.size()
                && things.stream().allMatch(thing -> !thing.isEmpty() && Prices.areEqual(thing, segment));
        return isAsked
                ? things.stream()
                        .map(thing -> Prices.of(thing.getFirst(), segment))
                        .reduce(Money::plus)
                        .map(total -> wording.say("cart.total", "total", wording.amount(total)))
                : Optional.empty();
    }

    private static List<Product> productsOf(Subject subject) {
        return switch (subject) {
            case OfFamily family -> {
                List<Product> matching = AttributeResolver.matching(family.variants(), family.chosen());
                yield matching.isEmpty() ? family.variants() : matching;
            }
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

    /** Whether it does no more than ask somebody who wants nothing in particular what they look for. */
    static boolean isOpenInvitation(Situation situation, Said said) {
        return situation.wish() == Wish.LEARN
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
                Stream.of(wording.say("category.which"))));
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
        String text = lines(Stream.of(Stream.of(introduction), lines, Stream.of(wording.say("category.which"))));
        List<Product> read =
                Stream.concat(asked.stream().limit(PAGE), offers.stream()).toList();
        DialogueState state = situation.state().understood().browsing(null).asking(Kind.WHICH_OFFER, null);
        return new Said(
                List.of(new Reply(wording.choice(text, rows), situation.evidence(rule, read))),
                state.offering(rows),
                true);
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
