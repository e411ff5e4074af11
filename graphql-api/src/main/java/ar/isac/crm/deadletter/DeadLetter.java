package ar.isac.crm.deadletter;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.hub.ReturnedLetters;
import ar.isac.crm.message.ParkedLetter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parked letter as somebody may see it, in the shape of the GraphQL type: what quotes a customer is left out for those who
 * do not read conversations.
 */
record DeadLetter(
        String id,
        String number,
        Instant parkedAt,
        String queue,
        @Nullable String route,
        @Nullable String step,
        DeadLetterCause cause,
        @Nullable String body,
        @Nullable String originalBody,
        int tries,
        KeptLetter.Status status,
        boolean isEdited,
        List<DeadLetterAction> history) {

    /** Why it was parked. */
    record DeadLetterCause(@Nullable String type, @Nullable String message, String explanation) {}

    /** Who did what with it. */
    record DeadLetterAction(
            KeptLetter.Action.Kind kind, @Nullable String advisorId, String actor, Instant occurredAt) {}

    static DeadLetter of(KeptLetter kept, boolean withText) {
        ParkedLetter letter = kept.letter();
        return new DeadLetter(
                GlobalId.of(LetterDesk.TYPE, kept.id()),
                kept.id(),
                letter.parkedAt(),
                letter.origin(),
                letter.route(),
                letter.step(),
                cause(letter, withText),
                withText ? kept.body() : null,
                withText && kept.editedBody() != null ? letter.body() : null,
                kept.tries(),
                kept.status(),
                kept.editedBody() != null,
                kept.history().stream()
                        .map(action -> new DeadLetterAction(
                                action.kind(), action.advisorId(), action.actorName(), action.at()))
                        .toList());
    }

    private static DeadLetterCause cause(ParkedLetter letter, boolean withText) {
        // The text of an exception may quote the message; our own reasons never do.
        String message = letter.failure() == null || withText ? letter.reason() : null;
        return new DeadLetterCause(letter.failure(), message, explanation(letter));
    }

    private static String explanation(ParkedLetter letter) {
        if (ReturnedLetters.isFromWebhook(letter)) {
            return "La plataforma mandó algo que el canal no supo leer; el motivo nombra el campo.";
        }
        return letter.failure() == null
                ? "El broker lo entregó varias veces sin que nadie pudiera terminarlo y lo apartó."
                : "El paso «%s» de la ruta «%s» falló cuatro veces seguidas.".formatted(letter.step(), letter.route());
    }
}
