package ar.isac.crm.simulator;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a customer does at the end of a payment link, and what the shop hears of it. */
@Component
@OnlyInDemo
class SimulatedPayments {

    private final SimulatedCheckouts checkouts;
    private final PaymentNotifier notifier;
    private final Clock clock;

    SimulatedPayments(SimulatedCheckouts checkouts, PaymentNotifier notifier, Clock clock) {
        this.checkouts = checkouts;
        this.notifier = notifier;
        this.clock = clock;
    }

    /** A press on the page of a link. */
    enum Act {
        APPROVE("approved"),
        REJECT("rejected"),
        REFUND("refunded"),
        CHARGEBACK("charged_back");

        private final String status;

        Act(String status) {
            this.status = status;
        }

        private boolean isTry() {
            return this == APPROVE || this == REJECT;
        }
    }

    /** Takes the act where it is possible and tells the shop of all payments of the link; empty when there is no such link. */
    Optional<SimulatedCheckout> attempt(String checkoutId, Act act) {
        if (checkouts.find(checkoutId).isEmpty()) {
            return Optional.empty();
        }
        SimulatedCheckout next = checkouts.update(checkoutId, current -> {
            if (act.isTry()) {
                return current.isPaid() || isOver(current) ? current : current.tried(act.status);
            }
            return current.isPaid() ? current.undone(act.status) : current;
        });
        for (int n = 0; n < next.statuses().size(); n++) {
            notifier.tell(next.paymentId(n));
        }
        return Optional.of(next);
    }

    boolean isOver(SimulatedCheckout checkout) {
        return checkout.endsAt() != null && !clock.instant().isBefore(checkout.endsAt());
    }
}
