package ar.isac.crm.conversation;

import ar.isac.crm.shop.Rules;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the assistant's turn is timed.
 *
 * @param burstWindow how long it waits for the rest of a customer's burst
 * @param returnAfter how long after a person has closed a conversation it answers that customer again
 */
@ConfigurationProperties("crm.assistant")
public record AnsweringSettings(
        @DefaultValue("PT1S") Duration burstWindow,
        @DefaultValue("PT12H") Duration returnAfter) implements Rules {

    /** A customer who never stops writing is answered after this many windows all the same. */
    private static final int MOST_WINDOWS = 5;

    @Override
    public List<Rule> rules() {
        return List.of(new Rule("assistant-returns-after", returnAfter.toString(), "CRM_ASSISTANT_RETURN_AFTER"));
    }

    /** How long the first unanswered message waits at most. */
    public Duration longestBurst() {
        return burstWindow.multipliedBy(MOST_WINDOWS);
    }
}
