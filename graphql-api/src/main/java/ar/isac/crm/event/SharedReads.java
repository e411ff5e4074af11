package ar.isac.crm.event;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What events are rendered from, read once for all who hear of them: five hundred open panels cost the database no more than one.
 * A change is stored before it is announced, so whatever is read once an event is known shows what the event tells of, and
 * serves that event and all before it, however late somebody hears of them; what is newer is told by a later event.
 */
@Component
public class SharedReads {

    private static final int KEPT = 10_000;

    /** What changes without an event, such as the name of a tag, is shown as it was for so long at most. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Events events;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Object, Held> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Held> eldest) {
            return size() > KEPT;
        }
    };

    SharedReads(Events events) {
        this.events = events;
    }

    /**
     * Something that is read, or being read.
     *
     * @param upTo the last event that was known when it was asked for
     */
    private record Held(long upTo, long since, CompletableFuture<?> value) {

        boolean serves(OptionalLong number, long notBefore) {
            return since - notBefore >= 0 && number.orElse(Long.MIN_VALUE) <= upTo && !value.isCompletedExceptionally();
        }
    }

    /**
     * Reads it, unless somebody has or does.
     *
     * @param key what it is, and with {@code number} empty, for which event: such a one is read once for all who hear of it
     * @param number of the event that it is read for
     */
    <T extends @Nullable Object> CompletableFuture<T> of(
            Object key, OptionalLong number, Supplier<? extends CompletionStage<T>> read) {
        return of(key, number, System.nanoTime() - FRESH.toNanos(), read);
    }

    /**
     * Reads it from the database, unless somebody has or does, on a thread of its own: whoever asks first may be cut off in the
     * middle of it, and the others still want it.
     */
    public <T> CompletableFuture<T> read(Object key, OptionalLong number, Supplier<T> read) {
        return of(key, number, () -> CompletableFuture.supplyAsync(read, threads));
    }

    /** The same, of what was read since a moment of {@link System#nanoTime}. */
    @SuppressWarnings("unchecked") // a key stands for one kind of thing
    <T extends @Nullable Object> CompletableFuture<T> of(
            Object key, OptionalLong number, long since, Supplier<? extends CompletionStage<T>> read) {
        long now = System.nanoTime();
        long notBefore = Math.max(since - now, -FRESH.toNanos()) + now;
        CompletableFuture<T> own = new CompletableFuture<>();
        long upTo = events.last();
        synchronized (recent) {
            Held held = recent.get(key);
            if (held != null && held.serves(number, notBefore)) {
                return (CompletableFuture<T>) held.value();
            }
            recent.put(key, new Held(upTo, now, own));
        }
        try {
            read.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    own.complete(value);
                } else {
                    own.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException failure) {
            own.completeExceptionally(failure);
            throw failure;
        }
        return own;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
