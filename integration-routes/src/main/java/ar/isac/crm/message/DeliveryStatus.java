package ar.isac.crm.message;

/**
 * How far a message has come. {@code SENT} to {@code PLAYED} only ever rise; {@code FAILED} is final; {@code UNKNOWN} is an
 * attempt whose outcome nobody reported within 60 s, settled by a late status.
 */
public enum DeliveryStatus {
    RECEIVED,
    QUEUED,
    SENT,
    DELIVERED,
    READ,
    PLAYED,
    FAILED,
    UNKNOWN;

    /** Whether a message in this state takes {@code reported} as its new state. Platforms repeat and reorder reports. */
    public boolean yieldsTo(DeliveryStatus reported) {
        return switch (this) {
            case RECEIVED, FAILED -> false;
            case QUEUED, UNKNOWN -> reported != RECEIVED && reported != QUEUED && reported != this;
            case SENT -> reported == DELIVERED || reported == READ || reported == PLAYED || reported == FAILED;
            case DELIVERED -> reported == READ || reported == PLAYED;
            case READ -> reported == PLAYED;
            case PLAYED -> false;
        };
    }
}
