package ar.isac.crm.team;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The shop's teams: a handful, so that they may be read whole. */
@Component
public class Teams {

    /** How long others may rely on what was read of who is whose mate; what this node stores counts at once. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final MongoTemplate database;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(List<Team> teams, Instant readAt) {}

    Teams(MongoTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** All of them, by name. */
    public List<Team> all() {
        return database.findAll(Team.class).stream()
                .sorted(Comparator.comparing(Team::name))
                .toList();
    }

    Optional<Team> find(String id) {
        return Optional.ofNullable(database.findById(id, Team.class));
    }

    /** An advisor and whoever shares a team with them. Asked for every event and every listener, and so remembered for a moment. */
    public Set<String> mates(String advisorId) {
        Set<String> mates = ofNow().stream()
                .filter(team -> team.advisorIds().contains(advisorId))
                .flatMap(team -> team.advisorIds().stream())
                .collect(Collectors.toSet());
        mates.add(advisorId);
        return mates;
    }

    private List<Team> ofNow() {
        Known remembered = known;
        Instant now = clock.instant();
        if (remembered == null || !remembered.readAt().plus(FRESH).isAfter(now)) {
            remembered = new Known(all(), now);
            known = remembered;
        }
        return remembered.teams();
    }

    Team save(Team team) {
        Team saved = database.save(team);
        known = null;
        return saved;
    }
}
