package ar.isac.crm.team;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The shop's teams: a handful, so that they may be read whole. */
@Component
public class Teams {

    private final MongoTemplate database;

    Teams(MongoTemplate database) {
        this.database = database;
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

    /** An advisor and whoever shares a team with them. */
    public Set<String> mates(String advisorId) {
        Set<String> mates = all().stream()
                .filter(team -> team.advisorIds().contains(advisorId))
                .flatMap(team -> team.advisorIds().stream())
                .collect(Collectors.toSet());
        mates.add(advisorId);
        return mates;
    }

    Team save(Team team) {
        return database.save(team);
    }
}
