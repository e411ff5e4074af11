package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.money.MoneyFormat;
import graphql.scalars.ExtendedScalars;
import graphql.schema.GraphQLScalarType;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.graphql.data.method.annotation.support.AnnotatedControllerConfigurer;
import org.springframework.graphql.execution.DefaultBatchLoaderRegistry;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.test.tester.ExecutionGraphQlServiceTester;
import org.springframework.stereotype.Controller;

class CatalogGraphQlTests {
    private final CatalogFixture shop = CatalogFixture.of("mongo-init/demo/products.csv");
    private final GenericApplicationContext context = new GenericApplicationContext();
    private ExecutionGraphQlServiceTester graphQl = ExecutionGraphQlServiceTester.create(request -> {
        throw new IllegalStateException("Not ready");
    });

    @BeforeEach
    void start() {
        DefaultBatchLoaderRegistry loaders = new DefaultBatchLoaderRegistry();
        context.registerBean(DefaultBatchLoaderRegistry.class, () -> loaders);
        context.registerBean(
                CatalogController.class, () -> new CatalogController(shop.products, shop.queries, shop.imports));
        registerMoneyController();
        context.refresh();
        AnnotatedControllerConfigurer controllers = new AnnotatedControllerConfigurer();
        controllers.setApplicationContext(context);
        controllers.afterPropertiesSet();
        GraphQlSource source = GraphQlSource.schemaResourceBuilder()
                .schemaResources(
                        new ClassPathResource("catalog/roots.graphqls"),
                        new ClassPathResource("graphql/catalog.graphqls"))
                .configureRuntimeWiring(wiring -> wiring.scalar(
                                ExtendedScalars.GraphQLBigDecimal.transform(scalar -> scalar.name("Decimal")))
                        .scalar(text("URL"))
                        .scalar(text("CurrencyCode"))
                        .type(
                                "Node",
                                type -> type.typeResolver(env -> env.getSchema().getObjectType("Product"))))
                .configureRuntimeWiring(controllers)
                .build();
        DefaultExecutionGraphQlService service = new DefaultExecutionGraphQlService(source);
        service.addDataLoaderRegistrar(loaders);
        graphQl = ExecutionGraphQlServiceTester.create(service);
    }

    @AfterEach
    void close() throws IOException {
        context.close();
        shop.close();
    }

    @Test
    void aProductIsFoundAndReadWithAllItsFields() {
        var found = graphQl.document("""
                        { products(search: "iphone 15 pro 256 azul", filter: {inStock: true}, first: 1) {
                            nodes { id sku title description url tags isActive family brand category stock imageUrl
                              attributes { name value } retailPrice { amount currency formatted }
                              wholesalePrice { formatted } related { title } }
                            edges { cursor node { sku } } pageInfo { hasNextPage endCursor } } }""").execute();

        found.path("products.nodes[0].title").entity(String.class).isEqualTo("iPhone 15 Pro 256GB Azul");
        found.path("products.nodes[0].isActive").entity(Boolean.class).isEqualTo(true);
        found.path("products.nodes[0].retailPrice.formatted")
                .entity(String.class)
                .isEqualTo("$1.500.000");
        found.path("products.nodes[0].related[*].title")
                .entityList(String.class)
                .satisfies(titles -> assertThat(titles).contains("AirPods Pro 2"));
        String id = found.path("products.nodes[0].id").entity(String.class).get();
        graphQl.document("query($id: ID!) { product(id: $id) { stock } }")
                .variable("id", id)
                .execute()
                .path("product.stock")
                .entity(Integer.class)
                .isEqualTo(5);
    }

    @Test
    void anImportTellsWhatItTookAndWhatItDidNot() {
        var done = graphQl.document("""
                        mutation { importProducts(input: {csv: "sku,title,retail_price\\nA,Mesa,100\\nB,Silla,x",
                            idempotencyKey: "k"}) {
                          created updated unchanged rowErrors { line field message } userErrors { path code message } } }""").execute();

        done.path("importProducts.created").entity(Integer.class).isEqualTo(1);
        done.path("importProducts.rowErrors[0].line").entity(Integer.class).isEqualTo(3);
        done.path("importProducts.rowErrors[0].field").entity(String.class).isEqualTo("retail_price");
    }

    private static GraphQLScalarType text(String name) {
        return graphql.Scalars.GraphQLString.transform(scalar -> scalar.name(name));
    }

    /** The controller is its package's own; found as the application finds it. */
    private void registerMoneyController() {
        context.registerBean(MoneyFormat.class, () -> new MoneyFormat(Locale.forLanguageTag("es-AR")));
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        scanner.findCandidateComponents("ar.isac.crm.money")
                .forEach(definition -> context.registerBeanDefinition("money", definition));
        context.registerBean(
                org.springframework.context.annotation.AnnotationConfigUtils.AUTOWIRED_ANNOTATION_PROCESSOR_BEAN_NAME,
                org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor.class);
    }
}
