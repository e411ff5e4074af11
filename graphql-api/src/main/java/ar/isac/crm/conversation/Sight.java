package ar.isac.crm.conversation;

import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Role;
import ar.isac.crm.security.Standing;
import ar.isac.crm.team.TeamSettings;
import ar.isac.crm.team.Teams;
import ar.isac.crm.team.Visibility;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
