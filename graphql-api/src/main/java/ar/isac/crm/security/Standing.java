package ar.isac.crm.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.event.EventListener;
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

    /** How long a subscription's news may rely on what was read; what this node stores counts at once. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int REMEMBERED = 10_000;

    private final Advisors advisors;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Clock clock;
    private final Map<Proof, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    Standing(Advisors advisors, Sessions sessions, ApiTokens tokens, Clock clock) {
        this.advisors = advisors;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether what somebody has shown still stands. */
    enum State {
        HOLDS,
        /** The session or the token is gone. */
        OVER,
        /** The person works here no more, or as something else. */
        CHANGED
    }

    private record Known(Optional<Role> role, Instant readAt) {}

    /** What somebody is now; empty once their session, their token or their time here is over. */
    public Optional<Role> role(Actor actor) {
        Instant now = clock.instant();
        Known remembered = known.get(actor.proof());
        if (remembered != null && remembered.readAt().plus(FRESH).isAfter(now)) {
            return remembered.role();
        }
        long before = changes.get();
        Optional<Role> role = read(actor);
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        if (!(actor.proof() instanceof Proof.OfLogin)) {
            known.put(actor.proof(), new Known(role, now));
        }
        if (changes.get() != before) {
            // What was read may be from before the change.
            known.remove(actor.proof());
        }
        return role;
    }

    State of(Actor actor) {
        Optional<Role> role = role(actor);
        if (role.isPresent()) {
            return role.get() == actor.role() ? State.HOLDS : State.CHANGED;
        }
        String advisorId = actor.advisorId();
        boolean worksHere = advisorId == null
                || advisors.find(advisorId).filter(Advisor::isActive).isPresent();
        return worksHere ? State.OVER : State.CHANGED;
    }

    private Optional<Role> read(Actor actor) {
        return switch (actor.proof()) {
            case Proof.OfLogin login ->
                Optional.ofNullable(actor.advisorId())
                        .flatMap(advisors::find)
                        .filter(Advisor::isActive)
                        .map(Advisor::role);
            case Proof.OfSession(String id) -> sessions.owner(id).map(Advisor::role);
            case Proof.OfToken(String id) ->
                tokens.find(id).filter(token -> token.isValid(clock.instant())).map(ApiToken::role);
            case Proof.OfSettings settings -> Optional.of(actor.role());
        };
    }

    @EventListener(StandingChanged.class)
    void forget() {
        changes.incrementAndGet();
        known.clear();
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
        return role(actor).filter(roles::contains).isPresent();
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
