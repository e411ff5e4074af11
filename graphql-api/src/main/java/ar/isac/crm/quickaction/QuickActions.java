package ar.isac.crm.quickaction;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The prepared steps: some hundreds at most, read whole. */
@Component
class QuickActions {

    private static final int MOST = 300;

    private final MongoTemplate database;

    QuickActions(MongoTemplate database) {
        this.database = database;
    }

    Optional<QuickAction> find(String id) {
        return Optional.ofNullable(database.findById(id, QuickAction.class));
    }

    /** Those whose shortcut or title has the text, by shortcut. */
    List<QuickAction> search(@Nullable String text) {
        String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return database.findAll(QuickAction.class).stream()
                .filter(action -> (action.shortcut() + " " + action.title())
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .sorted(Comparator.comparing(QuickAction::shortcut))
                .toList();
    }

    Result<QuickAction> add(QuickAction fresh) {
        if (database.estimatedCount(QuickAction.class) >= MOST) {
            return Result.refused(UserError.at(
                    "shortcut", Code.NOT_ALLOWED, "Ya hay 300 acciones rápidas: cambiá una de las que hay."));
        }
        try {
            return Result.done(database.insert(fresh));
        } catch (DuplicateKeyException taken) {
            return taken();
        }
    }

    /**
     * Changes one, unless somebody else has since the version that was seen.
     *
     * @throws NotFound when there is none
     */
    Result<QuickAction> edit(String id, long seenVersion, QuickAction next) {
        QuickAction now = find(id).orElseThrow(() -> new NotFound(QuickActionController.TYPE));
        if (!Long.valueOf(seenVersion).equals(now.version())) {
            return Result.refused(UserError.at(
                    "version",
                    Code.NOT_ALLOWED,
                    "Alguien la cambió mientras tanto: volvé a leerla y repetí el cambio."));
        }
        try {
            return Result.done(GuardedUpdate.of(
                    database,
                    QuickAction.class,
                    id,
                    current -> Long.valueOf(seenVersion).equals(current.version()) ? current.edited(next) : current));
        } catch (DuplicateKeyException taken) {
            return taken();
        }
    }

    private static Result<QuickAction> taken() {
        return Result.refused(UserError.at("shortcut", Code.NOT_ALLOWED, "Otra acción rápida tiene ese atajo."));
    }
}
