package ar.isac.crm.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.understanding.training.LabelledMessage;
import ar.isac.crm.understanding.training.Splits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** How fast the model answers, and whether it keeps memory: 32 threads for five minutes (or {@code load.minutes}). */
class LoadBenchmark {

    private static final int THREADS = 32;

    private static final int BATCH = 64;

    private static final Duration MEASURED = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Kilobytes a minute below which memory counts as level: what the JVM's own threads and code move. */
    private static final double LEVEL = 2048;

    @Test
    void answersFastAndKeepsNothing() throws Exception {
        List<String> texts = Splits.read(Path.of("data")).test().stream()
                .map(LabelledMessage::text)
                .toList();
        long began = System.nanoTime();
        try (DjlIntentModel model = DjlIntentModel.load()) {
            double loading = (System.nanoTime() - began) / 1e9;
            texts.forEach(model::analyse);
            Latencies single = Latencies.of(model, texts);
            double perSecond = batchesOnTwoThreads(model, texts);
            List<Long> memory = memoryUnderLoad(model, texts);

            // Until then the caches of arrays and of code are filled.
            double slope = slopePerMinute(memory.subList(memory.size() / 2, memory.size()));
            WrittenBlock.replace(
                    Path.of("../docs/benchmarks.md"),
                    "model-load",
                    List.of(
                            "| %s, %d cores | |"
                                    .formatted(
                                            System.getProperty("java.version"),
                                            Runtime.getRuntime().availableProcessors()),
                            "|---|---|",
                            row("loading with warm-up", "%.1f s", loading),
                            row("one message, p50, by the clock", "%.2f ms", at(single.wall(), 0.5)),
                            row("one message, p99, by the clock", "%.2f ms", at(single.wall(), 0.99)),
                            row("one message, p50, on the processor", "%.2f ms", at(single.processor(), 0.5)),
                            row("one message, p99, on the processor", "%.2f ms", at(single.processor(), 0.99)),
                            row("load average meanwhile", "%.1f", single.loadAverage()),
                            row("in batches of 64 from two threads", "%.0f messages/s", perSecond),
                            row(
                                    THREADS + " threads for %.0f minutes: resident memory after half of them",
                                    minutes(),
                                    "%.0f MB",
                                    memory.get(memory.size() / 2) / 1024.0),
                            row("the same at the end", "%.0f MB", memory.getLast() / 1024.0),
                            row("slope over the second half", "%.2f MB a minute", slope / 1024)));
            assertThat(slope).isLessThan(LEVEL);
            assertThat(perSecond).isGreaterThan(2000);
        }
    }

    /**
     * Milliseconds of each message, sorted: by the clock, which other work on the machine stretches, and of the asking
     * thread on the processor, which it does not.
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    private record Latencies(double[] wall, double[] processor, double loadAverage) {

        static Latencies of(IntentModel model, List<String> texts) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            double[] wall = new double[texts.size()];
            double[] processor = new double[texts.size()];
            for (int i = 0; i < wall.length; i++) {
                long began = System.nanoTime();
                long worked = threads.getCurrentThreadCpuTime();
                model.analyse(texts.get(i));
                processor[i] = (threads.getCurrentThreadCpuTime() - worked) / 1e6;
                wall[i] = (System.nanoTime() - began) / 1e6;
            }
            Arrays.sort(wall);
            Arrays.sort(processor);
            return new Latencies(
                    wall,
                    processor,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }

    private static double batchesOnTwoThreads(IntentModel model, List<String> texts)
            throws InterruptedException, ExecutionException {
        LongAdder read = new LongAdder();
        long began = System.nanoTime();
        inThreads(2, began + MEASURED.toNanos(), thread -> {
            int from = (int) (Math.random() * (texts.size() - BATCH));
            read.add(model.analyse(texts.subList(from, from + BATCH)).size());
        });
        return read.sum() / ((System.nanoTime() - began) / 1e9);
    }

    /** Resident kilobytes every few seconds while all threads ask. */
    private static List<Long> memoryUnderLoad(IntentModel model, List<String> texts)
            throws InterruptedException, ExecutionException, IOException {
        List<Long> memory = new ArrayList<>();
        long end = System.nanoTime() + (long) (minutes() * 60e9);
        try (ExecutorService watch = Executors.newSingleThreadExecutor()) {
            Future<?> watching = watch.submit(() -> {
                while (System.nanoTime() < end) {
                    memory.add(residentKilobytes());
                    Thread.sleep(PAUSE);
                }
                return null;
            });
            inThreads(THREADS, end, thread -> model.analyse(texts.get((int) (Math.random() * texts.size()))));
            watching.get();
        }
        return memory;
    }

    /** One call of a thread. */
    @FunctionalInterface
    private interface Call {
        void by(int thread);
    }

    private static void inThreads(int threads, long end, Call call) throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(executor.submit(() -> {
                    while (System.nanoTime() < end) {
                        call.by(thread);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private static long residentKilobytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("The system does not tell the resident memory");
    }

    /** Of the straight line nearest to the measurements. */
    private static double slopePerMinute(List<Long> memory) {
        double meanTime = (memory.size() - 1) / 2.0;
        double meanMemory = memory.stream().mapToLong(Long::longValue).average().orElse(0);
        double product = 0;
        double square = 0;
        for (int i = 0; i < memory.size(); i++) {
            product += (i - meanTime) * (memory.get(i) - meanMemory);
            square += (i - meanTime) * (i - meanTime);
        }
        return square == 0 ? 0 : product / square * (Duration.ofMinutes(1).toSeconds() / (double) PAUSE.toSeconds());
    }

    private static double minutes() {
        return Double.parseDouble(System.getProperty("load.minutes", "5"));
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static String row(String name, String format, double value) {
        return "| " + name + " | " + String.format(Locale.ROOT, format, value) + " |";
    }

    private static String row(String name, double inName, String format, double value) {
        return row(String.format(Locale.ROOT, name, inName), format, value);
    }
}
