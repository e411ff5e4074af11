package ar.isac.crm.conversation;

import ar.isac.crm.conversation.ConversationController.SendMessageInput;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import java.util.ArrayList;
import java.util.List;

/** What an advisor may ask to be sent, in words for the advisor. */
final class SendMessageRules {

    /** WhatsApp's limit for a text; Instagram's texts are split. */
    private static final int LONGEST_TEXT = 4_096;

    private SendMessageRules() {}

    static List<UserError> check(SendMessageInput input) {
        List<UserError> errors = new ArrayList<>();
        if (input.text().isBlank()) {
            errors.add(UserError.at("text", UserError.Code.REQUIRED, "Escribí un mensaje."));
        } else if (input.text().length() > LONGEST_TEXT) {
            errors.add(UserError.at(
                    "text", UserError.Code.TOO_LONG, "El mensaje tiene más de 4.096 caracteres: dividilo en dos."));
        }
        IdempotencyKeys.check(input.idempotencyKey()).ifPresent(errors::add);
        return errors;
    }
}
