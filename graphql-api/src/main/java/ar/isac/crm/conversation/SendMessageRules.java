package ar.isac.crm.conversation;

import ar.isac.crm.conversation.SendingController.SendMessageInput;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an advisor may ask to be sent, in words for the advisor. */
public final class SendMessageRules {

    /** WhatsApp's limit for a text; Instagram's texts are split. */
    public static final int LONGEST_TEXT = 4_096;

    /** WhatsApp's limit for the words under a medium. */
    private static final int LONGEST_CAPTION = 1_024;

    private SendMessageRules() {}

    static List<UserError> check(SendMessageInput input) {
        List<UserError> errors = new ArrayList<>();
        if (input.attachments().isEmpty() || !input.words().isBlank()) {
            checkText(input.words()).ifPresent(errors::add);
        }
        if (input.wordsOfFiles().size() > input.attachments().size()) {
            errors.add(UserError.at("captions", UserError.Code.INVALID, "Hay más textos de archivos que archivos."));
        }
        for (int n = 0; n < input.wordsOfFiles().size(); n++) {
            if (input.wordsOfFiles().get(n).length() > LONGEST_CAPTION) {
                errors.add(new UserError(
                        List.of("captions", Integer.toString(n)),
                        UserError.Code.TOO_LONG,
                        "El texto de un archivo tiene más de 1.024 caracteres."));
            }
        }
        IdempotencyKeys.check(input.idempotencyKey()).ifPresent(errors::add);
        return errors;
    }

    /** Other words for a suggestion; none are as good as any. */
    static Optional<UserError> edited(@Nullable String text) {
        return text == null ? Optional.empty() : checkText(text);
    }

    private static Optional<UserError> checkText(String text) {
        if (text.isBlank()) {
            return Optional.of(UserError.at("text", UserError.Code.REQUIRED, "Escribí un mensaje."));
        }
        return text.length() > LONGEST_TEXT
                ? Optional.of(UserError.at(
                        "text", UserError.Code.TOO_LONG, "El mensaje tiene más de 4.096 caracteres: dividilo en dos."))
                : Optional.empty();
    }
}
