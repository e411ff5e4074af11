package ar.isac.crm.quote;

import ar.isac.crm.conversation.Posting;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import org.springframework.stereotype.Component;

/** The trace that an advisor's work on a quote leaves in the thread, for the shop's eyes; each once. */
@Component
class QuoteNotes {

    private final Posting posting;
    private final Phrases phrases;
    private final MoneyFormat money;

    QuoteNotes(Posting posting, MoneyFormat money, ShopSettings shop) {
        this.posting = posting;
        this.phrases = Phrases.of("selling", shop);
        this.money = money;
    }

    void made(Quote quote, Actor actor) {
        note(quote, "made", actor);
    }

    void revised(Quote quote, Actor actor) {
        note(quote, "revised", actor);
    }

    void accepted(Quote quote, Actor actor) {
        decided(quote, "accepted", actor);
    }

    void rejected(Quote quote, Actor actor) {
        decided(quote, "rejected", actor);
    }

    /** What the customer has decided stands in the thread already. */
    private void decided(Quote quote, String what, Actor actor) {
        Decision decision = quote.decision();
        if (decision != null && decision.by() == Decision.By.ADVISOR) {
            note(quote, what, actor);
        }
    }

    private void note(Quote quote, String what, Actor actor) {
        posting.note(
                quote.conversationId(),
                "noted/quote/" + quote.id() + "/" + quote.revision() + "/" + what,
                actor.advisorId(),
                phrases.say(
                        "noted.quote." + what,
                        "who",
                        actor.name(),
                        "number",
                        quote.number(),
                        "total",
                        money.format(quote.total())));
    }
}
