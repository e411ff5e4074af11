package ar.isac.crm.security;

import org.jspecify.annotations.Nullable;

/**
 * Somebody came in, left, was not let in, or took data out: for the audit log, beside the mutations that it notes by itself.
 *
 * @param actorId as {@link Actor#id}; {@code unknown} for who is nobody we know
 * @param operation what they did, such as {@code login}
 */
public record AccessNoted(
        String actorId, String actorName, @Nullable String advisorId, String operation, Outcome outcome) {

    /** What came of it. */
    public enum Outcome {
        DONE,
        REFUSED
    }

    private static final String UNKNOWN = "unknown";

    public static AccessNoted of(Actor actor, String operation, Outcome outcome) {
        return new AccessNoted(actor.id(), actor.name(), actor.advisorId(), operation, outcome);
    }

    static AccessNoted ofAdvisor(Advisor advisor, String operation, Outcome outcome) {
        return new AccessNoted(advisor.id(), advisor.name(), advisor.id(), operation, outcome);
    }

    static AccessNoted ofToken(ApiToken token, String operation, Outcome outcome) {
        return new AccessNoted("token:" + token.id(), token.name(), null, operation, outcome);
    }

    /** What they called themselves is not noted: people type passwords into the wrong box. */
    static AccessNoted ofNobody(String operation) {
        return new AccessNoted(UNKNOWN, UNKNOWN, null, operation, Outcome.REFUSED);
    }

    /** Somebody had a link that says for itself that it was given to them. */
    public static AccessNoted byLink(String operation) {
        return new AccessNoted("link", "link", null, operation, Outcome.DONE);
    }
}
