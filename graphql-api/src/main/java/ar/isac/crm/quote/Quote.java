package ar.isac.crm.quote;

import ar.isac.crm.conversation.OfConversation;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.money.Money;
import ar.isac.crm.person.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What the shop offers a customer. Immutable; each verb returns the next state. A new offer for the same wish is a new
 * revision: what was offered before stays readable, since somebody may already be paying for it.
 *
 * @param id the number in decimal
 * @param key unique, derived from the quote's cause: the same cause makes one quote
 * @param revision from 1
 * @param messageId the customer's message that it answers, where one is known
 * @param advisorId who made it; null for the assistant
 * @param earlier the former revisions, oldest first
 */
@Document("quotes")
public record Quote(
        @Id String id,
        @Version @Nullable Long version,
        String key,
        int revision,
        String conversationId,
        String customerId,
        @Nullable String messageId,
        @Nullable String advisorId,
        Segment priceList,
        List<PricedLine> lines,
        QuoteStatus status,
        Instant createdAt,
        Instant revisedAt,
        Instant validUntil,
        @Nullable Decision decision,
        List<Revision> earlier)
        implements OfConversation {

    /** Who decided on a quote, and when. */
    public record Decision(By by, @Nullable String advisorId, Instant at) {

        /** Whose decision it was. */
        public enum By {
            CUSTOMER,
            ADVISOR,
            PAYMENT
        }

        public static Decision byCustomer(Instant at) {
            return new Decision(By.CUSTOMER, null, at);
        }

        public static Decision byAdvisor(@Nullable String advisorId, Instant at) {
            return new Decision(By.ADVISOR, advisorId, at);
        }
    }

    /** What an earlier revision offered. */
    public record Revision(int revision, Segment priceList, List<PricedLine> lines, Instant at, Instant validUntil) {}

    public Quote {
        lines = List.copyOf(lines);
        earlier = List.copyOf(earlier);
    }

    /** The id of a quote that is drawn and not made: no number is taken for it. */
    static final String UNMADE = "0";

    /** As people read it: {@code C-000123}. */
    public String number() {
        return number(id);
    }

    /** The number of the quote with this id. */
    public static String number(String id) {
        return id.equals(UNMADE) ? "C-······" : "C-" + "0".repeat(Math.max(0, 6 - id.length())) + id;
    }

    /** The id of the quote with this number, however many of its zeros are there. */
    static Optional<String> idOf(String number) {
        String digits = number.strip().replaceFirst("(?i)^C-?", "").replaceFirst("^0+(?=\\d)", "");
        return digits.matches("\\d{1,18}") ? Optional.of(digits) : Optional.empty();
    }

    public Money total() {
        return PricedLine.total(lines);
    }

    /** What is taken off in all. */
    public Money discount() {
        return PricedLine.discount(lines);
    }

    /** The status at an instant: a quote expires by itself, whether or not somebody has noted it. */
    public QuoteStatus statusAt(Instant now) {
        return status == QuoteStatus.PENDING && !now.isBefore(validUntil) ? QuoteStatus.EXPIRED : status;
    }

    /** The lines of a revision, the present one or an earlier one. */
    public Optional<List<PricedLine>> linesOf(int wanted) {
        return wanted == revision
                ? Optional.of(lines)
                : earlier.stream()
                        .filter(former -> former.revision() == wanted)
                        .map(Revision::lines)
                        .findFirst();
    }

    /** A new offer in the place of this one, pending again. */
    Quote revised(Segment list, List<PricedLine> offered, Instant now, Instant until) {
        Revision former = new Revision(revision, priceList, lines, revisedAt, validUntil);
        return new Quote(
                id,
                version,
                key,
                revision + 1,
                conversationId,
                customerId,
                messageId,
                advisorId,
                list,
                offered,
                QuoteStatus.PENDING,
                createdAt,
                now,
                until,
                null,
                Stream.concat(earlier.stream(), Stream.of(former)).toList());
    }

    /** The paper alone: to whom it was made out is erased. What still waited for them has run out. */
    Quote withoutPerson() {
        return new Quote(
                id,
                version,
                Person.ERASED + "/" + id,
                revision,
                Person.ERASED,
                Person.ERASED,
                null,
                advisorId,
                priceList,
                lines,
                status == QuoteStatus.PENDING ? QuoteStatus.EXPIRED : status,
                createdAt,
                revisedAt,
                validUntil,
                decision,
                earlier);
    }

    Quote belongingTo(String customer) {
        return customer.equals(customerId)
                ? this
                : new Quote(
                        id,
                        version,
                        key,
                        revision,
                        conversationId,
                        customer,
                        messageId,
                        advisorId,
                        priceList,
                        lines,
                        status,
                        createdAt,
                        revisedAt,
                        validUntil,
                        decision,
                        earlier);
    }

    Quote accepted(Decision by) {
        return with(QuoteStatus.ACCEPTED, by);
    }

    Quote rejected(Decision by) {
        return with(QuoteStatus.REJECTED, by);
    }

    Quote expired() {
        return with(QuoteStatus.EXPIRED, null);
    }

    private Quote with(QuoteStatus next, @Nullable Decision by) {
        return next == status
                ? this
                : new Quote(
                        id,
                        version,
                        key,
                        revision,
                        conversationId,
                        customerId,
                        messageId,
                        advisorId,
                        priceList,
                        lines,
                        next,
                        createdAt,
                        revisedAt,
                        validUntil,
                        by,
                        earlier);
    }
}
