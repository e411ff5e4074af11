package ar.isac.crm.graphql;

/** An argument that cannot be meant: a mistake of the program that asks, not of a person. */
public class BadArgument extends RuntimeException {

    public BadArgument(String message) {
        super(message);
    }

    public BadArgument(String message, Throwable cause) {
        super(message, cause);
    }
}
