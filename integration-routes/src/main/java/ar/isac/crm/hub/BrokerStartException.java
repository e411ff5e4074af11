package ar.isac.crm.hub;

/** The embedded broker cannot run here, and so neither can the product. The message is one line for whoever starts it. */
public class BrokerStartException extends RuntimeException {

    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
