package ar.isac.crm.route;

import ar.isac.crm.dropin.RouteFolder;
import ar.isac.crm.dropin.RouteFolder.DropInFile;
import ar.isac.crm.dropin.RouteProblem;
import ar.isac.crm.dropin.RouteTrials;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people do with the files of channels. */
@Component
class RouteDesk {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final String ENDING = ".yaml";
    private static final int LONGEST_SAMPLE = 200_000;
    private static final int MOST_HEADERS = 50;
    private static final int MOST_ROUTES = 100;

    /** Who put a text into the folder that never came over the API. */
    private static final String BY_HAND = "CRM_ROUTES_DIR";

    private final RouteFolder folder;
    private final RouteTrials trials;
    private final StoredRoutes stored;
    private final Clock clock;

    RouteDesk(RouteFolder folder, RouteTrials trials, StoredRoutes stored, Clock clock) {
        this.folder = folder;
        this.trials = trials;
        this.stored = stored;
        this.clock = clock;
    }

    /** In the shape of the GraphQL inputs. */
    record SampleHeader(String name, String value) {}

    record StageRouteInput(
            String name,
            String yaml,
            String sample,
            @Nullable List<SampleHeader> sampleHeaders,
            @Nullable String sampleAnswer) {}

    record ActivateRouteInput(String name, int revision) {}

    record RemoveRouteInput(String name) {}

    /**
     * A file, in the folder or staged.
     *
     * @param file what lies in the folder; null where nothing does
     */
    record ChannelRoute(String name, @Nullable DropInFile file, StoredRoute stored) {}

    /**
     * What came of staging or activating.
     *
     * @param trial null where there was none
     */
    record Outcome(
            @Nullable ChannelRoute route,
            StoredRoute.@Nullable Revision revision,
            RouteTrials.@Nullable Report trial,
            List<RouteProblem> problems,
            List<UserError> errors) {

        static Outcome refused(List<UserError> errors) {
            return new Outcome(null, null, null, List.of(), errors);
        }

        static Outcome refused(List<RouteProblem> problems, RouteTrials.@Nullable Report trial) {
            return new Outcome(
                    null,
                    null,
                    trial,
                    problems,
                    problems.stream().map(RouteDesk::error).toList());
        }
    }

    List<ChannelRoute> all() {
        Map<String, ChannelRoute> all = new TreeMap<>();
        stored.all().forEach(route -> all.put(route.id(), new ChannelRoute(route.id(), null, route)));
        for (DropInFile file : folder.files()) {
            String name = name(file);
            ChannelRoute known = all.get(name);
            all.put(name, new ChannelRoute(name, file, known == null ? StoredRoute.named(name) : known.stored()));
        }
        return List.copyOf(all.values());
    }

    private static String name(DropInFile file) {
        return file.name().endsWith(ENDING)
                ? file.name().substring(0, file.name().length() - ENDING.length())
                : file.name();
    }

    private ChannelRoute route(String name) {
        return all().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("ChannelRoute"));
    }

    /** Tries a file, and keeps it when nothing is wrong with it. */
    Outcome stage(StageRouteInput input, String by) {
        List<UserError> errors = check(input);
        if (!errors.isEmpty()) {
            return Outcome.refused(errors);
        }
        Map<String, String> headers = new HashMap<>();
        Objects.requireNonNullElse(input.sampleHeaders(), List.<SampleHeader>of())
                .forEach(header -> headers.put(header.name(), header.value()));
        RouteTrials.Report trial = trials.run(
                input.name() + ENDING,
                input.yaml(),
                new RouteTrials.Sample(input.sample(), headers, input.sampleAnswer()));
        if (!trial.problems().isEmpty()) {
            return Outcome.refused(trial.problems(), trial);
        }
        StoredRoute kept = keep(input.name(), input.yaml(), by);
        return new Outcome(
                route(input.name()), kept.revisionOf(input.yaml()).orElseThrow(), trial, List.of(), List.of());
    }

    private StoredRoute keep(String name, String yaml, String by) {
        return stored.change(name, route -> route.staged(yaml, clock.instant().truncatedTo(ChronoUnit.MILLIS), by));
    }

    private List<UserError> check(StageRouteInput input) {
        List<UserError> errors = new ArrayList<>();
        if (!NAME.matcher(input.name()).matches()) {
            errors.add(UserError.at("name", Code.INVALID, "El nombre lleva minúsculas, números y guiones, hasta 60."));
        } else if (stored.find(input.name()).isEmpty() && stored.all().size() >= MOST_ROUTES) {
            errors.add(UserError.at("name", Code.NOT_ALLOWED, "Ya hay 100 rutas guardadas."));
        }
        if (input.sample().length() > LONGEST_SAMPLE
                || (input.sampleAnswer() != null && input.sampleAnswer().length() > LONGEST_SAMPLE)) {
            errors.add(UserError.at("sample", Code.TOO_LONG, "El ejemplo tiene más de 200.000 caracteres."));
        }
        if (input.sampleHeaders() != null && input.sampleHeaders().size() > MOST_HEADERS) {
            errors.add(UserError.at("sampleHeaders", Code.TOO_LONG, "Son más de 50 encabezados."));
        }
        return errors;
    }

    /** Puts a revision in the place of what runs. What was put into the folder by hand becomes a revision first. */
    Outcome activate(ActivateRouteInput input) {
        StoredRoute route = stored.find(input.name()).orElseThrow(() -> new NotFound("ChannelRoute"));
        StoredRoute.Revision revision =
                route.revision(input.revision()).orElseThrow(() -> new NotFound("ChannelRouteRevision"));
        String file = input.name() + ENDING;
        folder.files().stream()
                .filter(each -> each.name().equals(file) && each.channel() != null)
                .findFirst()
                .ifPresent(each -> keep(input.name(), each.text(), BY_HAND));
        List<RouteProblem> problems = folder.activate(file, revision.yaml());
        if (!problems.isEmpty()) {
            return Outcome.refused(problems, null);
        }
        StoredRoute active = stored.change(
                input.name(),
                current -> current.activated(revision.number(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return new Outcome(
                route(input.name()), active.revision(revision.number()).orElse(revision), null, List.of(), List.of());
    }

    /** Ends a file's routes and takes it out of the folder. Its text becomes a revision first, so that it can come back. */
    Outcome remove(RemoveRouteInput input) {
        ChannelRoute route = route(input.name());
        DropInFile file = route.file();
        if (file == null) {
            return new Outcome(route, null, null, List.of(), List.of());
        }
        keep(input.name(), file.text(), BY_HAND);
        if (!folder.remove(file.name()).isEmpty()) {
            return Outcome.refused(List.of(new UserError(
                    List.of(),
                    Code.UNAVAILABLE,
                    "El archivo no se pudo sacar de la carpeta de rutas: mirá sus permisos.")));
        }
        stored.change(input.name(), StoredRoute::removed);
        return new Outcome(route(input.name()), null, null, List.of(), List.of());
    }

    private static UserError error(RouteProblem problem) {
        String place = problem.line() == null
                ? ""
                : "Línea " + problem.line() + (problem.column() == null ? "" : ", columna " + problem.column()) + ": ";
        return UserError.at("yaml", Code.INVALID, place + problem.message());
    }
}
