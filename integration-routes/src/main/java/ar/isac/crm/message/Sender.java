package ar.isac.crm.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The customer at the other end, as one payload knows them.
 *
 * @param handles the addresses in the payload, the most stable first (BSUID before wa_id); never empty
 * @param profileName the name the customer gave themselves on the platform; shown, never trusted as an identity
 */
public record Sender(List<Handle> handles, @Nullable String profileName) {

    public Sender {
        handles = List.copyOf(handles);
        if (handles.isEmpty()) {
            throw new IllegalArgumentException("A sender has at least one handle");
        }
    }

    /** The address that messages of one conversation are grouped by. */
    public String stableId() {
        return handles.getFirst().address();
    }
}
