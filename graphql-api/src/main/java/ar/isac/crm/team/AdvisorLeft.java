package ar.isac.crm.team;

/** An advisor has logged out or has not been heard of for too long. */
public record AdvisorLeft(String advisorId) {}
