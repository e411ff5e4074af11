package ar.isac.crm.message;

/**
 * One address by which a customer is known on a channel. {@code address} is kept exactly as the platform gave it: replies go
 * to it verbatim and are never derived from a normalised form.
 */
public record Handle(Kind kind, String address) {

    /** What sort of address it is; {@code BSUID} is WhatsApp's business-scoped user id, {@code IGSID} Instagram's scoped id. */
    public enum Kind {
        PHONE,
        WA_ID,
        BSUID,
        IGSID,
        USERNAME,
        /** A group of people: read, and never written to. */
        GROUP,
        OTHER
    }
}
