package ar.isac.crm.conversation;

import ar.isac.crm.conversation.BulkUpdates.Item;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.ErrorPolicy;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.tag.Tags;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
class BulkController {

    private final BulkUpdates updates;
    private final Conversations conversations;

    BulkController(BulkUpdates updates, Conversations conversations) {
        this.updates = updates;
        this.conversations = conversations;
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record SetInput(
            @Nullable ConversationStatus status,
            @Nullable String assignee,
            @Nullable Boolean unassign,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags,
            @Nullable Priority priority,
            @Nullable Control control,
            @Nullable Instant snoozeUntil,
            @Nullable Boolean read) {

        BulkChange change() {
            return new BulkChange(
                    status,
                    assignee == null ? null : GlobalId.raw("Advisor", assignee),
                    Boolean.TRUE.equals(unassign),
                    raw(addTags),
                    raw(removeTags),
                    priority,
                    control,
                    snoozeUntil == null ? null : snoozeUntil.truncatedTo(ChronoUnit.MILLIS),
                    read);
        }

        private static List<String> raw(@Nullable List<String> tagIds) {
            return Objects.requireNonNullElse(tagIds, List.<String>of()).stream()
                    .map(id -> GlobalId.raw(Tags.TYPE, id))
                    .toList();
        }
    }

    record BulkInput(
            List<String> ids,
            @Nullable SetInput set,
            @Nullable String message,
            @Nullable ErrorPolicy errorPolicy,
            String idempotencyKey) {

        ErrorPolicy policy() {
            return errorPolicy == null ? ErrorPolicy.REJECT_FAILED_ROWS : errorPolicy;
        }
    }

    record BulkPayload(List<Item> items, int done, int failed, List<UserError> userErrors) {

        static BulkPayload of(Result<List<Item>> result, ErrorPolicy policy) {
            List<Item> items = result.value() == null ? List.of() : result.value();
            List<Item> done = items.stream().filter(Item::isDone).toList();
            return new BulkPayload(
                    policy == ErrorPolicy.IGNORE_FAILED ? done : items,
                    done.size(),
                    items.size() - done.size(),
                    result.errors());
        }
    }

    record BulkProgress(int total, int done) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    BulkPayload bulkUpdateConversations(@Argument BulkInput input, @AuthenticationPrincipal Actor actor) {
        SetInput set = Objects.requireNonNullElse(
                input.set(), new SetInput(null, null, null, null, null, null, null, null, null));
        BulkUpdates.Wanted wanted = new BulkUpdates.Wanted(
                input.ids().stream().map(id -> GlobalId.raw("Conversation", id)).toList(),
                set.change(),
                input.message() == null || input.message().isBlank() ? null : input.message(),
                input.policy() == ErrorPolicy.REJECT_EVERYTHING);
        return BulkPayload.of(updates.update(actor, wanted, input.idempotencyKey(), input), input.policy());
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    @Nullable
    BulkProgress bulkProgress(@Argument String idempotencyKey, @AuthenticationPrincipal Actor actor) {
        return updates.progress(actor, idempotencyKey)
                .map(progress ->
                        new BulkProgress(progress.total(), progress.done().get()))
                .orElse(null);
    }

    @SchemaMapping(typeName = "BulkItem")
    String conversationId(Item item) {
        return GlobalId.of("Conversation", item.conversationId());
    }

    @BatchMapping(typeName = "BulkItem")
    Map<Item, Conversation> conversation(List<Item> items) {
        return Edges.of(
                items, item -> item.isDone() ? item.conversationId() : null, conversations::find, Conversation::id);
    }

    @SchemaMapping(typeName = "BulkItem")
    List<UserError> userErrors(Item item) {
        return item.errors();
    }
}
