package ar.isac.crm.quote;

import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What is taken off a line. */
public sealed interface Discount {

    /** A whole. */
    int WHOLE = 10_000;

    /** So many hundredths of a percent, 0 to {@link #WHOLE}. */
    record Share(int basisPoints) implements Discount {
        public Share {
            if (basisPoints < 0 || basisPoints > WHOLE) {
                throw new IllegalArgumentException("A discount of " + basisPoints + " basis points");
            }
        }
    }

    /** Nothing. */
    static Discount none() {
        return new Share(0);
    }

    /** A fixed amount off the whole line. */
    record Amount(Money amount) implements Discount {
        public Amount {
            if (amount.isNegative()) {
                throw new IllegalArgumentException("A discount below zero");
            }
        }
    }

    /** What comes off, rounded half up to the minor unit: the one place where money is rounded. */
    default Money of(Money subtotal) {
        return switch (this) {
            case Share(int basisPoints) -> subtotal.times(BigDecimal.valueOf(basisPoints, 4), RoundingMode.HALF_UP);
            case Amount(Money amount) -> amount;
        };
    }
}
