package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.assistant.Turn.Attached;
import ar.isac.crm.assistant.Turn.Input;
import ar.isac.crm.assistant.Turn.Ordered;
import ar.isac.crm.assistant.Turn.Pressed;
import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.money.Money;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in whatever order: talks made up of everything that the assistant knows to hear, and of what it does not. */
class NoDeadEndTests {

    private static final int TALKS = 25;
    private static final int TURNS = 14;
    private static final Pattern AMOUNT = Pattern.compile("\\$([\\d.]+)(?:,(\\d{2}))?");
    private static final Pattern LEFT = Pattern.compile("nos quedan (\\d+)");

    @ParameterizedTest
    @ValueSource(
            strings = {"mongo-init/demo/products.csv", "catalog/shoes.csv", "catalog/food.csv", "catalog/pharmacy.csv"})
    void everyTurnEndsInWordsAndNumbersOfTheInventory(String file) throws IOException {
        try (ImportedCatalog shop = ImportedCatalog.of(file)) {
            List<Product> products = shop.search().categories().stream()
                    .flatMap(category -> shop.search().inCategory(category).stream())
                    .toList();
            for (int talk = 0; talk < TALKS; talk++) {
                Talk one = new Talk(shop, products, file.contains("demo"), file.hashCode() + talk);
                one.goesOn();
                one.restock();
            }
        }
    }

    /** One customer who says anything. */
    private static final class Talk {

        private final ImportedCatalog shop;
        private final Random random;
        private final Segment segment;
        private final Conversing talk;
        private final List<Product> products;
        private final List<String> phrases;
        private final List<String> history = new ArrayList<>();
        private final List<Product> changed = new ArrayList<>();
        private final List<String> offered = new ArrayList<>();

        Talk(ImportedCatalog shop, List<Product> products, boolean isDemo, long seed) throws IOException {
            this.shop = shop;
            this.random = new Random(seed);
            this.segment = random.nextInt(4) == 0 ? Segment.WHOLESALE : Segment.RETAIL;
            int bought = random.nextInt(30);
            Purchases purchases =
                    new Purchases(bought, Money.of(new BigDecimal(bought * 400_000L), "ARS"), Instant.EPOCH);
            this.talk = new Conversing(
                    shop,
                    isDemo,
                    segment,
                    "2026-11-18T15:00",
                    random.nextBoolean(),
                    bought == 0 ? Purchases.NONE : purchases);
            this.products = products;
            this.phrases = phrases();
            history.add("seed " + seed);
        }

        private static List<String> phrases() throws IOException {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(NoDeadEndTests.class.getResourceAsStream("/assistant/cues.txt")),
                    StandardCharsets.UTF_8))) {
                return lines.lines()
                        .filter(line -> line.contains(" = "))
                        .flatMap(line -> Arrays.stream(
                                line.substring(line.indexOf('=') + 1).split(",", -1)))
                        .map(phrase -> phrase.strip().replace("*", "o"))
                        .toList();
            }
        }

        void goesOn() {
            for (int turn = 0; turn < TURNS; turn++) {
                meanwhile();
                takesOne();
            }
            assertThat(talk.says(new Turn(List.of(new Pressed(new Action.AskPerson())))))
                    .as("%s: a person is always to be had", history)
                    .isInstanceOf(Decision.HandOver.class);
        }

        void restock() {
            changed.forEach(product -> shop.products()
                    .update(
                            product.sku(),
                            stored -> stored.withOnHand(product.stock().onHand())));
        }

        private void meanwhile() {
            if (random.nextInt(6) == 0) {
                talk.passes(Duration.ofHours(random.nextInt(200)));
            }
            if (random.nextInt(12) == 0) {
                Product product = any(products);
                int units = random.nextInt(3) == 0 ? 0 : random.nextInt(20);
                shop.products().update(product.sku(), stored -> stored.withOnHand(units));
                changed.add(product);
                history.add(product.sku() + " := " + units);
            }
        }

        private void takesOne() {
            DialogueState before = talk.state();
            Turn turn = turn();
            history.add(turn.toString());

            Decision decision = talk.says(turn);

            history.add("→ " + Replies.kind(decision) + " " + Replies.said(decision));
            switch (decision) {
                case Decision.StaySilent silent ->
                    assertThat(turn.inputs())
                            .as("%s: silence has a reason", history)
                            .allMatch(input ->
                                    input instanceof Attached attached && attached.kind() == Attached.Kind.STICKER);
                case Decision.HandOver over ->
                    assertThat(over.evidence()).as("%s", history).isNotBlank();
                case Decision.Ask ask ->
                    assertThat(ask.replies()).as("%s", history).isNotEmpty();
                case Decision.Answer answer ->
                    assertThat(answer.replies()).as("%s", history).isNotEmpty();
            }
            try {
                Replies.checkSendable(decision);
            } catch (AssertionError unsendable) {
                throw new AssertionError(history.toString(), unsendable);
            }
            assertThat(talk.state().cart().lines())
                    .as("%s", history)
                    .allSatisfy(line -> assertThat(line.quantity()).isPositive());
            decision.replies().forEach(reply -> check(reply, before, turn));
            offered.clear();
            decision.replies().forEach(this::checkOptions);
        }

        /** Whatever is offered can be taken. */
        private void checkOptions(Reply reply) {
            if (reply.content() instanceof InteractiveContent choice) {
                choice.options().forEach(option -> offered.add(option.id()));
                String taken = any(offered);
                boolean isAnswered =
                        switch (talk.considers(new Turn(List.of(new Pressed(Action.parse(taken)))))) {
                            case Decision made -> !made.replies().isEmpty();
                            case Trade trade -> true;
                        };
                assertThat(isAnswered).as("%s: %s", history, taken).isTrue();
            }
        }

        private void check(Reply reply, DialogueState before, Turn turn) {
            String text = Replies.textOf(reply.content());
            for (ProductReading read : reply.evidence().products()) {
                Product product = shop.products().find(read.sku()).orElseThrow();
                assertThat(read.price())
                        .as("%s: %s", history, read.sku())
                        .isEqualTo(Prices.of(product, segment).minorUnits());
                assertThat(read.stock()).as("%s: %s", history, read.sku()).isEqualTo(product.sellable());
            }
            boolean isOfTheShop = reply.evidence().rule().startsWith("knowledge")
                    || reply.evidence().rule().startsWith("article");
            if (!isOfTheShop) {
                Set<Long> known = known(reply, before, turn);
                assertThat(amounts(text))
                        .as("%s: %s", history, reply.evidence())
                        .isSubsetOf(known)
                        .doesNotContain(0L);
            }
            Set<Integer> left = reply.evidence().products().stream()
                    .map(ProductReading::stock)
                    .collect(Collectors.toSet());
            assertThat(LEFT.matcher(text)
                            .results()
                            .map(found -> Integer.valueOf(found.group(1)))
                            .toList())
                    .as("%s", history)
                    .isSubsetOf(left);
        }

        /** What may be said: prices of what was read, so many times; the totals; the limit that the customer set. */
        private Set<Long> known(Reply reply, DialogueState before, Turn turn) {
            DialogueState after = talk.state();
            Set<Integer> counts = new HashSet<>(List.of(1, before.quantity(), after.quantity()));
            List<Cart> carts =
                    new ArrayList<>(List.of(after.cart(), after.proposal(), before.cart(), before.proposal()));
            talk.facts().dealings().quote().ifPresent(quote -> carts.add(new Cart(quote.lines())));
            Set<Long> known = new HashSet<>();
            Stream.of(before, after)
                    .flatMap(state -> Stream.concat(state.together().stream(), state.pending().stream()))
                    .forEach(wanted -> counts.add(wanted.units()));
            for (Cart cart : carts) {
                cart.lines().forEach(line -> counts.add(line.quantity()));
                List<Product> inCart = talk.facts().products(cart.skus());
                if (!inCart.isEmpty()) {
                    long total = Prices.total(cart, inCart, segment).minorUnits();
                    known.add(total);
                    Stream.of(5, 10, 15).forEach(percent -> {
                        known.add(total - total * percent / 100);
                        known.add((total - total * percent / 100 + 99) / 100 * 100);
                    });
                }
            }
            talk.facts()
                    .dealings()
                    .quote()
                    .ifPresent(quote -> known.add(quote.total().minorUnits()));
            talk.facts()
                    .dealings()
                    .sales()
                    .forEach(sale -> known.add(sale.total().minorUnits()));
            for (ProductReading read : reply.evidence().products()) {
                Product product = shop.products().find(read.sku()).orElseThrow();
                counts.forEach(count -> known.add(read.price() * count));
                known.add(product.retailPrice().minorUnits());
            }
            known.add(after.together().stream()
                    .filter(wanted -> !sellable(wanted).isEmpty())
                    .mapToLong(wanted -> units(wanted)
                            * Prices.of(Prices.cheapest(sellable(wanted), segment), segment)
                                    .minorUnits())
                    .sum());
            Situation now = Situation.of(before, turn, talk.facts());
            Stream.concat(
                            turn.all(Written.class).stream()
                                    .flatMap(written -> written.analysis().entities().stream())
                                    .filter(entity -> entity.type() == EntityType.MONEY)
                                    .flatMap(entity -> Budget.read(entity.text()).stream()),
                            Budget.in(now).stream())
                    .flatMap(limit -> Stream.of(1, 1_000, 1_000_000)
                            .map(unit -> new Budget(limit.amount().multiply(new BigDecimal(unit)), true)))
                    .forEach(limit -> known.add(limit.amount().movePointRight(2).longValue()));
            return known;
        }

        /** Of one thing no more are counted than there are. */
        private int units(DialogueState.Wanted wanted) {
            List<Product> sellable = sellable(wanted);
            return sellable.size() == 1
                    ? Math.min(wanted.units(), sellable.getFirst().sellable())
                    : wanted.units();
        }

        private List<Product> sellable(DialogueState.Wanted wanted) {
            return new Subject.OfFamily(
                            wanted.family(), talk.facts().variantsOf(wanted.family()), wanted.chosen(), false)
                    .sellable();
        }

        private static List<Long> amounts(String text) {
            Matcher amounts = AMOUNT.matcher(text);
            return amounts.results()
                    .map((MatchResult amount) -> Long.parseLong(amount.group(1).replace(".", "")) * 100
                            + (amount.group(2) == null ? 0 : Long.parseLong(amount.group(2))))
                    .toList();
        }

        private Turn turn() {
            List<Input> inputs = new ArrayList<>();
            int many = random.nextInt(5) == 0 ? 2 + random.nextInt(2) : 1;
            for (int i = 0; i < many; i++) {
                inputs.add(input());
            }
            return new Turn(inputs);
        }

        private Input input() {
            return switch (random.nextInt(14)) {
                case 0 -> new Attached(any(List.of(Attached.Kind.values())));
                case 1 ->
                    new Ordered(List.of(
                            new Selling.Line(any(products).sku(), 1 + random.nextInt(4)),
                            new Selling.Line(
                                    random.nextBoolean() ? any(products).sku() : "GONE", 1)));
                case 2, 3 -> new Pressed(Action.parse(offered.isEmpty() ? action().id() : any(offered)));
                case 4 -> new Pressed(action());
                default -> written();
            };
        }

        private Action action() {
            Product product = any(products);
            return switch (random.nextInt(11)) {
                case 0 -> new Action.ShowCategories(random.nextInt(4));
                case 1 ->
                    new Action.ShowCategory(
                            random.nextBoolean() ? String.valueOf(product.category()) : "nada", random.nextInt(3));
                case 2 -> new Action.ShowFamily(product.family());
                case 3 -> new Action.ShowProduct(product.sku());
                case 4 ->
                    product.attributes().stream()
                            .findFirst()
                            .<Action>map(value -> new Action.Choose(value.name(), value.value(), product.family()))
                            .orElse(new Action.AskPrice());
                case 5 -> new Action.AcceptQuote("q" + random.nextInt(3));
                case 6 -> new Action.RejectQuote("q" + random.nextInt(3));
                case 7 -> new Action.AskPrice();
                case 8 -> new Action.ShowFamily("no hay");
                case 9 -> new Action.Choose("color", "ninguno", product.family());
                default -> new Action.Unknown("{title}");
            };
        }

        /** Words of every kind, marked as a model might mark them, or not at all. */
        private Written written() {
            StringBuilder text = new StringBuilder();
            List<Entity> entities = new ArrayList<>();
            int parts = 1 + random.nextInt(3);
            for (int i = 0; i < parts; i++) {
                Product product = any(products);
                switch (random.nextInt(9)) {
                    case 0, 1 -> say(text, entities, EntityType.PRODUCT, product.family());
                    case 2 -> say(text, entities, EntityType.PRODUCT, product.title());
                    case 3 ->
                        say(
                                text,
                                entities,
                                EntityType.QUANTITY,
                                any(List.of("2", "x3", "una docena", "99999", "un par")));
                    case 4 -> say(text, entities, EntityType.MONEY, any(List.of("50 mil", "$1", "2 palos", "300.000")));
                    case 5 ->
                        say(
                                text,
                                entities,
                                EntityType.ATTRIBUTE,
                                product.attributes().isEmpty()
                                        ? "negro"
                                        : any(product.attributes()).value());
                    case 6 ->
                        say(
                                text,
                                entities,
                                null,
                                any(List.of(
                                        "si",
                                        "no",
                                        "dale",
                                        "hola",
                                        "gracias",
                                        "mejor 3",
                                        "el primero",
                                        "y",
                                        "que sean 2",
                                        "?",
                                        "{title}",
                                        "asdf",
                                        "el de 40",
                                        "los dos",
                                        "sacame uno",
                                        "ya no quiero",
                                        "1")));
                    default -> say(text, entities, null, any(phrases));
                }
            }
            if (random.nextInt(3) == 0) {
                text.append('?');
            }
            List<ScoredIntent> intents = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                intents.add(new ScoredIntent(any(List.of(Intent.values())), 0.4 + random.nextDouble() * 0.6));
            }
            ScoredIntent primary = new ScoredIntent(intents.getFirst().intent(), random.nextDouble());
            return new Written(
                    text.toString(),
                    new MessageAnalysis(
                            intents,
                            primary,
                            entities,
                            0.1,
                            random.nextInt(12) == 0 ? 0.9 : 0.1,
                            random.nextInt(12) == 0,
                            "random"));
        }

        private void say(
                StringBuilder text,
                List<Entity> entities,
                @org.jspecify.annotations.Nullable EntityType type,
                String words) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            if (type != null && random.nextInt(4) > 0) {
                entities.add(new Entity(type, words, text.length(), text.length() + words.length()));
            }
            text.append(words);
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }
    }
}
