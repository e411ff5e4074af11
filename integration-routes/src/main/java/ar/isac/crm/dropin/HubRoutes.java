package ar.isac.crm.dropin;

import ar.isac.crm.hub.Queues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.springframework.stereotype.Component;

/**
 * Files of plain routes, which run within the hub: with its components, its settings as placeholders, and its way with
 * failures. They are the work of whoever has the machine, and may do what they like, save for taking the place of a route that
 * is not theirs or the messages of a queue that is the product's.
 */
@Component
class HubRoutes {

    private static final Logger log = LoggerFactory.getLogger(HubRoutes.class);

    private static final Set<String> OPEN_QUEUES = Set.of(Queues.SALES, Queues.CUSTOMERS);

    private final CamelContext camel;

    /** What runs, by the file's name. */
    private final ConcurrentMap<String, Running> running = new ConcurrentHashMap<>();

    HubRoutes(CamelContext camel) {
        this.camel = camel;
    }

    private record Running(YamlFile file, List<RouteDefinition> routes) {}

    boolean runs(String name) {
        return running.containsKey(name);
    }

    /** Runs the file, in the place of what ran under its name. Where it cannot, that runs on. */
    synchronized Optional<RouteProblem> run(YamlFile file) {
        Optional<RouteProblem> problem = problem(file);
        if (problem.isPresent()) {
            return problem;
        }
        Running former = running.get(file.name());
        if (former != null) {
            remove(former);
        }
        try {
            running.put(file.name(), new Running(file, load(file)));
            log.info("The routes of {} run", file.name());
            return Optional.empty();
        } catch (Exception failure) {
            RouteProblem why = RouteProblem.of(failure, file);
            log.error("The routes of {} do not run: {}", file.name(), why.message());
            if (former != null) {
                restore(former);
            }
            return Optional.of(why);
        }
    }

    private void restore(Running former) {
        try {
            running.put(former.file().name(), new Running(former.file(), load(former.file())));
        } catch (Exception e) {
            running.remove(former.file().name());
            log.error(
                    "The former routes of {} could not be started again",
                    former.file().name(),
                    e);
        }
    }

    /** Ends the routes of a file that is gone. */
    synchronized void stop(String name) {
        Running former = running.remove(name);
        if (former != null) {
            remove(former);
            log.info("The routes of {} ended, as the file is gone", name);
        }
    }

    private Optional<RouteProblem> problem(YamlFile file) {
        Set<String> own = new HashSet<>();
        Running former = running.get(file.name());
        if (former != null) {
            former.routes().forEach(route -> own.add(route.getRouteId()));
        }
        Set<String> seen = new HashSet<>();
        for (ScalarNode id : file.routeIds()) {
            boolean isTaken = camel.getRoute(id.getValue()) != null && !own.contains(id.getValue());
            if (isTaken || !seen.add(id.getValue())) {
                return Optional.of(YamlFile.problem(id, "There is another route with the id " + id.getValue()));
            }
        }
        return file.items().stream()
                .map(item -> item.kind().equals("from")
                        ? item.value()
                        : YamlFile.field(item.value(), "from").orElse(null))
                .flatMap(from -> YamlFile.field(from, "uri").stream())
                .filter(uri -> uri instanceof ScalarNode scalar && isReserved(scalar.getValue()))
                .map(uri -> YamlFile.problem(uri, "The product itself consumes from here: only it may"))
                .findFirst();
    }

    private static boolean isReserved(String uri) {
        String queue = uri.replaceFirst("^hub:(//)?(queue:)?", "").replaceFirst("\\?.*", "");
        return uri.startsWith("hub:")
                && queue.startsWith("crm.")
                && !queue.startsWith(Queues.STOCK_OF)
                && !OPEN_QUEUES.contains(queue);
    }

    /** All routes of the file, or an exception and none of them. */
    private List<RouteDefinition> load(YamlFile file) throws Exception {
        ModelCamelContext model = (ModelCamelContext) camel;
        List<RouteDefinition> before = List.copyOf(model.getRouteDefinitions());
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name(), file.text()));
            List<RouteDefinition> added = new ArrayList<>(model.getRouteDefinitions());
            added.removeAll(before);
            return added;
        } catch (Exception failure) {
            List<RouteDefinition> added = new ArrayList<>(model.getRouteDefinitions());
            added.removeAll(before);
            remove(new Running(file, added));
            throw failure;
        }
    }

    /** What a route has under way is finished first. */
    private void remove(Running former) {
        for (RouteDefinition route : former.routes()) {
            try {
                Route started = camel.getRoute(route.getRouteId());
                if (started != null) {
                    camel.getRouteController().stopRoute(route.getRouteId());
                    camel.removeRoute(route.getRouteId());
                }
                ((ModelCamelContext) camel).removeRouteDefinition(route);
            } catch (Exception e) {
                log.warn("Route {} could not be removed", route.getRouteId(), e);
            }
        }
    }
}
