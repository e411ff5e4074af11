package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion;
import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.understanding.Intent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When a person takes over. */
final class HandOverPolicies {

    private final Wording wording;
    private final Escalations escalations;

    HandOverPolicies(Wording wording, Escalations escalations) {
        this.wording = wording;
        this.escalations = escalations;
    }

    Optional<Step> askedForPerson(Situation situation) {
        boolean isPressed =
                situation.pressed().filter(Action.AskPerson.class::isInstance).isPresent();
        return when(
                isPressed || situation.has(Intent.HUMAN_REQUEST),
                situation,
                Reason.ASKED_FOR_PERSON,
                Priority.NORMAL,
                "asked-for-person",
                "handover.person");
    }

    Optional<Step> complaint(Situation situation) {
        boolean isTold = situation.has(Intent.COMPLAINT) && !isAnswering(situation);
        boolean isOverlooked = situation.isUnclear() && Grievance.in(situation.words());
        return when(
                isTold || isOverlooked, situation, Reason.COMPLAINT, Priority.HIGH, "complaint", "handover.complaint");
    }

    /** Anger without a question is not asked back, and anger twice in a row is not answered by a machine. */
    Optional<Step> tone(Situation situation) {
        boolean isOnlyAnger = situation.isAngry() && situation.isUnclear();
        return when(
                isOnlyAnger || situation.state().annoyances() >= 2,
                situation,
                Reason.NEGATIVE_TONE,
                Priority.NORMAL,
                "negative-tone",
                "handover.upset");
    }

    /** «el primero», «listo, lo compro»: an answer to what was just asked, unless the model is sure of something else. */
    private static boolean isAnswering(Situation situation) {
        return !situation.isSure()
                && (SubjectReading.isPick(situation) || (situation.state().asks(Kind.QUOTE) && isAgreeing(situation)));
    }

    private static boolean isAgreeing(Situation situation) {
        boolean isSaid = situation.hasAny(Intent.AFFIRM, Intent.PURCHASE_REQUEST) && !situation.has(Intent.DENY);
        return isSaid || (!situation.isSure() && Agreement.in(situation.words()));
    }

    Optional<Step> orderStatus(Situation situation) {
        return when(
                situation.has(Intent.ORDER_STATUS) && !isAnswering(situation),
                situation,
                Reason.NOT_COVERED,
                Priority.NORMAL,
                "order-status",
                "handover.order");
    }

    /** A cart of the channel's catalogue: its prices are the customer's copy, so a person checks it. */
    Optional<Step> cart(Situation situation) {
        return when(
                !situation.turn().all(Turn.Ordered.class).isEmpty(),
                situation,
                Reason.READY_TO_BUY,
                Priority.HIGH,
                "cart",
                "handover.buy");
    }

    /** «sí», «dale, lo quiero»: to the quote that was offered, and to no other product or value than that one. */
    Optional<Step> acceptedQuote(Situation situation) {
        OpenQuestion question = situation.state().question();
        if (question == null || question.kind() != Kind.QUOTE || question.about() == null || !isAgreeing(situation)) {
            return Optional.empty();
        }
        return situation
                .facts()
                .product(question.about())
                .filter(Product::inStock)
                .filter(product -> isSame(situation, product))
                .map(product -> new Decided(escalations.readyToBuy(situation.with(counted(situation)), product)));
    }

    private static DialogueState counted(Situation situation) {
        DialogueState state = situation.state();
        String family = state.family();
        return family == null
                ? state
                : state.focusedOn(
                        family,
                        state.chosen(),
                        DialogueState.Wish.QUOTE,
                        situation.quantity().orElse(state.quantity()));
    }

    private static boolean isSame(Situation situation, Product product) {
        String words = situation.words();
        boolean isAboutOthers =
                situation.facts().resolveAll(words).stream().anyMatch(resolution -> !mayMean(resolution, product));
        Map<String, String> chosen = situation
                .facts()
                .choose(situation.facts().variantsOf(product.family()), words)
                .values();
        boolean hasOtherValue = chosen.entrySet().stream()
                .anyMatch(value -> product.attribute(value.getKey())
                        .filter(value.getValue()::equals)
                        .isEmpty());
        return !isAboutOthers && !hasOtherValue;
    }

    private static boolean mayMean(Resolution resolution, Product product) {
        return switch (resolution) {
            case Resolution.Variant variant -> variant.product().sku().equals(product.sku());
            case Resolution.Family family -> family.family().equals(product.family());
            case Resolution.Category category -> category.families().contains(product.family());
            case Resolution.Nothing nothing -> nothing.mention().isBlank();
        };
    }

    /** Pictures and voice notes without words: asks for words once, then a person looks. */
    Optional<Step> attachment(Situation situation) {
        boolean isAttachment = situation.turn().all(Turn.Attached.class).stream()
                .anyMatch(attached -> attached.kind() == Turn.Attached.Kind.OTHER);
        boolean saysNothing = situation.written().isEmpty() || situation.isUnclear();
        if (!isAttachment || !saysNothing || situation.pressed().isPresent()) {
            return Optional.empty();
        }
        if (situation.state().attachments() > 0) {
            return when(
                    true,
                    situation,
                    Reason.UNSUPPORTED_MEDIA,
                    Priority.NORMAL,
                    "attachment-again",
                    "handover.attachment");
        }
        Reply reply = new Reply(Wording.text(wording.say("attachment.first")), situation.evidence("attachment"));
        return Optional.of(new Said(List.of(reply), situation.state().sentAttachment(), true));
    }

    Optional<Step> notUnderstoodAgain(Situation situation) {
        return when(
                situation.state().misunderstandings() > 0,
                situation,
                Reason.LOW_CONFIDENCE,
                Priority.NORMAL,
                "not-understood-twice",
                "handover.unclear");
    }

    private Optional<Step> when(
            boolean applies, Situation situation, Reason reason, Priority priority, String rule, String phrase) {
        return applies
                ? Optional.of(new Decided(escalations.because(situation, reason, priority, rule, phrase)))
                : Optional.empty();
    }
}
