package ar.isac.crm.channel;

import ar.isac.crm.message.AccountRef;

/**
 * How to reach the platform for one account.
 *
 * @param baseUrl the sending API's base with its version, such as {@code https://graph.facebook.com/v25.0}
 * @param accessToken the bearer token; never logged
 */
public record ChannelConnection(AccountRef account, String baseUrl, String accessToken) {

    @Override
    public String toString() {
        return "ChannelConnection[" + account.id() + " at " + baseUrl + "]";
    }
}
