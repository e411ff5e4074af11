package ar.isac.crm.way;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.mapping.event.AbstractMongoEventListener;
import org.springframework.data.mongodb.core.mapping.event.AfterSaveEvent;

/** Lets something happen between a thing's being stored and whatever the product does next, in the thread that does it. */
public final class AfterSaving extends AbstractMongoEventListener<Object> {

    private final AtomicReference<@Nullable Once> waiting = new AtomicReference<>();

    private record Once(Predicate<AfterSaveEvent<Object>> isMeant, Runnable happening) {}

    /** For the first that is meant. */
    public void once(Predicate<AfterSaveEvent<Object>> isMeant, Runnable happening) {
        waiting.set(new Once(isMeant, happening));
    }

    @Override
    public void onAfterSave(AfterSaveEvent<Object> event) {
        Once once = waiting.get();
        if (once != null && once.isMeant().test(event) && waiting.compareAndSet(once, null)) {
            once.happening().run();
        }
    }

    /** Listens in the product that is started with it. */
    public static class Installed {
        @Bean
        AfterSaving afterSaving() {
            return new AfterSaving();
        }
    }
}
