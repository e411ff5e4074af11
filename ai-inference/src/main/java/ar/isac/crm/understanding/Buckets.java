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

    /** Adds a feature: what of its kind it is. */
    void add(int kind, String what) {
        add(kind, what, 0, what.length());
    }

    /** Adds a part of a text as a feature, by FNV-1a with a final mix. */
    void add(int kind, String text, int start, int end) {
        int hash = 0x811C9DC5 ^ (kind * 0x9E3779B9);
        for (int i = start; i < end; i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        add(1 + Math.floorMod(hash, range - 1));
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
