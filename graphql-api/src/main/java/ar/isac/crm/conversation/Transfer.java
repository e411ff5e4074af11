package ar.isac.crm.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that somebody gives to somebody else, who has not taken it yet.
 *
 * @param fromId who gives it; null for a program
 * @param note what the receiver should know; empty for nothing
 * @param expiresAt when it goes to whoever is there, unless the receiver has taken it
 */
public record Transfer(@Nullable String fromId, String toId, String note, Instant at, Instant expiresAt) {}
