package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Decision.HandOver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import java.util.List;
import java.util.stream.Collectors;

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

    /** What is wanted is known, and a person sells it. */
    HandOver ready(Situation situation, Reason reason, Cart wanted, List<Product> products) {
        String titles = Wording.list(products.stream()
                .map(product -> counted(product.title(), quantityOf(wanted, product)))
                .toList());
        String rule = reason == Reason.HIGH_VALUE ? "high-value" : "ready-to-buy";
        String evidence = wanted.lines().stream()
                .map(line -> line.sku() + " × " + line.quantity())
                .collect(Collectors.joining(", ", rule + " ", ""));
        String text = wording.say(reason == Reason.HIGH_VALUE ? "handover.large" : "handover.quote", "title", titles);
        return handOver(
                situation,
                reason,
                Priority.HIGH,
                evidence,
                new Reply(Wording.text(text), situation.evidence(rule, products)));
    }

    private static int quantityOf(Cart wanted, Product product) {
        return wanted.lines().stream()
                .filter(line -> line.sku().equals(product.sku()))
                .mapToInt(Selling.Line::quantity)
                .findFirst()
                .orElse(1);
    }

    /** «2 × Mouse Logitech M280 Negro». */
    static String counted(String title, int quantity) {
        return quantity > 1 ? quantity + " × " + title : title;
    }

    private static HandOver handOver(Situation situation, Reason reason, Priority priority, String rule, Reply reply) {
        String intent = situation.primaryIntent();
        return new HandOver(
                List.of(reply),
                situation.state().understood().settled(),
                reason,
                intent == null ? rule : intent + ": " + rule,
                priority(situation, priority));
    }

    /** An angry customer does not wait behind the others, nor does one who has bought much. */
    private static Priority priority(Situation situation, Priority ofReason) {
        boolean isValued =
                situation.facts().rules().isValued(situation.facts().dealings().purchases());
        Priority felt = situation.isAngry() ? raised(ofReason) : ofReason;
        return isValued ? raised(felt) : felt;
    }

    private static Priority raised(Priority priority) {
        return switch (priority) {
            case LOW -> Priority.NORMAL;
            case NORMAL -> Priority.HIGH;
            case HIGH, URGENT -> Priority.URGENT;
        };
    }
}
