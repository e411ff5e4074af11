package ar.isac.crm.assistant;

import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.knowledge.DemoKnowledge;
import ar.isac.crm.knowledge.ShopKnowledge;
import ar.isac.crm.money.MoneyFormat;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One customer talking to a shop: turns go in, decisions come out, the state is kept as it would be stored. */
final class Conversing {

    static final ZoneId ZONE = ZoneId.of("America/Argentina/Buenos_Aires");

    private static final SalesRules RULES = new SalesRules(
            new BigDecimal(10_000_000),
            new BigDecimal(5_000_000),
            10,
            BigDecimal.TEN,
            List.of(
                    new SalesRules.Loyalty(3, null, new BigDecimal(5)),
                    new SalesRules.Loyalty(20, new BigDecimal(8_000_000), new BigDecimal(15))));

    private final Assistant assistant =
            new Assistant(new Wording(Phrasebook.standard(), new MoneyFormat(Locale.of("es", "AR"))));
    private final Moving clock;
    private final LiveFacts facts;
    private final @Nullable Counter counter;
    private DialogueState state = DialogueState.START;
    private long seq;

    Conversing(ImportedCatalog shop, boolean isDemo, Segment segment, String at, boolean sells, Purchases bought) {
        this.clock = new Moving(LocalDateTime.parse(at).atZone(ZONE).toInstant());
        this.counter = sells ? new Counter(shop, segment, clock) : null;
        ShopKnowledge knowledge = isDemo ? new DemoKnowledge() : DemoKnowledge.nothing();
        this.facts = new LiveFacts(
                new LiveFacts.Shop(shop.search(), shop.attributes(), shop.products(), knowledge, clock, ZONE, RULES),
                segment,
                new Dealings.Live(counter, customer -> bought, "conversation", "customer"));
    }

    void passes(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** The last sale has come so far. */
    void sold(Selling.Sale.Status status) {
        java.util.Objects.requireNonNull(counter).becomes(status);
    }

    Decision says(Turn turn) {
        seq += turn.inputs().size();
        Move move = assistant.move(state, turn, facts);
        Decision decision =
                switch (move) {
                    case Decision made -> made;
                    case Trade trade -> assistant.after(trade, done(trade));
                };
        state = DialogueState.parse(decision.state().toJson());
        return decision;
    }

    /** What a turn would lead to, without its being taken. */
    Move considers(Turn turn) {
        return assistant.move(state, turn, facts);
    }

    ShopFacts facts() {
        return facts;
    }

    private Selling.Outcome done(Trade trade) {
        Counter sells = java.util.Objects.requireNonNull(counter);
        Selling.Cause cause = new Selling.Cause("conversation/" + seq, "conversation", "customer", seq);
        return switch (trade.deed()) {
            case Trade.MakeQuote make -> sells.quote(cause, make.order());
            case Trade.AcceptQuote accept -> sells.accept(cause, accept.quote().id());
            case Trade.RejectQuote reject -> sells.reject(cause, reject.quote().id());
        };
    }

    DialogueState state() {
        return state;
    }

    private static final class Moving extends Clock {
        private volatile Instant now;

        Moving(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
