package ar.isac.crm.event;

import java.util.OptionalLong;

/** An event as a subscriber is told of it. */
public interface Rendered {

    /** Its number in the log; empty for what has no place there and is true for a moment alone. */
    OptionalLong number();
}
