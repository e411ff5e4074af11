package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Decision.HandOver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;

/** Hand-overs: the customer is always told, and an angry one does not wait behind the others. */
final class Escalations {

    private final Wording wording;

    Escalations(Wording wording) {
        this.wording = wording;
    }

    HandOver because(Situation situation, Reason reason, Priority priority, String rule, String phrase) {
        return handOver(
                situation,
                reason,
                priority,
                rule,
                new Reply(Wording.text(wording.say(phrase)), situation.evidence(rule)));
    }

    /** The variant is known and the quote wanted. */
    HandOver readyToBuy(Situation situation, Product product) {
        String text = wording.say("handover.quote", "title", product.title());
        String rule =
                "ready-to-buy " + product.sku() + " × " + situation.state().quantity();
        return handOver(
                situation,
                Reason.READY_TO_BUY,
                Priority.HIGH,
                rule,
                new Reply(Wording.text(text), situation.evidence("ready-to-buy", product)));
    }

    private static HandOver handOver(Situation situation, Reason reason, Priority priority, String rule, Reply reply) {
        String intent = situation.primaryIntent();
        return new HandOver(
                java.util.List.of(reply),
                situation.state().understood().settled(),
                reason,
                intent == null ? rule : intent + ": " + rule,
                situation.isAngry() ? raised(priority) : priority);
    }

    private static Priority raised(Priority priority) {
        return switch (priority) {
            case LOW -> Priority.NORMAL;
            case NORMAL -> Priority.HIGH;
            case HIGH, URGENT -> Priority.URGENT;
        };
    }
}
