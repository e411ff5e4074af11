package ar.isac.crm.knowledge;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The canned replies: a few hundred at most, read whole. */
@Component
public class CannedReplies {

    static final String TYPE = "CannedReply";
    private static final int MOST = 500;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 4_000;
    private static final Pattern SHORTCUT = Pattern.compile("/[\\p{Ll}\\p{N}_-]{1,32}");

    private final MongoTemplate database;
    private final Clock clock;

    CannedReplies(MongoTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** As it is written. */
    record CannedReplyInput(
            @Nullable String id,
            @Nullable Long version,
            String shortcut,
            @Nullable String title,
            String text,
            @Nullable Boolean isActive) {}

    /**
     * What came of writing one.
     *
     * @param reply null when it was refused
     */
    record Written(@Nullable CannedReply reply, List<UserError> errors) {

        static Written refused(String field, Code code, String message) {
            return new Written(null, List.of(UserError.at(field, code, message)));
        }
    }

    public Optional<CannedReply> find(String id) {
        return Optional.ofNullable(database.findById(id, CannedReply.class));
    }

    /** Those whose shortcut, title or text has all the words, by shortcut. */
    List<CannedReply> search(@Nullable String search) {
        List<String> words = search == null
                ? List.of()
                : List.of(HoursQuestion.folded(search).split(" ", -1));
        return database.findAll(CannedReply.class).stream()
                .filter(reply -> {
                    String all = HoursQuestion.folded(reply.shortcut() + " " + reply.title() + " " + reply.text());
                    return words.stream().allMatch(all::contains);
                })
                .sorted(Comparator.comparing(CannedReply::shortcut))
                .toList();
    }

    Written write(CannedReplyInput input) {
        String shortcut = input.shortcut().strip().toLowerCase(Locale.ROOT);
        String title = input.title() == null ? "" : input.title().strip();
        String text = input.text().strip();
        List<UserError> errors = check(shortcut, title, text);
        if (!errors.isEmpty()) {
            return new Written(null, errors);
        }
        boolean isActive = input.isActive() == null || input.isActive();
        CannedReply next =
                new CannedReply(UUID.randomUUID().toString(), null, shortcut, title, text, isActive, clock.instant());
        try {
            return input.id() == null ? add(next) : edit(GlobalId.raw(TYPE, input.id()), input.version(), next);
        } catch (DuplicateKeyException taken) {
            return Written.refused("shortcut", Code.NOT_ALLOWED, "Otra respuesta guardada tiene ese atajo.");
        }
    }

    private static List<UserError> check(String shortcut, String title, String text) {
        List<UserError> errors = new ArrayList<>();
        if (!SHORTCUT.matcher(shortcut).matches()) {
            errors.add(UserError.at(
                    "shortcut",
                    Code.INVALID,
                    "El atajo es una barra y hasta 32 letras, números o guiones, como /saludo."));
        }
        if (title.length() > LONGEST_TITLE) {
            errors.add(UserError.at("title", Code.TOO_LONG, "El título tiene más de 120 caracteres."));
        }
        if (text.isEmpty()) {
            errors.add(UserError.at("text", Code.REQUIRED, "Escribí el texto."));
        } else if (text.length() > LONGEST_TEXT) {
            errors.add(UserError.at("text", Code.TOO_LONG, "El texto tiene más de 4.000 caracteres."));
        }
        if (!CannedReply.unknownPlaces(text).isEmpty()) {
            errors.add(UserError.at(
                    "text", Code.INVALID, "Solo se completan {{customer.name}}, {{advisor.name}} y {{shop.name}}."));
        }
        return errors;
    }

    private Written add(CannedReply reply) {
        if (database.estimatedCount(CannedReply.class) >= MOST) {
            return Written.refused(
                    "shortcut", Code.NOT_ALLOWED, "Ya hay 500 respuestas guardadas: cambiá una de las que hay.");
        }
        return new Written(database.insert(reply), List.of());
    }

    private Written edit(String id, @Nullable Long seenVersion, CannedReply next) {
        if (find(id).isEmpty()) {
            throw new NotFound(TYPE);
        }
        if (seenVersion == null) {
            return Written.refused("version", Code.REQUIRED, "Falta la versión que se está cambiando.");
        }
        boolean[] isStale = {false};
        CannedReply stored = GuardedUpdate.of(database, CannedReply.class, id, current -> {
            isStale[0] = !seenVersion.equals(current.version());
            return isStale[0]
                    ? current
                    : new CannedReply(
                            id,
                            current.version(),
                            next.shortcut(),
                            next.title(),
                            next.text(),
                            next.isActive(),
                            next.updatedAt());
        });
        return isStale[0]
                ? Written.refused(
                        "version",
                        Code.NOT_ALLOWED,
                        "Alguien cambió la respuesta mientras tanto: volvé a leerla y repetí el cambio.")
                : new Written(stored, List.of());
    }
}
