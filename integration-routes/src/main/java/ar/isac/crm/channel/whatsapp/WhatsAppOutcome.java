package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.GraphError;
import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Phrases;
import ar.isac.crm.message.DeliveryOutcome;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the Cloud API's answer means for an attempt, after Meta's table of error codes (support/error-codes, May 2026). */
final class WhatsAppOutcome {

    private static final Phrases PHRASES = Phrases.of(WhatsAppOutcome.class);

    private static final Set<Integer> ACCOUNT_BROKEN = Set.of(0, 3, 10, 190, 368, 131005, 131031, 131037);

    /** Limits of the account's throughput; the others of {@link #RETRYABLE} are of one customer or of the moment. */
    private static final Set<String> ACCOUNT_LIMITS = Set.of("4", "80007", "130429");

    /** Trouble with payment, countries and complaints, which no message by itself can mend. */
    private static final Set<String> ALARMING = Set.of("130497", "131042", "131044", "131048");

    /** The customer has told WhatsApp to let no offers of this shop through. */
    static final String OPTED_OUT = "131050";

    private static final Set<Integer> RETRYABLE =
            Set.of(1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004);

    /** The day's share of templates is used up: asking again soon is pointless. */
    private static final Set<Integer> HELD = Set.of(131064);

    private static final Duration HOLD = Duration.ofHours(1);

    private WhatsAppOutcome() {}

    static boolean limitsAccount(String code) {
        return ACCOUNT_LIMITS.contains(code);
    }

    static Channel.Remedy remedy(String code) {
        return switch (code) {
            case "131047" -> Channel.Remedy.AGAIN_WITHIN_WINDOW;
            case "131030" -> Channel.Remedy.LISTED_FORM;
            case "131026" -> Channel.Remedy.LISTED_FORM_OF_TEST_NUMBER;
            default -> Channel.Remedy.NONE;
        };
    }

    static boolean alarms(String code) {
        return ALARMING.contains(code);
    }

    static DeliveryOutcome of(ApiRequest.Answer answer) {
        Payload body = GraphError.body(answer);
        boolean isOk = answer.status() >= 200 && answer.status() < 300;
        if (body == null) {
            return new DeliveryOutcome.Unknown("HTTP " + answer.status() + " without a readable body");
        }
        String id = isOk ? firstOf(body, "messages", "id") : null;
        if (id != null) {
            return new DeliveryOutcome.Accepted(id, firstOf(body, "contacts", "wa_id"));
        }
        GraphError error = GraphError.of(body);
        return error == null
                ? new DeliveryOutcome.Unknown(
                        "HTTP " + answer.status() + " with neither a message id nor an error code")
                : of(error, answer.status());
    }

    private static DeliveryOutcome of(GraphError error, int status) {
        int code = error.code();
        String name = Integer.toString(code);
        if (ACCOUNT_BROKEN.contains(code) || (code >= 200 && code <= 299)) {
            // The platform's own words may quote the token.
            return new DeliveryOutcome.AccountBroken(name, PHRASES.sayVariant("broken", name, name));
        }
        if (HELD.contains(code)) {
            return new DeliveryOutcome.Retryable(name, error.detail(), HOLD);
        }
        boolean isKnown = PHRASES.knows("refused." + name);
        if (RETRYABLE.contains(code) || (!isKnown && (error.isTransient() || status == 429))) {
            return new DeliveryOutcome.Retryable(name, error.detail(), null);
        }
        if (!isKnown && status >= 500) {
            return new DeliveryOutcome.Unknown("HTTP " + status + " with the unknown code " + name);
        }
        return new DeliveryOutcome.Refused(name, PHRASES.sayVariant("refused", name, name, error.detail()));
    }

    /** Why a message that had been accepted failed later: our words where the code is known, else the platform's. */
    static @Nullable String failureText(Payload error) {
        String code = error.optionalText("code");
        String words = GraphError.words(error);
        if (code != null && PHRASES.knows("refused." + code)) {
            return PHRASES.say("refused." + code, code, words);
        }
        return words.isEmpty() ? null : words;
    }

    private static @Nullable String firstOf(Payload body, String list, String field) {
        return body.objects(list).stream()
                .findFirst()
                .map(item -> item.optionalText(field))
                .orElse(null);
    }
}
