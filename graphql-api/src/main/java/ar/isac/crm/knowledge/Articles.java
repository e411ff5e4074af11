package ar.isac.crm.knowledge;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.graphql.NotFound;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The stored articles: so few that they are read whole, and read at every answer so that an edit shows in the next one. */
@Component
class Articles {

    /** More than this nobody reads through for an answer. */
    static final int MOST = 500;

    private final MongoTemplate database;

    Articles(MongoTemplate database) {
        this.database = database;
    }

    Optional<Article> find(String id) {
        return Optional.ofNullable(database.findById(id, Article.class));
    }

    List<Article> all() {
        return database.findAll(Article.class);
    }

    /** Stores a new one; empty when its topic has one already, or there are too many. */
    Optional<Article> add(Article article) {
        if (database.estimatedCount(Article.class) >= MOST) {
            return Optional.empty();
        }
        try {
            return Optional.of(database.insert(article));
        } catch (DuplicateKeyException topicIsTaken) {
            return Optional.empty();
        }
    }

    /**
     * Changes one, unless somebody else has changed it since this version.
     *
     * @throws NotFound when there is none
     */
    Optional<Article> edit(String id, long seenVersion, Article next) {
        if (find(id).isEmpty()) {
            throw new NotFound(KnowledgeController.TYPE);
        }
        boolean[] isStale = {false};
        Article stored = GuardedUpdate.of(database, Article.class, id, current -> {
            isStale[0] = current.version() == null || current.version() != seenVersion;
            return isStale[0] ? current : withVersion(next, current);
        });
        return isStale[0] ? Optional.empty() : Optional.of(stored);
    }

    private static Article withVersion(Article next, Article current) {
        return new Article(
                current.id(),
                current.version(),
                next.topic(),
                next.title(),
                next.questions(),
                next.text(),
                next.place(),
                next.link(),
                next.schedule(),
                next.isActive(),
                next.updatedAt());
    }

    /** Whether there was one. */
    boolean remove(String id) {
        return find(id).map(article -> database.remove(article).getDeletedCount() > 0)
                .orElse(false);
    }
}
