package ar.isac.crm.hub;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.message.ChannelType;
import java.util.Locale;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The door for deliveries of the platforms. When {@link #accept} returns, every update of the body is durably stored. */
@Component
public class Webhooks {

    static final String SIGNATURE = "X-Hub-Signature-256";

    private final ProducerTemplate camel;

    Webhooks(ProducerTemplate camel) {
        this.camel = camel;
    }

    static String uri(ChannelType type) {
        return "direct:webhook-" + type.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Takes a delivery.
     *
     * @param body the bytes as received: the signature is over exactly these
     * @throws WrongSignature when the signature is missing or wrong, or no secret is set
     * @throws MalformedWebhook when the body is not the platform's JSON
     * @throws BrokerUnavailable when it cannot be stored now; the platform should deliver it again
     */
    public void accept(ChannelType type, byte[] body, @Nullable String signature) throws MalformedWebhook {
        try {
            camel.sendBodyAndHeader(uri(type), body, SIGNATURE, signature);
        } catch (CamelExecutionException e) {
            switch (e.getCause()) {
                case WrongSignature wrong -> throw wrong;
                case MalformedWebhook malformed -> throw malformed;
                case BrokerUnavailable unavailable -> throw unavailable;
                // The routes are not up yet, or down already: whatever it is, the platform should come again.
                case null, default -> throw new BrokerUnavailable("The delivery cannot be taken now", e);
            }
        } catch (IllegalStateException notRunning) {
            throw new BrokerUnavailable("The routes do not run", notRunning);
        }
    }

    /** The delivery does not prove that it comes from the platform. */
    public static class WrongSignature extends RuntimeException {
        WrongSignature() {
            super("Missing or wrong signature");
        }
    }
}
