package ar.isac.crm.activity;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.PassingEvent;
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
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class ActivityController {

    private final Activities activities;
    private final Conversations conversations;
    private final Advisors advisors;

    ActivityController(Activities activities, Conversations conversations, Advisors advisors) {
        this.activities = activities;
        this.conversations = conversations;
        this.advisors = advisors;
    }

    /** What a client may say, in the shape of the GraphQL enum. */
    enum Activity {
        VIEWING,
        TYPING,
        NONE
    }

    record ReportActivityInput(String conversationId, Activity activity) {}

    record ReportActivityPayload(@Nullable Conversation conversation, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ReportActivityPayload reportActivity(@Argument ReportActivityInput input, @AuthenticationPrincipal Actor actor) {
        Conversation conversation = conversations
                .find(GlobalId.raw("Conversation", input.conversationId()))
                .orElseThrow(() -> new NotFound("Conversation"));
        String advisorId = actor.advisorId();
        if (advisorId == null) {
            return new ReportActivityPayload(
                    null,
                    List.of(new UserError(
                            List.of(), UserError.Code.NOT_ALLOWED, "Solo quien inició sesión puede estar presente.")));
        }
        activities.report(
                conversation.id(),
                advisorId,
                switch (input.activity()) {
                    case VIEWING -> PassingEvent.Kind.VIEWING;
                    case TYPING -> PassingEvent.Kind.TYPING;
                    case NONE -> PassingEvent.Kind.GONE;
                });
        return new ReportActivityPayload(conversation, List.of());
    }

    @SchemaMapping
    List<ConversationActivity> activities(Conversation conversation) {
        return activities.of(conversation.id());
    }

    @BatchMapping
    Map<ConversationActivity, Advisor> advisor(List<ConversationActivity> of) {
        return Edges.of(of, ConversationActivity::advisorId, advisors::find, Advisor::id);
    }
}
