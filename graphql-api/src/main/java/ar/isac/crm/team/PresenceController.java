package ar.isac.crm.team;

import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class PresenceController {

    private final Presences presences;
    private final Advisors advisors;

    PresenceController(Presences presences, Advisors advisors) {
        this.presences = presences;
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL input and payload. */
    record SetPresenceInput(PresenceStatus status) {}

    record SetPresencePayload(@Nullable Advisor advisor, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SetPresencePayload setPresence(@Argument SetPresenceInput input, @AuthenticationPrincipal Actor actor) {
        String advisorId = actor.advisorId();
        if (advisorId == null) {
            return new SetPresencePayload(
                    null,
                    List.of(new UserError(
                            List.of(), UserError.Code.NOT_ALLOWED, "Solo quien inició sesión puede estar presente.")));
        }
        presences.set(advisorId, input.status());
        return new SetPresencePayload(advisors.find(advisorId).orElse(null), List.of());
    }

    @BatchMapping
    Map<Advisor, Presence> presence(List<Advisor> advisors) {
        Map<String, Presence> found =
                presences.find(advisors.stream().map(Advisor::id).toList());
        return advisors.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), advisor -> found.getOrDefault(advisor.id(), Presence.none(advisor.id()))));
    }
}
