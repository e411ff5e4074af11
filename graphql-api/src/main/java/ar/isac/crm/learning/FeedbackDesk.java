package ar.isac.crm.learning;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.conversation.SuggestionEdited;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.learning.Feedback.Kind;
import ar.isac.crm.security.Actor;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes feedback: what a customer's message really means, whether an answer was helpful, other words for a suggestion. */
@Component
class FeedbackDesk {

    private static final int MOST_INTENTS = 4;
    private static final int LONGEST_NOTE = 1_000;

    private final Messages messages;
    private final Conversations conversations;
    private final Feedbacks feedbacks;
    private final Clock clock;

    FeedbackDesk(Messages messages, Conversations conversations, Feedbacks feedbacks, Clock clock) {
        this.messages = messages;
        this.conversations = conversations;
        this.feedbacks = feedbacks;
        this.clock = clock;
    }

    /** In the shape of the GraphQL input. */
    record GiveFeedbackInput(
            String messageId,
            @Nullable List<Intent> intents,
            @Nullable Boolean helpful,
            @Nullable String note,
            @Nullable String idempotencyKey) {

        List<Intent> rightIntents() {
            return intents == null ? List.of() : intents;
        }
    }

    /** What was kept, or why nothing was. */
    sealed interface Given {

        record Kept(Feedback feedback) implements Given {}

        record Refused(UserError error) implements Given {}
    }

    Given give(Actor actor, GiveFeedbackInput input) {
        Message message =
                messages.find(GlobalId.raw("Message", input.messageId())).orElseThrow(() -> new NotFound("Message"));
        String note = input.note();
        if (note != null && note.length() > LONGEST_NOTE) {
            return refused("note", UserError.Code.TOO_LONG, "La nota puede tener hasta 1.000 caracteres.");
        }
        Conversation conversation =
                conversations.find(message.conversationId()).orElseThrow(() -> new NotFound("Message"));
        if (message.direction() == Direction.INBOUND) {
            return correct(actor, conversation, message, input);
        }
        return rate(actor, conversation, message, input);
    }

    private static Given refused(String field, UserError.Code code, String message) {
        return new Given.Refused(UserError.at(field, code, message));
    }

    private Given correct(Actor actor, Conversation conversation, Message message, GiveFeedbackInput input) {
        List<Intent> intents = input.rightIntents();
        String text = message.content().plainText();
        if (intents.isEmpty()) {
            return refused("intents", UserError.Code.REQUIRED, "Decí qué quiere el cliente, lo principal primero.");
        }
        if (intents.size() > MOST_INTENTS || new HashSet<>(intents).size() < intents.size()) {
            return refused("intents", UserError.Code.INVALID, "Elegí de una a cuatro intenciones distintas.");
        }
        if (message.analysis() == null || message.isDeleted() || text.isBlank()) {
            return refused("messageId", UserError.Code.NOT_ALLOWED, "ISAC no leyó palabras en este mensaje.");
        }
        MessageAnalysis analysis = message.analysis();
        return kept(new Feedback(
                "intents/" + message.id(),
                null,
                Kind.INTENTS,
                conversation.id(),
                conversation.customerId(),
                message.id(),
                text,
                intents,
                analysis.intents().stream().map(ScoredIntent::intent).toList(),
                analysis.modelVersion(),
                input.helpful(),
                input.note(),
                null,
                actor.id(),
                actor.name(),
                clock.instant()));
    }

    private Given rate(Actor actor, Conversation conversation, Message message, GiveFeedbackInput input) {
        if (message.author() != Author.ASSISTANT) {
            return refused(
                    "messageId",
                    UserError.Code.NOT_ALLOWED,
                    "Se corrigen los mensajes de clientes y las respuestas de ISAC.");
        }
        if (!input.rightIntents().isEmpty()) {
            return refused("intents", UserError.Code.NOT_ALLOWED, "Corregí el mensaje del cliente al que responde.");
        }
        if (input.helpful() == null && (input.note() == null || input.note().isBlank())) {
            return refused("helpful", UserError.Code.REQUIRED, "Decí si la respuesta sirvió.");
        }
        return kept(new Feedback(
                "rating/" + message.id() + "/" + actor.id(),
                null,
                Kind.RATING,
                conversation.id(),
                conversation.customerId(),
                message.id(),
                message.content().plainText(),
                List.of(),
                said(message),
                null,
                input.helpful(),
                input.note(),
                null,
                actor.id(),
                actor.name(),
                clock.instant()));
    }

    private static List<Intent> said(Message message) {
        return Optional.ofNullable(message.evidence())
                .map(evidence -> evidence.intent())
                .flatMap(name -> List.of(Intent.values()).stream()
                        .filter(intent -> intent.name().equals(name))
                        .findFirst())
                .map(List::of)
                .orElse(List.of());
    }

    private Given kept(Feedback feedback) {
        return new Given.Kept(feedbacks.keep(feedback));
    }

    /** A suggestion that went out in other words says how it should have been put. */
    @EventListener
    void on(SuggestionEdited edit) {
        Conversation conversation = edit.conversation();
        messages
                .range(
                        conversation.id(),
                        edit.suggestion().upTo(),
                        edit.suggestion().upTo())
                .stream()
                .findFirst()
                .ifPresent(message -> feedbacks.keep(new Feedback(
                        "edit/" + edit.suggestion().id(),
                        null,
                        Kind.EDIT,
                        conversation.id(),
                        conversation.customerId(),
                        message.id(),
                        edit.suggestion().text(),
                        List.of(),
                        message.analysis() == null
                                ? List.of()
                                : message.analysis().intents().stream()
                                        .map(ScoredIntent::intent)
                                        .toList(),
                        message.analysis() == null ? null : message.analysis().modelVersion(),
                        null,
                        null,
                        edit.text(),
                        edit.actor().id(),
                        edit.actor().name(),
                        clock.instant())));
    }
}
