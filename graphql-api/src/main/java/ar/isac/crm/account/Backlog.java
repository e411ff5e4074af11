package ar.isac.crm.account;

import java.util.Map;

/** Tells how much waits to be sent; implemented by whoever sends. */
@FunctionalInterface
public interface Backlog {

    /** The messages that wait, by account; accounts for which nothing waits are missing. */
    Map<String, Integer> waiting();
}
