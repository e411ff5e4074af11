package ar.isac.crm.security;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class SecurityController implements NodeSource {

    private final Advisors advisors;
    private final Staffing staffing;

    SecurityController(Advisors advisors, Staffing staffing) {
        this.advisors = advisors;
        this.staffing = staffing;
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
    List<Advisor> advisors(@Argument @Nullable Boolean includeInactive) {
        return Boolean.TRUE.equals(includeInactive) ? advisors.everybody() : advisors.active();
    }

    /** In the shape of the GraphQL payload. */
    record SaveAdvisorPayload(@Nullable Advisor advisor, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    SaveAdvisorPayload saveAdvisor(@Argument Staffing.SaveAdvisorInput input) {
        Staffing.Saved saved = staffing.save(input);
        return new SaveAdvisorPayload(saved.advisor(), saved.errors());
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
