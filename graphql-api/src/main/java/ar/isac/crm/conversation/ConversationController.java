package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.tag.Tag;
import ar.isac.crm.tag.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
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
class ConversationController implements NodesSource {

    private static final String TYPE = "Conversation";

    private final Conversations conversations;
    private final Messages messages;
    private final AdvisorDesk desk;
    private final Snoozing snoozing;
    private final ChannelAccounts accounts;
    private final Customers customers;
    private final Advisors advisors;
    private final Tags tags;
    private final Clock clock;

    ConversationController(
            Conversations conversations,
            Messages messages,
            AdvisorDesk desk,
            Snoozing snoozing,
            ChannelAccounts accounts,
            Customers customers,
            Advisors advisors,
            Tags tags,
            Clock clock,
            BatchLoaderRegistry loaders) {
        this.conversations = conversations;
        this.messages = messages;
        this.desk = desk;
        this.snoozing = snoozing;
        this.accounts = accounts;
        this.customers = customers;
        this.advisors = advisors;
        this.tags = tags;
        this.clock = clock;
        loaders.forTypePair(String.class, Message.class)
                .registerMappedBatchLoader((ids, environment) -> Mono.just(
                        messages.find(ids).stream().collect(Collectors.toMap(Message::id, Function.identity()))));
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Conversation conversation(@Argument String id) {
        return conversations.find(GlobalId.raw(TYPE, id)).orElseThrow(() -> new NotFound(TYPE));
    }

    @SchemaMapping
    String id(Conversation conversation) {
        return GlobalId.of(TYPE, conversation.id());
    }

    @BatchMapping
    Map<Conversation, ChannelAccount> account(List<Conversation> conversations) {
        return Edges.of(conversations, Conversation::accountId, accounts::find, ChannelAccount::id);
    }

    @BatchMapping
    Map<Conversation, Customer> customer(List<Conversation> conversations) {
        return Edges.of(conversations, Conversation::customerId, customers::find, Customer::id);
    }

    @BatchMapping
    Map<Conversation, Advisor> assignee(List<Conversation> conversations) {
        return Edges.of(conversations, Conversation::assigneeId, advisors::find, Advisor::id);
    }

    @BatchMapping(typeName = TYPE, field = "tags")
    Map<Conversation, List<Tag>> tagsOf(List<Conversation> tagged) {
        return Edges.lists(tagged, Conversation::tags, tags::find, Tag::id);
    }

    @BatchMapping
    Map<Conversation, Message> lastMessage(List<Conversation> conversations) {
        return Edges.of(
                conversations,
                conversation -> conversation.lastMessage() == null
                        ? null
                        : Message.id(
                                conversation.id(), conversation.lastMessage().seq()),
                messages::find,
                Message::id);
    }

    @SchemaMapping
    ReplyWindow replyWindow(Conversation conversation) {
        return ReplyWindow.of(conversation, clock.instant());
    }

    @SchemaMapping
    CompletableFuture<Page<Message>> messages(
            Conversation conversation,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            @Argument @Nullable Integer last,
            @Argument @Nullable String before,
            DataLoader<String, Message> byId) {
        return threadPage(conversation, new ThreadRange(first, after, last, before), byId);
    }

    private static CompletableFuture<Page<Message>> threadPage(
            Conversation conversation, ThreadRange range, DataLoader<String, Message> byId) {
        ThreadRange.Numbers numbers = range.within(conversation.lastSeq());
        List<String> ids = LongStream.rangeClosed(numbers.from(), numbers.to())
                .mapToObj(seq -> Message.id(conversation.id(), seq))
                .toList();
        return byId.loadMany(ids)
                .thenApply(found -> Page.of(
                        found.stream().filter(Objects::nonNull).toList(),
                        ThreadRange::cursor,
                        numbers.from() > 1,
                        numbers.to() < conversation.lastSeq()));
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record ChangeControlInput(String conversationId, Control control) {}

    record AssignConversationInput(
            String conversationId,
            @Nullable String advisorId,
            @Nullable Boolean isUndo) {}

    record ChangeStatusInput(String conversationId, ConversationStatus status) {}

    record SnoozeConversationInput(
            String conversationId, @Nullable Instant until, String idempotencyKey) {}

    record ChangePriorityInput(String conversationId, Priority priority) {}

    record AddTagInput(String conversationId, String tagId) {}

    record RemoveTagInput(String conversationId, String tagId) {}

    record MarkReadInput(
            String conversationId,
            @Nullable Long seq,
            @Nullable Boolean isUnread) {}

    record ConversationPayload(
            @Nullable Conversation conversation, @Nullable Handling previous, List<UserError> userErrors) {

        static ConversationPayload of(AdvisorDesk.Changed changed) {
            return new ConversationPayload(changed.conversation(), changed.previous(), List.of());
        }

        static ConversationPayload refused(List<UserError> errors) {
            return new ConversationPayload(null, null, errors);
        }
    }

    record MarkReadPayload(@Nullable Conversation conversation, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload changeControl(@Argument ChangeControlInput input) {
        return ConversationPayload.of(desk.changeControl(GlobalId.raw(TYPE, input.conversationId()), input.control()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload assignConversation(
            @Argument AssignConversationInput input, @AuthenticationPrincipal Actor actor) {
        String advisorId = input.advisorId() == null ? null : GlobalId.raw("Advisor", input.advisorId());
        return ConversationPayload.of(desk.assign(
                actor, GlobalId.raw(TYPE, input.conversationId()), advisorId, Boolean.TRUE.equals(input.isUndo())));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload changeStatus(@Argument ChangeStatusInput input) {
        return ConversationPayload.of(desk.changeStatus(GlobalId.raw(TYPE, input.conversationId()), input.status()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload snoozeConversation(
            @Argument SnoozeConversationInput input, @AuthenticationPrincipal Actor actor) {
        String id = GlobalId.raw(TYPE, input.conversationId());
        Result<AdvisorDesk.Changed> result = snoozing.snooze(actor, id, input.until(), input.idempotencyKey());
        AdvisorDesk.Changed changed = result.value();
        return changed == null ? ConversationPayload.refused(result.errors()) : ConversationPayload.of(changed);
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload changePriority(@Argument ChangePriorityInput input) {
        return ConversationPayload.of(
                desk.changePriority(GlobalId.raw(TYPE, input.conversationId()), input.priority()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload addTag(@Argument AddTagInput input) {
        Result<AdvisorDesk.Changed> tagged =
                desk.addTag(GlobalId.raw(TYPE, input.conversationId()), GlobalId.raw(Tags.TYPE, input.tagId()));
        AdvisorDesk.Changed changed = tagged.value();
        return changed == null ? ConversationPayload.refused(tagged.errors()) : ConversationPayload.of(changed);
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload removeTag(@Argument RemoveTagInput input) {
        return ConversationPayload.of(
                desk.removeTag(GlobalId.raw(TYPE, input.conversationId()), GlobalId.raw(Tags.TYPE, input.tagId())));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    MarkReadPayload markRead(@Argument MarkReadInput input) {
        String id = GlobalId.raw(TYPE, input.conversationId());
        return new MarkReadPayload(
                Boolean.TRUE.equals(input.isUnread()) ? desk.markUnread(id) : desk.markRead(id, input.seq()),
                List.of());
    }

    @BatchMapping(typeName = "ConversationState", field = "assignee")
    Map<Handling, Advisor> formerAssignee(List<Handling> states) {
        return Edges.of(states, Handling::assigneeId, advisors::find, Advisor::id);
    }

    @BatchMapping(typeName = "ConversationState", field = "tags")
    Map<Handling, List<Tag>> formerTags(List<Handling> states) {
        return Edges.lists(states, Handling::tags, tags::find, Tag::id);
    }

    @BatchMapping(typeName = "Transfer")
    Map<Transfer, Advisor> from(List<Transfer> transfers) {
        return Edges.of(transfers, Transfer::fromId, advisors::find, Advisor::id);
    }

    @BatchMapping(typeName = "Transfer")
    Map<Transfer, Advisor> to(List<Transfer> transfers) {
        return Edges.of(transfers, Transfer::toId, advisors::find, Advisor::id);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return conversations.find(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return conversations.find(rawIds).stream().collect(Collectors.toMap(Conversation::id, Function.identity()));
    }
}
