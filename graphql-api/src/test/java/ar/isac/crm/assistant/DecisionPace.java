package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueFile.Dialogue;
import ar.isac.crm.assistant.DialogueFile.Exchange;
import ar.isac.crm.catalog.ImportedCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** How long decisions take on the processor, over every message of the dialogue files, at one shop that sells all they speak of. */
final class DecisionPace {

    private static final List<String> SHOPS = List.of(
            "mongo-init/demo/products.csv",
            "catalog/shoes.csv",
            "catalog/living.csv",
            "catalog/food.csv",
            "catalog/furniture.csv",
            "catalog/carparts.csv",
            "catalog/pharmacy.csv");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, long[]> taken = new LinkedHashMap<>();

    private DecisionPace() {}

    static ImportedCatalog shop(int products) throws IOException {
        return ImportedCatalog.ofSize(products, SHOPS.toArray(String[]::new));
    }

    /** Every dialogue a few times over; rounds that only warm up are not told. */
    static DecisionPace of(ImportedCatalog shop, int warmUp, int rounds) throws IOException, URISyntaxException {
        DecisionPace pace = new DecisionPace();
        Path folder = Path.of(Objects.requireNonNull(DecisionPace.class.getResource("/dialogues"))
                .toURI());
        List<Dialogue> dialogues = DialogueFile.readAll(folder);
        for (int round = -warmUp; round < rounds; round++) {
            for (Dialogue dialogue : dialogues) {
                pace.play(dialogue, shop, round, rounds);
            }
        }
        return pace;
    }

    private void play(Dialogue dialogue, ImportedCatalog shop, int round, int rounds) {
        Conversing talk = new Conversing(
                shop,
                "electronics".equals(dialogue.shop()),
                dialogue.segment(),
                dialogue.at(),
                dialogue.sells(),
                dialogue.bought());
        int turn = 0;
        for (Exchange exchange : dialogue.exchanges()) {
            talk.passes(exchange.pause());
            long began = threads.getCurrentThreadCpuTime();
            talk.says(exchange.turn());
            long nanos = threads.getCurrentThreadCpuTime() - began;
            if (round >= 0) {
                String message = dialogue + " / " + turn++ + " " + exchange;
                taken.computeIfAbsent(message, any -> new long[rounds])[round] = nanos;
            }
        }
    }

    int messages() {
        return taken.size();
    }

    /** Of all decisions, in milliseconds: 0.5 is the median. */
    double quantile(double share) {
        long[] all =
                taken.values().stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return all[(int) Math.min(all.length - 1L, Math.round(share * all.length))] / 1e6;
    }

    /** Those that take longest at their best. */
    List<String> slowest(int most) {
        List<Map.Entry<String, long[]>> all = new ArrayList<>(taken.entrySet());
        all.sort((one, other) -> Long.compare(best(other.getValue()), best(one.getValue())));
        return IntStream.range(0, Math.min(most, all.size()))
                .mapToObj(i -> "%.2f ms %s"
                        .formatted(best(all.get(i).getValue()) / 1e6, all.get(i).getKey()))
                .toList();
    }

    private static long best(long[] nanos) {
        return Arrays.stream(nanos).min().orElseThrow();
    }
}
