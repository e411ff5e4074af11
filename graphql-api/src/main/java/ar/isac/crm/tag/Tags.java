package ar.isac.crm.tag;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The shop's tags: a few dozen, read whole. */
@Component
public class Tags {

    public static final String TYPE = "Tag";
    private static final int MOST = 500;
    private static final int LONGEST_NAME = 40;
    private static final String USUAL_COLOR = "#64748b";
    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

    private final MongoTemplate database;

    Tags(MongoTemplate database) {
        this.database = database;
    }

    public Optional<Tag> find(String id) {
        return Optional.ofNullable(database.findById(id, Tag.class));
    }

    /** Those that exist, in no order. */
    public List<Tag> find(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.find(Query.query(Criteria.where("_id").in(ids)), Tag.class);
    }

    /** All of them, by name. */
    public List<Tag> all() {
        return database.findAll(Tag.class).stream()
                .sorted(Comparator.comparing(Tag::key))
                .toList();
    }

    /** As it is written. */
    record TagInput(
            @Nullable String id, String name, @Nullable String color) {}

    /**
     * What came of writing one.
     *
     * @param tag null when it was refused
     */
    record Written(@Nullable Tag tag, List<UserError> errors) {

        static Written refused(Code code, String message) {
            return new Written(null, List.of(UserError.at("name", code, message)));
        }
    }

    Written write(TagInput input) {
        String name = input.name().strip();
        List<UserError> errors = new ArrayList<>();
        if (name.isEmpty()) {
            errors.add(UserError.at("name", Code.REQUIRED, "Ponele un nombre a la etiqueta."));
        } else if (name.length() > LONGEST_NAME) {
            errors.add(UserError.at("name", Code.TOO_LONG, "El nombre tiene más de 40 caracteres."));
        }
        String color = input.color() == null ? null : input.color().strip().toLowerCase(Locale.ROOT);
        if (color != null && !COLOR.matcher(color).matches()) {
            errors.add(UserError.at("color", Code.INVALID, "Escribí el color como #1a2b3c."));
        }
        if (!errors.isEmpty()) {
            return new Written(null, errors);
        }
        try {
            return input.id() == null ? add(name, color) : edit(GlobalId.raw(TYPE, input.id()), name, color);
        } catch (DuplicateKeyException taken) {
            return Written.refused(Code.NOT_ALLOWED, "Ya hay una etiqueta con ese nombre.");
        }
    }

    private Written add(String name, @Nullable String color) {
        if (database.estimatedCount(Tag.class) >= MOST) {
            return Written.refused(Code.NOT_ALLOWED, "Ya hay 500 etiquetas: cambiale el nombre a una de las que hay.");
        }
        Tag tag = new Tag(UUID.randomUUID().toString(), null, key(name), name, color == null ? USUAL_COLOR : color);
        return new Written(database.insert(tag), List.of());
    }

    private Written edit(String id, String name, @Nullable String color) {
        if (find(id).isEmpty()) {
            throw new NotFound(TYPE);
        }
        Tag stored = GuardedUpdate.of(
                database,
                Tag.class,
                id,
                tag -> new Tag(id, tag.version(), key(name), name, color == null ? tag.color() : color));
        return new Written(stored, List.of());
    }

    private static String key(String name) {
        return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("\\s+", " ");
    }
}
