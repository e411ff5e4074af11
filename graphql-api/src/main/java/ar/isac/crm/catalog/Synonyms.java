package ar.isac.crm.catalog;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Service;

/**
 * The shop's synonyms: the usual ones, as the shop changed them, and its own. A few dozen, read whole; every node reads them
 * again when they change, and the next question of a customer is understood by them.
 */
@Service
class Synonyms implements SmartInitializingSingleton {
    private static final String USUAL = "usual-";
    private static final int MOST_GROUPS = 2_000;
    private static final int MOST_TERMS = 30;
    private static final int LONGEST = 60;

    private final MongoTemplate database;
    private final CatalogChanges changes;
    private final Language language;
    private final CatalogIndex index;

    Synonyms(MongoTemplate database, CatalogChanges changes, Language language, CatalogIndex index) {
        this.database = database;
        this.changes = changes;
        this.language = language;
        this.index = index;
    }

    /** The group as stored, or what is wrong with it. */
    record Saved(@Nullable Synonym synonym, List<UserError> userErrors) {}

    @Override
    public void afterSingletonsInstantiated() {
        use();
    }

    @EventListener(classes = {SynonymsChanged.class, CatalogMissed.class})
    void use() {
        language.use(all().stream().map(Synonym::terms).toList());
        index.reworded();
    }

    /** All groups that hold, by their first word. */
    List<Synonym> all() {
        Map<String, Synonym> groups = new LinkedHashMap<>();
        language.usualSynonyms().forEach((first, terms) -> {
            Synonym usual = usual(first, terms);
            groups.put(usual.id(), usual);
        });
        database.findAll(Synonym.class).forEach(stored -> groups.put(stored.id(), stored));
        return groups.values().stream()
                .filter(group -> !group.terms().isEmpty())
                .sorted(Comparator.comparing(group -> Words.folded(group.terms().getFirst())))
                .toList();
    }

    Optional<Synonym> find(String id) {
        Synonym stored = database.findById(id, Synonym.class);
        return stored == null
                ? usual(id)
                : Optional.of(stored).filter(group -> !group.terms().isEmpty());
    }

    private Optional<Synonym> usual(String id) {
        return language.usualSynonyms().entrySet().stream()
                .map(group -> usual(group.getKey(), group.getValue()))
                .filter(group -> group.id().equals(id))
                .findFirst();
    }

    private static Synonym usual(String first, List<String> terms) {
        return new Synonym(USUAL + Words.folded(first).replace(' ', '-'), null, terms);
    }

    boolean isUsual(Synonym synonym) {
        return synonym.id().startsWith(USUAL);
    }

    /**
     * Stores a group: a new one, whose id comes from its words so that a repeated request makes one, or another wording of a
     * known one.
     */
    Saved save(@Nullable String id, List<String> terms) {
        if (id != null && find(id).isEmpty()) {
            throw new NotFound("Synonym");
        }
        List<String> clean = clean(terms);
        List<UserError> errors = check(clean);
        if (!errors.isEmpty()) {
            return new Saved(null, errors);
        }
        String target = id == null ? "own-" + String.join("-", Words.textsOf(clean.getFirst())) : id;
        return new Saved(changes.ofSynonyms(() -> store(target, clean)), List.of());
    }

    /** Deletes a group; a usual one does not hold any more until it is saved again. */
    void delete(String id) {
        Synonym known = find(id).orElseThrow(() -> new NotFound("Synonym"));
        changes.ofSynonyms(() -> isUsual(known) ? store(id, List.of()) : removed(known));
    }

    private Synonym removed(Synonym known) {
        database.remove(known);
        return known;
    }

    private Synonym store(String id, List<String> terms) {
        if (database.findById(id, Synonym.class) == null) {
            try {
                return database.insert(new Synonym(id, null, terms));
            } catch (DuplicateKeyException storedMeanwhile) {
                return GuardedUpdate.of(database, Synonym.class, id, synonym -> synonym.with(terms));
            }
        }
        return GuardedUpdate.of(database, Synonym.class, id, synonym -> synonym.with(terms));
    }

    private static List<String> clean(List<String> terms) {
        Set<String> seen = new LinkedHashSet<>();
        List<String> clean = new ArrayList<>();
        for (String term : terms) {
            String text = ProductRules.clean(term).replaceAll("\\s+", " ");
            String folded = Words.folded(text);
            if (!folded.isEmpty() && seen.add(folded)) {
                clean.add(text);
            }
        }
        return clean;
    }

    private List<UserError> check(List<String> terms) {
        if (terms.size() < 2) {
            return List.of(UserError.at("terms", UserError.Code.REQUIRED, "Escribí al menos dos palabras distintas."));
        }
        if (terms.size() > MOST_TERMS || terms.stream().anyMatch(term -> term.length() > LONGEST)) {
            return List.of(UserError.at(
                    "terms",
                    UserError.Code.TOO_LONG,
                    "Se pueden poner hasta %d palabras o frases de hasta %d caracteres."
                            .formatted(MOST_TERMS, LONGEST)));
        }
        List<String> everyday = terms.stream()
                .filter(term -> language.isSilent(Words.folded(term)) || language.isJoining(Words.folded(term)))
                .toList();
        if (!everyday.isEmpty()) {
            return List.of(UserError.at(
                    "terms",
                    UserError.Code.INVALID,
                    "«%s» aparece en cualquier frase: no puede nombrar un producto.".formatted(everyday.getFirst())));
        }
        return all().size() >= MOST_GROUPS
                ? List.of(UserError.at(
                        "terms",
                        UserError.Code.NOT_ALLOWED,
                        "Ya hay %d grupos: borrá uno antes de agregar otro.".formatted(MOST_GROUPS)))
                : List.of();
    }
}
