package ar.isac.crm.graphql;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Objects of all features by their ids. */
@Component
public class Nodes {

    private final ObjectProvider<NodeSource> installed;
    private volatile @Nullable Map<String, NodeSource> sources;

    Nodes(ObjectProvider<NodeSource> installed) {
        this.installed = installed;
    }

    /** What there is by these ids for the one who asks; what is no id of ours, does not exist or may not be seen is missing. */
    public Map<String, Object> find(Collection<String> globalIds) {
        Map<String, Map<String, String>> byType = new LinkedHashMap<>();
        for (String globalId : new LinkedHashSet<>(globalIds)) {
            parsed(globalId)
                    .filter(id -> sources().containsKey(id.type()))
                    .ifPresent(id -> byType.computeIfAbsent(id.type(), type -> new LinkedHashMap<>())
                            .put(id.raw(), globalId));
        }
        Map<String, Object> found = new HashMap<>();
        byType.forEach((type, ids) -> find(type, ids.keySet()).forEach((raw, thing) -> {
            String globalId = ids.get(raw);
            if (globalId != null) {
                found.put(globalId, thing);
            }
        }));
        return found;
    }

    private static Optional<GlobalId> parsed(String globalId) {
        try {
            return Optional.of(GlobalId.parse(globalId));
        } catch (NotFound notOurs) {
            return Optional.empty();
        }
    }

    private Map<String, Object> find(String type, Set<String> rawIds) {
        NodeSource source = sources().get(type);
        try {
            if (source instanceof NodesSource many) {
                return many.findAll(rawIds);
            }
            Map<String, Object> found = new HashMap<>();
            for (String raw : rawIds) {
                Object thing = source == null ? null : source.find(raw);
                if (thing != null) {
                    found.put(raw, thing);
                }
            }
            return found;
        } catch (AccessDeniedException notForThisRole) {
            return Map.of();
        }
    }

    private Map<String, NodeSource> sources() {
        Map<String, NodeSource> known = sources;
        if (known == null) {
            known = installed.stream().collect(Collectors.toMap(NodeSource::type, Function.identity()));
            sources = known;
        }
        return known;
    }
}
