package ar.isac.crm.catalog;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finding and following, as the catalogue grows. */
class CatalogBenchmark {
    private static final Logger log = LoggerFactory.getLogger(CatalogBenchmark.class);
    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 4_000;

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 50_000})
    void grows(int size) throws IOException {
        InventedShop invented = new InventedShop(size);
        String csv = invented.csv();
        try (CatalogFixture shop = new CatalogFixture()) {
            long start = System.nanoTime();
            shop.imports.importCsv(csv);
            log.warn("BENCHMARK {} products: imported in {} ms", size, millisSince(start));
            start = System.nanoTime();
            shop.imports.importCsv(csv.replaceAll("(?m),(\\d+),(\\d+),,", ",1$1,$2,,"));
            log.warn("BENCHMARK {} products: other prices imported in {} ms", size, millisSince(start));
            start = System.nanoTime();
            try (CatalogFixture node = shop.anotherNode()) {
                log.warn("BENCHMARK {} products: read by a starting node in {} ms", size, millisSince(start));
                measure(size, "resolveAll", invented.texts(WARM_UP + MEASURED), node.search::resolveAll);
                measure(
                        size,
                        "products(search)",
                        invented.searches(WARM_UP + MEASURED),
                        search -> node.queries.find(search, null, 20, null));
                List<Product> known = List.copyOf(node.index.known());
                measure(size, "alternatives", known, product -> node.search.alternatives(product, 5));
                measure(size, "related", known, product -> node.search.related(product, 5));
                measure(
                        size,
                        "inCategory",
                        known,
                        product -> node.search.inCategory(String.valueOf(product.category())));
                measure(size, "categories", known, product -> node.search.categories());
                follow(size, shop, node);
            }
        }
    }

    private static <T> void measure(int size, String what, List<T> inputs, Consumer<T> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[Math.min(MEASURED, inputs.size())];
        long[] cpu = new long[nanos.length];
        for (int i = 0; i < WARM_UP; i++) {
            work.accept(inputs.get(i % inputs.size()));
        }
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            long cpuStart = threads.getCurrentThreadCpuTime();
            work.accept(inputs.get((WARM_UP + i) % inputs.size()));
            cpu[i] = threads.getCurrentThreadCpuTime() - cpuStart;
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        Arrays.sort(cpu);
        log.warn(
                "BENCHMARK {} products: {} p50 {} ms, p99 {} ms; on the processor p50 {} ms, p99 {} ms",
                size,
                what,
                millis(nanos[nanos.length / 2]),
                millis(nanos[nanos.length * 99 / 100]),
                millis(cpu[cpu.length / 2]),
                millis(cpu[cpu.length * 99 / 100]));
    }

    /** How long until a new name is understood, on the node that stored it and on another. */
    private static void follow(int size, CatalogFixture shop, CatalogFixture node) {
        long[] own = new long[20];
        long[] other = new long[20];
        for (int i = 0; i < own.length; i++) {
            String name = "Kriptolina " + (1_000 + i);
            long start = System.nanoTime();
            shop.imports.importCsv("sku,title,retail_price,stock\nNEW-%d,%s,100,1\n".formatted(i, name));
            until(() -> shop.search.resolve(name) instanceof Resolution.Variant);
            own[i] = System.nanoTime() - start;
            until(() -> node.search.resolve(name) instanceof Resolution.Variant);
            other[i] = System.nanoTime() - start;
        }
        Arrays.sort(own);
        Arrays.sort(other);
        log.warn(
                "BENCHMARK {} products: a new name is understood after {} ms (worst {}), by another node after {} ms (worst {})",
                size,
                millis(own[own.length / 2]),
                millis(own[own.length - 1]),
                millis(other[other.length / 2]),
                millis(other[other.length - 1]));
    }

    private static void until(java.util.function.BooleanSupplier isSo) {
        while (!isSo.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }
}
