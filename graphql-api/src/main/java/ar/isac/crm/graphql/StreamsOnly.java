package ar.isac.crm.graphql;

import graphql.GraphqlErrorBuilder;
import java.util.List;
import org.reactivestreams.Publisher;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A subscription needs a connection that can carry more than one answer; whoever asks without one is told how to. */
@Component
class StreamsOnly implements WebGraphQlInterceptor {

    private static final Problem NOT_HERE = new Problem(
            ErrorType.BAD_REQUEST,
            "SUBSCRIPTION_NEEDS_STREAM",
            "Subscribe over WebSocket (graphql-transport-ws), or ask for server-sent events with"
                    + " Accept: text/event-stream");

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        boolean isStream = request instanceof WebSocketGraphQlRequest
                || request.getHeaders().getAccept().stream()
                        .anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
        return isStream ? chain.next(request) : chain.next(request).map(StreamsOnly::withoutStream);
    }

    @SuppressWarnings("NullAway") // an answer that is an error has no data
    private static WebGraphQlResponse withoutStream(WebGraphQlResponse response) {
        return response.getData() instanceof Publisher<?>
                ? response.transform(builder -> builder.data(null)
                        .errors(List.of(GraphqlErrorBuilder.newError()
                                .errorType(NOT_HERE.type())
                                .message(NOT_HERE.message())
                                .extensions(NOT_HERE.extensions())
                                .build())))
                : response;
    }
}
