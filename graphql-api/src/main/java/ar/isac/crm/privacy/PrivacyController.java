package ar.isac.crm.privacy;

import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.privacy.PrivacyDesk.EraseCustomerInput;
import ar.isac.crm.privacy.PrivacyDesk.ExportCustomerInput;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class PrivacyController implements NodeSource {

    static final String TYPE = "Erasure";

    private final PrivacyDesk desk;
    private final Erasures erasures;
    private final Advisors advisors;

    PrivacyController(PrivacyDesk desk, Erasures erasures, Advisors advisors) {
        this.desk = desk;
        this.erasures = erasures;
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL payload. */
    record ErasurePayload(@Nullable Erasure erasure, List<UserError> userErrors) {}

    record ArchivePayload(CustomerArchives.@Nullable Link archive, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    ArchivePayload exportCustomer(@Argument ExportCustomerInput input, @AuthenticationPrincipal Actor actor) {
        Result<CustomerArchives.Link> exported = desk.export(input, actor);
        return new ArchivePayload(exported.value(), exported.errors());
    }

    @MutationMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    ErasurePayload eraseCustomer(@Argument EraseCustomerInput input, @AuthenticationPrincipal Actor actor) {
        Result<Erasure> erased = desk.erase(input, actor);
        return new ErasurePayload(erased.value(), erased.errors());
    }

    @QueryMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    Erasure erasure(@Argument String id) {
        return erasures.find(GlobalId.raw(TYPE, id)).orElseThrow(() -> new NotFound(TYPE));
    }

    @SchemaMapping
    String id(Erasure erasure) {
        return GlobalId.of(TYPE, erasure.id());
    }

    @SchemaMapping
    Erasure.Status status(Erasure erasure) {
        return erasure.status();
    }

    @BatchMapping
    Map<Erasure, Advisor> advisor(List<Erasure> asked) {
        return Edges.of(asked, Erasure::advisorId, advisors::find, Advisor::id);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.ADMINISTRATION)
    public @Nullable Object find(String rawId) {
        return erasures.find(rawId).orElse(null);
    }
}
