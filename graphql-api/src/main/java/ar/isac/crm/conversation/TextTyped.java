package ar.isac.crm.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has sent what they typed. Published again when the same sending is asked for again.
 *
 * @param advisorId null for a program
 * @param at when the message got its place
 */
public record TextTyped(String conversationId, @Nullable String advisorId, Instant at) {}
