package ar.isac.crm.graphql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The other ends of edges, for batch mappings. */
public final class Edges {

    private Edges() {}

    /**
     * One call for the other ends, of which each thing has some.
     *
     * @param references the ids of the other ends, in their order; those that do not exist are left out
     * @param find the ends of these ids, in any order; those that do not exist are missing
     */
    public static <S, T> Map<S, List<T>> lists(
            List<S> things,
            Function<S, List<String>> references,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id) {
        List<String> ids = things.stream()
                .flatMap(thing -> references.apply(thing).stream())
                .distinct()
                .toList();
        Map<String, T> found =
                ids.isEmpty() ? Map.of() : find.apply(ids).stream().collect(Collectors.toMap(id, Function.identity()));
        Map<S, List<T>> ends = new HashMap<>();
        things.forEach(thing -> ends.put(
                thing,
                references.apply(thing).stream()
                        .map(found::get)
                        .flatMap(Stream::ofNullable)
                        .toList()));
        return ends;
    }

    /**
     * One call for the other ends, however many things there are.
     *
     * @param reference the id of the other end; null where there is none
     * @param find the ends of these ids, in any order; those that do not exist are missing
     */
    public static <S, T> Map<S, T> of(
            List<S> things,
            Function<S, @Nullable String> reference,
            Function<Collection<String>, List<T>> find,
            Function<T, String> id) {
        List<String> ids = things.stream()
                .map(reference)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<String, T> found = ids.isEmpty()
                ? new HashMap<>()
                : find.apply(ids).stream().collect(Collectors.toMap(id, Function.identity()));
        Map<S, T> ends = new HashMap<>();
        for (S thing : things) {
            String endId = reference.apply(thing);
            T end = endId == null ? null : found.get(endId);
            if (end != null) {
                ends.put(thing, end);
            }
        }
        return ends;
    }
}
