package ar.isac.crm.catalog;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How often something is there, so that taking one away leaves the others. Safe to read while it changes. */
final class Tally<T> {
    private final Map<T, Integer> counts = new ConcurrentHashMap<>();

    /**
     * Counts one up or down.
     *
     * @param by 1 or -1
     * @return whether it came or went
     */
    boolean add(T one, int by) {
        Integer now = counts.merge(one, by, (had, more) -> had + more == 0 ? null : Integer.valueOf(had + more));
        return by > 0 ? now != null && now == by : now == null;
    }

    boolean contains(T one) {
        return counts.containsKey(one);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    Set<T> all() {
        return counts.keySet();
    }

    Map<T, Integer> counts() {
        return counts;
    }
}
