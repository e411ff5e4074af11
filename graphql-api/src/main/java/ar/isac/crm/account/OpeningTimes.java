package ar.isac.crm.account;

/** Tells the shop's hours to what goes by them; implemented by whoever knows them. */
@FunctionalInterface
public interface OpeningTimes {

    /** Whether the shop is known to be closed now; a shop that told nobody its hours never is. */
    boolean isClosedNow();
}
