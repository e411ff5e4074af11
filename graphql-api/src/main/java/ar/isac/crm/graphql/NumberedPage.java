package ar.isac.crm.graphql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Pages of things whose id is their number: the newest first, read as computed ids and filtered as they are read. */
public final class NumberedPage {

    private static final int PIECE = 100;

    /** A filter that admits next to nothing is not followed through everything there ever was: the page then says where it is. */
    private static final int LARGER_PIECE = 1_000;

    private static final int MOST_PIECES = 10;

    private NumberedPage() {}

    /**
     * One page.
     *
     * @param last the highest number given out
     * @param after the cursor to go on after; null for the newest
     * @param find the things of these ids, in any order; numbers without a thing are missing
     * @param id a thing's id: its number in decimal
     */
    public static <T> Page<T> newestFirst(
            long last,
            @Nullable String after,
            int size,
            Predicate<T> admits,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id) {
        return newestFirst(last, 0, after, size, admits, find, id);
    }

    /**
     * One page of a log that forgets.
     *
     * @param forgotten the highest number of what is kept no more; 0 when nothing was forgotten
     */
    public static <T> Page<T> newestFirst(
            long last,
            long forgotten,
            @Nullable String after,
            int size,
            Predicate<T> admits,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id) {
        long next = after == null ? last : Math.min(last, number(after) - 1);
        List<T> found = new ArrayList<>();
        for (int pieces = 0; next > forgotten && found.size() <= size && pieces < MOST_PIECES; pieces++) {
            long from = Math.max(forgotten + 1, next - (pieces == 0 ? PIECE : LARGER_PIECE) + 1);
            List<String> piece =
                    LongStream.rangeClosed(from, next).mapToObj(Long::toString).toList();
            find.apply(piece).stream()
                    .filter(admits)
                    .sorted(Comparator.comparingLong((T thing) -> Long.parseLong(id.apply(thing)))
                            .reversed())
                    .forEach(found::add);
            next = from - 1;
        }
        if (found.size() > size) {
            return Page.of(found.subList(0, size), id, after != null, true);
        }
        boolean isGivenUp = next > forgotten;
        return isGivenUp
                ? Page.upTo(Long.toString(next + 1), found, id, after != null, true)
                : Page.of(found, id, after != null, false);
    }

    /** A page of what is at hand already, the newest first. */
    public static <T> Page<T> of(List<T> newestFirst, @Nullable String after, int size, Function<T, String> id) {
        long before = after == null ? Long.MAX_VALUE : number(after);
        List<T> found = newestFirst.stream()
                .filter(thing -> Long.parseLong(id.apply(thing)) < before)
                .limit(size + 1L)
                .toList();
        return Page.of(found.stream().limit(size).toList(), id, after != null, found.size() > size);
    }

    private static long number(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new IllegalCursor(cursor, e);
        }
    }
}
