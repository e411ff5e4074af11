package ar.isac.crm.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

public final class WebhookSignature {
    private WebhookSignature() {}

    public static boolean matches(byte[] body, @Nullable String header, List<String> secrets) {
        return false;
    }
}
