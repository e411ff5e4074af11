package ar.isac.crm.hub;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Work without end in a thread of its own, as long as the application runs: one turn after the other. */
public abstract class BackgroundLoop implements SmartLifecycle {

    private static final long LAST_TURN_SECONDS = 10;

    private final String name;
    private volatile @Nullable Thread loop;

    /** @param name of the thread */
    protected BackgroundLoop(String name) {
        this.name = name;
    }

    /** One turn; the next begins at once. */
    protected abstract void turn() throws Exception;

    /** What a turn ended with, unless it was to end; the next begins after a second. */
    protected abstract void failed(Exception failure);

    /** Whether the work goes on: a turn that takes long asks in between. */
    protected final boolean goesOn() {
        return Thread.currentThread() == loop;
    }

    @Override
    public final void start() {
        Thread starting = Thread.ofVirtual().name(name).unstarted(this::run);
        // Before it starts: it ends as soon as it finds that it is not the loop.
        loop = starting;
        starting.start();
    }

    @Override
    public final void stop() {
        Thread running = loop;
        loop = null;
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(LAST_TURN_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        return loop != null;
    }

    private void run() {
        while (goesOn()) {
            try {
                turn();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                if (goesOn()) {
                    failed(e);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
