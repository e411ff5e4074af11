package ar.isac.crm.deadletter;

import ar.isac.crm.hub.ReturnedLetters;
import ar.isac.crm.message.ParkedLetter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A parked letter and what became of it.
 *
 * @param id its number, so that the letters are listed by computed ids
 * @param key the letter's own id: one failure is kept once
 * @param letter as it was parked first, with the cause of its last failure
 * @param editedBody the body as a person has mended it; null as long as nobody has
 * @param tries how often it has failed: once, and once for each replay that was in vain
 * @param history what people did with it, the oldest first
 */
@Document("deadLetters")
record KeptLetter(
        @Id String id,
        @Version @Nullable Long version,
        String key,
        ParkedLetter letter,
        @Nullable String editedBody,
        Status status,
        int tries,
        List<Action> history) {

    /** Nobody reads on beyond these. */
    private static final int REMEMBERED = 50;

    /** How far it has come; see the GraphQL enum of the same name. */
    enum Status {
        PARKED,
        REPLAYED,
        DISCARDED
    }

    /**
     * Somebody did something with a letter.
     *
     * @param advisorId null for a program
     * @param actorName as it was then
     */
    record Action(Kind kind, @Nullable String advisorId, String actorName, Instant at) {

        enum Kind {
            EDITED,
            REPLAYED,
            DISCARDED
        }
    }

    KeptLetter {
        history = List.copyOf(history);
    }

    static KeptLetter first(long number, ParkedLetter letter) {
        return new KeptLetter(Long.toString(number), null, letter.id(), letter, null, Status.PARKED, 1, List.of());
    }

    boolean isParked() {
        return status == Status.PARKED;
    }

    /** The body that would be replayed now. */
    String body() {
        return editedBody == null ? letter.body() : editedBody;
    }

    KeptLetter edited(String body, Action action) {
        return with(body.equals(letter.body()) ? null : body, Status.PARKED, action);
    }

    KeptLetter replayed(Action action) {
        return with(editedBody, Status.REPLAYED, action);
    }

    KeptLetter discarded(Action action) {
        return with(editedBody, Status.DISCARDED, action);
    }

    /** With the version that it has once it is stored. */
    KeptLetter following() {
        return new KeptLetter(id, version == null ? 0L : version + 1, key, letter, editedBody, status, tries, history);
    }

    /**
     * After a replay that was in vain. A webhook parks what it cannot read under the same id as often as the platform delivers
     * it: that says nothing about a replay.
     */
    KeptLetter failedAgain(ParkedLetter again) {
        if (status != Status.REPLAYED
                || ReturnedLetters.isFromWebhook(letter)
                || !again.parkedAt().isAfter(letter.parkedAt())) {
            return this;
        }
        ParkedLetter newest = new ParkedLetter(
                letter.id(),
                letter.origin(),
                letter.group(),
                again.route(),
                again.step(),
                again.failure(),
                again.reason(),
                letter.body(),
                again.parkedAt());
        return new KeptLetter(id, version, key, newest, editedBody, Status.PARKED, tries + 1, history);
    }

    private KeptLetter with(@Nullable String nextBody, Status next, Action action) {
        return new KeptLetter(
                id,
                version,
                key,
                letter,
                nextBody,
                next,
                tries,
                Stream.concat(history.stream().skip(Math.max(0, history.size() - REMEMBERED + 1)), Stream.of(action))
                        .toList());
    }
}
