package ar.isac.crm.followup;

import ar.isac.crm.followup.FollowUpController.ScheduleFollowUpInput;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What may be planned, in words for the advisor. */
final class ScheduleFollowUpRules {

    private static final int LONGEST_NOTE = 500;

    /** WhatsApp's limit for a text. */
    private static final int LONGEST_MESSAGE = 4_096;

    private static final Duration FARTHEST = Duration.ofDays(2 * 366);

    /** Clocks differ, and a form takes a while to fill in. */
    private static final Duration LENIENCE = Duration.ofMinutes(5);

    private ScheduleFollowUpRules() {}

    static List<UserError> check(ScheduleFollowUpInput input, Instant now) {
        List<UserError> errors = new ArrayList<>();
        if (input.note().isBlank()) {
            errors.add(UserError.at("note", UserError.Code.REQUIRED, "Escribí qué hay que hacer."));
        } else if (input.note().length() > LONGEST_NOTE) {
            errors.add(UserError.at("note", UserError.Code.TOO_LONG, "La nota tiene más de 500 caracteres."));
        }
        if (input.message() != null && input.message().length() > LONGEST_MESSAGE) {
            errors.add(UserError.at("message", UserError.Code.TOO_LONG, "El mensaje tiene más de 4.096 caracteres."));
        }
        if (input.dueAt().isBefore(now.minus(LENIENCE))) {
            errors.add(UserError.at("dueAt", UserError.Code.INVALID, "Esa fecha ya pasó: elegí una que venga."));
        } else if (input.dueAt().isAfter(now.plus(FARTHEST))) {
            errors.add(
                    UserError.at("dueAt", UserError.Code.INVALID, "Elegí una fecha dentro de los próximos dos años."));
        }
        IdempotencyKeys.check(input.idempotencyKey()).ifPresent(errors::add);
        return errors;
    }
}
