package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Selling.Discount;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.knowledge.Article;
import ar.isac.crm.knowledge.Topic;
import ar.isac.crm.money.Money;
import ar.isac.crm.understanding.Intent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** «¿Y con descuento?»: what the shop's rules grant the customer, never more; who insists talks to a person. */
final class BargainTalk {

    private static final Pattern AMOUNT =
            Pattern.compile("(?iu)\\$\\s?\\d[\\d.]*(?:,\\d{1,2})?(?:\\s*(?:mil|lucas?|palos?|k))?"
                    + "|\\b\\d[\\d.]*(?:,\\d{1,2})?\\s*(?:mil(?:l[oó]n(?:es)?)?|lucas?|palos?|k)\\b");

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Wording wording;
    private final Escalations escalations;

    BargainTalk(Wording wording, Escalations escalations) {
        this.wording = wording;
        this.escalations = escalations;
    }

    Optional<Step> consider(Situation situation, Optional<Subject> named) {
        if (situation.says(Cue.OFFER_END) && named.isEmpty()) {
            return Optional.of(duration(situation));
        }
        // «qué promos hay de zapatillas?» is answered with the shoes.
        if (!situation.says(Cue.DISCOUNT) || named.isPresent()) {
            return Optional.empty();
        }
        Optional<Discount> earned = situation
                .facts()
                .rules()
                .discountFor(situation.facts().dealings().purchases());
        if (earned.isPresent()) {
            return Optional.of(granted(situation, earned.get()));
        }
        boolean insists = situation.state().intents().contains(Cue.DISCOUNT.name());
        return Optional.of(
                insists
                        ? new Decided(escalations.because(
                                situation,
                                Reason.NOT_COVERED,
                                Priority.NORMAL,
                                "discount-insisted",
                                "handover.discount"))
                        : refused(situation));
    }

    /**
     * «900 lucas y cierro», «el total es 200 mil, confirmame»: a price that the customer names is neither taken nor passed over.
     * Who names one again talks to a person.
     */
    Optional<Step> dictated(Situation situation) {
        DialogueState state = situation.state();
        Optional<BigDecimal> named = priceNamed(situation);
        Cart cart = state.proposal().isEmpty() ? state.cart() : state.proposal();
        boolean isOpen =
                state.asks(DialogueState.OpenQuestion.Kind.QUOTE) || state.asks(DialogueState.OpenQuestion.Kind.ACCEPT);
        List<Product> products = situation.facts().products(cart.skus());
        // «te señé 50 mil ayer, ¿cuándo llega?» names no price.
        boolean isOfAnOrder = situation.hasAny(Intent.ORDER_STATUS, Intent.COMPLAINT);
        if (named.isEmpty() || isOfAnOrder || !isOpen || products.isEmpty() || isOfOthers(situation, products)) {
            return Optional.empty();
        }
        Money total = Prices.total(cart, products, situation.facts().segment());
        boolean isLess = named.get().compareTo(total.amount()) < 0
                && products.stream()
                        .noneMatch(
                                product -> Prices.of(product, situation.facts().segment())
                                                .amount()
                                                .compareTo(named.get())
                                        == 0);
        if (!isLess) {
            return Optional.empty();
        }
        if (situation.state().intents().contains(Cue.DISCOUNT.name())) {
            return Optional.of(new Decided(escalations.because(
                    situation, Reason.NOT_COVERED, Priority.NORMAL, "price-insisted", "handover.discount")));
        }
        String text = Wording.sentences(
                wording.say("price.firm", "total", wording.amount(total)),
                wording.say(state.asks(DialogueState.OpenQuestion.Kind.ACCEPT) ? "quote.confirm" : "quote.ask"));
        return Optional.of(new Said(
                List.of(new Reply(Wording.text(text), situation.evidence("price-dictated", products))),
                state.understood(),
                true));
    }

    private static boolean isOfOthers(Situation situation, List<Product> products) {
        return SubjectReading.named(situation)
                .filter(subject -> !(subject instanceof Subject.OfFamily family
                        && products.stream()
                                .anyMatch(product -> product.family().equals(family.family()))))
                .isPresent();
    }

    /** An amount told with its unit, which is no limit of what is to be spent. */
    static Optional<BigDecimal> priceNamed(Situation situation) {
        Matcher amount = AMOUNT.matcher(situation.words());
        return situation.says(Cue.BUDGET) || !amount.find()
                ? Optional.empty()
                : Budget.read(amount.group()).map(Budget::amount);
    }

    /** What a customer who asks for less is told in front of a price. */
    Optional<String> hint(Situation situation) {
        if (!situation.says(Cue.DISCOUNT)) {
            return Optional.empty();
        }
        return Optional.of(situation
                .facts()
                .rules()
                .discountFor(situation.facts().dealings().purchases())
                .map(discount -> wording.say("discount.earned", "percent", wording.percent(discount.percent())))
                .orElseGet(() -> wording.say("discount.none")));
    }

    /** A reseller who has named nothing yet hears that there is a list for resellers. */
    Optional<String> wholesaleHint(Situation situation, Said said) {
        boolean isReseller = situation.showsWholesale() && situation.facts().segment() == Segment.RETAIL;
        String hint = wording.say("price.wholesale.ask");
        boolean isSaid = said.replies().stream()
                .anyMatch(reply -> reply.content().plainText().contains(hint));
        return isReseller && !isSaid ? Optional.of(hint) : Optional.empty();
    }

    private Said granted(Situation situation, Discount discount) {
        String earned = wording.say("discount.earned", "percent", wording.percent(discount.percent()));
        Cart cart = situation.state().proposal().isEmpty()
                ? situation.state().cart()
                : situation.state().proposal();
        List<Product> products = situation.facts().products(cart.skus());
        if (products.isEmpty()) {
            return new Said(
                    List.of(new Reply(
                            wording.menu(earned + " " + wording.say("discount.of.what")),
                            situation.evidence("discount " + discount.rule()))),
                    situation.state().understood(),
                    true);
        }
        Money total = Prices.total(cart, products, situation.facts().segment());
        Money less = total.times(
                HUNDRED.subtract(discount.percent()).divide(HUNDRED, 4, RoundingMode.HALF_EVEN), RoundingMode.CEILING);
        String text = Wording.sentences(
                earned,
                wording.say(
                        "discount.price",
                        "title",
                        Wording.list(products.stream().map(Product::title).toList()),
                        "price",
                        wording.amount(less),
                        "full",
                        wording.amount(total)),
                wording.say("quote.ask"));
        return new Said(
                List.of(new Reply(Wording.text(text), situation.evidence("discount " + discount.rule(), products))),
                situation.state().proposing(cart).asking(Kind.QUOTE, null).understood(),
                true);
    }

    private Said refused(Situation situation) {
        String next = situation
                .facts()
                .rules()
                .nextFor(situation.facts().dealings().purchases())
                .map(loyalty -> wording.say(
                        "discount.next",
                        "purchases",
                        String.valueOf(loyalty.purchases()),
                        "percent",
                        wording.percent(loyalty.percent())))
                .orElse(null);
        // Where the model heard a question about paying too, it has been answered already.
        String ways = situation.has(Intent.PAYMENT_METHODS) || !situation.says(Cue.PAYING)
                ? null
                : situation
                        .facts()
                        .knowledge()
                        .about(Topic.PAYMENT)
                        .map(Article::words)
                        .orElse(null);
        boolean isOpen = situation.state().asks(Kind.QUOTE);
        String text = Wording.sentences(
                wording.say("discount.none"), next, ways, wording.say(isOpen ? "quote.ask" : "discount.of.what"));
        return new Said(
                List.of(new Reply(Wording.text(text), situation.evidence("discount-none"))),
                situation.state().understood(),
                true);
    }

    private Said duration(Situation situation) {
        var quote = situation
                .facts()
                .dealings()
                .quote()
                .filter(known -> known.isOpen(situation.facts().now().toInstant()));
        String text = quote.map(known -> wording.say(
                        "quote.until",
                        "number",
                        known.number(),
                        "date",
                        wording.moment(situation.local(known.validUntil()))))
                .orElseGet(() -> wording.say("price.until"));
        boolean canQuote = quote.isEmpty() && situation.state().family() != null;
        return new Said(
                List.of(new Reply(
                        Wording.text(Wording.sentences(text, canQuote ? wording.say("quote.ask") : null)),
                        situation.evidence("price-duration"))),
                canQuote
                        ? situation.state().understood().asking(Kind.QUOTE, null)
                        : situation.state().understood(),
                canQuote);
    }
}
