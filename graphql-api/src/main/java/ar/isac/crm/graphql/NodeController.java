package ar.isac.crm.graphql;

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

    private final Map<String, NodeSource> sources;

    NodeController(List<NodeSource> sources) {
        this.sources = sources.stream().collect(Collectors.toMap(NodeSource::type, Function.identity()));
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
