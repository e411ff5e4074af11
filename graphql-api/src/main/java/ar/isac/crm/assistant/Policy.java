package ar.isac.crm.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One rule of the assistant: has something to say to a situation, or has not. */
@FunctionalInterface
interface Policy {

    Optional<Step> consider(Situation situation);

    /** What a policy contributes. */
    sealed interface Step {}

    /** Decides the turn alone. */
    record Decided(Move move) implements Step {}

    /**
     * Something to say, together with what others say.
     *
     * @param state where the talk stands after it
     * @param asks whether it waits for an answer
     */
    record Said(List<Reply> replies, DialogueState state, boolean asks) implements Step {

        /** The same with words in front of the first reply that has words. */
        Said ledBy(String words) {
            List<Reply> led = new ArrayList<>(replies);
            for (int i = 0; i < led.size(); i++) {
                if (led.get(i).hasWords()) {
                    led.set(i, led.get(i).ledBy(words));
                    break;
                }
            }
            return new Said(led, state, asks);
        }
    }
}
