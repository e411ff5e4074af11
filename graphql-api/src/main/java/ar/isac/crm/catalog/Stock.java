package ar.isac.crm.catalog;

import java.util.List;

/**
 * How many units there are.
 *
 * @param onHand units on the shelf, never negative
 * @param reserved units promised to sales that are not confirmed yet
 */
public record Stock(int onHand, List<Reservation> reserved) {

    public Stock {
        if (onHand < 0) {
            throw new IllegalArgumentException("Stock below zero: " + onHand);
        }
        reserved = List.copyOf(reserved);
    }

    /** Units promised to one sale. */
    public record Reservation(String sale, int quantity) {}

    static Stock of(int onHand) {
        return new Stock(onHand, List.of());
    }

    /** What can still be sold: on hand less reserved, never below zero. */
    public int sellable() {
        int promised = reserved.stream().mapToInt(Reservation::quantity).sum();
        return Math.max(0, onHand - promised);
    }

    /** The same reservations with another count of the shelf. */
    public Stock counted(int units) {
        return new Stock(units, reserved);
    }
}
