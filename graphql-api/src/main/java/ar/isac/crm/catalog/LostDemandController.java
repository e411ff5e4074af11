package ar.isac.crm.catalog;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

/** What was asked for in vain, over GraphQL. */
@Controller
class LostDemandController {
    /** Who decides what the shop buys. */
    private static final String BUYERS = "hasAnyRole('ADMIN','SUPERVISOR','ANALYST')";

    private final LostDemand demand;
    private final Products products;

    LostDemandController(LostDemand demand, Products products) {
        this.demand = demand;
        this.products = products;
    }

    @QueryMapping
    @PreAuthorize(BUYERS)
    Page<LostDemand.Entry> lostDemand(@Argument @Nullable Integer first, @Argument @Nullable String after) {
        return demand.newest(first, after);
    }

    @SchemaMapping(typeName = "LostDemand")
    String conversationId(LostDemand.Entry entry) {
        return GlobalId.of("Conversation", entry.conversationId());
    }

    @SchemaMapping(typeName = "LostDemand")
    List<Attribute> attributes(LostDemand.Entry entry) {
        return entry.attributes().entrySet().stream()
                .map(value -> new Attribute(value.getKey(), value.getValue()))
                .toList();
    }

    @BatchMapping(typeName = "LostDemand")
    Map<LostDemand.Entry, Product> product(List<LostDemand.Entry> entries) {
        Map<String, Product> found = new HashMap<>();
        products.findAll(entries.stream()
                        .map(LostDemand.Entry::productId)
                        .flatMap(Stream::ofNullable)
                        .toList())
                .forEach(product -> found.put(product.id(), product));
        Map<LostDemand.Entry, Product> byEntry = new HashMap<>();
        entries.stream()
                .filter(entry -> entry.productId() != null && found.containsKey(entry.productId()))
                .forEach(entry -> byEntry.put(entry, Objects.requireNonNull(found.get(entry.productId()))));
        return byEntry;
    }
}
