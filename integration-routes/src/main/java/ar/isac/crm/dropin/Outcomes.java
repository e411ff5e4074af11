package ar.isac.crm.dropin;

import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.DeliveryOutcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came of sending by a channel's route: what it returns, or the failure that it ends with. */
final class Outcomes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int LONGEST = 300;

    /** What a mail server answers to an address that there is not. */
    private static final Set<Integer> WRONG_ADDRESS = Set.of(550, 551, 553);

    private static final String NO_ID = "The channel's route returned no externalId";

    private Outcomes() {}

    /** What the route returns: {@code externalId}, or an {@code outcome} with its reason. */
    static DeliveryOutcome of(@Nullable Object body) {
        JsonNode answer;
        try {
            answer = body == null
                    ? JSON.missingNode()
                    : body instanceof byte[] bytes ? JSON.readTree(bytes) : JSON.readTree(body.toString());
        } catch (JacksonException notJson) {
            return new DeliveryOutcome.Unknown("The channel's route returned what is not JSON");
        }
        String code = shortened(answer.path("code").asString("refused"));
        String reason = shortened(answer.path("reason").asString("La plataforma no lo tomó."));
        return switch (answer.path("outcome").asString("ACCEPTED")) {
            case "ACCEPTED" -> accepted(answer);
            case "RETRY" -> new DeliveryOutcome.Retryable(code, reason, seconds(answer.path("afterSeconds")));
            case "REFUSED" -> new DeliveryOutcome.Refused(code, reason);
            case "ACCOUNT_BROKEN" -> new DeliveryOutcome.AccountBroken(code, reason);
            default -> new DeliveryOutcome.Unknown(reason);
        };
    }

    /** As {@link #of(Object)}, of what is no message and has no id. */
    static DeliveryOutcome ofSignal(@Nullable Object body) {
        DeliveryOutcome outcome = of(body);
        return outcome instanceof DeliveryOutcome.Unknown(String reason) && reason.equals(NO_ID)
                ? new DeliveryOutcome.Accepted("", null)
                : outcome;
    }

    private static DeliveryOutcome accepted(JsonNode answer) {
        String externalId = answer.path("externalId").asString("");
        return externalId.isBlank()
                ? new DeliveryOutcome.Unknown(NO_ID)
                : new DeliveryOutcome.Accepted(shortened(externalId), null);
    }

    /**
     * What a failure of the route means.
     *
     * @param wasCalled whether anything had left by then: what never left is certainly not sent
     */
    static DeliveryOutcome of(Throwable failure, boolean wasCalled) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            DeliveryOutcome known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return wasCalled
                ? new DeliveryOutcome.Unknown("The channel's route failed after its call")
                : new DeliveryOutcome.Refused(
                        "route",
                        "La ruta del canal falló antes de enviar: "
                                + failure.getClass().getSimpleName() + ".");
    }

    private static @Nullable DeliveryOutcome known(Throwable cause) {
        return switch (cause) {
            case HttpOperationFailedException answer ->
                of(answer.getStatusCode(), retryAfter(answer.getResponseHeaders()));
            case UnsendableMessage unsendable ->
                new DeliveryOutcome.Refused("unsendable", unsendable.field() + ": " + unsendable.words());
            case ConnectException unreachable -> unreachable();
            case ConnectTimeoutException unreachable -> unreachable();
            case UnknownHostException unreachable -> unreachable();
            case NoRouteToHostException unreachable -> unreachable();
            case MailConnectException unreachable -> unreachable();
            case AuthenticationFailedException wrong ->
                new DeliveryOutcome.AccountBroken(
                        "login", "El servidor de correo no acepta el usuario o la contraseña.");
            case SendFailedException refused -> ofMail(refused);
            case IOException noAnswer -> new DeliveryOutcome.Unknown("The platform did not answer");
            default -> null;
        };
    }

    /** By the mail server's code, which Jakarta Mail tells somewhere below. */
    private static DeliveryOutcome ofMail(SendFailedException refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPAddressFailedException address) {
                return ofMail(address.getReturnCode(), WRONG_ADDRESS.contains(address.getReturnCode()));
            }
            if (cause instanceof SMTPSendFailedException message) {
                return ofMail(message.getReturnCode(), false);
            }
        }
        return ofMail(0, true);
    }

    /** What begins with 4 is over some time: a mailbox that is full, or a server that lets strangers wait first. */
    private static DeliveryOutcome ofMail(int status, boolean isAddress) {
        String code = Integer.toString(status);
        if (isAddress) {
            return new DeliveryOutcome.Refused("address", "El servidor de correo no acepta la dirección.");
        }
        return switch (status / 100) {
            case 4 -> new DeliveryOutcome.Retryable(code, "The mail server asks for patience", null);
            case 5 ->
                new DeliveryOutcome.Refused(code, "El servidor de correo no tomó el mensaje (código " + code + ").");
            default -> new DeliveryOutcome.Unknown("The mail server did not answer");
        };
    }

    private static DeliveryOutcome unreachable() {
        return new DeliveryOutcome.Retryable("unreachable", "The platform cannot be reached", null);
    }

    /** By the status alone, for platforms whose routes do not look at the answer. */
    private static DeliveryOutcome of(int status, @Nullable Duration delay) {
        String code = Integer.toString(status);
        return switch (status) {
            case 401, 403 -> new DeliveryOutcome.AccountBroken(code, "La plataforma no acepta el acceso de la cuenta.");
            case 408, 425, 429, 503 -> new DeliveryOutcome.Retryable(code, "The platform asks for patience", delay);
            default ->
                status >= 500
                        ? new DeliveryOutcome.Unknown("The platform answered " + code)
                        : new DeliveryOutcome.Refused(code, "La plataforma no lo tomó (código " + code + ").");
        };
    }

    private static @Nullable Duration retryAfter(@Nullable Map<String, String> headers) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("retry-after"))
                .map(Map.Entry::getValue)
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> bounded(Long.parseLong(value)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Duration seconds(JsonNode value) {
        return value.isNumber() ? bounded(Math.max(1, value.asLong(1))) : null;
    }

    private static Duration bounded(long seconds) {
        return seconds > LONGEST_DELAY.toSeconds() ? LONGEST_DELAY : Duration.ofSeconds(seconds);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
