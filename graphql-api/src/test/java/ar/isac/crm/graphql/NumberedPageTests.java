package ar.isac.crm.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NumberedPageTests {

    private int calls;
    private long last;
    private final Set<Long> missing = new TreeSet<>();

    private List<Long> find(Collection<String> ids) {
        calls++;
        return ids.stream()
                .map(Long::valueOf)
                .filter(number -> !missing.contains(number))
                .toList();
    }

    private Page<Long> page(@Nullable String after, int size, Predicate<Long> admits) {
        return NumberedPage.newestFirst(last, after, size, admits, this::find, String::valueOf);
    }

    private static @Nullable String end(Page<?> page) {
        return page.pageInfo().getEndCursor() == null
                ? null
                : page.pageInfo().getEndCursor().getValue();
    }

    /** Whatever the sizes of pages, what the filter admits and what comes, changes or goes meanwhile. */
    @Test
    void aWalkSkipsNothingAndRepeatsNothing() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            missing.clear();
            last = random.nextInt(3_000);
            int every = 1 + random.nextInt(random.nextBoolean() ? 5 : 2_000);
            Predicate<Long> admits = number -> number % every == 0;
            List<Long> before = LongStream.rangeClosed(1, last)
                    .boxed()
                    .filter(admits)
                    .collect(Collectors.toList())
                    .reversed();
            List<Long> seen = new ArrayList<>();
            Set<Long> gone = new TreeSet<>();
            @Nullable String after = null;
            boolean isMore = true;
            while (isMore) {
                Page<Long> page = page(after, 1 + random.nextInt(60), admits);
                seen.addAll(page.nodes());
                isMore = page.pageInfo().isHasNextPage();
                assertThat(isMore && end(page) == null).isFalse();
                after = end(page);
                last += random.nextInt(3);
                if (last > 0) {
                    long lost = 1 + random.nextLong(last);
                    missing.add(lost);
                    gone.add(lost);
                }
            }

            assertThat(seen).as("seed %d", seed).doesNotHaveDuplicates();
            assertThat(seen.stream().filter(number -> !gone.contains(number)).toList())
                    .as("seed %d", seed)
                    .isEqualTo(before.stream()
                            .filter(number -> !gone.contains(number))
                            .toList());
        }
    }

    @Test
    void aFilterThatAdmitsNextToNothingEndsAPageAndNotTheWalk() {
        last = 100_000;

        Page<Long> first = page(null, 20, number -> number == 7);

        assertThat(calls).isLessThanOrEqualTo(10);
        assertThat(first.nodes()).isEmpty();
        assertThat(first.pageInfo().isHasNextPage()).isTrue();
        List<Long> seen = new ArrayList<>();
        Page<Long> page = first;
        while (page.pageInfo().isHasNextPage()) {
            page = page(end(page), 20, number -> number == 7);
            seen.addAll(page.nodes());
        }
        assertThat(seen).containsExactly(7L);
    }

    @Test
    void aPageOfWhatIsNotFilteredIsOneCall() {
        last = 100_000;

        assertThat(page(null, 20, number -> true).nodes())
                .isEqualTo(IntStream.range(0, 20).mapToObj(n -> last - n).toList());
        assertThat(calls).isEqualTo(1);
    }
}
