package ar.isac.crm.understanding;

import java.util.Arrays;

/** Distinct buckets that features are hashed into, in the order of first appearance; bucket 0, which is padding, is none of them. */
final class Buckets {

    private final int range;
    private int[] table = new int[512];
    private int[] values = new int[256];
    private int size;

    /** Buckets below {@code range}. */
    Buckets(int range) {
        this.range = range;
    }

    /** Adds a feature: what of its kind it is, its parts as if they were one text. */
    void add(int kind, String... parts) {
        int hash = seed(kind);
        for (String part : parts) {
            hash = hash(hash, part, 0, part.length());
        }
        add(bucket(hash));
    }

    /** Adds a part of a text as a feature. */
    void add(int kind, String text, int start, int end) {
        add(bucket(hash(seed(kind), text, start, end)));
    }

    private static int seed(int kind) {
        return 0x811C9DC5 ^ (kind * 0x9E3779B9);
    }

    /** FNV-1a. */
    private static int hash(int before, String text, int start, int end) {
        int hash = before;
        for (int i = start; i < end; i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    private int bucket(int hash) {
        int mixed = hash ^ (hash >>> 16);
        mixed *= 0x85EBCA6B;
        mixed ^= mixed >>> 13;
        return 1 + Math.floorMod(mixed, range - 1);
    }

    private void add(int value) {
        int slot = ((value * 0x9E3779B9) >>> 8) & (table.length - 1);
        while (table[slot] != 0) {
            if (table[slot] == value) {
                return;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = value;
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        if (size * 2 > table.length) {
            grow();
        }
    }

    private void grow() {
        int[] kept = toArray();
        table = new int[table.length * 2];
        size = 0;
        for (int value : kept) {
            add(value);
        }
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
