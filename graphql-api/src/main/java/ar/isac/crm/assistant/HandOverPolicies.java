package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.understanding.Intent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a person takes over. */
final class HandOverPolicies {

    /** With one of these among its words, news is not good, or not all of it. */
    private static final Set<String> BUT = Set.of("no", "nunca", "todavia", "aun", "cuando", "pero", "falta", "falto");

    private static final Pattern UNITS =
            Pattern.compile("(?iu)\\b(\\d{1,5})\\s*(?:unidades|unidad|uds|u|piezas|pares|cajas|bultos|equipos)\\b");

    private final Wording wording;
    private final Escalations escalations;

    HandOverPolicies(Wording wording, Escalations escalations) {
        this.wording = wording;
        this.escalations = escalations;
    }

    Optional<Step> askedForPerson(Situation situation) {
        boolean isPressed =
                situation.pressed().filter(Action.AskPerson.class::isInstance).isPresent();
        // «dame el de 900 entonces» wants something else than the person that was offered.
        boolean isAgreed = situation.state().asks(Kind.PERSON)
                && QuoteTalk.isAgreeing(situation)
                && (situation.has(Intent.AFFIRM) || situation.says(Cue.NOTIFY) || Agreement.in(situation.words()))
                && SubjectReading.named(situation).isEmpty();
        return when(
                isPressed || isAgreed || wantsPerson(situation),
                situation,
                Reason.ASKED_FOR_PERSON,
                Priority.NORMAL,
                "asked-for-person",
                situation.isAngry() ? "handover.upset" : "handover.person");
    }

    /** «sacame una duda, hacen envíos?» is no demand for a person, however it sounds. */
    private static boolean wantsPerson(Situation situation) {
        boolean isQuestion = situation.says(Cue.QUESTION_AHEAD)
                && situation.hasAny(
                        Intent.PRODUCT_QUERY,
                        Intent.PRICE_QUERY,
                        Intent.STOCK_QUERY,
                        Intent.PURCHASE_REQUEST,
                        Intent.WARRANTY_QUERY,
                        Intent.SHIPPING_QUERY,
                        Intent.PAYMENT_METHODS,
                        Intent.STORE_INFO)
                && !situation.says(Cue.PERSON_WANTED);
        return situation.has(Intent.HUMAN_REQUEST) && !isQuestion && !Courtesy.asksWhoItIs(situation);
    }

    /** A reseller who wants many: the wholesale list is a person's to give. */
    Optional<Step> wholesale(Situation situation) {
        int units = situation.quantity().orElseGet(() -> units(situation.words()));
        boolean isLarge = situation.showsWholesale()
                && situation.facts().segment() == Segment.RETAIL
                && situation.facts().rules().isWholesale(units);
        return when(isLarge, situation, Reason.HIGH_VALUE, Priority.HIGH, "wholesale × " + units, "handover.wholesale");
    }

    private static int units(String words) {
        Matcher units = UNITS.matcher(words);
        return units.find() ? Integer.parseInt(units.group(1)) : 0;
    }

    /** Money that does not arrive, or goes twice: nothing that words of ours mend. */
    Optional<Step> payment(Situation situation) {
        return when(
                situation.says(Cue.PAYMENT_TROUBLE),
                situation,
                Reason.PAYMENT_PROBLEM,
                Priority.HIGH,
                "payment-trouble",
                "handover.payment");
    }

    Optional<Step> complaint(Situation situation) {
        boolean isGrievance = Grievance.in(situation.words());
        // Who agrees or buys, and tells of no trouble, has none.
        boolean isBuying =
                situation.hasAny(Intent.AFFIRM, Intent.PURCHASE_REQUEST) && !isGrievance && !situation.isAngry();
        boolean isTold = situation.has(Intent.COMPLAINT)
                && !isBuying
                && (situation.hasClearly(Intent.COMPLAINT) || isGrievance || situation.isAngry())
                && !isAnswering(situation)
                && !isCounting(situation, isGrievance);
        boolean isOverlooked = situation.isUnclear() && isGrievance;
        return when(
                isTold || isOverlooked, situation, Reason.COMPLAINT, Priority.HIGH, "complaint", "handover.complaint");
    }

    /** «no, 1 solo», asked whether to quote two, is no trouble. */
    private static boolean isCounting(Situation situation, boolean isGrievance) {
        boolean isOpen = situation.state().asks(Kind.QUOTE) || situation.state().asks(Kind.ACCEPT);
        return isOpen && !isGrievance && situation.bareQuantity().isPresent();
    }

    /** Anger without a question is not asked back, and anger twice in a row is not answered by a machine. */
    Optional<Step> tone(Situation situation) {
        boolean isOnlyAnger = situation.isAngry() && situation.isUnclear();
        return when(
                isOnlyAnger || situation.state().trouble().annoyances() >= 2,
                situation,
                Reason.NEGATIVE_TONE,
                Priority.NORMAL,
                "negative-tone",
                "handover.upset");
    }

    /** «el primero», «listo, lo compro»: an answer to what was just asked, unless the model is sure of something else. */
    private static boolean isAnswering(Situation situation) {
        return !situation.isSure()
                && (SubjectReading.isPick(situation)
                        || ((situation.state().asks(Kind.QUOTE)
                                        || situation.state().asks(Kind.ACCEPT))
                                && QuoteTalk.isAgreeing(situation)));
    }

    /** «sacame un cable» while things are gathered is about them, and not about an order. */
    private static boolean isGathering(Situation situation) {
        DialogueState state = situation.state();
        return situation.says(Cue.REMOVE)
                && !(state.cart().isEmpty() && state.proposal().isEmpty());
    }

    /** «llegó el recibo, gracias!» asks for nothing; «no me llegó, gracias igual» does. */
    private static boolean isGoodNews(Situation situation) {
        return situation.has(Intent.THANKS_BYE)
                && situation.says(Cue.ARRIVED)
                && situation.words().indexOf('?') < 0
                && !situation.has(Intent.COMPLAINT)
                && Cues.words(situation.words()).stream().noneMatch(BUT::contains);
    }

    /** «¿cuándo llega lo mío?»: the last sale as it stands, where the shop sells here; else a person looks. */
    Optional<Step> orderStatus(Situation situation) {
        if (!situation.has(Intent.ORDER_STATUS)
                || isAnswering(situation)
                || isGathering(situation)
                || isGoodNews(situation)
                || TradeIn.in(situation)) {
            return Optional.empty();
        }
        List<Selling.Sale> sales = situation.facts().dealings().sales();
        if (sales.isEmpty() || situation.isAngry()) {
            return when(true, situation, Reason.NOT_COVERED, Priority.NORMAL, "order-status", "handover.order");
        }
        return Optional.of(new Said(
                List.of(standing(wording, situation, sales.getFirst())),
                situation.state().understood().settled(),
                false));
    }

    /** An order as it stands, and where it can be paid if it waits for that. */
    static Reply standing(Wording wording, Situation situation, Selling.Sale sale) {
        String key =
                switch (sale.status()) {
                    case PENDING -> "order.pending";
                    case PAID, PAID_AWAITING_STOCK -> "order.paid";
                    case DELIVERED -> "order.delivered";
                    case CANCELLED -> "order.cancelled";
                    case REFUNDED -> "order.refunded";
                };
        String text = Wording.sentences(
                wording.say(
                        key,
                        "number",
                        sale.number(),
                        "total",
                        wording.amount(sale.total()),
                        "date",
                        wording.day(situation.local(sale.at()))),
                sale.paymentLink() == null || sale.status() != Selling.Sale.Status.PENDING
                        ? null
                        : wording.say("sale.pay", "url", sale.paymentLink()),
                wording.say("order.more"));
        List<Option> options = List.of(new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null));
        return new Reply(wording.choice(text, options), situation.evidence("order-status " + sale.number()));
    }

    /** Pictures and voice notes without words: asks for words once, then a person looks. */
    Optional<Step> attachment(Situation situation) {
        boolean isAttachment = situation.turn().all(Turn.Attached.class).stream()
                .anyMatch(attached -> attached.kind() == Turn.Attached.Kind.OTHER);
        boolean saysNothing = situation.written().isEmpty()
                || situation.isUnclear()
                || (situation.wish() != null && isOnlyOfProducts(situation) && !speaksOfThings(situation));
        if (!isAttachment || !saysNothing || situation.pressed().isPresent()) {
            return Optional.empty();
        }
        if (situation.state().trouble().attachments() > 0) {
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

    /** «quiero el 256 en azul», with a picture besides, is clear without it. */
    private static boolean speaksOfThings(Situation situation) {
        String family = situation.state().family();
        return SubjectReading.named(situation).isPresent()
                || SubjectReading.isPick(situation)
                || (family != null
                        && !situation
                                .facts()
                                .choose(situation.facts().variantsOf(family), situation.words())
                                .values()
                                .isEmpty());
    }

    /** «¿cuánto sale este?» under a picture is asked of what is in it, whatever was spoken of before. */
    private static boolean isOnlyOfProducts(Situation situation) {
        return situation.isOnly(
                Intent.PRICE_QUERY,
                Intent.STOCK_QUERY,
                Intent.PRODUCT_QUERY,
                Intent.PURCHASE_REQUEST,
                Intent.GREETING,
                Intent.OTHER);
    }

    Optional<Step> notUnderstoodAgain(Situation situation) {
        return when(
                situation.state().trouble().misunderstandings() > 0,
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
