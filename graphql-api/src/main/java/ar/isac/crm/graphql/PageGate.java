package ar.isac.crm.graphql;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.relay.ConnectionCursor;
import graphql.relay.DefaultConnectionCursor;
import graphql.relay.DefaultEdge;
import graphql.relay.DefaultPageInfo;
import graphql.relay.Edge;
import graphql.relay.PageInfo;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLTypeUtil;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What is the same for every connection there is and will be: page sizes that cannot be meant are refused, and a cursor says
 * which list in which order it is of, so that one of another list is refused instead of leading somewhere. The lists themselves
 * know their own places alone.
 */
@Component
@Order(-1)
class PageGate extends SimplePerformantInstrumentation {

    /** Their cursor is the message's {@code seq}, and the schema says so: whoever knows a message can go to it. */
    private static final Set<String> PLAIN = Set.of("Conversation.messages");

    private static final char END_OF_LIST = ' ';

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        DataFetchingEnvironment environment = parameters.getEnvironment();
        GraphQLFieldDefinition field = environment.getFieldDefinition();
        if (field.getArguments().isEmpty() || !isConnection(field)) {
            return fetcher;
        }
        return asked -> {
            checkSizes(asked);
            String list = list(asked);
            boolean isPlain = PLAIN.contains(list);
            boolean isForNothing = Integer.valueOf(0).equals(asked.getArgument("first"));
            Object found = fetcher.get(inside(asked, isPlain ? null : list, isForNothing));
            return found instanceof CompletionStage<?> later
                    ? later.thenApply(page -> outside(page, isPlain ? null : list, isForNothing))
                    : outside(found, isPlain ? null : list, isForNothing);
        };
    }

    private static boolean isConnection(GraphQLFieldDefinition field) {
        return field.getArgument("first") != null
                && GraphQLTypeUtil.unwrapAll(field.getType()).getName().endsWith("Connection");
    }

    private static void checkSizes(DataFetchingEnvironment asked) {
        for (String size : List.of("first", "last")) {
            if (asked.getArgument(size) instanceof Integer number && number < 0) {
                throw new BadArgument(
                        "\"" + size + "\" is a number of things, from 0 to " + PageSize.MOST + ": " + number);
            }
        }
        if (asked.getArgument("first") != null && asked.getArgument("last") != null) {
            throw new BadArgument("\"first\" or \"last\", not both");
        }
    }

    /** The list's name and, where it has several, its order. */
    private static String list(DataFetchingEnvironment asked) {
        String field = asked.getFieldDefinition().getName();
        String parent = asked.getParentType() instanceof GraphQLNamedType named ? named.getName() : "";
        String list = parent.equals("Query") ? field : parent + "." + field;
        Object order = asked.getArgument("orderBy");
        boolean isSearch = asked.getArgument("search") instanceof String search && !search.isBlank();
        return list + (order == null ? "" : "/" + order) + (isSearch ? "/search" : "");
    }

    private static DataFetchingEnvironment inside(
            DataFetchingEnvironment asked, @Nullable String list, boolean isForNothing) {
        Map<String, Object> arguments = new HashMap<>(asked.getArguments());
        if (list != null) {
            for (String cursor : List.of("after", "before")) {
                arguments.computeIfPresent(cursor, (name, given) -> place(given.toString(), list));
            }
        }
        if (isForNothing) {
            arguments.put("first", 1);
        }
        return DataFetchingEnvironmentImpl.newDataFetchingEnvironment(asked)
                .arguments(arguments)
                .build();
    }

    private static String place(String cursor, String list) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (plain.startsWith(list + END_OF_LIST)) {
                return plain.substring(list.length() + 1);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalCursor(cursor, notBase64);
        }
        throw new IllegalCursor(cursor);
    }

    private static @Nullable Object outside(@Nullable Object found, @Nullable String list, boolean isForNothing) {
        return found instanceof Page<?> page ? outside(page, list, isForNothing) : found;
    }

    private static <T> Page<T> outside(Page<T> page, @Nullable String list, boolean isForNothing) {
        PageInfo info = page.pageInfo();
        if (isForNothing) {
            boolean isMore = info.isHasNextPage() || !page.edges().isEmpty();
            return new Page<>(
                    List.of(), new DefaultPageInfo(null, null, info.isHasPreviousPage(), isMore), page.total());
        }
        if (list == null) {
            return page;
        }
        return new Page<>(
                page.edges().stream()
                        .<Edge<T>>map(edge -> new DefaultEdge<>(edge.getNode(), cursor(list, edge.getCursor())))
                        .toList(),
                new DefaultPageInfo(
                        info.getStartCursor() == null ? null : cursor(list, info.getStartCursor()),
                        info.getEndCursor() == null ? null : cursor(list, info.getEndCursor()),
                        info.isHasPreviousPage(),
                        info.isHasNextPage()),
                page.total());
    }

    private static ConnectionCursor cursor(String list, ConnectionCursor place) {
        return new DefaultConnectionCursor(Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + END_OF_LIST + place.getValue()).getBytes(StandardCharsets.UTF_8)));
    }
}
