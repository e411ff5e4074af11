package ar.isac.crm.webchat;

import ar.isac.crm.conversation.SeenThreads;
import ar.isac.crm.event.Events;
import ar.isac.crm.event.Events.News;
import ar.isac.crm.event.PassingEvents;
import ar.isac.crm.hub.EventLog;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.PassingEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Windows that are told at once. Each is a position in its visitor's thread: whatever happens there wakes it, and it reads on
 * from where it is, so there is no gap and no repeat between what was missed and what is new, however often the line breaks.
 */
@Component
class OpenWindows {

    /** Of one visitor: several pages may be open. */
    static final int MOST_OF_ONE = 5;

    private static final Logger log = LoggerFactory.getLogger(OpenWindows.class);

    /** On this node; who comes after them asks now and then. */
    private static final int MOST = 2_000;

    /** A line on which nothing is heard for longer is cut by what lies between. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    /** Then the window comes anew: a node that is to be relieved is. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final long RETRY_MILLISECONDS = 1_000;
    private static final int REMEMBERED = 10_000;

    private final SeenThreads threads;
    private final Events events;
    private final PassingEvents passing;
    private final ConcurrentMap<SeenThreads.Addressee, Set<Window>> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Disposable.Swap logged = Disposables.swap();
    private final Disposable.Swap passed = Disposables.swap();
    private volatile boolean isClosed;
    private boolean isListening;

    /** Whose conversations are, so that not every event is a question to the database. */
    private final Map<String, SeenThreads.Addressee> addressees = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SeenThreads.Addressee> eldest) {
            return size() > REMEMBERED;
        }
    };

    OpenWindows(SeenThreads threads, Events events, PassingEvents passing) {
        this.threads = threads;
        this.events = events;
        this.passing = passing;
    }

    /**
     * Follows a visitor's thread.
     *
     * @param after the number of the last message that the window shows; 0 for none
     * @param mayStay whether the window may still be told
     * @return empty when there are too many
     */
    Optional<SseEmitter> follow(RoutedAccount account, String visitor, long after, BooleanSupplier mayStay) {
        listen();
        SeenThreads.Addressee addressee =
                new SeenThreads.Addressee(account.ref().id(), visitor);
        Window window = new Window(account.ref(), addressee, after, mayStay);
        Set<Window> ofVisitor = open.compute(addressee, (key, known) -> {
            Set<Window> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            if (all.size() < MOST_OF_ONE && count.get() < MOST && !isClosed) {
                all.add(window);
                count.incrementAndGet();
            }
            return all.isEmpty() ? null : all;
        });
        if (ofVisitor == null || !ofVisitor.contains(window)) {
            return Optional.empty();
        }
        Thread.ofVirtual().name("webchat-window").start(window);
        return Optional.of(window.emitter);
    }

    private synchronized void listen() {
        if (!isListening && !isClosed) {
            isListening = true;
            logged.update(events.follow(Optional.empty()).subscribe(this::hear));
            passed.update(passing.follow().subscribe(this::hear));
        }
    }

    private void hear(News news) {
        switch (news) {
            case News.ResyncRequired ignored -> open.values().forEach(windows -> windows.forEach(Window::wake));
            case News.Occurred(EventLog.Numbered(long number, ConversationEvent event)) -> {
                if (event.seq() != null) {
                    windows(event.conversationId()).forEach(Window::wake);
                }
            }
        }
    }

    private void hear(PassingEvent event) {
        if (event.kind() == PassingEvent.Kind.SHOWN_WRITING) {
            windows(event.conversationId()).forEach(Window::writing);
        }
    }

    private Set<Window> windows(String conversationId) {
        if (open.isEmpty()) {
            return Set.of();
        }
        try {
            SeenThreads.Addressee addressee = addressee(conversationId);
            return addressee == null ? Set.of() : open.getOrDefault(addressee, Set.of());
        } catch (RuntimeException e) {
            // Every window looks by itself now and then.
            log.warn("Windows are not told at once: {}", e.getClass().getName());
            return Set.of();
        }
    }

    private SeenThreads.@Nullable Addressee addressee(String conversationId) {
        synchronized (addressees) {
            SeenThreads.Addressee known = addressees.get(conversationId);
            if (known != null) {
                return known;
            }
        }
        SeenThreads.Addressee found = threads.addressee(conversationId).orElse(null);
        if (found != null) {
            synchronized (addressees) {
                addressees.put(conversationId, found);
            }
        }
        return found;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        isClosed = true;
        logged.dispose();
        passed.dispose();
        open.values().forEach(windows -> windows.forEach(Window::end));
    }

    /** One window; its thread waits for whoever reads slowly, and nobody else does. */
    private final class Window implements Runnable {

        // The servlet container's own end would come in the middle of a message.
        private final SseEmitter emitter = new SseEmitter(0L);
        private final Semaphore bell = new Semaphore(0);
        private final AccountRef account;
        private final SeenThreads.Addressee addressee;
        private final BooleanSupplier mayStay;
        private volatile boolean isOver;
        private volatile boolean isWritten;
        private long position;

        Window(AccountRef account, SeenThreads.Addressee addressee, long after, BooleanSupplier mayStay) {
            this.account = account;
            this.addressee = addressee;
            this.position = after;
            this.mayStay = mayStay;
            emitter.onCompletion(this::end);
            emitter.onTimeout(this::end);
            emitter.onError(failure -> end());
        }

        void wake() {
            bell.release();
        }

        void writing() {
            isWritten = true;
            bell.release();
        }

        void end() {
            isOver = true;
            bell.release();
        }

        @Override
        public void run() {
            try {
                emitter.send(
                        SseEmitter.event().reconnectTime(RETRY_MILLISECONDS).comment("open"));
                long end = System.nanoTime() + LONGEST.toNanos();
                while (!isOver && System.nanoTime() < end && mayStay.getAsBoolean()) {
                    readOn();
                    if (isWritten) {
                        isWritten = false;
                        emitter.send(SseEmitter.event().name("typing").data("{}", MediaType.APPLICATION_JSON));
                    }
                    if (!bell.tryAcquire(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
                        emitter.send(SseEmitter.event().comment("alive"));
                    }
                    bell.drainPermits();
                }
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                log.trace("A window is gone", gone);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                emitter.complete();
            } catch (RuntimeException e) {
                log.warn("A window has to come anew: {}", e.getClass().getName());
                emitter.complete();
            } finally {
                leave();
            }
        }

        private void readOn() throws IOException {
            long before;
            do {
                before = position;
                SeenThreads.Piece piece =
                        threads.since(account, new Handle(Handle.Kind.OTHER, addressee.address()), position);
                for (WindowMessage message : WindowMessage.of(piece.messages())) {
                    emitter.send(SseEmitter.event()
                            .id(Long.toString(message.number()))
                            .name("message")
                            .data(message, MediaType.APPLICATION_JSON));
                }
                position = piece.upTo();
            } while (position > before);
        }

        private void leave() {
            open.computeIfPresent(addressee, (key, windows) -> {
                if (windows.remove(this)) {
                    count.decrementAndGet();
                }
                return windows.isEmpty() ? null : windows;
            });
        }
    }
}
