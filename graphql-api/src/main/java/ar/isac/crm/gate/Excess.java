package ar.isac.crm.gate;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.execution.ErrorType;

/** An operation asks for too much; nothing of it was done. */
final class Excess extends AbortExecutionException {

    @Serial
    private static final long serialVersionUID = 1;

    static final String LIMIT_EXCEEDED = "LIMIT_EXCEEDED";

    private Excess(GraphQLError error) {
        super(List.of(error));
    }

    /** More than one may ask for at once. */
    static Excess of(String what, long asked, long most) {
        return new Excess(error(
                what + ": " + asked + " asked, " + most + " allowed",
                Map.of("code", LIMIT_EXCEEDED, "asked", asked, "max", most)));
    }

    /** More of something than was worth counting. */
    static Excess over(String what, long most) {
        return new Excess(
                error(what + ": more than the " + most + " allowed", Map.of("code", LIMIT_EXCEEDED, "max", most)));
    }

    static Excess circular() {
        return new Excess(error("Fragments must not contain themselves", Map.of("code", "GRAPHQL_VALIDATION_FAILED")));
    }

    private static GraphQLError error(String message, Map<String, Object> extensions) {
        return GraphqlErrorBuilder.newError()
                .errorType(ErrorType.BAD_REQUEST)
                .message(message)
                .extensions(extensions)
                .build();
    }
}
