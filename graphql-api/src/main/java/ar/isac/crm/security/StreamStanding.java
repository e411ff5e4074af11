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

/** Ends a stream of server-sent events when whoever asked for it may no longer; sockets are closed instead. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class StreamStanding implements WebGraphQlInterceptor {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Standing standing;

    StreamStanding(Standing standing) {
        this.standing = standing;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Mono<WebGraphQlResponse> response = chain.next(request);
        return request instanceof WebSocketGraphQlRequest
                        || authentication == null
                        || !(authentication.getPrincipal() instanceof Actor actor)
                ? response
                : response.map(answer -> whileAllowed(actor, answer));
    }

    private WebGraphQlResponse whileAllowed(Actor actor, WebGraphQlResponse response) {
        return response.getData() instanceof Publisher<?> news
                ? response.transform(builder -> builder.data(Flux.from(news).takeUntilOther(over(actor))))
                : response;
    }

    private Flux<Long> over(Actor actor) {
        return Flux.interval(EVERY).filter(tick -> standing.of(actor) != Standing.State.HOLDS);
    }
}
