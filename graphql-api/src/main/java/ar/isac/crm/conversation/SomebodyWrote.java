package ar.isac.crm.conversation;

/** Another person has written to the customer since the one who sends has looked: they decide anew. */
final class SomebodyWrote extends RuntimeException {

    private static final long serialVersionUID = 1;

    SomebodyWrote() {
        super("Another person has written meanwhile", null, false, false);
    }
}
