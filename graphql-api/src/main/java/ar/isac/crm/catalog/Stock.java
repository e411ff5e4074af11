package ar.isac.crm.catalog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many units there are. Its verbs say what a sale does to them, each once however often it is said: what a sale has taken
 * or given back is remembered until {@link #forgetting} it, which is when the sale itself has it on record.
 *
 * @param onHand units on the shelf, never negative
 * @param reserved units promised to sales that are not confirmed yet
 * @param moved what sales have lately taken or given back
 */
public record Stock(int onHand, List<Reservation> reserved, List<Movement> moved) {

    /** {@code moved} is missing in what was stored before there were sales. */
    public Stock(int onHand, List<Reservation> reserved, @Nullable List<Movement> moved) {
        if (onHand < 0) {
            throw new IllegalArgumentException("Stock below zero: " + onHand);
        }
        this.onHand = onHand;
        this.reserved = List.copyOf(reserved);
        this.moved = moved == null ? List.of() : List.copyOf(moved);
    }

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
        return new Stock(units, reserved, moved);
    }

    /** Promises units to a sale, in the place of what it was promised before; empty when there are too few. */
    public Optional<Stock> reserving(String sale, int quantity) {
        if (hasTaken(sale)) {
            return Optional.of(this);
        }
        return sellableTo(sale) < quantity
                ? Optional.empty()
                : Optional.of(new Stock(onHand, added(without(sale), new Reservation(sale, quantity)), moved));
    }

    /** Takes back the promise to a sale. */
    public Stock releasing(String sale) {
        return new Stock(onHand, without(sale), moved);
    }

    /** The sale takes its units off the shelf, reserved for it or free; empty when there are too few. */
    public Optional<Stock> taking(String sale, int quantity) {
        if (hasTaken(sale)) {
            return Optional.of(this);
        }
        return sellableTo(sale) < quantity
                ? Optional.empty()
                : Optional.of(
                        new Stock(onHand - quantity, without(sale), added(moved, new Movement(sale, quantity, false))));
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
                        added(forgetting(sale).moved(), new Movement(sale, quantity, true)));
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
                moved.stream().filter(movement -> !movement.sale().equals(sale)).toList());
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
