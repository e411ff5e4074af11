package ar.isac.crm.message;

import java.util.Locale;

/**
 * One of the shop's own accounts on a channel: a WhatsApp number (its {@code phone_number_id}), an Instagram account, a bot.
 *
 * @param platformId the id the platform itself uses for the account; behind the kind and a slash where the channel's kind is
 *     not that of its type
 */
public record AccountRef(ChannelType type, String platformId) {

    private static final char KIND_END = '/';

    /** The account of a channel of this kind. */
    public static AccountRef of(ChannelType type, String kind, String localId) {
        return new AccountRef(type, kind.equals(kindOf(type)) ? localId : kind + KIND_END + localId);
    }

    /** How the channel names itself: as its type, or as the file calls it that defines it. */
    public String kind() {
        int end = platformId.indexOf(KIND_END);
        return end < 1 ? kindOf(type) : platformId.substring(0, end);
    }

    /** The platform's id of the account, and nothing else. */
    public String localId() {
        return platformId.substring(platformId.indexOf(KIND_END) + 1);
    }

    private static String kindOf(ChannelType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** The account's id in storage and in keys, such as {@code whatsapp:106540352242922}. */
    public String id() {
        return kindOf(type) + ":" + platformId;
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
