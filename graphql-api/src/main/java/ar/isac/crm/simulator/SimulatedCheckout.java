package ar.isac.crm.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What Mercado Pago would know of one payment link: the preference, and each try to pay by it.
 *
 * @param id the shop's reference; the preference's id too, so that making it again finds it
 * @param statuses of the tries, in their order
 */
@Document("simulatedPayments")
record SimulatedCheckout(
        @Id String id,
        @Version @Nullable Long version,
        String title,
        BigDecimal amount,
        String currency,
        @Nullable Instant endsAt,
        List<String> statuses) {

    SimulatedCheckout {
        statuses = List.copyOf(statuses);
    }

    /** The id of the {@code n}th try, from 0. */
    String paymentId(int n) {
        return id + "-" + (n + 1);
    }

    boolean isPaid() {
        return statuses.contains("approved");
    }

    SimulatedCheckout tried(String status) {
        return with(Stream.concat(statuses.stream(), Stream.of(status)).toList());
    }

    /** The money that came goes back. */
    SimulatedCheckout undone(String status) {
        return with(statuses.stream()
                .map(each -> each.equals("approved") ? status : each)
                .toList());
    }

    private SimulatedCheckout with(List<String> next) {
        return new SimulatedCheckout(id, version, title, amount, currency, endsAt, next);
    }
}
