package ar.isac.crm.route;

import ar.isac.crm.dropin.RouteFolder;
import ar.isac.crm.dropin.RouteFolder.DropInFile;
import ar.isac.crm.dropin.RouteProblem;
import ar.isac.crm.dropin.RouteTrials;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.route.RouteDesk.ChannelRoute;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class RouteController {

    private final RouteDesk desk;

    RouteController(RouteDesk desk) {
        this.desk = desk;
    }

    @QueryMapping
    @PreAuthorize(Permissions.INTEGRATION)
    List<ChannelRoute> channelRoutes() {
        return desk.all();
    }

    /** In the shape of the GraphQL payloads. */
    record StageRoutePayload(
            @Nullable ChannelRoute route,
            StoredRoute.@Nullable Revision revision,
            RouteTrials.@Nullable Report trial,
            List<RouteProblem> problems,
            List<RouteProblem> warnings,
            List<UserError> userErrors) {}

    record ActivateRoutePayload(
            @Nullable ChannelRoute route, List<RouteProblem> problems, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    StageRoutePayload stageRoute(@Argument RouteDesk.StageRouteInput input, @AuthenticationPrincipal Actor actor) {
        RouteDesk.Outcome outcome = desk.stage(input, actor.name());
        return new StageRoutePayload(
                outcome.route(),
                outcome.revision(),
                outcome.trial(),
                outcome.problems(),
                outcome.trial() == null ? List.of() : outcome.trial().warnings(),
                outcome.errors());
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    ActivateRoutePayload activateRoute(@Argument RouteDesk.ActivateRouteInput input) {
        RouteDesk.Outcome outcome = desk.activate(input);
        return new ActivateRoutePayload(outcome.route(), outcome.problems(), outcome.errors());
    }

    record RemoveRoutePayload(@Nullable ChannelRoute route, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    RemoveRoutePayload removeRoute(@Argument RouteDesk.RemoveRouteInput input) {
        RouteDesk.Outcome outcome = desk.remove(input);
        return new RemoveRoutePayload(outcome.route(), outcome.errors());
    }

    private static RouteFolder.@Nullable Channel channel(ChannelRoute route) {
        return route.file() == null ? null : route.file().channel();
    }

    @SchemaMapping
    @Nullable
    String kind(ChannelRoute channelRoute) {
        RouteFolder.Channel channel = channel(channelRoute);
        return channel == null ? null : channel.kind();
    }

    @SchemaMapping
    @Nullable
    ChannelType type(ChannelRoute channelRoute) {
        RouteFolder.Channel channel = channel(channelRoute);
        return channel == null ? null : channel.type();
    }

    @SchemaMapping
    @Nullable
    String title(ChannelRoute channelRoute) {
        RouteFolder.Channel channel = channel(channelRoute);
        return channel == null ? null : channel.title();
    }

    @SchemaMapping
    List<RouteFolder.Setting> settings(ChannelRoute channelRoute) {
        RouteFolder.Channel channel = channel(channelRoute);
        return channel == null ? List.of() : channel.settings();
    }

    @SchemaMapping
    boolean isRunning(ChannelRoute channelRoute) {
        return channelRoute.file() != null && channelRoute.file().isRunning();
    }

    @SchemaMapping
    List<RouteProblem> problems(ChannelRoute channelRoute) {
        DropInFile file = channelRoute.file();
        return file == null ? List.of() : file.problems();
    }

    @SchemaMapping
    List<RouteProblem> warnings(ChannelRoute channelRoute) {
        DropInFile file = channelRoute.file();
        return file == null ? List.of() : file.warnings();
    }

    @SchemaMapping
    @Nullable
    Integer activeRevision(ChannelRoute channelRoute) {
        return channelRoute.stored().active();
    }

    @SchemaMapping
    List<StoredRoute.Revision> revisions(ChannelRoute channelRoute) {
        return channelRoute.stored().revisions();
    }

    @SchemaMapping(typeName = "ChannelRouteSetting")
    String pattern(RouteFolder.Setting setting) {
        return setting.pattern().pattern();
    }

    @SchemaMapping(typeName = "ChannelRouteCall")
    List<String> headers(RouteTrials.Call call) {
        return call.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .sorted()
                .toList();
    }
}
