package ar.isac.crm.team;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class TeamController implements NodeSource {

    private static final String TYPE = "Team";
    private static final int LONGEST = 60;

    private final Teams teams;
    private final Advisors advisors;

    TeamController(Teams teams, Advisors advisors) {
        this.teams = teams;
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL input and payload. */
    record SaveTeamInput(@Nullable String id, String name, List<String> advisorIds) {}

    record SaveTeamPayload(@Nullable Team team, List<UserError> userErrors) {

        static SaveTeamPayload refused(Code code, String message) {
            return new SaveTeamPayload(null, List.of(UserError.at("name", code, message)));
        }
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<Team> teams() {
        return teams.all();
    }

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    SaveTeamPayload saveTeam(@Argument SaveTeamInput input) {
        String name = input.name().strip();
        if (name.isEmpty() || name.length() > LONGEST) {
            return SaveTeamPayload.refused(
                    name.isEmpty() ? Code.REQUIRED : Code.TOO_LONG, "Poné un nombre de hasta " + LONGEST + " letras.");
        }
        List<String> members = input.advisorIds().stream()
                .map(id -> GlobalId.raw("Advisor", id))
                .distinct()
                .toList();
        if (advisors.find(members).size() < members.size()) {
            throw new NotFound("Advisor");
        }
        return save(input.id(), name, members);
    }

    private SaveTeamPayload save(@Nullable String id, String name, List<String> members) {
        Team before = id == null
                ? new Team(UUID.randomUUID().toString(), null, name, List.of())
                : teams.find(GlobalId.raw(TYPE, id)).orElseThrow(() -> new NotFound(TYPE));
        try {
            return new SaveTeamPayload(teams.save(new Team(before.id(), before.version(), name, members)), List.of());
        } catch (DuplicateKeyException nameTaken) {
            return SaveTeamPayload.refused(Code.INVALID, "Ya hay un equipo con ese nombre.");
        } catch (OptimisticLockingFailureException changedMeanwhile) {
            return save(id, name, members);
        }
    }

    @SchemaMapping
    String id(Team team) {
        return GlobalId.of(TYPE, team.id());
    }

    @BatchMapping(typeName = TYPE)
    Map<Team, List<Advisor>> advisors(List<Team> of) {
        Collection<String> ids =
                of.stream().flatMap(team -> team.advisorIds().stream()).collect(Collectors.toSet());
        Map<String, Advisor> found = ids.isEmpty()
                ? Map.of()
                : advisors.find(ids).stream().collect(Collectors.toMap(Advisor::id, Function.identity()));
        Map<Team, List<Advisor>> members = new HashMap<>();
        of.forEach(team -> members.put(
                team,
                team.advisorIds().stream()
                        .map(found::get)
                        .filter(Objects::nonNull)
                        .toList()));
        return members;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return teams.find(rawId).orElse(null);
    }
}
