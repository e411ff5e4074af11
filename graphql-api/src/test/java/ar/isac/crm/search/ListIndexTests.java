package ar.isac.crm.search;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.graphql.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListIndexTests {

    private static final ListOrder NEWEST_FIRST = ListOrder.by(new ListOrder.Key("at", true));
    private static final ListOrder OLDEST_FIRST = ListOrder.by(new ListOrder.Key("at", false));
    private static final Query EVERYTHING = new MatchAllDocsQuery();

    private record Thing(String id, long at) {}

    private static List<Thing> put(ListIndex index, int many) {
        Random random = new Random(3);
        List<Thing> things = IntStream.range(0, many)
                .mapToObj(n -> new Thing("%05d".formatted(n), random.nextInt(many / 2)))
                .toList();
        things.forEach(thing -> put(index, thing, "word"));
        return things;
    }

    private static void put(ListIndex index, Thing thing, String words) {
        Document document = new Document();
        document.add(new LongField("at", thing.at(), Field.Store.NO));
        document.add(new TextField("words", SearchWords.indexed(List.of(words)), Field.Store.NO));
        index.put(thing.id(), document);
    }

    private static List<Thing> find(Collection<String> ids) {
        return ids.stream().map(id -> new Thing(id, 0)).toList();
    }

    private static List<String> walked(Function<@Nullable String, Page<Thing>> pages) {
        List<String> walked = new ArrayList<>();
        @Nullable String after = null;
        do {
            Page<Thing> page = pages.apply(after);
            page.nodes().forEach(thing -> walked.add(thing.id()));
            after = page.pageInfo().isHasNextPage()
                    ? page.pageInfo().getEndCursor().getValue()
                    : null;
        } while (after != null);
        return walked;
    }

    @Test
    void aWalkShowsEverythingOnceInEitherOrder() {
        try (ListIndex index = ListIndex.inMemory(NEWEST_FIRST)) {
            List<Thing> things = put(index, 2_000);
            Comparator<Thing> oldestFirst = Comparator.comparingLong(Thing::at);

            assertThat(walked(
                            after -> index.page(EVERYTHING, NEWEST_FIRST, 37, after, ListIndexTests::find, Thing::id)))
                    .isEqualTo(ids(things, oldestFirst.reversed().thenComparing(Thing::id)));
            assertThat(walked(
                            after -> index.page(EVERYTHING, OLDEST_FIRST, 37, after, ListIndexTests::find, Thing::id)))
                    .isEqualTo(ids(things, oldestFirst.thenComparing(Thing::id)));
        }
    }

    private static List<String> ids(List<Thing> things, Comparator<Thing> order) {
        return things.stream().sorted(order).map(Thing::id).toList();
    }

    /** Things come, move and go between the pages of a walk; whatever stays where it is, is shown once and in its order. */
    @Test
    void whatStaysInItsPlaceIsShownOnceHoweverMuchHappensMeanwhile() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            ListOrder order = random.nextBoolean() ? NEWEST_FIRST : OLDEST_FIRST;
            try (ListIndex index = ListIndex.inMemory(NEWEST_FIRST)) {
                List<Thing> things = put(index, 50 + random.nextInt(250));
                Comparator<Thing> oldestFirst = Comparator.comparingLong(Thing::at);
                List<String> before = ids(
                        things,
                        (order == NEWEST_FIRST ? oldestFirst.reversed() : oldestFirst).thenComparing(Thing::id));
                Set<String> touched = new HashSet<>();
                Set<String> gone = new HashSet<>();
                List<String> seen = new ArrayList<>();
                @Nullable String after = null;
                boolean isMore = true;
                while (isMore) {
                    Page<Thing> page = index.page(
                            EVERYTHING,
                            order,
                            1 + random.nextInt(20),
                            after,
                            ids -> find(ids).stream()
                                    .filter(thing -> !gone.contains(thing.id()))
                                    .toList(),
                            Thing::id);
                    page.nodes().forEach(thing -> seen.add(thing.id()));
                    isMore = page.pageInfo().isHasNextPage();
                    after = isMore ? page.pageInfo().getEndCursor().getValue() : null;
                    for (int n = 0; n < 3; n++) {
                        Thing some = things.get(random.nextInt(things.size()));
                        switch (random.nextInt(4)) {
                            case 0 -> put(index, new Thing("new" + seen.size() + "-" + n, random.nextInt(150)), "word");
                            case 1 -> {
                                touched.add(some.id());
                                put(index, new Thing(some.id(), random.nextInt(150)), "word");
                            }
                            case 2 -> {
                                touched.add(some.id());
                                index.remove(List.of(some.id()));
                            }
                            default -> {
                                // Gone from where it is read, and the index does not know yet.
                                touched.add(some.id());
                                gone.add(some.id());
                            }
                        }
                    }
                }

                assertThat(seen.stream()
                                .filter(id -> !touched.contains(id) && !id.startsWith("new"))
                                .toList())
                        .as("seed %d", seed)
                        .isEqualTo(before.stream()
                                .filter(id -> !touched.contains(id))
                                .toList());
                assertThat(seen.stream().filter(id -> id.startsWith("new")))
                        .as("seed %d", seed)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aPageOfWhichNothingIsLeftLeadsOn() {
        try (ListIndex index = ListIndex.inMemory(NEWEST_FIRST)) {
            put(index, 30);

            Page<Thing> page = index.page(EVERYTHING, NEWEST_FIRST, 10, null, ids -> List.of(), Thing::id);

            assertThat(page.nodes()).isEmpty();
            assertThat(page.pageInfo().isHasNextPage()).isTrue();
            assertThat(walked(after -> index.page(
                            EVERYTHING,
                            NEWEST_FIRST,
                            10,
                            after == null ? page.pageInfo().getEndCursor().getValue() : after,
                            ListIndexTests::find,
                            Thing::id)))
                    .hasSize(20);
        }
    }

    @Test
    void aSiftedWalkShowsWhatTheSieveLeavesAndLooksAtLittleMoreThanThePage() {
        try (ListIndex index = ListIndex.inMemory(NEWEST_FIRST)) {
            List<Thing> things = put(index, 3_000);
            List<Integer> looked = new ArrayList<>();
            ListIndex.Sieve half = (ids, searcher) -> {
                looked.add(ids.size());
                return ids.stream().filter(ListIndexTests::isEven).collect(Collectors.toSet());
            };

            Page<Thing> first = index.page(EVERYTHING, half, NEWEST_FIRST, 40, null, ListIndexTests::find, Thing::id)
                    .orElseThrow();

            assertThat(first.nodes()).hasSize(40);
            assertThat(looked).containsExactly(100);
            assertThat(walked(after -> index.page(
                                    EVERYTHING, half, NEWEST_FIRST, 40, after, ListIndexTests::find, Thing::id)
                            .orElseThrow()))
                    .isEqualTo(ids(
                            things.stream().filter(thing -> isEven(thing.id())).toList(),
                            Comparator.comparingLong(Thing::at).reversed().thenComparing(Thing::id)));
        }
    }

    private static boolean isEven(String id) {
        return Integer.parseInt(id) % 2 == 0;
    }

    @Test
    void aSieveThatLeavesNextToNothingIsGivenUpInTime() {
        try (ListIndex index = ListIndex.inMemory(NEWEST_FIRST)) {
            put(index, 6_000);
            List<Integer> looked = new ArrayList<>();

            Optional<Page<Thing>> page = index.page(
                    EVERYTHING,
                    (ids, searcher) -> {
                        looked.add(ids.size());
                        return Set.of();
                    },
                    NEWEST_FIRST,
                    20,
                    null,
                    ListIndexTests::find,
                    Thing::id);

            assertThat(page).isEmpty();
            assertThat(looked.stream().mapToInt(Integer::intValue).sum()).isBetween(4_000, 4_500);
        }
    }

    @Test
    void distinctValuesAreToldUnlessTooManyHaveThem() {
        try (ListIndex index = ListIndex.inMemory(NEWEST_FIRST)) {
            List<Thing> things = put(index, 500);

            assertThat(index.ids(EVERYTHING)).isEqualTo(new HashSet<>(ids(things, Comparator.comparing(Thing::id))));
            Optional<Set<String>> all =
                    index.reading(searcher -> new DistinctValues(ListOrder.ID, 500).of(searcher, EVERYTHING));
            Optional<Set<String>> tooMany =
                    index.reading(searcher -> new DistinctValues(ListOrder.ID, 499).of(searcher, EVERYTHING));
            assertThat(all).isPresent();
            assertThat(tooMany).isEmpty();
        }
    }

    @Test
    void anyPartOfANumberFindsItHoweverItIsWritten() {
        try (ListIndex index = ListIndex.inMemory(NEWEST_FIRST)) {
            put(index, new Thing("phone", 1), "+54 9 11 5558-6002");
            put(index, new Thing("order", 2), "mi pedido es el C-004217");
            put(index, new Thing("code", 3), "ab12345z");
            put(index, new Thing("long", 4), "9".repeat(3_000));

            assertThat(found(index, "586002")).containsExactly("phone");
            assertThat(found(index, "4217")).containsExactly("order");
            assertThat(found(index, "2345")).containsExactly("code");
            assertThat(found(index, "9".repeat(60))).containsExactly("long");
            assertThat(found(index, "421")).isEmpty();
            assertThat(found(index, "4217 pedid")).containsExactly("order");
        }
    }

    private static List<String> found(ListIndex index, String search) {
        return index.ids(SearchWords.query("words", search), NEWEST_FIRST, 10);
    }

    @Test
    void anIndexOfAnotherFormIsBegunAnew(@TempDir Path directory) {
        Map<String, String> kept = Map.of("form", "1");
        try (ListIndex index = ListIndex.in(directory, NEWEST_FIRST, each -> true)) {
            put(index, 10);
            index.commit(kept);
        }

        try (ListIndex same = ListIndex.in(directory, NEWEST_FIRST, kept::equals)) {
            assertThat(same.count(EVERYTHING)).isEqualTo(10);
            assertThat(same.committed()).isEqualTo(kept);
        }
        try (ListIndex other = ListIndex.in(directory, OLDEST_FIRST, each -> false)) {
            assertThat(other.count(EVERYTHING)).isZero();
            assertThat(other.committed()).isEmpty();
            put(other, new Thing("new", 1), "word");
            other.commit(Map.of());
            assertThat(other.count(EVERYTHING)).isEqualTo(1);
        }
    }
}
