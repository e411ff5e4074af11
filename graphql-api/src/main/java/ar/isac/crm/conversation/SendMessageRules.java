package ar.isac.crm.conversation;

import ar.isac.crm.conversation.ConversationController.SendMessageInput;
import ar.isac.crm.graphql.UserError;
import java.util.ArrayList;
import java.util.List;

/** What an advisor may ask to be sent, in words for the advisor. */
final class SendMessageRules {

    /** WhatsApp's limit for a text; Instagram's texts are split. */
    private static final int LONGEST_TEXT = 4_096;

    private static final int LONGEST_KEY = 100;

    private SendMessageRules() {}

    static List<UserError> check(SendMessageInput input) {
        List<UserError> errors = new ArrayList<>();
        if (input.text().isBlank()) {
            errors.add(UserError.at("text", UserError.Code.REQUIRED, "Escribí un mensaje."));
        } else if (input.text().length() > LONGEST_TEXT) {
            errors.add(UserError.at(
                    "text", UserError.Code.TOO_LONG, "El mensaje tiene más de 4.096 caracteres: dividilo en dos."));
        }
        if (input.idempotencyKey().isBlank()) {
            errors.add(UserError.at("idempotencyKey", UserError.Code.REQUIRED, "An idempotency key is required."));
        } else if (input.idempotencyKey().length() > LONGEST_KEY) {
            errors.add(UserError.at(
                    "idempotencyKey", UserError.Code.TOO_LONG, "An idempotency key has at most 100 characters."));
        }
        return errors;
    }

    static UserError keyReused() {
        return UserError.at(
                "idempotencyKey",
                UserError.Code.IDEMPOTENCY_KEY_REUSED,
                "This idempotency key was used for another message.");
    }
}
