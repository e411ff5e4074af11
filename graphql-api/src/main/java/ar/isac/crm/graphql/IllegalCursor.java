package ar.isac.crm.graphql;

/** A cursor that this server never gave out. */
public class IllegalCursor extends BadArgument {

    public IllegalCursor(String cursor) {
        super(message(cursor));
    }

    public IllegalCursor(String cursor, Throwable cause) {
        super(message(cursor), cause);
    }

    private static String message(String cursor) {
        return "Not a cursor of this list: " + (cursor.length() > 40 ? cursor.substring(0, 40) + "…" : cursor);
    }
}
