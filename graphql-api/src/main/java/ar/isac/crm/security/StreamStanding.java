package ar.isac.crm.security;

import java.time.Duration;
import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends a stream of server-sent events when whoever asked for it may no longer; sockets are closed instead. And ends what goes on
 * for a socket as soon as that is closed, so that nothing more is made for it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class StreamStanding implements WebGraphQlInterceptor {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Standing standing;
    private final OpenSockets sockets;

    StreamStanding(Standing standing, OpenSockets sockets) {
        this.standing = standing;
        this.sockets = sockets;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Mono<WebGraphQlResponse> response = chain.next(request);
        if (request instanceof WebSocketGraphQlRequest ofSocket) {
            return response.map(
                    answer -> until(sockets.end(ofSocket.getSessionInfo().getId()), answer));
        }
        return authentication == null || !(authentication.getPrincipal() instanceof Actor actor)
                ? response
                : response.map(answer -> until(over(actor), answer));
    }

    private static WebGraphQlResponse until(Publisher<?> end, WebGraphQlResponse response) {
        return response.getData() instanceof Publisher<?> news
                ? response.transform(builder -> builder.data(Flux.from(news).takeUntilOther(end)))
                : response;
    }

    private Flux<Long> over(Actor actor) {
        return Flux.interval(EVERY).filter(tick -> standing.of(actor) != Standing.State.HOLDS);
    }
}
