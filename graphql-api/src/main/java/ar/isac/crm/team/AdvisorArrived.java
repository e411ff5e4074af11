package ar.isac.crm.team;

/** An advisor can take on conversations from now on. */
public record AdvisorArrived(String advisorId) {}
