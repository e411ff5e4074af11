package ar.isac.crm.assistant;

import java.util.concurrent.TimeoutException;

/** The model did not answer; a person will. */
final class ModelFailure extends RuntimeException {

    ModelFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether {@code failure} is one of time: nothing was wrong but that it took too long. */
    static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
    }
}
