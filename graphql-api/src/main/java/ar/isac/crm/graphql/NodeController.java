package ar.isac.crm.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;

@Controller
class NodeController {

    private static final int MOST = 100;

    private final Map<String, NodeSource> sources;

    NodeController(List<NodeSource> sources) {
        this.sources = sources.stream().collect(Collectors.toMap(NodeSource::type, Function.identity()));
    }

    /** In the order of the ids; what does not exist or may not be seen is null. */
    @QueryMapping
    List<@Nullable Object> nodes(@Argument List<String> ids) {
        if (ids.size() > MOST) {
            throw new BadArgument("At most " + MOST + " ids at once");
        }
        List<@Nullable Object> found = new ArrayList<>();
        ids.forEach(id -> found.add(node(id)));
        return found;
    }

    @QueryMapping
    @Nullable
    Object node(@Argument String id) {
        try {
            GlobalId global = GlobalId.parse(id);
            NodeSource source = sources.get(global.type());
            return source == null ? null : source.find(global.raw());
        } catch (NotFound | AccessDeniedException hidden) {
            return null;
        }
    }
}
