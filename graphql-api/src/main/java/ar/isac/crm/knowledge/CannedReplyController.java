package ar.isac.crm.knowledge;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.knowledge.CannedReplies.CannedReplyInput;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

/** The canned replies over GraphQL. */
@Controller
class CannedReplyController implements NodeSource {

    private final CannedReplies replies;

    CannedReplyController(CannedReplies replies) {
        this.replies = replies;
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<CannedReply> cannedReplies(@Argument @Nullable String search) {
        return replies.search(search);
    }

    record CannedReplyPayload(@Nullable CannedReply cannedReply, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    CannedReplyPayload saveCannedReply(@Argument CannedReplyInput input) {
        CannedReplies.Written written = replies.write(input);
        return new CannedReplyPayload(written.reply(), written.errors());
    }

    @SchemaMapping
    long version(CannedReply reply) {
        return Objects.requireNonNull(reply.version());
    }

    @SchemaMapping
    String id(CannedReply reply) {
        return GlobalId.of(CannedReplies.TYPE, reply.id());
    }

    @Override
    public String type() {
        return CannedReplies.TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return replies.find(rawId).orElse(null);
    }
}
