package ar.isac.crm.team;

/** Which conversations an advisor sees; administrators, supervisors and programs see them all. */
public enum Visibility {
    /** Every conversation. */
    ALL,
    /** Their own, those of whoever shares a team with them, and those that are nobody's yet. */
    TEAM,
    /** Their own, and those that are nobody's yet. */
    OWN
}
