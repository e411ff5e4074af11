package ar.isac.crm.hub;

import ar.isac.crm.message.AccountRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An account on a channel that a file defines, with what its routes need.
 *
 * @param token what the platform is called with; null where there is none
 * @param secret what deliveries prove themselves with; null where there is none, and then none is taken
 * @param settings what the channel lets be set, by name
 */
public record RoutedAccount(
        AccountRef ref,
        String name,
        @Nullable String token,
        @Nullable String secret,
        Map<String, String> settings) {

    public RoutedAccount {
        settings = Map.copyOf(settings);
    }

    /** Secrets stay out of logs. */
    @Override
    public String toString() {
        return "RoutedAccount[" + ref.id() + "]";
    }
}
