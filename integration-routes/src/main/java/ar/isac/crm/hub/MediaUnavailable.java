package ar.isac.crm.hub;

import ar.isac.crm.message.MessageContent.MediaContent.Problem;
import org.jspecify.annotations.Nullable;

/** The bytes of a medium could not be had. The message names no address and no token. */
public final class MediaUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final boolean isWorthAnotherTry;

    private MediaUnavailable(Problem problem, boolean isWorthAnotherTry, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.isWorthAnotherTry = isWorthAnotherTry;
    }

    /** Perhaps next time. */
    public static MediaUnavailable now(Problem problem, String message, @Nullable Throwable cause) {
        return new MediaUnavailable(problem, true, message, cause);
    }

    /** Another try would bring the same. */
    public static MediaUnavailable forGood(Problem problem, String message) {
        return new MediaUnavailable(problem, false, message, null);
    }

    public Problem problem() {
        return problem;
    }

    public boolean isWorthAnotherTry() {
        return isWorthAnotherTry;
    }
}
