package ar.isac.crm.gate;

import ar.isac.crm.conversation.Sight;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.security.Actor;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * For advisors who do not see every conversation, in one place for all fields there are and will be: an id of what they do
 * not see is as good as none, and what they do not see is left out of every answer. A page may so hold less than it was asked
 * for; its cursors lead on.
 */
@Component
@Order(0)
class SightGate extends SimplePerformantInstrumentation {

    /** What answers for each id of its input by itself, and alike for what is not there and what is not seen. */
    private static final Set<String> ONE_BY_ONE = Set.of("bulkUpdateConversations");

    private final Sight sight;
    private final ObjectProvider<NodeSource> installed;
    private volatile @Nullable Map<String, NodeSource> sources;

    SightGate(Sight sight, ObjectProvider<NodeSource> installed) {
        this.sight = sight;
        this.installed = installed;
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        DataFetchingEnvironment environment = parameters.getEnvironment();
        Actor actor = environment.getGraphQlContext().get(Actor.class);
        boolean isLeaf = GraphQLTypeUtil.isLeaf(
                GraphQLTypeUtil.unwrapAll(environment.getFieldDefinition().getType()));
        if (actor == null || isLeaf || !sight.isLimited(actor)) {
            return fetcher;
        }
        boolean isOneByOne =
                ONE_BY_ONE.contains(environment.getFieldDefinition().getName());
        return asked -> {
            if (!isOneByOne) {
                asked.getArguments().values().forEach(value -> check(actor, value));
            }
            Object found = fetcher.get(asked);
            return found instanceof CompletionStage<?> later
                    ? later.thenApply(value -> seen(actor, value, asked))
                    : seen(actor, found, asked);
        };
    }

    private void check(Actor actor, @Nullable Object argument) {
        switch (argument) {
            case Map<?, ?> input -> input.values().forEach(value -> check(actor, value));
            case Collection<?> list -> list.forEach(value -> check(actor, value));
            case String text -> checkId(actor, text);
            case null, default -> {}
        }
    }

    private void checkId(Actor actor, String text) {
        try {
            GlobalId id = GlobalId.parse(text);
            NodeSource source = sources().get(id.type());
            Object thing = source == null ? null : source.find(id.raw());
            if (thing != null && !sight.sees(actor, thing)) {
                throw new Unseen(id.type());
            }
        } catch (NotFound | AccessDeniedException notForThisRule) {
            if (notForThisRule instanceof Unseen unseen) {
                throw unseen;
            }
        }
    }

    private static final class Unseen extends NotFound {

        private static final long serialVersionUID = 1;

        Unseen(String type) {
            super(type);
        }
    }

    private Map<String, NodeSource> sources() {
        Map<String, NodeSource> known = sources;
        if (known == null) {
            known = installed.stream().collect(Collectors.toMap(NodeSource::type, Function.identity()));
            sources = known;
        }
        return known;
    }

    private @Nullable Object seen(Actor actor, @Nullable Object value, DataFetchingEnvironment asked) {
        return switch (value) {
            case null -> null;
            case Page<?> page -> seen(actor, page);
            case List<?> list -> list.stream().filter(each -> sees(actor, each)).toList();
            default -> {
                if (sees(actor, value)) {
                    yield value;
                }
                if (asked.getFieldType() instanceof GraphQLNonNull) {
                    throw new NotFound("Object");
                }
                yield null;
            }
        };
    }

    private <T> Page<T> seen(Actor actor, Page<T> page) {
        return new Page<>(
                page.edges().stream()
                        .filter(edge -> sees(actor, edge.getNode()))
                        .toList(),
                page.pageInfo(),
                page.total());
    }

    private boolean sees(Actor actor, @Nullable Object thing) {
        return thing == null || sight.sees(actor, thing);
    }
}
