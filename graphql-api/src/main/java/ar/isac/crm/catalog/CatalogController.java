package ar.isac.crm.catalog;

import ar.isac.crm.catalog.ImportReport.RowError;
import ar.isac.crm.catalog.ProductQueries.ProductFilter;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.idempotency.IdempotencyKeys.Outcome;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** The catalogue over GraphQL. */
@Controller
class CatalogController implements NodeSource {
    private static final String TYPE = "Product";

    private final Products products;
    private final ProductQueries queries;
    private final ProductImport imports;
    private final IdempotencyKeys keys;

    CatalogController(Products products, ProductQueries queries, ProductImport imports, IdempotencyKeys keys) {
        this.products = products;
        this.queries = queries;
        this.imports = imports;
        this.keys = keys;
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    Page<Product> products(
            @Argument @Nullable String search,
            @Argument @Nullable ProductFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return queries.find(search, filter, first, after);
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    Product product(@Argument String id) {
        return products.find(GlobalId.raw(TYPE, id)).orElseThrow(() -> new NotFound(TYPE));
    }

    @MutationMapping
    @PreAuthorize(Permissions.INVENTORY)
    ImportProductsPayload importProducts(@Argument ImportProductsInput input, @AuthenticationPrincipal Actor actor) {
        return switch (keys.once(
                actor.id(),
                "importProducts",
                input.idempotencyKey(),
                input.csv(),
                ImportReport.class,
                () -> imports.importCsv(input.csv()))) {
            case Outcome.Done(var report) -> ImportProductsPayload.of(report);
            case Outcome.Refused(var error) -> new ImportProductsPayload(0, 0, 0, List.of(), List.of(error));
        };
    }

    @SchemaMapping
    String id(Product product) {
        return GlobalId.of(TYPE, product.id());
    }

    @SchemaMapping
    int stock(Product product) {
        return product.sellable();
    }

    @BatchMapping
    Map<Product, List<Product>> related(List<Product> sources) {
        Set<String> skus = new LinkedHashSet<>();
        sources.forEach(product -> skus.addAll(product.relatedSkus()));
        Map<String, Product> found = new HashMap<>();
        products.findAll(skus).forEach(product -> found.put(product.id(), product));
        Map<Product, List<Product>> related = new HashMap<>();
        for (Product product : sources) {
            Stream<String> ids =
                    product.relatedSkus().stream().map(Product::idOf).distinct();
            related.put(product, ids.map(found::get).flatMap(Stream::ofNullable).toList());
        }
        return related;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return products.find(rawId).orElse(null);
    }

    /** In the shape of the GraphQL inputs and payloads. */
    record ImportProductsInput(String csv, String idempotencyKey) {}

    record ImportProductsPayload(
            int created, int updated, int unchanged, List<RowError> rowErrors, List<UserError> userErrors) {

        static ImportProductsPayload of(ImportReport report) {
            List<UserError> problems = report.problems().stream()
                    .map(problem -> UserError.at("csv", UserError.Code.INVALID, problem.message()))
                    .toList();
            return new ImportProductsPayload(
                    report.created(), report.updated(), report.unchanged(), report.rowErrors(), problems);
        }
    }
}
