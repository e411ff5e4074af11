package ar.isac.crm.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The customer at the other end, as one payload knows them.
 *
 * @param handles the addresses in the payload, the most stable first (BSUID before wa_id); never empty
 * @param profileName the name the customer gave themselves on the platform; shown, never trusted as an identity
 * @param username their name on the platform, likewise; it may become somebody else's
 */
public record Sender(
        List<Handle> handles,
        @Nullable String profileName,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String username) {

    public Sender {
        handles = List.copyOf(handles);
        if (handles.isEmpty()) {
            throw new IllegalArgumentException("A sender has at least one handle");
        }
    }

    public Sender(List<Handle> handles, @Nullable String profileName) {
        this(handles, profileName, null);
    }

    /** The address that messages of one conversation are grouped by. */
    public String stableId() {
        return handles.getFirst().address();
    }
}
