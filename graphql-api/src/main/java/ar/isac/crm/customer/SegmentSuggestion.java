package ar.isac.crm.customer;

import java.time.Instant;

/**
 * That somebody might buy by another price list.
 *
 * @param reason in words for whoever decides
 * @param messageId the message that shows it
 */
public record SegmentSuggestion(Segment segment, String reason, String messageId, Instant at) {}
