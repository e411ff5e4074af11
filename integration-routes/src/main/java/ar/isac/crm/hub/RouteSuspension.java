package ar.isac.crm.hub;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Suspends every route that consumes while the database is down, so that messages wait on their queues instead of failing. */
@Component
class RouteSuspension implements Processor {

    private static final Logger log = LoggerFactory.getLogger(RouteSuspension.class);

    /** A consumer that waits for the database gives up within this. */
    private static final int PATIENCE_SECONDS = 10;

    private final CamelContext camel;
    private final DatabaseProbe database;
    private final AtomicBoolean suspended = new AtomicBoolean();

    RouteSuspension(CamelContext camel, DatabaseProbe database) {
        this.camel = camel;
        this.database = database;
    }

    /** Starts the suspension beside the caller, which still holds a message and could not stop its own route. */
    @Override
    public void process(Exchange exchange) {
        if (suspended.compareAndSet(false, true)) {
            Thread.ofVirtual().name("route-suspension").start(this::suspendUntilUp);
        }
    }

    boolean isSuspended() {
        return suspended.get();
    }

    private void suspendUntilUp() {
        List<String> routes = camel.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("hub:"))
                .map(Route::getRouteId)
                .toList();
        log.error("The database does not answer: {} routes wait until it does", routes.size());
        try {
            for (String route : routes) {
                camel.getRouteController().suspendRoute(route, PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            while (!database.isUp()) {
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (Exception e) {
            log.error("Suspending the routes failed; they go on", e);
        }
        resume(routes);
    }

    private void resume(List<String> routes) {
        suspended.set(false);
        for (String route : routes) {
            try {
                camel.getRouteController().resumeRoute(route);
            } catch (Exception e) {
                log.error("Route {} could not be resumed", route, e);
            }
        }
        log.info("The database answers again: {} routes go on", routes.size());
    }
}
