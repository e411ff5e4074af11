package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.money.Money;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a customer is told was so while it was decided, however fast the shelves change meanwhile. */
class LiveNumbersTests {

    private static final int TURNS = 400;
    private static final Pattern AMOUNT = Pattern.compile("\\$([\\d.]+)(?:,(\\d\\d))? ARS");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total: \\$([\\d.]+)(?:,(\\d\\d))? ARS");
    private static final Pattern LINE = Pattern.compile("(?m)^• .*: \\$([\\d.]+)(?:,(\\d\\d))? ARS");
    private static final int MOST_UNITS = 3;
    private static final Pattern LEFT = Pattern.compile("nos quedan (\\d+)");

    private static final List<String> SAID = List.of(
            "precio del iphone 15 pro 256gb azul | PRICE_QUERY product=iphone 15 pro",
            "cuanto sale el iphone 15 | PRICE_QUERY product=iphone 15",
            "hay stock de cargadores? | STOCK_QUERY product=cargadores",
            "quiero 2 iphone 15 128 negro | PURCHASE_REQUEST qty=2 product=iphone 15",
            "que celulares tenes? | PRODUCT_QUERY product=celulares",
            "algo mas barato? | PRICE_QUERY",
            "cuantos te quedan? | STOCK_QUERY",
            "tenes airpods pro 2? | STOCK_QUERY product=airpods pro 2",
            "y algo parecido? | PRODUCT_QUERY",
            "diferencia entre el 15 y el 15 pro | PRODUCT_QUERY",
            "y una funda para ese | PURCHASE_REQUEST product=funda",
            "mejor 3 | PURCHASE_REQUEST",
            "todo junto cuanto es? | PRICE_QUERY",
            "y en azul? | STOCK_QUERY",
            "sacame los airpods | PURCHASE_REQUEST product=airpods",
            "cargador usb-c y airpods pro 2 cuanto los dos? | PRICE_QUERY product=cargador product=airpods");

    private final Map<String, List<Product>> history = new ConcurrentHashMap<>();

    @Test
    void everyNumberOfAReplyIsTheInventorysWhileItChanges() throws IOException, InterruptedException {
        try (ImportedCatalog shop = ImportedCatalog.of("mongo-init/demo/products.csv")) {
            List<String> skus = skus(shop);
            skus.forEach(sku -> history.put(
                    sku,
                    new CopyOnWriteArrayList<>(List.of(shop.products().find(sku).orElseThrow()))));
            AtomicBoolean isOpen = new AtomicBoolean(true);
            Thread shelves = Thread.ofPlatform().start(() -> change(shop, skus, isOpen));
            Random random = new Random(20261118);
            Conversing talk = new Conversing(shop, true, Segment.RETAIL, "2026-11-18T15:00", false, Purchases.NONE);
            int numbers = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                Map<String, Integer> before = new ConcurrentHashMap<>();
                // The last may not be stored yet, and a write that is tried again has been noted twice.
                history.forEach((sku, states) -> before.put(sku, Math.max(0, states.size() - 3)));
                String said = SAID.get(random.nextInt(SAID.size()));
                Decision decision = talk.says(new Turn(List.of(DialogueFile.written(said))));
                checkOneReading(said, decision);
                for (Reply reply : decision.replies()) {
                    numbers += check(said, reply, before);
                }
            }
            isOpen.set(false);
            shelves.join();
            assertThat(numbers).isGreaterThan(TURNS);
        }
    }

    private static List<String> skus(ImportedCatalog shop) {
        Set<String> skus = new TreeSet<>();
        for (String family :
                List.of("iPhone 15", "iPhone 15 Pro", "AirPods Pro 2", "iPhone 13", "Cargador USB-C 20W")) {
            shop.search().variantsOf(family).forEach(product -> skus.add(product.sku()));
        }
        return List.copyOf(skus);
    }

    /** What is about to be stored is noted first: whoever reads it finds it noted. */
    private void change(ImportedCatalog shop, List<String> skus, AtomicBoolean isOpen) {
        Random random = new Random(7);
        while (isOpen.get()) {
            String sku = skus.get(random.nextInt(skus.size()));
            int units = random.nextInt(9);
            long price = 100_00L * (1_000 + random.nextInt(9_000));
            boolean isPriced = random.nextInt(3) == 0;
            shop.products().update(sku, product -> {
                Product next = isPriced ? priced(product, price) : product.withOnHand(units);
                if (!next.equals(product)) {
                    Objects.requireNonNull(history.get(sku)).add(next);
                }
                return next;
            });
        }
    }

    private static Product priced(Product product, long minorUnits) {
        return new Product(
                product.id(),
                product.version(),
                product.sku(),
                product.title(),
                product.description(),
                product.url(),
                product.tags(),
                product.isActive(),
                product.family(),
                product.brand(),
                product.category(),
                product.attributes(),
                new Money(minorUnits, product.retailPrice().currency()),
                product.wholesalePrice(),
                product.stock(),
                product.imageUrl(),
                product.relatedSkus(),
                product.adjustments());
    }

    /** One decision sees one price and one stock of a product, however often it speaks of it. */
    private static void checkOneReading(String said, Decision decision) {
        Map<String, ProductReading> seen = new HashMap<>();
        for (Reply reply : decision.replies()) {
            for (ProductReading reading : reply.evidence().products()) {
                ProductReading before = seen.putIfAbsent(reading.sku(), reading);
                assertThat(before == null || before.equals(reading))
                        .as("%s → %s and %s", said, before, reading)
                        .isTrue();
            }
        }
    }

    /** A total is the sum of the lines above it. */
    private static void checkTotal(String said, String text) {
        Matcher total = TOTAL.matcher(text);
        if (total.find()) {
            long sum = 0;
            for (Matcher line = LINE.matcher(text); line.find(); ) {
                sum += minorUnits(line);
            }
            assertThat(minorUnits(total)).as("%s → %s", said, text).isEqualTo(sum);
        }
    }

    private int check(String said, Reply reply, Map<String, Integer> before) {
        String text = reply.content() instanceof InteractiveContent choice
                ? choice.text()
                : reply.content().plainText();
        checkTotal(said, text);
        List<ProductReading> read = reply.evidence().products();
        for (ProductReading reading : read) {
            List<Product> states = List.copyOf(history.getOrDefault(reading.sku(), List.of()));
            if (!states.isEmpty()) {
                List<Product> possible =
                        states.subList(Objects.requireNonNull(before.get(reading.sku())), states.size());
                assertThat(possible)
                        .as("%s → %s: %s", said, text, reading)
                        .anyMatch(state -> state.sellable() == reading.stock()
                                && state.retailPrice().minorUnits() == reading.price());
            }
        }
        List<Long> prices = new ArrayList<>();
        read.forEach(reading -> {
            for (int units = 1; units <= MOST_UNITS; units++) {
                prices.add(units * reading.price());
            }
        });
        int numbers = 0;
        for (Matcher amount = AMOUNT.matcher(text); amount.find(); numbers++) {
            assertThat(minorUnits(amount)).as("%s → %s", said, text).isIn(withTotals(prices, read));
        }
        for (Matcher left = LEFT.matcher(text); left.find(); numbers++) {
            assertThat(read)
                    .as("%s → %s", said, text)
                    .extracting(ProductReading::stock)
                    .contains(Integer.parseInt(left.group(1)));
        }
        return numbers;
    }

    /** A cart of a few products may be added up. */
    private static Set<Long> withTotals(List<Long> prices, List<ProductReading> read) {
        Set<Long> sums = new TreeSet<>(prices);
        if (read.size() <= 6) {
            Set<Long> totals = new TreeSet<>(Set.of(0L));
            for (ProductReading reading : read) {
                Set<Long> more = new TreeSet<>(totals);
                totals.forEach(total -> {
                    for (int units = 1; units <= MOST_UNITS; units++) {
                        more.add(total + units * reading.price());
                    }
                });
                totals = more;
            }
            sums.addAll(totals);
        }
        return sums;
    }

    private static long minorUnits(Matcher amount) {
        String cents = amount.group(2);
        return Long.parseLong(amount.group(1).replace(".", "")) * 100 + (cents == null ? 0 : Long.parseLong(cents));
    }
}
