package ar.isac.crm.conversation;

/** How soon a person should look, lowest first. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    /** The higher of the two: a hand-over never lowers what a person set. */
    public Priority atLeast(Priority other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
