package ar.isac.crm.security;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebSocketSessionInfo;
import org.springframework.graphql.server.support.AbstractAuthenticationWebSocketInterceptor;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A WebSocket proves itself by the session cookie of its handshake, or by {@code Authorization} in the payload of
 * {@code connection_init}; with neither it is closed with 4401. The first of the interceptors: the others ask who is there.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SocketAuthentication extends AbstractAuthenticationWebSocketInterceptor {

    private final OpenSockets sockets;

    SocketAuthentication(BearerTokens tokens, OpenSockets sockets) {
        super(payload -> Mono.justOrEmpty(authorization(payload).flatMap(tokens::authenticate)));
        this.sockets = sockets;
    }

    private static Optional<String> authorization(Map<String, Object> payload) {
        return payload.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("Authorization"))
                .map(entry -> String.valueOf(entry.getValue()))
                .findFirst();
    }

    @Override
    public Mono<Object> handleConnectionInitialization(WebSocketSessionInfo session, Map<String, Object> payload) {
        Optional<Actor> visitor = session.getPrincipal().blockOptional().flatMap(SocketAuthentication::actor);
        boolean triesToken = authorization(payload).isPresent();
        return super.handleConnectionInitialization(session, payload)
                .then(Mono.defer(() -> proved(session)
                        .or(() -> triesToken ? Optional.empty() : visitor)
                        .map(actor -> accept(session, actor))
                        .orElseGet(() -> Mono.error(new AuthenticationCredentialsNotFoundException("Log in first")))));
    }

    private Mono<Object> accept(WebSocketSessionInfo session, Actor actor) {
        sockets.proved(session.getId(), actor);
        return Mono.empty();
    }

    /** Whoever the payload's token stands for. */
    private static Optional<Actor> proved(WebSocketSessionInfo session) {
        return session.getAttributes().values().stream()
                .filter(SecurityContext.class::isInstance)
                .map(SecurityContext.class::cast)
                .map(SecurityContext::getAuthentication)
                .flatMap(authentication -> actor(authentication).stream())
                .findFirst();
    }

    private static Optional<Actor> actor(@Nullable Principal principal) {
        return principal instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof Actor actor
                ? Optional.of(actor)
                : Optional.empty();
    }

    @Override
    protected Mono<Authentication> authenticate(Authentication authentication) {
        return Mono.just(authentication);
    }

    @Override
    protected ContextView getContextToWrite(SecurityContext securityContext) {
        return Context.of(SecurityContext.class.getName(), securityContext);
    }
}
