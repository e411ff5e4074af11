package ar.isac.crm.conversation;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that somebody gives to somebody else, who has not taken it yet.
 *
 * @param fromId who gives it; null for a program
 * @param note what the receiver should know; empty for nothing
 * @param summary what the receiver takes over, a line each, as it was then; empty for nothing
 * @param expiresAt when it goes to whoever is there, unless the receiver has taken it
 */
public record Transfer(
        @Nullable String fromId, String toId, String note, String summary, Instant at, Instant expiresAt) {

    public Transfer {
        // Transfers of earlier versions have none.
        summary = Objects.requireNonNullElse(summary, "");
    }
}
