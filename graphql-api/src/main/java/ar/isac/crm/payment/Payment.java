package ar.isac.crm.payment;

import ar.isac.crm.conversation.OfConversation;
import ar.isac.crm.money.Money;
import ar.isac.crm.person.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Money that is to come, or came. Immutable; each verb returns the next state.
 *
 * @param id derived from the payment's cause; the provider knows it as the external reference
 * @param orderKey the key of the sale that it pays, which may not exist yet
 * @param quoteRevision the version of the quote whose total it is; 0 without a quote
 * @param link where the customer pays; null by hand, and while the provider has not made it
 * @param tries what the provider tells of each try to pay, in the order in which we learned of them
 * @param reference a word of the shop about it, such as the number of a transfer
 */
@Document("payments")
public record Payment(
        @Id String id,
        @Version @Nullable Long version,
        String orderKey,
        @Nullable String quoteId,
        int quoteRevision,
        String conversationId,
        PaymentMethod method,
        boolean isSimulated,
        Money amount,
        PaymentStatus status,
        @Nullable Link link,
        List<Try> tries,
        @Nullable String advisorId,
        @Nullable String reference,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant approvedAt)
        implements OfConversation {

    /** The provider's offer to pay. */
    public record Link(String providerId, String url) {}

    /** One try to pay by the link: several may hit one link. */
    public record Try(String externalId, PaymentStatus status) {}

    public Payment {
        tries = List.copyOf(tries);
    }

    /** The entry in the books alone: whose it was is erased, with the words that somebody wrote about it. */
    Payment withoutPerson() {
        return new Payment(
                id,
                version,
                orderKey.contains(conversationId) ? Person.ERASED : orderKey,
                quoteId,
                quoteRevision,
                Person.ERASED,
                method,
                isSimulated,
                amount,
                status,
                link,
                tries,
                advisorId,
                null,
                createdAt,
                expiresAt,
                approvedAt);
    }

    /** Its link cannot be paid any more, and brought nothing. */
    boolean hasEndedUnpaid(Instant now) {
        return status.compareTo(PaymentStatus.APPROVED) < 0 && expiresAt != null && !now.isBefore(expiresAt);
    }

    Payment linked(Link made) {
        return link != null ? this : with(status, made, tries, approvedAt);
    }

    /**
     * Takes what the provider tells of a try. Reports come in any order and more than once: a try only goes forward, from
     * pending over rejected and approved to refunded or charged back.
     */
    Payment learned(String externalId, PaymentStatus told, Instant now) {
        Optional<Try> known = tryOf(externalId);
        if (known.isPresent() && known.get().status().compareTo(told) >= 0) {
            return this;
        }
        List<Try> next = new ArrayList<>();
        tries.stream().filter(each -> !each.externalId().equals(externalId)).forEach(next::add);
        next.add(new Try(externalId, told));
        PaymentStatus overall = overall(next);
        Instant approved = approvedAt == null && overall == PaymentStatus.APPROVED ? now : approvedAt;
        return with(overall, link, next, approved);
    }

    Optional<Try> tryOf(String externalId) {
        return tries.stream()
                .filter(each -> each.externalId().equals(externalId))
                .findFirst();
    }

    /** Money that came and stayed decides; then money that came and went; then the last that is told. */
    private static PaymentStatus overall(List<Try> tries) {
        if (tries.stream().anyMatch(each -> each.status() == PaymentStatus.APPROVED)) {
            return PaymentStatus.APPROVED;
        }
        return tries.stream()
                .map(Try::status)
                .filter(each -> each.compareTo(PaymentStatus.APPROVED) > 0)
                .findFirst()
                .orElseGet(() -> tries.getLast().status());
    }

    /** How many tries brought money that has not gone back. */
    long approvedTries() {
        return tries.stream()
                .filter(each -> each.status() == PaymentStatus.APPROVED)
                .count();
    }

    private Payment with(
            PaymentStatus nextStatus, @Nullable Link nextLink, List<Try> nextTries, @Nullable Instant nextApproved) {
        return new Payment(
                id,
                version,
                orderKey,
                quoteId,
                quoteRevision,
                conversationId,
                method,
                isSimulated,
                amount,
                nextStatus,
                nextLink,
                nextTries,
                advisorId,
                reference,
                createdAt,
                expiresAt,
                nextApproved);
    }
}
