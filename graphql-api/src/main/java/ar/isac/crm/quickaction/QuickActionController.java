package ar.isac.crm.quickaction;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class QuickActionController implements NodeSource {

    static final String TYPE = "QuickAction";

    private final QuickActions actions;
    private final QuickActionRequests requests;
    private final Transfers transfers;
    private final Briefing briefing;

    QuickActionController(QuickActions actions, QuickActionRequests requests, Transfers transfers, Briefing briefing) {
        this.actions = actions;
        this.requests = requests;
        this.transfers = transfers;
        this.briefing = briefing;
    }

    /** In the shape of the GraphQL payloads. */
    record MessagePayload(@Nullable Message message, List<UserError> userErrors) {

        static MessagePayload of(Result<Message> result) {
            return new MessagePayload(result.value(), result.errors());
        }
    }

    record ConversationPayload(@Nullable Conversation conversation, List<UserError> userErrors) {}

    record QuickActionPayload(@Nullable QuickAction quickAction, List<UserError> userErrors) {}

    record RunPayload(List<Message> messages, @Nullable Quote quote, List<UserError> userErrors) {}

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    List<QuickAction> quickActions(@Argument @Nullable String search) {
        return actions.search(search);
    }

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    QuickActionPayload saveQuickAction(@Argument QuickActionRequests.SaveInput input) {
        Result<QuickAction> saved = requests.save(input);
        return new QuickActionPayload(saved.value(), saved.errors());
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    RunPayload runQuickAction(@Argument QuickActionRequests.RunInput input, @AuthenticationPrincipal Actor actor) {
        Result<QuickActionDesk.Ran> result = requests.run(input, actor);
        QuickActionDesk.Ran ran = result.value();
        return ran == null
                ? new RunPayload(List.of(), null, result.errors())
                : new RunPayload(ran.messages(), ran.quote(), List.of());
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    MessagePayload sendProduct(
            @Argument QuickActionRequests.SendProductInput input, @AuthenticationPrincipal Actor actor) {
        return MessagePayload.of(requests.sendProduct(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    MessagePayload sendLocation(
            @Argument QuickActionRequests.SendLocationInput input, @AuthenticationPrincipal Actor actor) {
        return MessagePayload.of(requests.sendLocation(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload transferConversation(
            @Argument QuickActionRequests.TransferInput input, @AuthenticationPrincipal Actor actor) {
        Result<Conversation> result = requests.transfer(input, actor);
        return new ConversationPayload(result.value(), result.errors());
    }

    @SchemaMapping
    String briefing(Conversation conversation) {
        return briefing.of(conversation);
    }

    record AcceptTransferInput(String conversationId) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ConversationPayload acceptTransfer(@Argument AcceptTransferInput input, @AuthenticationPrincipal Actor actor) {
        Result<Conversation> result = transfers.accept(actor, GlobalId.raw("Conversation", input.conversationId()));
        return new ConversationPayload(result.value(), result.errors());
    }

    @SchemaMapping
    String id(QuickAction action) {
        return GlobalId.of(TYPE, action.id());
    }

    @SchemaMapping
    long version(QuickAction action) {
        return Objects.requireNonNull(action.version());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return actions.find(rawId).orElse(null);
    }
}
