package ar.isac.crm.payment;

import ar.isac.crm.conversation.Posting;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The trace that an advisor's work on payments leaves in the thread, for the shop's eyes; each once. */
@Component
class PaymentNotes {

    private final Posting posting;
    private final Sales sales;
    private final Phrases phrases;
    private final MoneyFormat money;

    PaymentNotes(Posting posting, Sales sales, MoneyFormat money, ShopSettings shop) {
        this.posting = posting;
        this.sales = sales;
        this.phrases = Phrases.of("selling", shop);
        this.money = money;
    }

    /** A link that is not sent: the advisor gives it to the customer in their own way. */
    void linked(Payment payment, Actor actor) {
        note(payment, "linked", actor);
    }

    /** Money that came by hand. */
    void recorded(Payment payment, Actor actor) {
        note(payment, "recorded", actor);
    }

    private void note(Payment payment, String what, Actor actor) {
        Payment.Link link = payment.link();
        posting.note(
                payment.conversationId(),
                "noted/payment/" + payment.id() + "/" + what,
                actor.advisorId(),
                phrases.say(
                        "noted.payment." + what,
                        "who",
                        actor.name(),
                        "number",
                        number(payment),
                        "total",
                        money.format(payment.amount()),
                        "method",
                        phrases.say("method." + payment.method().name().toLowerCase(Locale.ROOT)),
                        "link",
                        link == null ? "" : link.url()));
    }

    private String number(Payment payment) {
        String quoteId = payment.quoteId();
        return sales.findByKey(payment.orderKey())
                .map(Sale::number)
                .orElseGet(() -> quoteId == null ? "" : Quote.number(quoteId));
    }
}
