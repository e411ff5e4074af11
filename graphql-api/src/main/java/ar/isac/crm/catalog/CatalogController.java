package ar.isac.crm.catalog;

import ar.isac.crm.catalog.ImportReport.RowError;
import ar.isac.crm.catalog.ProductQueries.ProductConnection;
import ar.isac.crm.catalog.ProductQueries.ProductFilter;
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
import org.springframework.stereotype.Controller;

/** The catalogue over GraphQL. */
@Controller
@PreAuthorize("isAuthenticated()")
class CatalogController {
    private final Products products;
    private final ProductQueries queries;
    private final ProductImport imports;

    CatalogController(Products products, ProductQueries queries, ProductImport imports) {
        this.products = products;
        this.queries = queries;
        this.imports = imports;
    }

    @QueryMapping
    ProductConnection products(
            @Argument @Nullable String search,
            @Argument @Nullable ProductFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return queries.find(search, filter, first, after);
    }

    @QueryMapping
    Product product(@Argument String id) {
        return products.find(ProductId.raw(id)).orElseThrow(() -> new ProductNotFound(id));
    }

    @MutationMapping
    @PreAuthorize("hasAnyRole('ADMIN','SUPERVISOR','INTEGRATOR')")
    ImportProductsPayload importProducts(@Argument ImportProductsInput input) {
        return ImportProductsPayload.of(imports.importCsv(input.csv()));
    }

    @SchemaMapping(typeName = "Product", field = "id")
    String id(Product product) {
        return ProductId.global(product.id());
    }

    @SchemaMapping(typeName = "Product", field = "stock")
    int stock(Product product) {
        return product.sellable();
    }

    @BatchMapping(typeName = "Product", field = "related")
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

    record ImportProductsInput(String csv, String idempotencyKey) {}

    record UserError(List<String> path, String code, String message) {}

    record ImportProductsPayload(
            int created, int updated, int unchanged, List<RowError> rowErrors, List<UserError> userErrors) {

        static ImportProductsPayload of(ImportReport report) {
            List<UserError> problems = report.problems().stream()
                    .map(problem -> new UserError(List.of("input", "csv"), "INVALID", problem.message()))
                    .toList();
            return new ImportProductsPayload(
                    report.created(), report.updated(), report.unchanged(), report.rowErrors(), problems);
        }
    }
}
