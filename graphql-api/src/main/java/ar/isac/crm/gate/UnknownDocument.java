package ar.isac.crm.gate;

import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.execution.ErrorType;

/** A browser's session asks something that the panel does not ask; whoever writes programs uses a token. */
final class UnknownDocument extends AbortExecutionException {

    @Serial
    private static final long serialVersionUID = 1;

    UnknownDocument() {
        super(List.of(GraphqlErrorBuilder.newError()
                .errorType(ErrorType.FORBIDDEN)
                .message("A session may send the panel's own documents alone: use an API token")
                .extensions(Map.of("code", "PERSISTED_DOCUMENT_REQUIRED"))
                .build()));
    }
}
