package ar.isac.crm.followup;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.idempotency.IdempotencyKeys.Outcome;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class FollowUpController implements NodesSource {

    static final String TYPE = "FollowUp";

    private final FollowUps followUps;
    private final FollowUpLists lists;
    private final FollowUpDesk desk;
    private final ScheduledMessages messages;
    private final Conversations conversations;
    private final Advisors advisors;
    private final IdempotencyKeys keys;
    private final Clock clock;

    FollowUpController(
            FollowUps followUps,
            FollowUpLists lists,
            FollowUpDesk desk,
            ScheduledMessages messages,
            Conversations conversations,
            Advisors advisors,
            IdempotencyKeys keys,
            Clock clock,
            BatchLoaderRegistry loaders) {
        this.followUps = followUps;
        this.lists = lists;
        this.desk = desk;
        this.messages = messages;
        this.conversations = conversations;
        this.advisors = advisors;
        this.keys = keys;
        this.clock = clock;
        loaders.forTypePair(String.class, FollowUpLists.OfConversation.class)
                .registerMappedBatchLoader((ids, environment) -> Mono.just(lists.ofConversations(ids)));
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record FollowUpFilter(
            @Nullable String assignee,
            FollowUp.@Nullable Type type,
            FollowUp.@Nullable Status status,
            @Nullable Instant dueBefore) {}

    record ScheduleFollowUpInput(
            String conversationId,
            FollowUp.Type type,
            Instant dueAt,
            String note,
            @Nullable String message,
            @Nullable String assigneeId,
            String idempotencyKey) {}

    record FollowUpInput(String followUpId) {}

    record FollowUpPayload(@Nullable FollowUp followUp, List<UserError> userErrors) {}

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<FollowUp> followUps(
            @Argument @Nullable FollowUpFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return lists.open(condition(filter), PageSize.of(first), after);
    }

    private static FollowUpLists.Condition condition(@Nullable FollowUpFilter filter) {
        return filter == null
                ? FollowUpLists.Condition.NONE
                : new FollowUpLists.Condition(
                        filter.assignee() == null ? null : GlobalId.raw("Advisor", filter.assignee()),
                        filter.type(),
                        filter.status(),
                        filter.dueBefore());
    }

    @SchemaMapping
    CompletableFuture<Page<FollowUp>> followUps(
            Conversation conversation,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<String, FollowUpLists.OfConversation> byConversation) {
        return byConversation
                .load(conversation.id())
                .thenApply(found -> FollowUpLists.page(found, PageSize.of(first), after));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    FollowUpPayload scheduleFollowUp(@Argument ScheduleFollowUpInput input, @AuthenticationPrincipal Actor actor) {
        List<UserError> errors = ScheduleFollowUpRules.check(input, clock.instant());
        if (!errors.isEmpty()) {
            return new FollowUpPayload(null, errors);
        }
        String assignee = input.assigneeId() == null ? null : GlobalId.raw("Advisor", input.assigneeId());
        if (assignee != null && advisors.find(assignee).isEmpty()) {
            throw new NotFound("Advisor");
        }
        FollowUp fresh = fresh(input, assignee, actor);
        Outcome<String> outcome = keys.once(
                actor.id(),
                "scheduleFollowUp",
                input.idempotencyKey(),
                input,
                String.class,
                () -> desk.schedule(fresh).id());
        return switch (outcome) {
            case Outcome.Done<String>(String id) ->
                new FollowUpPayload(followUps.find(id).orElseThrow(), List.of());
            case Outcome.Refused<String>(UserError error) -> new FollowUpPayload(null, List.of(error));
        };
    }

    /** The id follows from the key, so that what a crash interrupts is found by the next try. */
    private FollowUp fresh(ScheduleFollowUpInput input, @Nullable String assigneeId, Actor actor) {
        String cause = "followUp/" + actor.id() + "/" + input.idempotencyKey();
        return new FollowUp(
                UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString(),
                null,
                GlobalId.raw("Conversation", input.conversationId()),
                input.type(),
                FollowUp.Origin.PERSON,
                FollowUp.Status.SCHEDULED,
                input.dueAt(),
                input.note().strip(),
                input.message() == null || input.message().isBlank()
                        ? null
                        : input.message().strip(),
                assigneeId,
                actor.advisorId(),
                null,
                clock.instant(),
                null);
    }

    record ScheduleMessageInput(
            String conversationId,
            @Nullable String text,
            @Nullable List<String> attachmentIds,
            Instant at,
            String idempotencyKey) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    FollowUpPayload scheduleMessage(@Argument ScheduleMessageInput input, @AuthenticationPrincipal Actor actor) {
        Result<FollowUp> scheduled = messages.schedule(
                actor,
                GlobalId.raw("Conversation", input.conversationId()),
                Objects.requireNonNullElse(input.text(), ""),
                Objects.requireNonNullElse(input.attachmentIds(), List.of()),
                input.at(),
                input.idempotencyKey());
        return new FollowUpPayload(scheduled.value(), scheduled.errors());
    }

    @SchemaMapping
    CompletableFuture<List<FollowUp>> scheduledMessages(
            Conversation conversation, DataLoader<String, FollowUpLists.OfConversation> byConversation) {
        return byConversation.load(conversation.id()).thenApply(FollowUpLists::waitingMessages);
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    FollowUpPayload completeFollowUp(@Argument FollowUpInput input, @AuthenticationPrincipal Actor actor) {
        return new FollowUpPayload(desk.complete(GlobalId.raw(TYPE, input.followUpId()), actor), List.of());
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    FollowUpPayload cancelFollowUp(@Argument FollowUpInput input, @AuthenticationPrincipal Actor actor) {
        return new FollowUpPayload(desk.cancel(GlobalId.raw(TYPE, input.followUpId()), actor), List.of());
    }

    @SchemaMapping
    String id(FollowUp followUp) {
        return GlobalId.of(TYPE, followUp.id());
    }

    @BatchMapping
    Map<FollowUp, Conversation> conversation(List<FollowUp> tasks) {
        return Edges.of(tasks, FollowUp::conversationId, conversations::find, Conversation::id);
    }

    /** Whose task it is: the one it was given to, else whoever has the conversation. */
    @BatchMapping
    Map<FollowUp, Advisor> assignee(List<FollowUp> tasks) {
        Map<String, Conversation> byId = conversations
                .find(tasks.stream()
                        .filter(task -> task.assigneeId() == null)
                        .map(FollowUp::conversationId)
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Conversation::id, Function.identity()));
        return Edges.of(tasks, task -> owner(task, byId.get(task.conversationId())), advisors::find, Advisor::id);
    }

    private static @Nullable String owner(FollowUp task, @Nullable Conversation conversation) {
        return task.assigneeId() != null ? task.assigneeId() : conversation == null ? null : conversation.assigneeId();
    }

    @BatchMapping
    Map<FollowUp, Advisor> author(List<FollowUp> tasks) {
        return Edges.of(tasks, FollowUp::authorId, advisors::find, Advisor::id);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return followUps.find(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return followUps.find(rawIds).stream().collect(Collectors.toMap(FollowUp::id, Function.identity()));
    }
}
