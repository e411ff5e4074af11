package ar.isac.crm.catalog;

import ar.isac.crm.catalog.CatalogLists.ProductCategory;
import ar.isac.crm.catalog.CatalogLists.ProductFamily;
import ar.isac.crm.catalog.ImportReport.RowError;
import ar.isac.crm.catalog.ProductEdits.Saved;
import ar.isac.crm.catalog.ProductQueries.ProductFilter;
import ar.isac.crm.catalog.StockAdjustments.Adjusted;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.idempotency.IdempotencyKeys.Outcome;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
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
class CatalogController implements NodesSource {
    private static final String TYPE = "Product";
    private static final int SUGGESTIONS = 10;

    private final Products products;
    private final ProductQueries queries;
    private final ProductImport imports;
    private final ProductEdits edits;
    private final StockAdjustments stock;
    private final CatalogLists lists;
    private final CatalogSearch search;
    private final ProductExport export;
    private final IdempotencyKeys keys;

    CatalogController(
            Products products,
            ProductQueries queries,
            ProductImport imports,
            ProductEdits edits,
            StockAdjustments stock,
            CatalogLists lists,
            CatalogSearch search,
            ProductExport export,
            IdempotencyKeys keys) {
        this.products = products;
        this.queries = queries;
        this.imports = imports;
        this.edits = edits;
        this.stock = stock;
        this.lists = lists;
        this.search = search;
        this.export = export;
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

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    Page<ProductFamily> productFamilies(
            @Argument @Nullable String category,
            @Argument @Nullable Boolean inStock,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return lists.families(category, inStock, first, after);
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<ProductCategory> productCategories() {
        return lists.categories();
    }

    @QueryMapping
    @PreAuthorize(Permissions.INVENTORY)
    String productsCsv() {
        return export.csv();
    }

    @MutationMapping
    @PreAuthorize(Permissions.INVENTORY)
    Saved saveProduct(@Argument ProductEdit.Input input) {
        return edits.save(input);
    }

    @MutationMapping
    @PreAuthorize(Permissions.INVENTORY)
    Adjusted adjustStock(@Argument StockAdjustments.Input input, @AuthenticationPrincipal Actor actor) {
        return stock.adjust(input, actor);
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

    @SchemaMapping
    int onHand(Product product) {
        return product.stock().onHand();
    }

    @SchemaMapping
    String revision(Product product) {
        return product.revision();
    }

    @SchemaMapping
    List<StockAdjustment> stockAdjustments(Product product) {
        return product.adjustments().reversed();
    }

    @BatchMapping
    Map<Product, List<Product>> related(List<Product> sources) {
        return search.relatedOfEach(sources, SUGGESTIONS);
    }

    @BatchMapping
    Map<Product, List<Product>> alternatives(List<Product> sources) {
        return search.alternativesOfEach(sources, SUGGESTIONS);
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

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return products.findAll(rawIds).stream().collect(Collectors.toMap(Product::id, Function.identity()));
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
