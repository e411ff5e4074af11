package ar.isac.crm.channel.instagram;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.GraphError;
import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Phrases;
import ar.isac.crm.message.DeliveryOutcome;
import java.util.Set;

/** What the API's answer means for an attempt, after Meta's error codes for Instagram messaging. */
final class InstagramOutcome {

    private static final Phrases PHRASES = Phrases.of(InstagramOutcome.class);

    private static final Set<Integer> ACCOUNT_BROKEN = Set.of(0, 3, 10, 102, 190, 368, 463, 467);

    /** Limits of the account's throughput; the others of {@link #RETRYABLE} are of one customer or of the moment. */
    private static final Set<String> ACCOUNT_LIMITS = Set.of("4", "17", "32", "613", "80002");

    private static final Set<Integer> RETRYABLE = Set.of(-2, -1, 1, 2, 4, 17, 32, 613, 80002);

    /** Code 10 is a missing permission, except with these. */
    private static final Set<Integer> OUTSIDE_WINDOW = Set.of(2534022, 2018278);

    private static final int NOT_AVAILABLE = 1545041;

    private static final int NO_CONSENT = 230;

    private InstagramOutcome() {}

    static boolean limitsAccount(String code) {
        return ACCOUNT_LIMITS.contains(code);
    }

    static DeliveryOutcome of(ApiRequest.Answer answer) {
        Payload body = GraphError.body(answer);
        if (body == null) {
            return new DeliveryOutcome.Unknown("HTTP " + answer.status() + " without a readable body");
        }
        String id = answer.status() >= 200 && answer.status() < 300 ? body.optionalText("message_id") : null;
        if (id != null) {
            return new DeliveryOutcome.Accepted(id, body.optionalText("recipient_id"));
        }
        GraphError error = GraphError.of(body);
        return error == null
                ? new DeliveryOutcome.Unknown(
                        "HTTP " + answer.status() + " with neither a message id nor an error code")
                : of(error, answer.status());
    }

    private static DeliveryOutcome of(GraphError error, int status) {
        String code = Integer.toString(error.code());
        if (error.code() == 10
                && (OUTSIDE_WINDOW.contains(error.subcode()) || error.detail().contains("outside of allowed window"))) {
            return refused(code, "window", error);
        }
        if (error.subcode() == NOT_AVAILABLE) {
            return refused(code, "551", error);
        }
        boolean isPermission = error.code() >= 200 && error.code() <= 299 && error.code() != NO_CONSENT;
        if (isPermission || ACCOUNT_BROKEN.contains(error.code())) {
            // The platform's own words may quote the token.
            return new DeliveryOutcome.AccountBroken(code, PHRASES.sayVariant("broken", code, code));
        }
        if (RETRYABLE.contains(error.code()) || error.isTransient()) {
            return new DeliveryOutcome.Retryable(code, error.detail(), null);
        }
        if (PHRASES.knows("refused." + code)) {
            return refused(code, error.code() == 100 && error.subcode() == 2018001 ? "100.2018001" : code, error);
        }
        if (isMedia(error)) {
            return refused(code, "media", error);
        }
        if (status == 429) {
            return new DeliveryOutcome.Retryable(code, error.detail(), null);
        }
        return status >= 500
                ? new DeliveryOutcome.Unknown("HTTP " + status + " with the unknown code " + code)
                : refused(code, code, error);
    }

    private static DeliveryOutcome refused(String code, String variant, GraphError error) {
        return new DeliveryOutcome.Refused(code, PHRASES.sayVariant("refused", variant, code, error.detail()));
    }

    private static boolean isMedia(GraphError error) {
        return error.code() == 36000 || error.code() / 1000 == 2207 || error.subcode() / 1000 == 2207;
    }
}
