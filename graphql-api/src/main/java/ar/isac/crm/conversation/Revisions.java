package ar.isac.crm.conversation;

import ar.isac.crm.message.MessageContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message after it was written. Changes come in any order and more than once: each has its cause, and the
 * later one counts.
 *
 * @param reactions the last of each side, also where it was taken away
 * @param versions what the message said, the oldest first, once it has been edited; the last is what it says now
 */
record Revisions(List<GivenReaction> reactions, List<MessageVersion> versions) {

    static final Revisions NONE = new Revisions(List.of(), List.of());

    /** The first version and the newest ones are kept. */
    static final int MOST_VERSIONS = 20;

    private static final Comparator<MessageVersion> ORDER =
            Comparator.comparingInt(MessageVersion::number).thenComparing(MessageVersion::writtenAt);

    Revisions {
        reactions = List.copyOf(Objects.requireNonNullElse(reactions, List.of()));
        versions = List.copyOf(Objects.requireNonNullElse(versions, List.of()));
    }

    /**
     * A reaction.
     *
     * @param emoji blank when it was taken away
     * @param causes what has led to it at this very instant: the platform's clock only knows seconds
     */
    record GivenReaction(Author author, @Nullable String advisorId, String emoji, Instant at, List<String> causes) {

        boolean isVisible() {
            return !emoji.isBlank();
        }
    }

    /**
     * What the message said from an instant on.
     *
     * @param cause the edit; empty for what was written first
     * @param number as the platform counts edits; 0 where it does not
     */
    record MessageVersion(String cause, int number, Instant writtenAt, MessageContent content) {}

    /** @param emoji null takes the reaction of this side away */
    Revisions reacted(Author author, @Nullable String advisorId, @Nullable String emoji, Instant at, String cause) {
        boolean isCustomers = author == Author.CUSTOMER;
        GivenReaction known = reactions.stream()
                .filter(reaction -> (reaction.author() == Author.CUSTOMER) == isCustomers)
                .findFirst()
                .orElse(null);
        boolean isKnown =
                known != null && known.at().equals(at) && known.causes().contains(cause);
        if (isKnown || (known != null && at.isBefore(known.at()))) {
            return this;
        }
        List<String> causes = known != null && known.at().equals(at)
                ? Stream.concat(known.causes().stream(), Stream.of(cause)).toList()
                : List.of(cause);
        List<GivenReaction> next = new ArrayList<>(reactions);
        next.remove(known);
        next.add(new GivenReaction(author, advisorId, Objects.requireNonNullElse(emoji, ""), at, causes));
        return new Revisions(next, versions);
    }

    /** @param original what the message says while nobody has edited it */
    Revisions edited(MessageVersion original, MessageVersion edit) {
        if (versions.stream().anyMatch(version -> version.cause().equals(edit.cause()))) {
            return this;
        }
        List<MessageVersion> all = new ArrayList<>(versions.isEmpty() ? List.of(original) : versions);
        MessageVersion first = all.removeFirst();
        all.add(edit);
        all.sort(ORDER);
        List<MessageVersion> newest = all.subList(Math.max(0, all.size() - MOST_VERSIONS + 1), all.size());
        return new Revisions(
                reactions, Stream.concat(Stream.of(first), newest.stream()).toList());
    }

    /** What the message says since it was edited; null while it was not. */
    @Nullable
    MessageVersion current() {
        return versions.isEmpty() ? null : versions.getLast();
    }
}
