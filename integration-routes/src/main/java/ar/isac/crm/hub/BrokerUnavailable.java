package ar.isac.crm.hub;

/** The broker cannot take a message now. Nothing of what was to be sent is on any queue; the caller may try again. */
public class BrokerUnavailable extends RuntimeException {

    public BrokerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
