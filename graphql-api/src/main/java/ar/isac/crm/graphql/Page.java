package ar.isac.crm.graphql;

import graphql.relay.Connection;
import graphql.relay.ConnectionCursor;
import graphql.relay.DefaultConnectionCursor;
import graphql.relay.DefaultEdge;
import graphql.relay.DefaultPageInfo;
import graphql.relay.Edge;
import graphql.relay.PageInfo;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a connection, in the shape of its GraphQL types. Spring GraphQL adapts whatever a connection field returns,
 * unless it is a {@link Connection} already.
 *
 * @param <T> what is listed
 * @param total counts the whole list when it is asked for; null where no index answers that
 */
public record Page<T>(
        List<Edge<T>> edges, PageInfo pageInfo, @Nullable IntSupplier total) implements Connection<T> {

    public Page(List<Edge<T>> edges, PageInfo pageInfo) {
        this(edges, pageInfo, null);
    }

    /** The same page of a list that can be counted. */
    public Page<T> countedBy(IntSupplier whole) {
        return new Page<>(edges, pageInfo, whole);
    }

    /** How many there are in the whole list. */
    public int totalCount() {
        return Objects.requireNonNull(total, "No index counts this list").getAsInt();
    }

    public static <T> Page<T> of(List<T> nodes, Function<T, String> cursor, boolean hasPrevious, boolean hasNext) {
        return upTo(nodes.isEmpty() ? null : cursor.apply(nodes.getLast()), nodes, cursor, hasPrevious, hasNext);
    }

    /**
     * A page that was looked for up to some place in the list, which may lie beyond the last thing that was found: whoever goes
     * on from its end neither looks again nor, where nothing was found, begins anew.
     */
    public static <T> Page<T> upTo(
            @Nullable String place, List<T> nodes, Function<T, String> cursor, boolean hasPrevious, boolean hasNext) {
        List<Edge<T>> edges = nodes.stream()
                .<Edge<T>>map(node -> new DefaultEdge<>(node, new DefaultConnectionCursor(cursor.apply(node))))
                .toList();
        @Nullable
        ConnectionCursor start = edges.isEmpty() ? null : edges.getFirst().getCursor();
        @Nullable ConnectionCursor end = place == null ? null : new DefaultConnectionCursor(place);
        return new Page<>(edges, new DefaultPageInfo(start, end, hasPrevious, hasNext));
    }

    /** The same places with something else at each. */
    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(
                edges.stream()
                        .<Edge<R>>map(edge -> new DefaultEdge<>(change.apply(edge.getNode()), edge.getCursor()))
                        .toList(),
                pageInfo,
                total);
    }

    public List<T> nodes() {
        return edges.stream().map(Edge::getNode).toList();
    }

    @Override
    public List<Edge<T>> getEdges() {
        return edges;
    }

    @Override
    public PageInfo getPageInfo() {
        return pageInfo;
    }
}
