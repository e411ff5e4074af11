package ar.isac.crm.graphql;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a connection, in the shape of its GraphQL types.
 *
 * @param <T> what is listed
 */
public record Page<T>(List<Edge<T>> edges, Info pageInfo) {

    /** An entry and its place. */
    public record Edge<T>(T node, String cursor) {}

    /** Where the page lies. */
    public record Info(
            boolean hasNextPage,
            boolean hasPreviousPage,
            @Nullable String startCursor,
            @Nullable String endCursor) {}

    public static <T> Page<T> of(List<T> nodes, Function<T, String> cursor, boolean hasPrevious, boolean hasNext) {
        List<Edge<T>> edges = nodes.stream()
                .map(node -> new Edge<>(node, cursor.apply(node)))
                .toList();
        return new Page<>(
                edges,
                new Info(
                        hasNext,
                        hasPrevious,
                        edges.isEmpty() ? null : edges.getFirst().cursor(),
                        edges.isEmpty() ? null : edges.getLast().cursor()));
    }

    public List<T> nodes() {
        return edges.stream().map(Edge::node).toList();
    }
}
