package ar.isac.crm.message;

/** The kind of channel an account belongs to. Drop-in channels that are none of the named ones are {@code OTHER}. */
public enum ChannelType {
    WHATSAPP,
    INSTAGRAM,
    TELEGRAM,
    WEBCHAT,
    EMAIL,
    OTHER
}
