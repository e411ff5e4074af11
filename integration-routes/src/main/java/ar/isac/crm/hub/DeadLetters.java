package ar.isac.crm.hub;

import ar.isac.crm.message.ParkedLetter;

/** Where parked letters wait for a person. */
@FunctionalInterface
public interface DeadLetters {

    /** Keeps the letter; the same letter again changes nothing. */
    void keep(ParkedLetter letter);
}
