package ar.isac.crm.message;

/**
 * Something that happened to something of the shop's, for other systems.
 *
 * @param name such as {@code sale.paid}
 * @param of the id, or the key, of what it happened to
 */
public record Fact(String name, String of) {

    /** As an event carries it. */
    public String subject() {
        return name + " " + of;
    }

    public static Fact parse(String subject) {
        int space = subject.indexOf(' ');
        if (space <= 0) {
            throw new IllegalArgumentException("Not a fact: " + subject);
        }
        return new Fact(subject.substring(0, space), subject.substring(space + 1));
    }
}
