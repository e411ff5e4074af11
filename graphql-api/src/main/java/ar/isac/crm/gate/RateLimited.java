package ar.isac.crm.gate;

import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.execution.ErrorType;

/** Somebody asks for more than their budget has left; nothing was done. */
final class RateLimited extends AbortExecutionException {

    @Serial
    private static final long serialVersionUID = 1;

    static final String CODE = "RATE_LIMITED";

    RateLimited(Duration wait) {
        this(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private RateLimited(long seconds) {
        super(List.of(GraphqlErrorBuilder.newError()
                .errorType(ErrorType.BAD_REQUEST)
                .message("Too much asked in too short a time: try again in " + seconds + " s")
                .extensions(Map.of("code", CODE, "retryAfter", seconds))
                .build()));
    }
}
