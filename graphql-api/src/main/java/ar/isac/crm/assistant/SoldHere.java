package ar.isac.crm.assistant;

import ar.isac.crm.catalog.CatalogNames;
import ar.isac.crm.catalog.CatalogNames.Names;
import ar.isac.crm.catalog.CatalogNamesChanged;
import ar.isac.crm.understanding.ShopTerms;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What the shop sells, as the hint by which the model tells a bare «ibuprofeno» at a pharmacy from one at a shoe shop. Built anew,
 * apart from anybody's message, soon after a name in the catalogue changes; until then messages are read with the last one.
 */
@Component
class SoldHere {

    private static final Logger log = LoggerFactory.getLogger(SoldHere.class);

    /** An import tells of changes many times a second. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(250);

    /** A large catalogue takes longer to read: what its import costs stays a small share of the processor. */
    private static final int PAUSES_A_READING = 5;

    private final CatalogNames names;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private volatile ShopTerms terms = ShopTerms.NONE;
    private volatile Duration pause = LEAST_PAUSE;

    SoldHere(CatalogNames names) {
        this.names = names;
    }

    /** As of the last reading; never waits. */
    ShopTerms terms() {
        return terms;
    }

    @EventListener(ContextRefreshedEvent.class)
    synchronized void read() {
        long began = System.nanoTime();
        Names now = names.read();
        terms = ShopTerms.of(now.goods(), now.brands(), List.of(), List.of(), List.of());
        Duration taken = Duration.ofNanos(System.nanoTime() - began).multipliedBy(PAUSES_A_READING);
        pause = taken.compareTo(LEAST_PAUSE) > 0 ? taken : LEAST_PAUSE;
    }

    @EventListener(CatalogNamesChanged.class)
    void readSoon() {
        if (isDue.compareAndSet(false, true)) {
            Thread.ofVirtual().name("sold-here").start(this::readAfterPause);
        }
    }

    private void readAfterPause() {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            // Before the reading: what changes from now on may not be in it.
            isDue.set(false);
        }
        try {
            read();
        } catch (RuntimeException unreadable) {
            log.warn(
                    "What the shop sells cannot be read now; messages are understood with what was known before: {}",
                    unreadable.getClass().getSimpleName());
            readSoon();
        }
    }
}
