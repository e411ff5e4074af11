package ar.isac.crm.conversation;

import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Role;
import ar.isac.crm.team.Presences;
import ar.isac.crm.team.TeamSettings;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whose a hand-over becomes: who has it and is there keeps it, else whoever is there and has least to do, advisors before
 * supervisors before administrators; else nobody's, and it waits in the queue until somebody comes.
 */
@Component
public class Assignments {

    private static final List<Role> FIRST_TO_LAST = List.of(Role.ADVISOR, Role.SUPERVISOR, Role.ADMIN);

    private final Caseload caseload;
    private final Presences presences;
    private final Advisors advisors;
    private final TeamSettings settings;

    Assignments(Caseload caseload, Presences presences, Advisors advisors, TeamSettings settings) {
        this.caseload = caseload;
        this.presences = presences;
        this.advisors = advisors;
        this.settings = settings;
    }

    /** The conversation handed over and assigned, for the guarded update that stores both at once. */
    public Conversation handedOver(Conversation conversation, Escalation why, Priority atLeast) {
        return conversation
                .handedOver(why, atLeast)
                .assignedTo(next(conversation.id(), conversation.assigneeId()).orElse(null));
    }

    /** Whose the conversation is to be; empty for the queue's. */
    Optional<String> next(String conversationId, @Nullable String assigneeId) {
        Set<String> online = presences.online();
        if (assigneeId != null && online.contains(assigneeId)) {
            return Optional.of(assigneeId);
        }
        if (online.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Case>> desks = caseload.all().stream()
                .filter(each ->
                        each.advisorId() != null && !each.conversationId().equals(conversationId))
                .collect(Collectors.groupingBy(each -> String.valueOf(each.advisorId())));
        List<Advisor> present = advisors.find(online).stream()
                .filter(Advisor::isActive)
                .filter(advisor -> desk(desks, advisor).size() < settings.capacity())
                .toList();
        // Among equals whoever has waited longest for something to do.
        Comparator<Advisor> leastLoaded = Comparator.<Advisor>comparingInt(
                        advisor -> desk(desks, advisor).size())
                .thenComparing(advisor -> desk(desks, advisor).stream()
                        .map(Case::since)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN))
                .thenComparing(Advisor::id);
        return FIRST_TO_LAST.stream()
                .flatMap(role -> present.stream().filter(advisor -> advisor.role() == role).min(leastLoaded).stream())
                .findFirst()
                .map(Advisor::id);
    }

    private static List<Case> desk(Map<String, List<Case>> desks, Advisor advisor) {
        return desks.getOrDefault(advisor.id(), List.of());
    }
}
