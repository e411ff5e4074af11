package ar.isac.crm.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Meta's side of WhatsApp and Instagram; every field as the setting of the same name in the README. Blank is unset.
 *
 * @param appSecret signs webhooks
 * @param instagramAppSecret signs Instagram's where it differs
 * @param verifyToken answers the webhook handshake
 */
@ConfigurationProperties("crm.meta")
public record MetaSettings(
        @Nullable String appSecret,
        @Nullable String instagramAppSecret,
        @Nullable String verifyToken,
        @Nullable String graphUrl,
        @Nullable String instagramGraphUrl,
        @Nullable String whatsappPhoneNumberId,
        @Nullable String whatsappAccessToken,
        @Nullable String instagramAccountId,
        @Nullable String instagramAccessToken) {

    /** Secrets stay out of logs. */
    @Override
    public String toString() {
        return "MetaSettings[…]";
    }
}
