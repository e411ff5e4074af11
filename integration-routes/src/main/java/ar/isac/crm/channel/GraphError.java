package ar.isac.crm.channel;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code error} of a Graph API answer. Meta: decide by the code, not by the title or the HTTP status.
 *
 * @param subcode 0 when there is none
 * @param detail what the platform says in its own words; it may quote a token when the code is about tokens
 */
public record GraphError(int code, int subcode, boolean isTransient, String detail) {

    /** The answer's JSON object, or null when there is none. */
    public static @Nullable Payload body(ApiRequest.Answer answer) {
        if (answer.body() == null) {
            return null;
        }
        try {
            return Payload.read(answer.body().getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode json
                    ? Payload.body(json)
                    : null;
        } catch (Channel.MalformedWebhook notJson) {
            // A proxy's page, for one: the caller treats it as no answer of the platform's.
            return null;
        }
    }

    /** The error in an answer, or null when it has none with a code. */
    public static @Nullable GraphError of(Payload body) {
        Payload error = body.optionalObject("error");
        Integer code = error == null ? null : number(error, "code");
        if (error == null || code == null) {
            return null;
        }
        return new GraphError(
                code,
                Objects.requireNonNullElse(number(error, "error_subcode"), 0),
                error.flag("is_transient"),
                words(error));
    }

    /** The most telling words of an error of an answer or of a status; empty when it has none. */
    public static String words(Payload error) {
        Payload data = error.optionalObject("error_data");
        String details = data == null ? null : data.optionalText("details");
        if (details != null) {
            return details;
        }
        String message = error.optionalText("message");
        return message != null ? message : Objects.requireNonNullElse(error.optionalText("title"), "");
    }

    private static @Nullable Integer number(Payload error, String field) {
        String text = error.optionalText(field);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException notACode) {
            return null;
        }
    }
}
