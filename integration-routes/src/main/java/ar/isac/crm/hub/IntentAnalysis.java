package ar.isac.crm.hub;

import java.util.List;

/** First step of an answer: what the waiting messages say. */
@FunctionalInterface
public interface IntentAnalysis {

    /**
     * Stores the analysis of every message that waits for an answer.
     *
     * @throws RuntimeException when the model fails, is too slow or is switched off by its circuit breaker
     */
    List<Publication> analyse(ReplyRequest request);
}
