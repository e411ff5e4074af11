package ar.isac.crm.customer;

import ar.isac.crm.message.Handle;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A person who writes to the shop.
 *
 * @param name what a person of the shop called them; wins over {@code profileName}
 * @param profileName what they call themselves on the channel, as of their last message
 * @param handles the addresses they are known by; a phone number is optional
 * @param segmentReason why the segment is what it is, where somebody or a rule decided
 */
@Document("customers")
public record Customer(
        @Id String id,
        @Version @Nullable Long version,
        @Nullable String name,
        @Nullable String profileName,
        List<KnownHandle> handles,
        Segment segment,
        @Nullable String segmentReason,
        List<String> tags,
        Instant createdAt) {

    /** A handle on one of the shop's accounts. */
    public record KnownHandle(String accountId, Handle.Kind kind, String address) {}

    static Customer unknown(String id, Instant now) {
        return new Customer(id, null, null, null, List.of(), Segment.RETAIL, null, List.of(), now);
    }

    /** What to call them: never empty. */
    public String displayName() {
        if (name != null && !name.isBlank()) {
            return name;
        }
        if (profileName != null && !profileName.isBlank()) {
            return profileName;
        }
        return handles.isEmpty() ? "?" : handles.getFirst().address();
    }

    Customer seen(List<KnownHandle> addresses, @Nullable String currentProfileName) {
        List<KnownHandle> added =
                addresses.stream().filter(handle -> !handles.contains(handle)).toList();
        String profile = currentProfileName == null ? profileName : currentProfileName;
        if (added.isEmpty() && java.util.Objects.equals(profile, profileName)) {
            return this;
        }
        List<KnownHandle> all = Stream.concat(handles.stream(), added.stream()).toList();
        return new Customer(id, version, name, profile, all, segment, segmentReason, tags, createdAt);
    }
}
