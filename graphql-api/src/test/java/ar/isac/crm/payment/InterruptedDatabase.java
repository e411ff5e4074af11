package ar.isac.crm.payment;

import com.mongodb.client.result.DeleteResult;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.UpdateDefinition;

/** A database whose writes end at a step that the test chooses, for the work of one thread: what a crash there leaves. */
final class InterruptedDatabase extends MongoTemplate {

    private final ThreadLocal<Integer> left = new ThreadLocal<>();
    private final Set<String> shared;
    private final Runnable end;

    /**
     * @param shared collections that are written under a lock which all work shares; nothing ends there
     * @param end what happens in the place of the write that is one too many; does not return
     */
    InterruptedDatabase(MongoDatabaseFactory factory, MongoConverter converter, Set<String> shared, Runnable end) {
        super(factory, converter);
        this.shared = shared;
        this.end = end;
    }

    /** Takes the place of the product's access to its database. */
    static class Installed {
        @Bean
        @Primary
        InterruptedDatabase interruptedDatabase(MongoDatabaseFactory factory, MongoConverter converter) {
            return new InterruptedDatabase(factory, converter, Set.of(), () -> {
                throw new Crash();
            });
        }
    }

    /** The crash. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash() {
            super("The process died here");
        }
    }

    /** Runs this until so many writes are done; whether it came to its end. */
    boolean endingAfter(int writes, Runnable work) {
        left.set(writes);
        try {
            work.run();
            return true;
        } catch (Crash crash) {
            return false;
        } finally {
            left.remove();
        }
    }

    private void write(Class<?> type) {
        Integer now = left.get();
        if (now != null && !shared.contains(getCollectionName(type))) {
            if (now == 0) {
                end.run();
            }
            left.set(now - 1);
        }
    }

    @Override
    public <T> T insert(T document) {
        write(document.getClass());
        return super.insert(document);
    }

    @Override
    public <T> T save(T document) {
        write(document.getClass());
        return super.save(document);
    }

    @Override
    public DeleteResult remove(Object document) {
        write(document.getClass());
        return super.remove(document);
    }

    @Override
    public <T> @Nullable T findAndModify(
            Query query, UpdateDefinition update, FindAndModifyOptions options, Class<T> type) {
        write(type);
        return super.findAndModify(query, update, options, type);
    }
}
