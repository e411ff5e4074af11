package ar.isac.crm.sale;

import ar.isac.crm.conversation.Posting;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The trace that an advisor's work on a sale leaves in the thread, for the shop's eyes; each once. */
@Component
class SaleNotes {

    private final Posting posting;
    private final Phrases phrases;
    private final MoneyFormat money;

    SaleNotes(Posting posting, MoneyFormat money, ShopSettings shop) {
        this.posting = posting;
        this.phrases = Phrases.of("selling", shop);
        this.money = money;
    }

    /** One that the assistant or somebody else had made already is not theirs. */
    void made(Sale sale, Actor actor) {
        if (Objects.equals(sale.advisorId(), actor.advisorId())) {
            note(sale, "made", actor, "made");
        }
    }

    void delivered(Sale sale, Actor actor) {
        note(sale, "delivered", actor, "delivered");
    }

    void cancelled(Sale sale, Actor actor) {
        String reason = sale.state().reason();
        note(sale, "cancelled", actor, reason == null || reason.isBlank() ? "cancelled" : "cancelled.reason");
    }

    private void note(Sale sale, String what, Actor actor, String phrase) {
        String reason = sale.state().reason();
        posting.note(
                sale.conversationId(),
                "noted/sale/" + sale.id() + "/" + what,
                actor.advisorId(),
                phrases.say(
                        "noted.sale." + phrase,
                        "who",
                        actor.name(),
                        "number",
                        sale.number(),
                        "total",
                        money.format(sale.total()),
                        "reason",
                        reason == null ? "" : reason));
    }
}
