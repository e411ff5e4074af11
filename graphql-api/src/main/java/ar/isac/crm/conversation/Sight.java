package ar.isac.crm.conversation;

import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Standing;
import ar.isac.crm.team.TeamSettings;
import ar.isac.crm.team.Teams;
import ar.isac.crm.team.Visibility;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which conversations somebody sees, and with them all that belongs to these. */
@Component
public class Sight {

    private final Conversations conversations;
    private final Teams teams;
    private final Standing standing;
    private final Visibility visibility;

    Sight(Conversations conversations, Teams teams, Standing standing, TeamSettings settings) {
        this.conversations = conversations;
        this.teams = teams;
        this.standing = standing;
        this.visibility = settings.visibility();
    }

    /** Whether there is anything that somebody who reads conversations may not see. */
    public boolean isLimited(Actor actor) {
        return visibility != Visibility.ALL
                && actor.advisorId() != null
                && standing.role(actor).filter(Role.ADVISOR::equals).isPresent();
    }

    /** Whether somebody may see a thing; what belongs to no conversation is for other rules. */
    public boolean sees(Actor actor, Object thing) {
        return switch (thing) {
            case Conversation conversation -> seesConversation(actor, Optional.of(conversation));
            case OfConversation part -> sees(actor, part.conversationId());
            default -> true;
        };
    }

    public boolean sees(Actor actor, String conversationId) {
        return !isLimited(actor) || seesConversation(actor, conversations.find(conversationId));
    }

    /** Somebody's look at many things for one answer: what it takes to know is read once. Not for longer than that. */
    public Look look(Actor actor) {
        return new Look(limit(actor).orElse(null));
    }

    /** What somebody sees at one moment. */
    public final class Look {

        private final @Nullable Set<String> owners;
        private final Map<String, Boolean> seen = new ConcurrentHashMap<>();

        private Look(@Nullable Set<String> owners) {
            this.owners = owners;
        }

        /** The same as {@link Sight#sees(Actor, Object)}. */
        public boolean sees(Object thing) {
            return switch (thing) {
                case Conversation conversation -> noted(conversation);
                case OfConversation part -> {
                    ahead(List.of(part));
                    yield seen.getOrDefault(part.conversationId(), true);
                }
                default -> true;
            };
        }

        /** Reads at once which of these things are seen. */
        public void ahead(Collection<?> things) {
            if (owners == null) {
                return;
            }
            Set<String> unknown = things.stream()
                    .filter(OfConversation.class::isInstance)
                    .map(part -> ((OfConversation) part).conversationId())
                    .filter(id -> !seen.containsKey(id))
                    .collect(Collectors.toSet());
            if (!unknown.isEmpty()) {
                conversations.find(unknown).forEach(this::noted);
                // What belongs to no conversation that there is hides nobody's.
                unknown.forEach(id -> seen.putIfAbsent(id, true));
            }
        }

        private boolean noted(Conversation conversation) {
            String owner = conversation.assigneeId();
            boolean isSeen = owners == null || owner == null || owners.contains(owner);
            seen.put(conversation.id(), isSeen);
            return isSeen;
        }
    }

    /** Whose conversations somebody sees, beside nobody's; empty for everybody's. */
    public Optional<Set<String>> limit(Actor actor) {
        String me = actor.advisorId();
        return me == null || !isLimited(actor)
                ? Optional.empty()
                : Optional.of(Stream.concat(Stream.of(me), mates(me).stream()).collect(Collectors.toSet()));
    }

    private boolean seesConversation(Actor actor, Optional<Conversation> conversation) {
        String me = actor.advisorId();
        if (me == null || !isLimited(actor)) {
            return true;
        }
        String owner = conversation.map(Conversation::assigneeId).orElse(null);
        return owner == null || owner.equals(me) || mates(me).contains(owner);
    }

    private Set<String> mates(String me) {
        return switch (visibility) {
            case TEAM -> teams.mates(me);
            case ALL, OWN -> Set.of(me);
        };
    }
}
