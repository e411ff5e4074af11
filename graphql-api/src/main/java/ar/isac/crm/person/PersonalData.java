package ar.isac.crm.person;

import java.util.Set;

/**
 * One feature's share of what is held about people. A feature that stores anything about customers has one, and a test fails
 * for a collection that none names. Erasing may be interrupted at any point and is done again as a whole; of the person, it is
 * told all that was found before the first of it was erased, so the order of the features does not matter.
 */
public interface PersonalData {

    /** The collections that it answers for. */
    Set<String> collections();

    /** Whether people are told what is in there when they ask for their data; bookkeeping of the machine is not. */
    default boolean isTold() {
        return true;
    }

    /** The person with whatever this feature can find of theirs from what is known so far. */
    default Person completed(Person person) {
        return person;
    }

    /** What has to end before the person can be erased, in words for the advisor; empty when nothing does. */
    default Set<String> obstacles(Person person) {
        return Set.of();
    }

    /** Erases what is the person's, or, where the books must be kept, all that tells whose it was. */
    void erase(Person person);
}
