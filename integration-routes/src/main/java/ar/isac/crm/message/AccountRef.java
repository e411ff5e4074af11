package ar.isac.crm.message;

import java.util.Locale;

/**
 * One of the shop's own accounts on a channel: a WhatsApp number (its {@code phone_number_id}) or an Instagram account.
 *
 * @param platformId the id the platform itself uses for the account
 */
public record AccountRef(ChannelType type, String platformId) {

    /** The account's id in storage and in keys, such as {@code whatsapp:106540352242922}. */
    public String id() {
        return type.name().toLowerCase(Locale.ROOT) + ":" + platformId;
    }

    /** The inverse of {@link #id()}. */
    public static AccountRef parse(String id) {
        int colon = id.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("Not an account id: " + id);
        }
        return new AccountRef(
                ChannelType.valueOf(id.substring(0, colon).toUpperCase(Locale.ROOT)), id.substring(colon + 1));
    }
}
