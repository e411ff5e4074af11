package ar.isac.crm.hub;

/** A channel cannot carry a message as it is. The message names the field and the limit, in words for the advisor. */
public class UnsendableContent extends RuntimeException {

    public UnsendableContent(String message) {
        super(message);
    }
}
