package ar.isac.crm.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PricedLineTests {

    private static final int CARTS = 10_000;

    @Test
    void noCentIsLostOrMadeInTenThousandCarts() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int cart = 0; cart < CARTS; cart++) {
            List<PricedLine> lines = IntStream.rangeClosed(0, random.nextInt(20))
                    .mapToObj(n -> line(random, n))
                    .toList();

            Money subtotal =
                    lines.stream().map(PricedLine::subtotal).reduce(Money::plus).orElseThrow();
            BigDecimal exact = lines.stream()
                    .map(line -> line.unitPrice().amount().multiply(BigDecimal.valueOf(line.quantity())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);

            assertThat(subtotal.amount()).as("seed %d, cart %d", seed, cart).isEqualByComparingTo(exact);
            assertThat(PricedLine.total(lines).plus(PricedLine.discount(lines)))
                    .as("seed %d, cart %d", seed, cart)
                    .isEqualTo(subtotal);
            lines.forEach(line -> assertThatItIsFair(line, seed));
        }
    }

    private static PricedLine line(Random random, int n) {
        Money price = new Money(random.nextLong(1_000_000_000), "ARS");
        int quantity = 1 + random.nextInt(200);
        Discount discount = random.nextBoolean()
                ? new Discount.Share(random.nextInt(Discount.WHOLE + 1))
                : new Discount.Amount(
                        new Money(random.nextLong(price.times(quantity).minorUnits() + 1), "ARS"));
        return PricedLine.of("SKU-" + n, "Producto " + n, quantity, price, discount);
    }

    private static void assertThatItIsFair(PricedLine line, long seed) {
        assertThat(line.total().isNegative()).as("seed %d: %s", seed, line).isFalse();
        Integer share = line.discountBasisPoints();
        if (share != null) {
            BigDecimal exact = line.subtotal().amount().multiply(BigDecimal.valueOf(share, 4));
            assertThat(line.discount().amount())
                    .as("seed %d: %s", seed, line)
                    .isEqualByComparingTo(exact.setScale(2, RoundingMode.HALF_UP));
        }
    }

    @Test
    void halfACentIsRoundedUp() {
        PricedLine line = PricedLine.of("A", "Clavo", 1, new Money(5, "ARS"), new Discount.Share(1_000));

        assertThat(line.discount()).isEqualTo(new Money(1, "ARS"));
        assertThat(line.total()).isEqualTo(new Money(4, "ARS"));
    }

    @Test
    void aDiscountIsNeverMoreThanTheLine() {
        Money price = new Money(100, "ARS");
        Discount tooMuch = new Discount.Amount(new Money(201, "ARS"));

        assertThatThrownBy(() -> PricedLine.of("A", "Clavo", 2, price, tooMuch))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
