package ar.isac.crm.sale;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What was bought with one family of products. Bounded: of the others the most frequent are kept, and of the sales the last
 * ones, so that a sale that is handled again counts once. Immutable.
 *
 * @param id the family
 * @param others the most frequent first
 * @param counted the sales that were counted last
 */
@Document("boughtTogether")
record Companions(@Id String id, @Nullable @Version Long version, List<Companion> others, List<String> counted) {

    private static final int KEPT = 20;
    private static final int REMEMBERED = 50;

    /** Equal ones stand in the order of the alphabet, so that nothing changes places without a reason. */
    private static final Comparator<Companion> MOST_FREQUENT = Comparator.comparingInt(Companion::sales)
            .thenComparing(Companion::lastAt)
            .reversed()
            .thenComparing(Companion::family);

    /** Another family, and in how many sales it was. */
    record Companion(String family, int sales, Instant lastAt) {

        Companion once(Instant at) {
            return new Companion(family, sales + 1, at.isAfter(lastAt) ? at : lastAt);
        }
    }

    Companions {
        others = List.copyOf(others);
        counted = List.copyOf(counted);
    }

    static Companions of(String family) {
        return new Companions(family, null, List.of(), List.of());
    }

    /** Counts a sale with these other families, once. */
    Companions with(String saleId, Set<String> families, Instant at) {
        if (counted.contains(saleId)) {
            return this;
        }
        List<Companion> seen = new ArrayList<>();
        families.forEach(family -> seen.add(others.stream()
                .filter(other -> other.family().equals(family))
                .findFirst()
                .orElse(new Companion(family, 0, at))
                .once(at)));
        // Who was seen just now stays, or nobody new could ever be counted twice.
        List<Companion> kept = Stream.concat(
                        seen.stream().sorted(MOST_FREQUENT),
                        others.stream().filter(other -> !families.contains(other.family())))
                .limit(KEPT)
                .sorted(MOST_FREQUENT)
                .toList();
        List<String> sales = Stream.concat(counted.stream(), Stream.of(saleId)).toList();
        return new Companions(id, version, kept, sales.subList(Math.max(0, sales.size() - REMEMBERED), sales.size()));
    }
}
