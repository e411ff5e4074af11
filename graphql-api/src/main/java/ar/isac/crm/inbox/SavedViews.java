package ar.isac.crm.inbox;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.inbox.SavedView.Sharing;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Role;
import ar.isac.crm.team.Teams;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The saved views: a few dozen, read whole. Everybody keeps their own; what others have too is for supervisors to make. */
@Component
class SavedViews {

    static final String TYPE = "SavedView";

    private static final int MOST = 500;
    private static final int LONGEST_NAME = 60;
    private static final Set<Role> SHARING = EnumSet.of(Role.ADMIN, Role.SUPERVISOR);

    private final MongoTemplate database;
    private final Teams teams;

    SavedViews(MongoTemplate database, Teams teams) {
        this.database = database;
        this.teams = teams;
    }

    /**
     * As it is written; what is null stays as it is.
     *
     * @param id raw; null for a new one, which needs a name
     */
    record Wanted(
            @Nullable String id,
            @Nullable String name,
            @Nullable ConversationFilter filter,
            @Nullable ConversationOrder orderBy,
            @Nullable Sharing sharedWith,
            @Nullable Integer position) {}

    /** Those that somebody has, in their order. */
    List<SavedView> of(Actor actor) {
        Set<String> mates = actor.advisorId() == null ? Set.of() : teams.mates(actor.advisorId());
        return database.findAll(SavedView.class).stream()
                .filter(view -> isFor(actor, view, mates))
                .sorted(Comparator.comparing(SavedView::position)
                        .thenComparing(SavedView::name)
                        .thenComparing(SavedView::ownerId))
                .toList();
    }

    Optional<SavedView> find(Actor actor, String id) {
        return of(actor).stream().filter(view -> view.id().equals(id)).findFirst();
    }

    private static boolean isFor(Actor actor, SavedView view, Set<String> mates) {
        return switch (view.sharedWith()) {
            case NOBODY -> view.ownerId().equals(actor.id());
            case TEAM -> view.ownerId().equals(actor.id()) || mates.contains(view.ownerId());
            case EVERYBODY -> true;
        };
    }

    /** Whether somebody may change it: whose it is while nobody else has it, and whoever may share it. */
    static boolean mayEdit(Actor actor, SavedView view) {
        boolean isOwn = view.ownerId().equals(actor.id());
        return view.sharedWith() == Sharing.NOBODY ? isOwn : SHARING.contains(actor.role());
    }

    /** @throws NotFound when there is no such view that they have */
    Result<SavedView> save(Actor actor, Wanted wanted) {
        SavedView before =
                wanted.id() == null ? fresh(actor) : find(actor, wanted.id()).orElseThrow(() -> new NotFound(TYPE));
        SavedView next = new SavedView(
                before.id(),
                before.version(),
                before.ownerId(),
                wanted.name() == null ? before.name() : wanted.name().strip(),
                wanted.filter() == null ? before.filter() : wanted.filter(),
                wanted.orderBy() == null ? before.orderBy() : wanted.orderBy(),
                wanted.sharedWith() == null ? before.sharedWith() : wanted.sharedWith(),
                wanted.position() == null ? before.position() : wanted.position());
        Optional<UserError> problem = problem(actor, before, next);
        if (problem.isPresent()) {
            return Result.refused(problem.get());
        }
        try {
            return Result.done(database.save(next));
        } catch (DuplicateKeyException nameTaken) {
            return Result.refused(UserError.at("name", Code.INVALID, "Ya tenés una vista con ese nombre."));
        } catch (OptimisticLockingFailureException changedMeanwhile) {
            return save(actor, wanted);
        }
    }

    private static SavedView fresh(Actor actor) {
        return new SavedView(
                UUID.randomUUID().toString(),
                null,
                actor.id(),
                "",
                ConversationFilter.EVERYTHING,
                ConversationOrder.LAST_ACTIVE_FIRST,
                Sharing.NOBODY,
                0);
    }

    private Optional<UserError> problem(Actor actor, SavedView before, SavedView next) {
        if (next.name().isEmpty() || next.name().length() > LONGEST_NAME) {
            return Optional.of(UserError.at(
                    "name",
                    next.name().isEmpty() ? Code.REQUIRED : Code.TOO_LONG,
                    "Ponele a la vista un nombre de hasta 60 caracteres."));
        }
        if (before.version() != null && !mayEdit(actor, before)) {
            return Optional.of(UserError.at("id", Code.NOT_ALLOWED, "Esta vista la cambia quien supervisa."));
        }
        if (next.sharedWith() != Sharing.NOBODY && !SHARING.contains(actor.role())) {
            return Optional.of(
                    UserError.at("sharedWith", Code.NOT_ALLOWED, "Las vistas las comparte quien supervisa."));
        }
        return before.version() == null && database.estimatedCount(SavedView.class) >= MOST
                ? Optional.of(UserError.at("name", Code.NOT_ALLOWED, "Ya hay 500 vistas: borrá alguna que no se use."))
                : Optional.empty();
    }

    /** @throws NotFound when there is no such view that they have */
    Result<String> delete(Actor actor, String id) {
        SavedView view = find(actor, id).orElseThrow(() -> new NotFound(TYPE));
        if (!mayEdit(actor, view)) {
            return Result.refused(UserError.at("viewId", Code.NOT_ALLOWED, "Esta vista la borra quien supervisa."));
        }
        database.remove(Query.query(Criteria.where("_id").is(id)), SavedView.class);
        return Result.done(id);
    }
}
