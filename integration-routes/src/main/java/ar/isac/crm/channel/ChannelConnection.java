package ar.isac.crm.channel;

import ar.isac.crm.message.AccountRef;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the platform for one account.
 *
 * @param baseUrl the sending API's base with its version, such as {@code https://graph.facebook.com/v25.0}
 * @param accessToken the bearer token; never logged
 * @param catalogId the platform's catalogue whose products have our SKUs; null where there is none
 */
public record ChannelConnection(
        AccountRef account,
        String baseUrl,
        String accessToken,
        @Nullable String catalogId) {

    public ChannelConnection(AccountRef account, String baseUrl, String accessToken) {
        this(account, baseUrl, accessToken, null);
    }

    @Override
    public String toString() {
        return "ChannelConnection[" + account.id() + " at " + baseUrl + "]";
    }
}
