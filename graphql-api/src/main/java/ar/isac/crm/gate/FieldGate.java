package ar.isac.crm.gate;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Fetches a field for whom the schema allows it to, and for nobody else: what it declares nothing for is for nobody. */
@Component
@Order(1)
class FieldGate extends SimplePerformantInstrumentation {

    private static final String MUTATION = "Mutation";

    private volatile @Nullable Ruled ruled;

    private record Ruled(GraphQLSchema schema, FieldRules rules) {}

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        DataFetchingEnvironment environment = parameters.getEnvironment();
        GraphQLType parent = environment.getParentType();
        String type = parent instanceof GraphQLNamedType named ? named.getName() : "";
        String field = environment.getFieldDefinition().getName();
        if (type.startsWith("__") || field.startsWith("__")) {
            return fetcher;
        }
        Visitor visitor = environment.getGraphQlContext().get(Visitor.class);
        boolean mayAsk = visitor != null
                && visitor.role()
                        .filter(role -> rules(environment.getGraphQLSchema())
                                .of(type, field)
                                .filter(access -> access.admits(role))
                                .isPresent())
                        .isPresent()
                && (visitor.actor().mayWrite() || !type.equals(MUTATION));
        return mayAsk ? fetcher : FieldGate::refuse;
    }

    private static Object refuse(DataFetchingEnvironment environment) {
        throw new AccessDeniedException("Not for this role");
    }

    private FieldRules rules(GraphQLSchema schema) {
        Ruled known = ruled;
        if (known == null || known.schema() != schema) {
            known = new Ruled(schema, new FieldRules(schema));
            ruled = known;
        }
        return known.rules();
    }
}
