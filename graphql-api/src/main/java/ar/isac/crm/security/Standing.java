package ar.isac.crm.security;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * What somebody may do now, by what is stored and not by what their session remembers: who leaves the shop, or changes roles,
 * stops reading at once, also over a socket that was opened before.
 */
@Component("standing")
public class Standing {

    private static final Set<Role> READS_CONVERSATIONS = EnumSet.of(Role.ADMIN, Role.SUPERVISOR, Role.ADVISOR);

    private static final Set<Role> OPERATES = EnumSet.of(Role.ADMIN, Role.SUPERVISOR, Role.INTEGRATOR);

    private final Advisors advisors;

    Standing(Advisors advisors) {
        this.advisors = advisors;
    }

    /** The rule behind {@link Permissions#CONVERSATIONS}. */
    public boolean readsConversations(Authentication authentication) {
        return authentication.getPrincipal() instanceof Actor actor && readsConversations(actor);
    }

    public boolean readsConversations(Actor actor) {
        return hasOneOf(READS_CONVERSATIONS, actor);
    }

    /** The rule behind {@link Permissions#OPERATIONS}. */
    public boolean operates(Authentication authentication) {
        return authentication.getPrincipal() instanceof Actor actor && operates(actor);
    }

    public boolean operates(Actor actor) {
        return hasOneOf(OPERATES, actor);
    }

    private boolean hasOneOf(Set<Role> roles, Actor actor) {
        String advisorId = actor.advisorId();
        Optional<Role> role = advisorId == null
                ? Optional.of(actor.role())
                : advisors.find(advisorId).filter(Advisor::isActive).map(Advisor::role);
        return role.filter(roles::contains).isPresent();
    }

    /**
     * Whoever makes this call. For subscriptions, which must not take their caller as an argument: that is resolved behind
     * the security context of a socket, and finds nobody.
     */
    public Actor caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Actor actor) {
            return actor;
        }
        throw new AccessDeniedException("Nobody is logged in");
    }
}
