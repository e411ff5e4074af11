package ar.isac.crm.security;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class SecurityController implements NodeSource {

    private final Advisors advisors;

    SecurityController(Advisors advisors) {
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL type. */
    record Viewer(String name, Role role, @Nullable Advisor advisor) {}

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    Viewer viewer(@AuthenticationPrincipal Actor actor) {
        String advisorId = actor.advisorId();
        Advisor advisor = advisorId == null ? null : advisors.find(advisorId).orElse(null);
        return new Viewer(actor.name(), actor.role(), advisor);
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<Advisor> advisors() {
        return advisors.active();
    }

    @SchemaMapping
    String id(Advisor advisor) {
        return GlobalId.of("Advisor", advisor.id());
    }

    @Override
    public String type() {
        return "Advisor";
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return advisors.find(rawId).orElse(null);
    }
}
