package ar.isac.crm.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

@Controller
class NodeController {

    private static final int MOST = 100;

    private final Nodes nodes;

    NodeController(Nodes nodes) {
        this.nodes = nodes;
    }

    /** In the order of the ids; what does not exist or may not be seen is null. */
    @QueryMapping
    List<@Nullable Object> nodes(@Argument List<String> ids) {
        if (ids.size() > MOST) {
            throw new BadArgument("At most " + MOST + " ids at once");
        }
        Map<String, Object> known = nodes.find(ids);
        List<@Nullable Object> found = new ArrayList<>();
        ids.forEach(id -> found.add(known.get(id)));
        return found;
    }

    @QueryMapping
    @Nullable
    Object node(@Argument String id) {
        return nodes.find(List.of(id)).get(id);
    }
}
