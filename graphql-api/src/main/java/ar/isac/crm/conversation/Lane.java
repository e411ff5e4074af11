package ar.isac.crm.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a conversation: one message at a time, the lowest number first.
 *
 * @param open numbers of the messages that wait to be sent, the one in flight among them
 * @param inFlight the attempt under way; stored before the call, so that no crash can lead to a second one
 * @param notBefore nothing is sent earlier: a limit or a retryable error
 * @param tries failed attempts of the lowest open message
 */
record Lane(
        List<Long> open,
        @Nullable Attempt inFlight,
        @Nullable Instant notBefore,
        int tries) {

    /** An outcome that nobody reports within this is unknown, and the lane goes on. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final Lane EMPTY = new Lane(List.of(), null, null, 0);

    /** One call to the platform. */
    record Attempt(String id, long seq, Instant since) {
        boolean isOverdue(Instant now) {
            return !now.isBefore(givesUpAt());
        }

        Instant givesUpAt() {
            return since.plus(PATIENCE);
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    OptionalLong next() {
        return open.stream().mapToLong(Long::longValue).min();
    }

    boolean holds(String attemptId) {
        return inFlight != null && inFlight.id().equals(attemptId);
    }

    Lane with(long seq) {
        return open.contains(seq)
                ? this
                : new Lane(Stream.concat(open.stream(), Stream.of(seq)).sorted().toList(), inFlight, notBefore, tries);
    }

    Lane attempting(String attemptId, long seq, Instant now) {
        return new Lane(open, new Attempt(attemptId, seq, now), null, tries);
    }

    /** The message is through, for better or worse. */
    Lane without(long seq) {
        List<Long> left = open.stream().filter(other -> other != seq).toList();
        boolean wasInFlight = inFlight != null && inFlight.seq() == seq;
        return new Lane(left, wasInFlight ? null : inFlight, wasInFlight ? null : notBefore, wasInFlight ? 0 : tries);
    }

    /** The attempt certainly did not get through, and is made again at {@code instant}. */
    Lane retryingAt(Instant instant) {
        return new Lane(open, null, instant, tries + 1);
    }

    /** The attempt certainly did not get through, for a reason that is not the message's. */
    Lane waiting() {
        return new Lane(open, null, notBefore, tries);
    }
}
