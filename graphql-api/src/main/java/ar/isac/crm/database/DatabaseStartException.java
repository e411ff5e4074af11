package ar.isac.crm.database;

/** Why the database cannot be opened, as one line for the person who starts the product. */
public class DatabaseStartException extends RuntimeException {

    DatabaseStartException(String message) {
        super(message);
    }

    DatabaseStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
