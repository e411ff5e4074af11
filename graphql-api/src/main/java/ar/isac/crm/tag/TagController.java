package ar.isac.crm.tag;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.tag.Tags.TagInput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class TagController implements NodeSource {

    private final Tags tags;

    TagController(Tags tags) {
        this.tags = tags;
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<Tag> tags() {
        return tags.all();
    }

    record TagPayload(@Nullable Tag tag, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    TagPayload saveTag(@Argument TagInput input) {
        Tags.Written written = tags.write(input);
        return new TagPayload(written.tag(), written.errors());
    }

    @SchemaMapping
    String id(Tag tag) {
        return GlobalId.of(Tags.TYPE, tag.id());
    }

    @Override
    public String type() {
        return Tags.TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return tags.find(rawId).orElse(null);
    }
}
