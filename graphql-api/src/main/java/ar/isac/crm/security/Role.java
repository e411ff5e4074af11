package ar.isac.crm.security;

/** What somebody may do; see the GraphQL enum of the same name. */
public enum Role {
    ADMIN,
    SUPERVISOR,
    ADVISOR,
    ANALYST,
    INTEGRATOR;

    /** As Spring Security names it. */
    String authority() {
        return "ROLE_" + name();
    }
}
