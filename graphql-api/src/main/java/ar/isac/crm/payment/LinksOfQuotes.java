package ar.isac.crm.payment;

import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.QuoteMessages;
import ar.isac.crm.sale.Sale;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells quotes where they can be paid. */
@Component
class LinksOfQuotes implements QuoteMessages.PaymentLinks {

    private final Payments payments;
    private final Clock clock;

    LinksOfQuotes(Payments payments, Clock clock) {
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Optional<String> of(Quote quote) {
        return payments.of(Sale.keyOf(quote.id())).stream()
                .filter(payment -> payment.quoteRevision() == quote.revision())
                .filter(payment -> !payment.hasEndedUnpaid(clock.instant()))
                .map(Payment::link)
                .flatMap(link -> Optional.ofNullable(link).stream())
                .map(Payment.Link::url)
                .findFirst();
    }
}
