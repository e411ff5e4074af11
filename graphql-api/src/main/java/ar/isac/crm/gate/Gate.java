package ar.isac.crm.gate;

import ar.isac.crm.graphql.RequestId;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Standing;
import ar.isac.crm.shop.ShopSettings;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.ExecutionId;
import graphql.introspection.Introspection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Notes for the engine who asks, ends what takes too long, and sees to it that every error has a code. The last of the
 * interceptors, so that it knows what those before it have found out about the caller.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class Gate implements WebGraphQlInterceptor {

    /** Who may ask what there is to ask, also outside the demo: those who write programs, with a program's credential. */
    private static final Set<Role> BUILDERS = Set.of(Role.ADMIN, Role.INTEGRATOR);

    private final Standing standing;
    private final ShopSettings shop;
    private final GateSettings settings;

    Gate(Standing standing, ShopSettings shop, GateSettings settings) {
        this.standing = standing;
        this.shop = shop;
        this.settings = settings;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        Optional<Actor> here = actor(SecurityContextHolder.getContext());
        return Mono.deferContextual(context -> {
            Optional<Visitor> visitor = actor(context).or(() -> here).map(this::visitor);
            note(request, visitor);
            return chain.next(request)
                    .timeout(settings.timeout())
                    .onErrorResume(TimeoutException.class, late -> Mono.just(tooLate(request)))
                    .map(Gate::finished);
        });
    }

    private Visitor visitor(Actor actor) {
        return new Visitor(actor, standing.role(actor), !shop.demo() && !actor.isProgram());
    }

    private void note(WebGraphQlRequest request, Optional<Visitor> visitor) {
        Map<Object, Object> notes = new HashMap<>();
        visitor.ifPresent(who -> {
            notes.put(Visitor.class, who);
            notes.put(Actor.class, who.actor());
        });
        notes.put(Introspection.INTROSPECTION_DISABLED, !mayIntrospect(visitor));
        Object ofHttp = request.getAttributes().get(RequestIds.ATTRIBUTE);
        String requestId = ofHttp == null ? request.getId() : ofHttp.toString();
        notes.put(RequestId.class, new RequestId(requestId));
        request.configureExecutionInput((input, builder) -> builder.graphQLContext(notes)
                .executionId(ExecutionId.from(requestId))
                .build());
    }

    private boolean mayIntrospect(Optional<Visitor> visitor) {
        return shop.demo()
                || visitor.filter(who -> who.actor().isProgram())
                        .flatMap(Visitor::role)
                        .filter(BUILDERS::contains)
                        .isPresent();
    }

    private static Optional<Actor> actor(ContextView context) {
        Object security = context.getOrDefault(SecurityContext.class.getName(), null);
        return security instanceof SecurityContext known ? actor(known) : Optional.empty();
    }

    private static Optional<Actor> actor(@Nullable SecurityContext context) {
        Authentication authentication = context == null ? null : context.getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor
                ? Optional.of(actor)
                : Optional.empty();
    }

    private WebGraphQlResponse tooLate(WebGraphQlRequest request) {
        GraphQLError error = GraphqlErrorBuilder.newError()
                .errorType(ErrorType.INTERNAL_ERROR)
                .message("No answer within " + settings.timeout().toSeconds() + " s: ask for less")
                .extensions(Map.of("code", ErrorCodes.TIMEOUT))
                .build();
        return new WebGraphQlResponse(new DefaultExecutionGraphQlResponse(
                request.toExecutionInput(),
                graphql.ExecutionResultImpl.newExecutionResult().addError(error).build()));
    }

    private static WebGraphQlResponse finished(WebGraphQlResponse response) {
        List<GraphQLError> errors = response.getExecutionResult().getErrors();
        if (errors.isEmpty()) {
            return response;
        }
        WebGraphQlResponse coded = response.transform(
                builder -> builder.errors(errors.stream().map(ErrorCodes::coded).toList()));
        errors.stream()
                .map(error -> error.getExtensions() == null
                        ? null
                        : error.getExtensions().get("retryAfter"))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .ifPresent(seconds -> coded.getResponseHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
        return coded;
    }
}
