package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Sight;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.inbox.SavedView.Sharing;
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
class SavedViewController {

    private final SavedViews views;
    private final InboxIndex inbox;
    private final Sight sight;
    private final Advisors advisors;

    SavedViewController(SavedViews views, InboxIndex inbox, Sight sight, Advisors advisors) {
        this.views = views;
        this.inbox = inbox;
        this.sight = sight;
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record SaveViewInput(
            @Nullable String id,
            @Nullable String name,
            @Nullable ConversationFilter filter,
            @Nullable ConversationOrder orderBy,
            @Nullable Sharing sharedWith,
            @Nullable Integer position) {}

    record SaveViewPayload(@Nullable SavedView view, List<UserError> userErrors) {}

    record DeleteViewInput(String viewId) {}

    record DeleteViewPayload(@Nullable String deletedId, List<UserError> userErrors) {}

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    List<SavedView> savedViews(@AuthenticationPrincipal Actor actor) {
        return views.of(actor);
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SaveViewPayload saveView(@Argument SaveViewInput input, @AuthenticationPrincipal Actor actor) {
        Result<SavedView> saved = views.save(
                actor,
                new SavedViews.Wanted(
                        input.id() == null ? null : GlobalId.raw(SavedViews.TYPE, input.id()),
                        input.name(),
                        input.filter(),
                        input.orderBy(),
                        input.sharedWith(),
                        input.position()));
        return new SaveViewPayload(saved.value(), saved.errors());
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    DeleteViewPayload deleteView(@Argument DeleteViewInput input, @AuthenticationPrincipal Actor actor) {
        Result<String> deleted = views.delete(actor, GlobalId.raw(SavedViews.TYPE, input.viewId()));
        return new DeleteViewPayload(deleted.value() == null ? null : input.viewId(), deleted.errors());
    }

    @SchemaMapping
    String id(SavedView view) {
        return GlobalId.of(SavedViews.TYPE, view.id());
    }

    @BatchMapping
    Map<SavedView, Advisor> owner(List<SavedView> of) {
        return Edges.of(of, SavedView::ownerId, advisors::find, Advisor::id);
    }

    @SchemaMapping
    boolean isEditable(SavedView view, @AuthenticationPrincipal Actor actor) {
        return SavedViews.mayEdit(actor, view);
    }

    @SchemaMapping
    int count(SavedView view, @AuthenticationPrincipal Actor actor) {
        return inbox.count(view.filter(), Viewer.of(actor, sight));
    }

    @SchemaMapping
    int unreadCount(SavedView view, @AuthenticationPrincipal Actor actor) {
        return inbox.count(view.filter().onlyUnread(), Viewer.of(actor, sight));
    }
}
