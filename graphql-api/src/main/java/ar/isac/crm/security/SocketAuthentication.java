package ar.isac.crm.security;

import java.util.Map;
import java.util.Optional;
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
 * {@code connection_init}; with neither it is closed with 4401.
 */
@Component
class SocketAuthentication extends AbstractAuthenticationWebSocketInterceptor {

    SocketAuthentication(BearerTokens tokens) {
        super(payload -> Mono.justOrEmpty(authorization(payload).flatMap(tokens::authenticate)));
    }

    private static Optional<String> authorization(Map<String, Object> payload) {
        return payload.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("Authorization"))
                .map(entry -> String.valueOf(entry.getValue()))
                .findFirst();
    }

    @Override
    public Mono<Object> handleConnectionInitialization(WebSocketSessionInfo session, Map<String, Object> payload) {
        boolean hasSession = session.getPrincipal().blockOptional().isPresent();
        return super.handleConnectionInitialization(session, payload)
                .then(Mono.defer(() -> hasSession || hasAuthenticated(session)
                        ? Mono.<Object>empty()
                        : Mono.error(new AuthenticationCredentialsNotFoundException("Log in first"))));
    }

    private static boolean hasAuthenticated(WebSocketSessionInfo session) {
        return session.getAttributes().values().stream().anyMatch(SecurityContext.class::isInstance);
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
