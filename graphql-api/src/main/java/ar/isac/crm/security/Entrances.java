package ar.isac.crm.security;

import ar.isac.crm.security.AccessNoted.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Tells of everybody who comes in, leaves, or is not let in. */
@Component
class Entrances {

    private final Advisors advisors;
    private final ApplicationEventPublisher events;

    Entrances(Advisors advisors, ApplicationEventPublisher events) {
        this.advisors = advisors;
        this.events = events;
    }

    void cameIn(Authentication authentication) {
        if (authentication.getPrincipal() instanceof Actor actor) {
            events.publishEvent(AccessNoted.of(actor, "login", Outcome.DONE));
        }
    }

    /** Somebody new came by the identity provider. */
    void joined(Advisor advisor) {
        events.publishEvent(AccessNoted.ofAdvisor(advisor, "join", Outcome.DONE));
    }

    void left(@Nullable Authentication authentication) {
        if (authentication != null && authentication.getPrincipal() instanceof Actor actor) {
            events.publishEvent(AccessNoted.of(actor, "logout", Outcome.DONE));
        }
    }

    /** @param email whose password was wrong, if they are anybody */
    void wasRefused(@Nullable String email) {
        events.publishEvent(advisors.findByEmail(email == null ? "" : email)
                .map(advisor -> AccessNoted.ofAdvisor(advisor, "login", Outcome.REFUSED))
                .orElseGet(() -> AccessNoted.ofNobody("login")));
    }
}
