package ar.isac.crm.security;

/** Somebody may do more or less than before, by what this node has just stored. */
record StandingChanged() {}
