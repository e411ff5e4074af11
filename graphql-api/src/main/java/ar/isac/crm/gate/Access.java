package ar.isac.crm.gate;

import ar.isac.crm.security.Role;
import java.util.EnumSet;
import java.util.Set;

/** Circles of people and programs; see the GraphQL enum of the same name. */
enum Access {
    SIGNED_IN(EnumSet.allOf(Role.class)),
    CONVERSATIONS(EnumSet.of(Role.ADMIN, Role.SUPERVISOR, Role.ADVISOR)),
    OPERATIONS(EnumSet.of(Role.ADMIN, Role.SUPERVISOR, Role.INTEGRATOR)),
    INVENTORY(EnumSet.of(Role.ADMIN, Role.SUPERVISOR, Role.INTEGRATOR)),
    INTEGRATION(EnumSet.of(Role.ADMIN, Role.INTEGRATOR)),
    ANALYTICS(EnumSet.of(Role.ADMIN, Role.SUPERVISOR, Role.ANALYST)),
    SUPERVISION(EnumSet.of(Role.ADMIN, Role.SUPERVISOR)),
    ADMINISTRATION(EnumSet.of(Role.ADMIN));

    @SuppressWarnings("ImmutableEnumChecker") // written once, here
    private final Set<Role> roles;

    Access(Set<Role> roles) {
        this.roles = roles;
    }

    boolean admits(Role role) {
        return roles.contains(role);
    }
}
