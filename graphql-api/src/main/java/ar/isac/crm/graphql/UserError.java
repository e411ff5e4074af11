package ar.isac.crm.graphql;

import java.util.List;

/**
 * What is wrong with an input.
 *
 * @param path to the field of the input; empty for the input as a whole
 * @param message what is wrong and what to do about it, in the words of the advisors and shop owners who read it:
 *     short, warm Spanish of Argentina, while GraphQL errors, exceptions and logs are in English
 */
public record UserError(List<String> path, Code code, String message) {

    /** The kinds of errors. */
    public enum Code {
        REQUIRED,
        INVALID,
        TOO_LONG,
        IDEMPOTENCY_KEY_REUSED,
        IN_PROGRESS,
        NOT_ALLOWED,
        EXPIRED,
        OUT_OF_STOCK,
        UNAVAILABLE,
        TEMPLATE_REQUIRED,
        WINDOW_CLOSED,
        SOMEBODY_WROTE
    }

    public static UserError at(String field, Code code, String message) {
        return new UserError(List.of(field), code, message);
    }
}
