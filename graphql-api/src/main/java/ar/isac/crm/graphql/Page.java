package ar.isac.crm.graphql;

import graphql.relay.Connection;
import graphql.relay.ConnectionCursor;
import graphql.relay.DefaultConnectionCursor;
import graphql.relay.DefaultEdge;
import graphql.relay.DefaultPageInfo;
import graphql.relay.Edge;
import graphql.relay.PageInfo;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a connection, in the shape of its GraphQL types. Spring GraphQL adapts whatever a connection field returns,
 * unless it is a {@link Connection} already.
 *
 * @param <T> what is listed
 */
public record Page<T>(List<Edge<T>> edges, PageInfo pageInfo) implements Connection<T> {

    public static <T> Page<T> of(List<T> nodes, Function<T, String> cursor, boolean hasPrevious, boolean hasNext) {
        List<Edge<T>> edges = nodes.stream()
                .<Edge<T>>map(node -> new DefaultEdge<>(node, new DefaultConnectionCursor(cursor.apply(node))))
                .toList();
        @Nullable
        ConnectionCursor start = edges.isEmpty() ? null : edges.getFirst().getCursor();
        @Nullable
        ConnectionCursor end = edges.isEmpty() ? null : edges.getLast().getCursor();
        return new Page<>(edges, new DefaultPageInfo(start, end, hasPrevious, hasNext));
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
