package ar.isac.crm.conversation;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class SuggestionController {

    private static final String TYPE = "Suggestion";

    private final Suggestions suggestions;
    private final Conversations conversations;
    private final Messages messages;
    private final IdempotencyKeys keys;

    SuggestionController(
            Suggestions suggestions, Conversations conversations, Messages messages, IdempotencyKeys keys) {
        this.suggestions = suggestions;
        this.conversations = conversations;
        this.messages = messages;
        this.keys = keys;
    }

    @SchemaMapping
    String id(Suggestion suggestion) {
        return GlobalId.of(TYPE, suggestion.id());
    }

    @SchemaMapping
    List<MessageContent> contents(Suggestion suggestion) {
        return suggestion.drafts().stream().map(Draft::content).toList();
    }

    @SchemaMapping
    List<ReplyEvidence> evidence(Suggestion suggestion) {
        return suggestion.drafts().stream()
                .map(Draft::evidence)
                .filter(Objects::nonNull)
                .toList();
    }

    @SchemaMapping
    @Nullable
    Escalation escalation(Suggestion suggestion) {
        return suggestion.handOver() == null ? null : suggestion.handOver().why();
    }

    @SchemaMapping
    @Nullable
    Priority priority(Suggestion suggestion) {
        return suggestion.handOver() == null ? null : suggestion.handOver().atLeast();
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record SendSuggestionInput(
            String conversationId,
            @Nullable String suggestionId,
            @Nullable String text,
            String idempotencyKey) {}

    record SendSuggestionPayload(
            List<Message> messages, @Nullable Conversation conversation, List<UserError> userErrors) {}

    record DismissSuggestionInput(
            String conversationId, @Nullable String suggestionId) {}

    record DismissSuggestionPayload(@Nullable Conversation conversation, List<UserError> userErrors) {}

    /** What is kept of a sending, for whoever asks again. */
    record Sent(List<String> messageIds) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SendSuggestionPayload sendSuggestion(@Argument SendSuggestionInput input, @AuthenticationPrincipal Actor actor) {
        Optional<UserError> illegal = SendMessageRules.edited(input.text());
        if (illegal.isPresent()) {
            return new SendSuggestionPayload(List.of(), null, List.of(illegal.get()));
        }
        String id = GlobalId.raw("Conversation", input.conversationId());
        return switch (keys.once(
                actor.id(),
                "sendSuggestion",
                input.idempotencyKey(),
                input,
                Sent.class,
                () -> send(actor, id, input))) {
            case IdempotencyKeys.Outcome.Refused<Sent>(UserError error) ->
                new SendSuggestionPayload(List.of(), null, List.of(error));
            case IdempotencyKeys.Outcome.Done<Sent>(Sent sent) -> payload(id, sent);
        };
    }

    private Sent send(Actor actor, String id, SendSuggestionInput input) {
        return new Sent(suggestions.send(actor, id, raw(input.suggestionId()), input.text()).stream()
                .map(Message::id)
                .toList());
    }

    private SendSuggestionPayload payload(String id, Sent sent) {
        Conversation conversation = conversations.find(id).orElse(null);
        if (sent.messageIds().isEmpty()) {
            return new SendSuggestionPayload(List.of(), conversation, List.of(gone()));
        }
        List<Message> found = new ArrayList<>(messages.find(sent.messageIds()));
        found.sort(java.util.Comparator.comparing(Message::id));
        return new SendSuggestionPayload(found, conversation, List.of());
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    DismissSuggestionPayload dismissSuggestion(@Argument DismissSuggestionInput input) {
        return suggestions
                .dismiss(GlobalId.raw("Conversation", input.conversationId()), raw(input.suggestionId()))
                .map(conversation -> new DismissSuggestionPayload(conversation, List.of()))
                .orElseGet(() -> new DismissSuggestionPayload(null, List.of(gone())));
    }

    private static @Nullable String raw(@Nullable String suggestionId) {
        return suggestionId == null ? null : GlobalId.raw(TYPE, suggestionId);
    }

    private static UserError gone() {
        return UserError.at(
                "suggestionId",
                UserError.Code.NOT_ALLOWED,
                "Esta sugerencia ya no está: el cliente volvió a escribir o alguien respondió.");
    }
}
