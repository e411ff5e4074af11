package ar.isac.crm.graphql;

/** There is no such object, or the one who asks may not see it: the two are not told apart. */
public class NotFound extends RuntimeException {

    public NotFound(String type) {
        super(type + " not found");
    }

    NotFound(String type, Throwable cause) {
        super(type + " not found", cause);
    }
}
