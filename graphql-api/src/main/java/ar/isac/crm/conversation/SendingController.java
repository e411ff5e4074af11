package ar.isac.crm.conversation;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** What advisors send, over GraphQL. */
@Controller
class SendingController {

    private final Sending sending;

    SendingController(Sending sending) {
        this.sending = sending;
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record SendMessageInput(
            String conversationId,
            @Nullable String text,
            @Nullable List<String> attachmentIds,
            @Nullable List<String> captions,
            @Nullable String replyToId,
            String idempotencyKey,
            @Nullable Long lastSeenSeq) {

        String words() {
            return Objects.requireNonNullElse(text, "");
        }

        List<String> attachments() {
            return Objects.requireNonNullElse(attachmentIds, List.of());
        }

        List<String> wordsOfFiles() {
            return Objects.requireNonNullElse(captions, List.of());
        }
    }

    record RetryMessageInput(String messageId, String idempotencyKey) {}

    record ReactToMessageInput(String messageId, @Nullable String emoji, String idempotencyKey) {}

    record ShowTypingInput(String conversationId) {}

    record MessagePayload(@Nullable Message message, List<UserError> userErrors) {

        static MessagePayload of(Result<Message> result) {
            return new MessagePayload(result.value(), result.errors());
        }
    }

    record SendMessagePayload(@Nullable Message message, List<Message> newerMessages, List<UserError> userErrors) {}

    record ShowTypingPayload(List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SendMessagePayload sendMessage(@Argument SendMessageInput input, @AuthenticationPrincipal Actor actor) {
        List<UserError> errors = SendMessageRules.check(input);
        if (!errors.isEmpty()) {
            return new SendMessagePayload(null, List.of(), errors);
        }
        String conversationId = GlobalId.raw("Conversation", input.conversationId());
        try {
            Result<Message> sent = sending.typed(
                    actor,
                    conversationId,
                    input.words(),
                    input.attachments(),
                    input.wordsOfFiles(),
                    messageId(input.replyToId()),
                    input.idempotencyKey(),
                    input.lastSeenSeq());
            return new SendMessagePayload(sent.value(), List.of(), sent.errors());
        } catch (SomebodyWrote meanwhile) {
            long seen = Objects.requireNonNullElse(input.lastSeenSeq(), 0L);
            return new SendMessagePayload(
                    null,
                    sending.newerByOthers(conversationId, actor, seen),
                    List.of(UserError.at(
                            "lastSeenSeq",
                            UserError.Code.SOMEBODY_WROTE,
                            "Otra persona acaba de escribirle: fijate qué puso antes de enviar.")));
        }
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    MessagePayload sendInteractive(@Argument InteractiveInput input, @AuthenticationPrincipal Actor actor) {
        Result<InteractiveContent> content = input.content();
        InteractiveContent wanted = content.value();
        if (wanted == null) {
            return new MessagePayload(null, content.errors());
        }
        Result<Message> sent = sending.send(
                actor,
                GlobalId.raw("Conversation", input.conversationId()),
                wanted,
                messageId(input.replyToId()),
                "interactive",
                input.idempotencyKey());
        return new MessagePayload(sent.value(), input.inItsWords(sent.errors()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    MessagePayload retryMessage(@Argument RetryMessageInput input, @AuthenticationPrincipal Actor actor) {
        return MessagePayload.of(
                sending.again(actor, GlobalId.raw("Message", input.messageId()), input.idempotencyKey()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    MessagePayload reactToMessage(@Argument ReactToMessageInput input, @AuthenticationPrincipal Actor actor) {
        return MessagePayload.of(sending.react(
                actor,
                GlobalId.raw("Message", input.messageId()),
                Objects.requireNonNullElse(input.emoji(), ""),
                input.idempotencyKey()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    ShowTypingPayload showTyping(@Argument ShowTypingInput input) {
        sending.typing(GlobalId.raw("Conversation", input.conversationId()));
        return new ShowTypingPayload(List.of());
    }

    private static @Nullable String messageId(@Nullable String globalId) {
        return globalId == null ? null : GlobalId.raw("Message", globalId);
    }

    /** The products of a message that shows some of the platform's catalogue. */
    @SchemaMapping(typeName = "InteractiveContent")
    @Nullable
    List<String> skus(InteractiveContent content) {
        return content.action() instanceof InteractiveContent.Products products
                ? products.sections().stream()
                        .flatMap(section -> section.skus().stream())
                        .toList()
                : null;
    }

    @SchemaMapping(typeName = "InteractiveContent")
    InteractiveContent.@Nullable Link link(InteractiveContent content) {
        return content.action() instanceof InteractiveContent.Link link ? link : null;
    }

    @SchemaMapping(typeName = "InteractiveContent")
    boolean isLocationRequest(InteractiveContent content) {
        return content.action() instanceof InteractiveContent.LocationRequest;
    }
}
