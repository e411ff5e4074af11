package ar.isac.crm.catalog;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Permissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

/** The shop's synonyms over GraphQL. */
@Controller
class SynonymController implements NodeSource {
    private static final String TYPE = "Synonym";

    private final Synonyms synonyms;

    SynonymController(Synonyms synonyms) {
        this.synonyms = synonyms;
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<Synonym> synonyms() {
        return synonyms.all();
    }

    @MutationMapping
    @PreAuthorize(Permissions.INVENTORY)
    Synonyms.Saved saveSynonym(@Argument SaveSynonymInput input) {
        String id = input.id();
        return synonyms.save(id == null ? null : GlobalId.raw(TYPE, id), input.terms());
    }

    @MutationMapping
    @PreAuthorize(Permissions.INVENTORY)
    DeleteSynonymPayload deleteSynonym(@Argument DeleteSynonymInput input) {
        synonyms.delete(GlobalId.raw(TYPE, input.id()));
        return new DeleteSynonymPayload(input.id(), List.of());
    }

    @SchemaMapping
    String id(Synonym synonym) {
        return GlobalId.of(TYPE, synonym.id());
    }

    @SchemaMapping
    boolean isUsual(Synonym synonym) {
        return synonyms.isUsual(synonym);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return synonyms.find(rawId).orElse(null);
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record SaveSynonymInput(@Nullable String id, List<String> terms) {}

    record DeleteSynonymInput(String id) {}

    record DeleteSynonymPayload(String synonymId, List<UserError> userErrors) {}
}
