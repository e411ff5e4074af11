package ar.isac.crm.draft;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import graphql.GraphQLContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class DraftController {

    private static final int LONGEST = 10_000;

    private final Drafts drafts;
    private final Conversations conversations;
    private final Advisors advisors;

    DraftController(Drafts drafts, Conversations conversations, Advisors advisors) {
        this.drafts = drafts;
        this.conversations = conversations;
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL input and payload. */
    record SaveDraftInput(
            String conversationId,
            @Nullable String text,
            @Nullable String advisorId) {}

    record SaveDraftPayload(
            @Nullable SavedDraft draft, @Nullable Conversation conversation, List<UserError> userErrors) {

        static SaveDraftPayload refused(String field, Code code, String message) {
            return new SaveDraftPayload(null, null, List.of(UserError.at(field, code, message)));
        }
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SaveDraftPayload saveDraft(@Argument SaveDraftInput input, @AuthenticationPrincipal Actor actor) {
        Conversation conversation = conversations
                .find(GlobalId.raw("Conversation", input.conversationId()))
                .orElseThrow(() -> new NotFound("Conversation"));
        String text = input.text() == null ? "" : input.text();
        String wanted = input.advisorId() == null ? actor.advisorId() : GlobalId.raw("Advisor", input.advisorId());
        if (wanted == null) {
            return SaveDraftPayload.refused("advisorId", Code.REQUIRED, "Decí de quién es el borrador.");
        }
        if (actor.advisorId() != null && !wanted.equals(actor.advisorId())) {
            return SaveDraftPayload.refused(
                    "advisorId", Code.NOT_ALLOWED, "El borrador de otra persona solo se puede leer.");
        }
        if (advisors.find(wanted).isEmpty()) {
            throw new NotFound("Advisor");
        }
        return text.length() > LONGEST
                ? SaveDraftPayload.refused("text", Code.TOO_LONG, "El borrador tiene más de 10.000 caracteres.")
                : new SaveDraftPayload(drafts.save(conversation.id(), wanted, text), conversation, List.of());
    }

    @BatchMapping(typeName = "Conversation", field = "drafts")
    Map<Conversation, List<SavedDraft>> draftsOf(List<Conversation> of) {
        Map<String, List<SavedDraft>> found =
                drafts.of(of.stream().map(Conversation::id).toList());
        Map<Conversation, List<SavedDraft>> byConversation = new HashMap<>();
        of.forEach(conversation -> byConversation.put(conversation, found.getOrDefault(conversation.id(), List.of())));
        return byConversation;
    }

    @BatchMapping
    Map<Conversation, SavedDraft> myDraft(List<Conversation> of, GraphQLContext context) {
        Actor actor = context.get(Actor.class);
        String me = actor == null ? null : actor.advisorId();
        return me == null
                ? new HashMap<>()
                : Edges.of(
                        of,
                        conversation -> SavedDraft.idOf(conversation.id(), me),
                        ids -> drafts.find(
                                of.stream().map(Conversation::id).distinct().toList(), me),
                        SavedDraft::id);
    }

    @BatchMapping(typeName = "Draft")
    Map<SavedDraft, Advisor> advisor(List<SavedDraft> of) {
        return Edges.of(of, SavedDraft::advisorId, advisors::find, Advisor::id);
    }
}
