package ar.isac.crm.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.PersistenceCreator;

/**
 * How many units there are. Its verbs say what a sale does to them, each once however often it is said: what a sale has taken
 * or given back is remembered until {@link #forgetting} it, which is when the sale itself has it on record.
 *
 * @param onHand units on the shelf, never negative
 * @param reserved units promised to sales that are not confirmed yet
 * @param moved what sales have lately taken or given back
 * @param lately what sales have taken within {@link #REMEMBERED}, the oldest first: a count that the shop's own system made
 *     before does not know of it
 * @param told the last count of the shop's own system; null when there was none
 */
public record Stock(
        int onHand,
        List<Reservation> reserved,
        List<Movement> moved,
        List<Taken> lately,
        @Nullable Told told) {

    /** How old a count of the shop's own system may be: what was sold before is not remembered. */
    static final Duration REMEMBERED = Duration.ofHours(24);

    private static final int MOST_REMEMBERED = 200;

    /** {@code moved} and {@code lately} are missing in what was stored before there were any. */
    @PersistenceCreator
    public Stock(
            int onHand,
            List<Reservation> reserved,
            @Nullable List<Movement> moved,
            @Nullable List<Taken> lately,
            @Nullable Told told) {
        if (onHand < 0) {
            throw new IllegalArgumentException("Stock below zero: " + onHand);
        }
        this.onHand = onHand;
        this.reserved = List.copyOf(reserved);
        this.moved = moved == null ? List.of() : List.copyOf(moved);
        this.lately = lately == null ? List.of() : List.copyOf(lately);
        this.told = told;
    }

    public Stock(int onHand, List<Reservation> reserved, List<Movement> moved) {
        this(onHand, reserved, moved, List.of(), null);
    }

    /** Units that left for a sale, and when. */
    public record Taken(String sale, int units, Instant at) {}

    /**
     * That the shop's own system told a count.
     *
     * @param asOf the moment that the count speaks of
     * @param by the delivery that brought it
     */
    public record Told(Instant asOf, String by) {}

    /** Units promised to one sale. */
    public record Reservation(String sale, int quantity) {}

    /** Units that left for a sale, or came back from it. */
    public record Movement(String sale, int quantity, boolean isReturn) {}

    /** So many units, all of them free. */
    public static Stock of(int onHand) {
        return new Stock(onHand, List.of(), List.of());
    }

    /** What can still be sold: on hand less reserved, never below zero. */
    public int sellable() {
        return Math.max(0, onHand - promisedToOthers(""));
    }

    /** What can be sold to this sale: what is free, and what is reserved for it. */
    public int sellableTo(String sale) {
        return Math.max(0, onHand - promisedToOthers(sale));
    }

    private int promisedToOthers(String sale) {
        return reserved.stream()
                .filter(reservation -> !reservation.sale().equals(sale))
                .mapToInt(Reservation::quantity)
                .sum();
    }

    /** The same reservations with another count of the shelf. */
    public Stock counted(int units) {
        return new Stock(units, reserved, moved, lately, told);
    }

    /**
     * The count of the shop's own system, less what sales have taken since the moment that it speaks of. One that is older
     * than the last, or the last one told again, changes nothing: so a delivery may come twice, late and out of order.
     */
    Stock told(int units, Told count) {
        boolean isOld = told != null
                && (count.asOf().isBefore(told.asOf())
                        || (count.asOf().equals(told.asOf()) && told.by().equals(count.by())));
        if (isOld) {
            return this;
        }
        int since = lately.stream()
                .filter(taken -> taken.at().isAfter(count.asOf()))
                .mapToInt(Taken::units)
                .sum();
        return new Stock(Math.max(0, units - since), reserved, moved, lately, count);
    }

    /** Promises units to a sale, in the place of what it was promised before; empty when there are too few. */
    public Optional<Stock> reserving(String sale, int quantity) {
        if (hasTaken(sale)) {
            return Optional.of(this);
        }
        return sellableTo(sale) < quantity
                ? Optional.empty()
                : Optional.of(
                        new Stock(onHand, added(without(sale), new Reservation(sale, quantity)), moved, lately, told));
    }

    /** Takes back the promise to a sale. */
    public Stock releasing(String sale) {
        return new Stock(onHand, without(sale), moved, lately, told);
    }

    /** The sale takes its units off the shelf, reserved for it or free; empty when there are too few. */
    public Optional<Stock> taking(String sale, int quantity, Instant now) {
        if (hasTaken(sale)) {
            return Optional.of(this);
        }
        return sellableTo(sale) < quantity
                ? Optional.empty()
                : Optional.of(new Stock(
                        onHand - quantity,
                        without(sale),
                        added(moved, new Movement(sale, quantity, false)),
                        remembered(added(lately, new Taken(sale, quantity, now)), now),
                        told));
    }

    /** Of too many, the two oldest count as one that happened at the later moment: that never makes more of the stock. */
    private static List<Taken> remembered(List<Taken> all, Instant now) {
        List<Taken> kept = new ArrayList<>(all);
        kept.removeIf(taken -> taken.at().isBefore(now.minus(REMEMBERED)));
        while (kept.size() > MOST_REMEMBERED) {
            Taken oldest = kept.removeFirst();
            Taken next = kept.removeFirst();
            kept.addFirst(new Taken("", oldest.units() + next.units(), next.at()));
        }
        return kept;
    }

    /** The sale's units come back to the shelf. */
    public Stock givenBack(String sale, int quantity) {
        boolean isBack = moved.stream()
                .anyMatch(movement -> movement.isReturn() && movement.sale().equals(sale));
        return isBack
                ? this
                : new Stock(
                        onHand + quantity,
                        reserved,
                        added(forgetting(sale).moved(), new Movement(sale, quantity, true)),
                        lately.stream()
                                .filter(taken -> !taken.sale().equals(sale))
                                .toList(),
                        told);
    }

    /** What the sale took, if that is remembered, comes back to the shelf. */
    public Stock undone(String sale) {
        Stock next = this;
        for (Movement movement : moved) {
            if (!movement.isReturn() && movement.sale().equals(sale)) {
                next = next.givenBack(sale, movement.quantity());
            }
        }
        return next;
    }

    /** The sale has on record what it took or gave back. */
    public Stock forgetting(String sale) {
        return new Stock(
                onHand,
                reserved,
                moved.stream().filter(movement -> !movement.sale().equals(sale)).toList(),
                lately,
                told);
    }

    private boolean hasTaken(String sale) {
        return moved.stream()
                .anyMatch(movement -> !movement.isReturn() && movement.sale().equals(sale));
    }

    private List<Reservation> without(String sale) {
        return reserved.stream()
                .filter(reservation -> !reservation.sale().equals(sale))
                .toList();
    }

    private static <T> List<T> added(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
