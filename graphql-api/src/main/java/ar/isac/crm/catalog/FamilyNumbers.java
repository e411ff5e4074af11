package ar.isac.crm.catalog;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The families that have a word, by number: four bytes each, since a word of every name has tens of thousands. */
final class FamilyNumbers {
    private int[] numbers = new int[2];
    private int size;

    /** Adds one that is not there yet. */
    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    void remove(int number) {
        for (int i = 0; i < size; i++) {
            if (numbers[i] == number) {
                numbers[i] = numbers[--size];
                return;
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    void forEach(IntConsumer family) {
        for (int i = 0; i < size; i++) {
            family.accept(numbers[i]);
        }
    }
}
