package ar.isac.crm.audit;

import ar.isac.crm.audit.AuditEntry.Outcome;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.RequestId;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.PropertyDataFetcher;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Notes every mutation that somebody tries, around all that may refuse it. */
@Component
@Order(2)
class AuditTrail extends SimplePerformantInstrumentation {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final String MUTATION = "Mutation";
    private static final int MOST_IDS = 50;

    /** What panels say by themselves every few seconds: it changes nothing that anybody would ask about later. */
    private static final Set<String> OF_THE_MOMENT = Set.of("reportActivity", "saveDraft", "setPresence", "showTyping");

    private final AuditLog entries;
    private final Clock clock;

    AuditTrail(AuditLog entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        boolean isMutation = parameters.getEnvironment().getParentType() instanceof GraphQLNamedType type
                && type.getName().equals(MUTATION)
                && !OF_THE_MOMENT.contains(
                        parameters.getEnvironment().getFieldDefinition().getName());
        return isMutation ? environment -> followed(fetcher, environment) : fetcher;
    }

    private @Nullable Object followed(DataFetcher<?> fetcher, DataFetchingEnvironment environment) throws Exception {
        Instant at = clock.instant();
        try {
            Object result = fetcher.get(environment);
            if (result instanceof CompletionStage<?> later) {
                return later.whenComplete((payload, failure) -> note(environment, at, payload, failure));
            }
            note(environment, at, result, null);
            return result;
        } catch (Exception failure) {
            note(environment, at, null, failure);
            throw failure;
        }
    }

    private void note(
            DataFetchingEnvironment environment, Instant at, @Nullable Object payload, @Nullable Throwable failure) {
        Actor actor = environment.getGraphQlContext().get(Actor.class);
        RequestId request = environment.getGraphQlContext().get(RequestId.class);
        if (actor == null) {
            return;
        }
        Set<String> ids = new LinkedHashSet<>();
        named(environment.getArguments(), ids);
        List<String> codes = failure == null ? inputErrors(environment, payload) : List.of(code(cause(failure)));
        if (payload != null) {
            made(environment, payload, ids);
        }
        try {
            entries.add(number -> new AuditEntry(
                    Long.toString(number),
                    at,
                    actor.id(),
                    actor.name(),
                    actor.advisorId(),
                    environment.getField().getName(),
                    ids.stream().limit(MOST_IDS).toList(),
                    outcome(failure, codes),
                    codes,
                    request == null ? null : request.value()));
        } catch (DataAccessException notNoted) {
            // What was done is done; whoever asked for it must not be told otherwise.
            log.error("{} by {} could not be noted", environment.getField().getName(), actor.id(), notNoted);
        }
    }

    private static Outcome outcome(@Nullable Throwable failure, List<String> codes) {
        if (failure == null) {
            return codes.isEmpty() ? Outcome.DONE : Outcome.REFUSED;
        }
        return switch (cause(failure)) {
            case AccessDeniedException denied -> Outcome.FORBIDDEN;
            case NotFound unknown -> Outcome.REFUSED;
            default -> Outcome.FAILED;
        };
    }

    private static String code(Throwable failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "FORBIDDEN";
            case NotFound unknown -> "NOT_FOUND";
            default -> "INTERNAL_ERROR";
        };
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** The ids among the values of an input: what is decoded as one of ours and nothing else. */
    private static void named(@Nullable Object value, Set<String> ids) {
        switch (value) {
            case Map<?, ?> input ->
                input.forEach((name, each) -> {
                    if (String.valueOf(name).matches("id|.*Ids?|input|lines|items")) {
                        named(each, ids);
                    }
                });
            case Collection<?> list -> list.forEach(each -> named(each, ids));
            case String text when isId(text) -> ids.add(text);
            case null, default -> {}
        }
    }

    private static boolean isId(String text) {
        try {
            return GlobalId.parse(text).type().matches("[A-Z][A-Za-z]+");
        } catch (NotFound notAnId) {
            return false;
        }
    }

    private static List<String> inputErrors(DataFetchingEnvironment environment, @Nullable Object payload) {
        return payload != null && property(environment, payload, "userErrors") instanceof Collection<?> errors
                ? errors.stream()
                        .filter(UserError.class::isInstance)
                        .map(error -> ((UserError) error).code().name())
                        .distinct()
                        .toList()
                : List.of();
    }

    /** The ids of the objects that the payload hands back. */
    private static void made(DataFetchingEnvironment environment, Object payload, Set<String> ids) {
        if (!(GraphQLTypeUtil.unwrapAll(environment.getFieldType()) instanceof GraphQLObjectType type)) {
            return;
        }
        for (GraphQLFieldDefinition field : type.getFieldDefinitions()) {
            boolean isNode = GraphQLTypeUtil.unwrapNonNull(field.getType()) instanceof GraphQLObjectType object
                    && object.getInterfaces().stream()
                            .anyMatch(parent -> parent.getName().equals("Node"));
            Object entity = isNode ? property(environment, payload, field.getName()) : null;
            Object id = entity == null ? null : property(environment, entity, "id");
            if (id instanceof String raw) {
                String typeName = ((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(field.getType())).getName();
                ids.add(GlobalId.of(typeName, raw));
            }
        }
    }

    private static @Nullable Object property(DataFetchingEnvironment environment, Object source, String name) {
        return PropertyDataFetcher.fetching(name)
                .get(DataFetchingEnvironmentImpl.newDataFetchingEnvironment(environment)
                        .source(source)
                        .build());
    }
}
