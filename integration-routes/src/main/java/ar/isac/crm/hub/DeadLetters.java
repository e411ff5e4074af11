package ar.isac.crm.hub;

import ar.isac.crm.message.ParkedLetter;
import java.util.List;

/** Where parked letters wait for a person. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Keeps the letter; the same letter again changes nothing, and one that was replayed and failed again waits anew.
     * Returns what is to be published because of it.
     */
    List<Publication> keep(ParkedLetter letter);
}
