package ar.isac.crm.customer;

import ar.isac.crm.customer.Detail.Field;
import ar.isac.crm.customer.Detail.Source;
import ar.isac.crm.message.Handle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A person who writes to the shop.
 *
 * @param profileName what they call themselves on the channel, as of their last message
 * @param handles the addresses they are known by; a phone number is optional
 * @param segmentReason why the segment is what it is; null until somebody or a rule has decided
 * @param segmentSuggestion what waits for somebody to decide; null when nothing does
 * @param tags the ids of their tags
 * @param details what is known of them, one of each field, each with its source
 * @param notes what the shop writes down for itself; may be blank
 * @param asks the last signs of what they like
 * @param changedAt when the record was last written, for the lists of other nodes; null in records of earlier versions
 */
@Document("customers")
public record Customer(
        @Id String id,
        @Version @Nullable Long version,
        @Nullable String profileName,
        List<KnownHandle> handles,
        Segment segment,
        @Nullable String segmentReason,
        @Nullable SegmentSuggestion segmentSuggestion,
        List<String> tags,
        List<Detail> details,
        String notes,
        List<Ask> asks,
        Instant createdAt,
        @Nullable Instant changedAt) {

    /** Enough to know somebody by, and little enough to be read with every message. */
    static final int MOST_ASKS = 40;

    public Customer {
        // Fields that records of earlier versions do not have.
        details = Objects.requireNonNullElse(details, List.of());
        notes = Objects.requireNonNullElse(notes, "");
        asks = Objects.requireNonNullElse(asks, List.of());
    }

    /** What people know them by and look for: names, addresses, what they told about themselves. */
    public List<String> names() {
        Stream<String> own = Stream.concat(Stream.of(displayName()), Stream.ofNullable(profileName));
        Stream<String> addresses = handles.stream().map(KnownHandle::address);
        return Stream.of(own, addresses, details.stream().map(Detail::value))
                .flatMap(names -> names)
                .toList();
    }

    /** A handle on one of the shop's accounts. */
    public record KnownHandle(String accountId, Handle.Kind kind, String address) {}

    static Customer unknown(String id, Instant now) {
        return new Customer(
                id, null, null, List.of(), Segment.RETAIL, null, null, List.of(), List.of(), "", List.of(), now, now);
    }

    /** What to call them: never empty. */
    public String displayName() {
        String name = ownName();
        return name != null ? name : handles.isEmpty() ? "?" : bestKnown().address();
    }

    /** People read a name on the platform more easily than a number, and anything more easily than an id. */
    private KnownHandle bestKnown() {
        return handles.stream()
                .filter(handle -> handle.kind() == Handle.Kind.USERNAME)
                .findFirst()
                .orElse(handles.getFirst());
    }

    /** Whether other systems of the shop would see no difference. */
    boolean isTheSameAbroad(Customer other) {
        return Objects.equals(ownName(), other.ownName())
                && handles.equals(other.handles())
                && segment == other.segment()
                && details.equals(other.details());
    }

    /** A name, given or of their profile; null when only addresses are known. */
    public @Nullable String ownName() {
        Detail name = detail(Field.NAME);
        return name != null ? name.value() : profileName == null || profileName.isBlank() ? null : profileName;
    }

    /** What is known, unless a person took it away. */
    public @Nullable Detail detail(Field field) {
        return details.stream()
                .filter(detail -> detail.field() == field && !detail.value().isBlank())
                .findFirst()
                .orElse(null);
    }

    Customer seen(List<KnownHandle> addresses, @Nullable String currentProfileName) {
        List<KnownHandle> added =
                addresses.stream().filter(handle -> !handles.contains(handle)).toList();
        String profile = currentProfileName == null ? profileName : currentProfileName;
        if (added.isEmpty() && Objects.equals(profile, profileName)) {
            return this;
        }
        List<KnownHandle> all = Stream.concat(handles.stream(), added.stream()).toList();
        return new Customer(
                id,
                version,
                profile,
                all,
                segment,
                segmentReason,
                segmentSuggestion,
                tags,
                details,
                notes,
                asks,
                createdAt,
                changedAt);
    }

    /** The name that they have on the account's platform now, in the place of the one before; null when it is not told. */
    Customer named(String accountId, @Nullable String username) {
        if (username == null || username.isBlank()) {
            return this;
        }
        KnownHandle name = new KnownHandle(accountId, Handle.Kind.USERNAME, username.strip());
        if (handles.contains(name)) {
            return this;
        }
        List<KnownHandle> others = handles.stream()
                .filter(handle -> handle.kind() != Handle.Kind.USERNAME
                        || !handle.accountId().equals(accountId))
                .toList();
        return with(joined(others, List.of(name)), tags, details, notes, asks);
    }

    /** They have left these addresses and have those instead. */
    Customer rekeyed(List<KnownHandle> left, List<KnownHandle> now) {
        List<KnownHandle> kept =
                handles.stream().filter(handle -> !left.contains(handle)).toList();
        return kept.size() == handles.size()
                ? seen(now, null)
                : new Customer(
                                id,
                                version,
                                profileName,
                                kept,
                                segment,
                                segmentReason,
                                segmentSuggestion,
                                tags,
                                details,
                                notes,
                                asks,
                                createdAt,
                                changedAt)
                        .seen(now, null);
    }

    /** The other is the same person: what is known of them is known of this one, who keeps what is known already. */
    Customer absorbing(Customer merged, CustomerMerge merge) {
        List<KnownHandle> newHandles = merged.handles().stream()
                .filter(handle -> !handles.contains(handle))
                .toList();
        List<Detail> newDetails = merge.details().stream()
                .filter(added -> details.stream().noneMatch(own -> own.field() == added.field()))
                .toList();
        List<String> newTags =
                merge.tags().stream().filter(tag -> !tags.contains(tag)).toList();
        List<Ask> newAsks = merge.asks().stream()
                .filter(added -> asks.stream().noneMatch(own -> own.key().equals(added.key())))
                .toList();
        boolean isNoted = merge.notes().isBlank() || notes.contains(merge.notes());
        List<Ask> allAsks = joined(asks, newAsks);
        return with(
                joined(handles, newHandles),
                joined(tags, newTags),
                joined(details, newDetails),
                isNoted ? notes : notes.isBlank() ? merge.notes() : notes + "\n" + merge.notes(),
                allAsks.subList(Math.max(0, allAsks.size() - MOST_ASKS), allAsks.size()));
    }

    /** It was not the same person: what came from the other, and stands as it came, is theirs alone again. */
    Customer releasing(Customer merged, CustomerMerge merge) {
        String added = "\n" + merge.notes();
        return with(
                handles.stream()
                        .filter(handle -> merge.ownHandles().contains(handle)
                                || !merged.handles().contains(handle))
                        .toList(),
                tags.stream().filter(tag -> !merge.tags().contains(tag)).toList(),
                details.stream()
                        .filter(detail -> !merge.details().contains(detail))
                        .toList(),
                merge.notes().isBlank()
                        ? notes
                        : notes.equals(merge.notes())
                                ? ""
                                : notes.endsWith(added) ? notes.substring(0, notes.length() - added.length()) : notes,
                asks.stream().filter(ask -> !merge.asks().contains(ask)).toList());
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private Customer with(
            List<KnownHandle> nextHandles,
            List<String> nextTags,
            List<Detail> nextDetails,
            String nextNotes,
            List<Ask> nextAsks) {
        return new Customer(
                id,
                version,
                profileName,
                List.copyOf(nextHandles),
                segment,
                segmentReason,
                segmentSuggestion,
                List.copyOf(nextTags),
                List.copyOf(nextDetails),
                nextNotes,
                List.copyOf(nextAsks),
                createdAt,
                changedAt);
    }

    Customer changed(Instant now) {
        return new Customer(
                id,
                version,
                profileName,
                handles,
                segment,
                segmentReason,
                segmentSuggestion,
                tags,
                details,
                notes,
                asks,
                createdAt,
                now);
    }

    /** What they told of themselves; a person's edit stays. */
    Customer told(List<Detail> news) {
        List<Detail> merged = new ArrayList<>(details);
        for (Detail detail : news) {
            Detail known = details.stream()
                    .filter(other -> other.field() == detail.field())
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                merged.add(detail);
            } else if (known.yieldsTo(detail)) {
                merged.set(merged.indexOf(known), detail);
            }
        }
        return withDetails(merged);
    }

    /** What a person writes of them, blank to take away; what is the same already keeps its source. */
    Customer edited(Map<Field, String> values, Source person, Instant now) {
        List<Detail> changed = values.entrySet().stream()
                .filter(entry -> {
                    Detail known = detail(entry.getKey());
                    return !entry.getValue().equals(known == null ? "" : known.value())
                            || (known != null && known.source().kind() != Source.Kind.PERSON);
                })
                .map(entry -> new Detail(entry.getKey(), entry.getValue(), person, now))
                .toList();
        return told(changed);
    }

    private Customer withDetails(List<Detail> all) {
        return new Customer(
                id,
                version,
                profileName,
                handles,
                segment,
                segmentReason,
                segmentSuggestion,
                tags,
                List.copyOf(all),
                notes,
                asks,
                createdAt,
                changedAt);
    }

    Customer noted(String text) {
        return new Customer(
                id,
                version,
                profileName,
                handles,
                segment,
                segmentReason,
                segmentSuggestion,
                tags,
                details,
                text,
                asks,
                createdAt,
                changedAt);
    }

    Customer tagged(List<String> tagIds) {
        return new Customer(
                id,
                version,
                profileName,
                handles,
                segment,
                segmentReason,
                segmentSuggestion,
                List.copyOf(tagIds),
                details,
                notes,
                asks,
                createdAt,
                changedAt);
    }

    /** Decided by a person or a rule: no suggestion is left. */
    Customer decided(Segment next, String reason) {
        return new Customer(
                id,
                version,
                profileName,
                handles,
                next,
                reason,
                null,
                tags,
                details,
                notes,
                asks,
                createdAt,
                changedAt);
    }

    /** Suggested by signals; the first stays, and what was decided is not questioned again. */
    Customer suggested(SegmentSuggestion suggestion) {
        boolean isSettled = segment == suggestion.segment() || segmentReason != null || segmentSuggestion != null;
        return isSettled
                ? this
                : new Customer(
                        id,
                        version,
                        profileName,
                        handles,
                        segment,
                        null,
                        suggestion,
                        tags,
                        details,
                        notes,
                        asks,
                        createdAt,
                        changedAt);
    }

    /** One more sign of what they like; one that is known changes nothing. */
    Customer asked(Ask ask) {
        List<Ask> others =
                asks.stream().filter(known -> !known.key().equals(ask.key())).toList();
        List<Ask> all = Stream.concat(others.stream(), Stream.of(ask)).toList();
        List<Ask> kept = all.subList(Math.max(0, all.size() - MOST_ASKS), all.size());
        return asks.contains(ask)
                ? this
                : new Customer(
                        id,
                        version,
                        profileName,
                        handles,
                        segment,
                        segmentReason,
                        segmentSuggestion,
                        tags,
                        details,
                        notes,
                        List.copyOf(kept),
                        createdAt,
                        changedAt);
    }
}
