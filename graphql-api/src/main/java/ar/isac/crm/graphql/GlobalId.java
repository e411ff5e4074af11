package ar.isac.crm.graphql;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The id of an object across all types, opaque to clients.
 *
 * @param type the GraphQL type's name
 * @param raw the id within the type
 */
public record GlobalId(String type, String raw) {

    public static String of(String type, String raw) {
        return new GlobalId(type, raw).encoded();
    }

    /**
     * The raw id of an object of the type.
     *
     * @throws NotFound when the id is not one of that type
     */
    public static String raw(String type, String encoded) {
        GlobalId id = parse(encoded);
        if (!id.type().equals(type)) {
            throw new NotFound(type);
        }
        return id.raw();
    }

    /**
     * Reads an id of any type.
     *
     * @throws NotFound when it is none of ours
     */
    public static GlobalId parse(String encoded) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            if (colon > 0) {
                return new GlobalId(decoded.substring(0, colon), decoded.substring(colon + 1));
            }
        } catch (IllegalArgumentException notBase64) {
            throw new NotFound("Object", notBase64);
        }
        throw new NotFound("Object");
    }

    private String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((type + ":" + raw).getBytes(StandardCharsets.UTF_8));
    }
}
