package ar.isac.crm.person;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * The documents that speak of somebody, wherever in them. Reads a collection whole: for erasing and telling, which are rare and
 * wait for nobody.
 */
@Component
public class Mentions {

    private static final int PIECE = 500;

    private final MongoTemplate database;

    Mentions(MongoTemplate database) {
        this.database = database;
    }

    /** Hands over each document of a collection that mentions the person. */
    public void each(String collection, Person person, Consumer<Document> each) {
        each(collection, person.marks(), each);
    }

    /** Removes every document of a collection that mentions the person. */
    public void remove(String collection, Person person) {
        removeNaming(collection, person.marks());
    }

    /** Removes every document of a collection that holds one of these texts somewhere. */
    public void removeNaming(String collection, Set<String> texts) {
        List<Object> ids = new ArrayList<>();
        each(collection, texts, document -> ids.add(document.get("_id")));
        removeById(collection, ids);
    }

    /** Removes the documents with these ids. */
    public void removeById(String collection, Collection<?> those) {
        List<?> ids = List.copyOf(those);
        MongoCollection<Document> stored = database.getCollection(collection);
        for (int from = 0; from < ids.size(); from += PIECE) {
            stored.deleteMany(Filters.in("_id", ids.subList(from, Math.min(ids.size(), from + PIECE))));
        }
    }

    /** All that is left of the person, and what of their media others have too. */
    public record Found(Set<String> collections, Set<String> sharedMedia) {}

    /** Looks through everything that is stored, save the collections that say by their purpose who was erased. */
    public Found everywhere(Person person, Set<String> except) {
        Set<String> marks = person.marks();
        Set<String> media = person.all(Person.MEDIA);
        Set<String> collections = new TreeSet<>();
        Set<String> shared = new HashSet<>();
        for (String collection : database.getCollectionNames()) {
            if (!except.contains(collection)) {
                read(collection, document -> {
                    if (holds(document, text -> mentions(text, marks))) {
                        collections.add(collection);
                    }
                    if (!media.isEmpty()) {
                        holds(document, text -> {
                            media.stream().filter(text::contains).forEach(shared::add);
                            return false;
                        });
                    }
                });
            }
        }
        return new Found(collections, shared);
    }

    /** Whether a text speaks of somebody with these marks. */
    public static boolean mentions(String text, Set<String> marks) {
        return marks.stream().anyMatch(text::contains);
    }

    private void each(String collection, Set<String> marks, Consumer<Document> each) {
        read(collection, document -> {
            if (holds(document, text -> mentions(text, marks))) {
                each.accept(document);
            }
        });
    }

    private void read(String collection, Consumer<Document> each) {
        try (MongoCursor<Document> all =
                database.getCollection(collection).find().batchSize(PIECE).iterator()) {
            all.forEachRemaining(each);
        }
    }

    private static boolean holds(@Nullable Object value, Predicate<String> text) {
        return switch (value) {
            case String words -> text.test(words);
            case Map<?, ?> fields ->
                fields.entrySet().stream()
                        .anyMatch(field -> text.test(String.valueOf(field.getKey())) || holds(field.getValue(), text));
            case Collection<?> list -> list.stream().anyMatch(each -> holds(each, text));
            case null -> false;
            case Object other -> false;
        };
    }
}
