package ar.isac.crm.simulator;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/** A request that Meta would not take, with Meta's code and words. */
final class MetaRefusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final int code;
    private final @Nullable Integer subcode;
    private final String title;
    private final String details;

    private MetaRefusal(HttpStatus status, int code, @Nullable Integer subcode, String title, String details) {
        super("(#" + code + ") " + title);
        this.status = status;
        this.code = code;
        this.subcode = subcode;
        this.title = title;
        this.details = details;
    }

    static MetaRefusal noToken() {
        return new MetaRefusal(
                HttpStatus.UNAUTHORIZED, 190, null, "Invalid OAuth access token - Cannot parse access token", "");
    }

    static MetaRefusal noSuchObject(String id) {
        return new MetaRefusal(
                HttpStatus.BAD_REQUEST,
                100,
                33,
                "Unsupported request. Object with ID '" + id + "' does not exist, cannot be loaded due to missing"
                        + " permissions, or does not support this operation",
                "");
    }

    /** A parameter is missing or of the wrong kind. */
    static MetaRefusal badParameter(String what) {
        return new MetaRefusal(HttpStatus.BAD_REQUEST, 100, null, what, what);
    }

    static MetaRefusal badValue(String details) {
        return new MetaRefusal(HttpStatus.BAD_REQUEST, 131009, null, "Parameter value is not valid", details);
    }

    static MetaRefusal missing(String parameter) {
        return new MetaRefusal(
                HttpStatus.BAD_REQUEST,
                131008,
                null,
                "Required parameter is missing",
                "Parameter '" + parameter + "' is missing");
    }

    static MetaRefusal unsupportedType(String type) {
        return new MetaRefusal(
                HttpStatus.BAD_REQUEST, 131051, null, "Unsupported message type", "Message type unknown: " + type);
    }

    /** WhatsApp tells it by a status, after it has accepted the message. */
    static MetaRefusal windowClosed() {
        return new MetaRefusal(
                HttpStatus.BAD_REQUEST,
                131047,
                null,
                "Re-engagement message",
                "Message failed to send because more than 24 hours have passed since the customer last replied to"
                        + " this number.");
    }

    static MetaRefusal outsideWindow() {
        return new MetaRefusal(
                HttpStatus.FORBIDDEN, 10, 2534022, "This message is sent outside of allowed window.", "");
    }

    /** WhatsApp tells it by a status, after it has accepted the message. */
    static MetaRefusal mediaNotFetched(String details) {
        return new MetaRefusal(HttpStatus.BAD_REQUEST, 131053, null, "Media upload error", details);
    }

    static MetaRefusal attachmentNotFetched(String details) {
        return new MetaRefusal(
                HttpStatus.BAD_REQUEST, 100, 2018008, "Failed to fetch the file from the url: " + details, details);
    }

    HttpStatus status() {
        return status;
    }

    int code() {
        return code;
    }

    String title() {
        return title;
    }

    String details() {
        return details;
    }

    /** The body of the answer. */
    ObjectNode json() {
        ObjectNode body = MetaJson.JSON.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("message", getMessage()).put("type", "OAuthException").put("code", code);
        if (subcode != null) {
            error.put("error_subcode", subcode);
        }
        if (!details.isEmpty()) {
            error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
        }
        error.put("fbtrace_id", Inventions.traceId());
        return body;
    }
}
