package ar.isac.crm.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one database, each with an index of its own. */
class FollowingTests {
    private final CatalogFixture one = new CatalogFixture();
    private CatalogFixture other;

    @BeforeEach
    void start() {
        one.imports.importCsv("sku,title,category,retail_price,stock\nA,Mesa ratona,Muebles,100,0\n");
        other = one.anotherNode();
    }

    @AfterEach
    void close() throws IOException {
        other.close();
        one.close();
    }

    private static ConditionFactory withinASecond() {
        return await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(1));
    }

    private static int sellable(CatalogFixture node) {
        return Objects.requireNonNull(node.index.known("A")).sellable();
    }

    @Test
    void aNewProductIsUnderstoodByTheOtherNodeWithinASecond() {
        assertThat(other.resolved("tenes sillon nordico?")).isEqualTo("nothing");

        one.imports.importCsv("sku,title,category,retail_price,stock\nB,Sillón nórdico,Sillones,900,2\n");

        withinASecond()
                .untilAsserted(() ->
                        assertThat(other.resolved("tenes sillon nordico?")).isEqualTo("variant Sillón nórdico"));
        assertThat(other.queries.find("nordico", null, 5, null).nodes()).hasSize(1);
    }

    @Test
    void anotherNameAndAnotherFamilyAreUnderstoodInsteadOfTheOld() {
        one.imports.importCsv(
                "sku,title,family,category,retail_price,stock\nA,Banqueta alta,Banqueta alta,Muebles,100,0\n");

        withinASecond()
                .untilAsserted(() -> assertThat(other.resolved("banqueta alta")).isEqualTo("variant Banqueta alta"));
        assertThat(other.resolved("mesa ratona")).isEqualTo("nothing");
    }

    @Test
    void stockIsTheCollectionsAtThatInstantOnEveryNode() {
        one.products.update("A", product -> product.withOnHand(7));

        assertThat(other.search.resolve("mesa ratona"))
                .isInstanceOfSatisfying(
                        Resolution.Variant.class,
                        variant -> assertThat(variant.product().sellable()).isEqualTo(7));
    }

    @Test
    void synonymsHoldOnEveryNodeWithinASecond() {
        Synonyms.Saved saved = one.synonyms.save(null, List.of("mesa ratona", "mesita de living", "petisa"));

        assertThat(saved.userErrors()).isEmpty();
        assertThat(one.resolved("tenes una mesita de living?")).isEqualTo("variant Mesa ratona");
        withinASecond()
                .untilAsserted(
                        () -> assertThat(other.resolved("tenes la petisa?")).isEqualTo("variant Mesa ratona"));

        one.synonyms.delete(Objects.requireNonNull(saved.synonym()).id());

        withinASecond()
                .untilAsserted(
                        () -> assertThat(other.resolved("tenes la petisa?")).isEqualTo("nothing"));
    }

    @Test
    void whatACrashLeftUnsettledIsFollowedAllTheSame() {
        Product stored = one.products.find("A").orElseThrow();
        long last = one.mongo.findAll(CatalogChange.class).stream()
                .mapToLong(CatalogChange::number)
                .max()
                .orElseThrow();

        // Announced and stored; then the process died.
        one.mongo.save(stored.withOnHand(4));
        one.mongo.insert(new CatalogChange(
                last + 1, null, "dead", CatalogChange.Kind.PRODUCTS, List.of("A"), Instant.now(), false));

        withinASecond().untilAsserted(() -> assertThat(sellable(other)).isEqualTo(4));
    }

    @Test
    void manyWritersNumberTheirChangesWithoutGaps() throws Exception {
        try (var people = java.util.concurrent.Executors.newFixedThreadPool(4)) {
            var changes = java.util.stream.IntStream.range(0, 40)
                    .mapToObj(n -> people.submit(() -> (n % 2 == 0 ? one : other)
                            .products.update(
                                    "A",
                                    product ->
                                            product.withOnHand(product.stock().onHand() + 1))))
                    .toList();
            for (var change : changes) {
                change.get();
            }
        }

        List<Long> numbers = one.mongo.findAll(CatalogChange.class).stream()
                .map(CatalogChange::number)
                .sorted()
                .toList();
        assertThat(numbers.getLast()).isEqualTo(numbers.getFirst() + numbers.size() - 1);
        assertThat(one.mongo.findAll(CatalogChange.class)).allMatch(CatalogChange::isSettled);
        withinASecond().untilAsserted(() -> assertThat(sellable(other)).isEqualTo(40));
    }
}
