package ar.isac.crm.hub;

/** Tells whether the database answers now. */
@FunctionalInterface
public interface DatabaseProbe {
    boolean isUp();
}
