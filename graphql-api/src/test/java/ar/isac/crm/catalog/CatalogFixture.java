package ar.isac.crm.catalog;

import ar.isac.crm.money.AmountReader;
import ar.isac.crm.money.Money;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A whole catalogue over an embedded database of its own. */
final class CatalogFixture implements AutoCloseable {
    private final @Nullable MongoServer server;
    private final MongoClient client;
    private final String address;
    final MongoTemplate mongo;
    final Language language = new Language();
    final CatalogChanges changes;
    final Products products;
    /** Run whenever names changed. */
    final List<Runnable> toldOfNames = new CopyOnWriteArrayList<>();

    final CatalogIndex index;
    final CatalogNames names;
    final Synonyms synonyms;
    final AttributeResolver attributes;
    final CatalogSearch search;
    final ProductQueries queries;
    final ProductImport imports;

    CatalogFixture() {
        this(new MongoServer(new MemoryBackend()));
    }

    private CatalogFixture(MongoServer server) {
        this(
                server,
                server.bindAndGetConnectionString().replace("mongodb://0:0:0:0:0:0:0:0", "mongodb://localhost")
                        + "/?retryWrites=false");
    }

    private CatalogFixture(@Nullable MongoServer server, String address) {
        this.server = server;
        this.address = address;
        this.client = MongoClients.create(address);
        this.mongo = new MongoTemplate(client, "shop");
        if (server != null) {
            declareIndexes("products");
            declareIndexes("catalogChanges");
            declareIndexes("synonyms");
            declareIndexes("lostDemand");
        }
        AtomicReference<CatalogIndex> listener = new AtomicReference<>();
        AtomicReference<Synonyms> synonymListener = new AtomicReference<>();
        this.changes = new CatalogChanges(
                mongo,
                event -> {
                    if (event instanceof ProductsChanged change) {
                        Objects.requireNonNull(listener.get()).on(change);
                    } else if (event instanceof SynonymsChanged) {
                        Objects.requireNonNull(synonymListener.get()).use();
                    }
                },
                Clock.systemUTC());
        this.products = new Products(mongo, changes);
        this.index = new CatalogIndex(products, changes, language, event -> toldOfNames.forEach(Runnable::run));
        listener.set(index);
        this.synonyms = new Synonyms(mongo, changes, language, index);
        synonymListener.set(synonyms);
        this.names = new CatalogNames(index, synonyms, language);
        this.attributes = new AttributeResolver(index, language);
        this.search = new CatalogSearch(
                products,
                index,
                language,
                attributes,
                new StaticListableBeanFactory().getBeanProvider(BoughtTogether.class));
        this.queries = new ProductQueries(index, products, language);
        this.imports = new ProductImport(products, new AmountReader(Locale.forLanguageTag("es-AR"), "ARS"));
    }

    static CatalogFixture of(String classpath) {
        CatalogFixture fixture = new CatalogFixture();
        try (InputStream csv = new ClassPathResource(classpath).getInputStream()) {
            ImportReport report = fixture.imports.importCsv(csv);
            if (!report.problems().isEmpty() || !report.rowErrors().isEmpty()) {
                throw new IllegalStateException(report.toString());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return fixture;
    }

    /** Another node: the same database, with everything else its own. */
    CatalogFixture anotherNode() {
        CatalogFixture node = new CatalogFixture(null, address);
        node.index.afterSingletonsInstantiated();
        node.synonyms.afterSingletonsInstantiated();
        node.changes.start();
        return node;
    }

    static Money ars(long pesos) {
        return new Money(pesos * 100, "ARS");
    }

    Product titled(String title) {
        return index.known().stream()
                .filter(product -> product.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** The result as a line that reads well in a test. */
    String resolved(String text) {
        return said(search.resolve(text));
    }

    List<String> resolvedAll(String text) {
        return search.resolveAll(text).stream().map(CatalogFixture::said).toList();
    }

    static String said(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant(String mention, Product product) -> "variant " + product.title();
            case Resolution.Family family ->
                "family " + family.family() + values(family.chosenAttributes().values(), family.notOffered());
            case Resolution.Category category ->
                "category " + category.category()
                        + values(category.chosenAttributes().values(), category.notOffered());
            case Resolution.Nothing(String mention, List<Product> nearest) ->
                nearest.isEmpty() ? "nothing" : "nothing like " + mention;
        };
    }

    private static String values(java.util.Collection<String> chosen, List<String> notOffered) {
        return (chosen.isEmpty() ? "" : " " + chosen) + (notOffered.isEmpty() ? "" : " not " + notOffered);
    }

    void declareIndexes(String name) {
        try (InputStream declared =
                new ClassPathResource("mongo-init/collections/" + name + ".json").getInputStream()) {
            Document collection =
                    Document.parse(new String(declared.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            for (Document index : collection.getList("indexes", Document.class)) {
                mongo.getCollection(collection.getString("collection"))
                        .createIndex(
                                index.get("keys", Document.class),
                                new com.mongodb.client.model.IndexOptions()
                                        .name(index.getString("name"))
                                        .unique(index.getBoolean("unique", false)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        changes.stop();
        index.close();
        client.close();
        if (server != null) {
            server.shutdownNow();
        }
    }
}
