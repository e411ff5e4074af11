package ar.isac.crm.customer;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Whether a customer wants to be written to for a purpose, and how that is known.
 *
 * @param id customer and purpose
 * @param evidence how it is known, such as «lo pidió por teléfono»
 * @param setBy the advisor or program that noted it, the customer's message, or the platform that told of it
 * @param earlier what was noted before, the oldest first
 */
@Document("consents")
public record Consent(
        @Id String id,
        @Version @Nullable Long version,
        String customerId,
        Purpose purpose,
        boolean isGranted,
        String evidence,
        String setBy,
        Instant setAt,
        List<Entry> earlier) {

    private static final int MOST_EARLIER = 50;

    /** What a shop may write for without being asked. */
    public enum Purpose {
        MARKETING,
        REMINDERS,
        SURVEYS
    }

    private static final String MESSAGE = "message/";
    private static final String PLATFORM = "platform/";

    /** Who says so. */
    public enum Source {
        CUSTOMER,
        PERSON,
        PLATFORM
    }

    /** As {@link #setBy}: the customer said so in a message. */
    public static String byMessage(String messageId) {
        return MESSAGE + messageId;
    }

    /** As {@link #setBy}: the customer told the platform. */
    public static String byPlatform(String name) {
        return PLATFORM + name;
    }

    public Source source() {
        return setBy.startsWith(MESSAGE)
                ? Source.CUSTOMER
                : setBy.startsWith(PLATFORM) ? Source.PLATFORM : Source.PERSON;
    }

    /** Whether what this source tells was said after this. */
    boolean isOlderThan(String source, Instant at) {
        return setAt.isBefore(at)
                || (setAt.equals(at)
                        && conversation(source).equals(conversation(setBy))
                        && source.compareTo(setBy) > 0);
    }

    /** What comes before a message's place, whose digits are as many for all; empty for every other source. */
    private static String conversation(String source) {
        return source.startsWith(MESSAGE) ? source.substring(0, source.lastIndexOf('/')) : "";
    }

    /** One state of it in the past. */
    public record Entry(boolean isGranted, String evidence, String setBy, Instant setAt) {}

    static String id(String customerId, Purpose purpose) {
        return customerId + "/" + purpose;
    }

    Consent set(boolean granted, String how, String by, Instant at) {
        if (granted == isGranted && how.equals(evidence)) {
            return this;
        }
        List<Entry> history = Stream.concat(earlier.stream(), Stream.of(new Entry(isGranted, evidence, setBy, setAt)))
                .toList();
        List<Entry> kept = history.subList(Math.max(0, history.size() - MOST_EARLIER), history.size());
        return new Consent(id, version, customerId, purpose, granted, how, by, at, List.copyOf(kept));
    }
}
