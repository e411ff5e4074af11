package ar.isac.crm.graphql;

/** A cursor that this server never gave out. */
public class IllegalCursor extends RuntimeException {

    public IllegalCursor(String cursor) {
        super("Not a cursor of this list: " + (cursor.length() > 40 ? cursor.substring(0, 40) + "…" : cursor));
    }
}
