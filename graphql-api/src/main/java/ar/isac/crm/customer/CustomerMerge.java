package ar.isac.crm.customer;

import ar.isac.crm.customer.Customer.KnownHandle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * That two records are one person, as somebody has said. The record that was merged stays as it is, with the handles that it
 * owns: messages go on being recognised by it, and belong to the other. So it can be undone.
 *
 * @param id the customer who was merged
 * @param into the customer who stays
 * @param ownHandles the handles of the one who stays, as they were before
 * @param details what the one who stays has got from the other, likewise {@code tags}, {@code asks} and {@code notes}
 * @param advisorId who said so; null for a program
 */
@Document("customerMerges")
record CustomerMerge(
        @Id String id,
        @Version @Nullable Long version,
        String into,
        List<KnownHandle> ownHandles,
        List<Detail> details,
        List<String> tags,
        List<Ask> asks,
        String notes,
        Instant at,
        String actorId,
        @Nullable String advisorId,
        boolean isUndone) {

    /** What the one who stays is to get from the other. */
    static CustomerMerge of(
            Customer stays,
            Customer merged,
            @Nullable CustomerMerge before,
            Instant at,
            String actorId,
            @Nullable String advisorId) {
        List<Detail> details = merged.details().stream()
                .filter(detail -> !detail.value().isBlank() && stays.detail(detail.field()) == null)
                .toList();
        return new CustomerMerge(
                merged.id(),
                before == null ? null : before.version(),
                stays.id(),
                stays.handles(),
                details,
                merged.tags().stream()
                        .filter(tag -> !stays.tags().contains(tag))
                        .toList(),
                merged.asks().stream()
                        .filter(ask ->
                                stays.asks().stream().noneMatch(own -> own.key().equals(ask.key())))
                        .toList(),
                merged.notes(),
                at,
                actorId,
                advisorId,
                false);
    }

    CustomerMerge undone() {
        return new CustomerMerge(
                id, version, into, ownHandles, details, tags, asks, notes, at, actorId, advisorId, true);
    }
}
