package ar.isac.crm.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A correction of what is on the shelf, made by hand.
 *
 * @param key its cause: a repeated request adjusts once
 * @param before units on hand before it, {@code after} likewise
 * @param reason in the words of who made it
 * @param actor who made it
 */
public record StockAdjustment(
        String key, int before, int after, @Nullable String reason, String actor, Instant at) {}
