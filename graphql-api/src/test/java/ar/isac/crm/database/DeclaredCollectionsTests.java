package ar.isac.crm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.database.DeclaredCollections.Declaration;
import com.mongodb.MongoWriteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class DeclaredCollectionsTests {

    private static final DeclaredCollections PRODUCTS =
            new DeclaredCollections(List.of(Declaration.parse("products.json", """
            {"collection": "products", "indexes": [{"name": "sku", "keys": {"sku": 1}, "unique": true}]}
            """)));

    @TempDir
    Path directory;

    @Test
    void preparingCreatesCollectionsAndIndexesAndIsHarmlessWhenRepeated() throws Exception {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            PRODUCTS.prepare(open.database());
            long size = Files.size(directory.resolve("00000001.log"));
            PRODUCTS.prepare(open.database());

            assertThat(Files.size(directory.resolve("00000001.log"))).isEqualTo(size);
            open.collection("products").insertOne(new Document("sku", "a"));
            assertThatThrownBy(() -> open.collection("products").insertOne(new Document("sku", "a")))
                    .isInstanceOf(MongoWriteException.class);
        }
    }

    @Test
    void whatTheRepositoryDeclaresCanBePrepared() {
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            DeclaredCollections declared = DeclaredCollections.onClasspath(new PathMatchingResourcePatternResolver());

            declared.prepare(open.database());

            assertThat(open.database().listCollectionNames())
                    .containsExactlyInAnyOrderElementsOf(declared.declarations().stream()
                            .map(Declaration::collection)
                            .toList());
        }
    }

    @Test
    void parkedLettersOfAnEarlierVersionAreNumberedAndDoNotStopTheStart() {
        DeclaredCollections declared = DeclaredCollections.onClasspath(new PathMatchingResourcePatternResolver());
        try (OpenDatabase open = OpenDatabase.open(directory)) {
            for (String id : List.of("ID:1", "ID:2", "ID:3")) {
                open.collection("deadLetters")
                        .insertOne(new Document("_id", id).append("letter", new Document("_id", id)));
            }
            // A crash came between writing one anew and removing it.
            open.collection("deadLetters")
                    .insertOne(new Document("_id", "1").append("key", "ID:1").append("letter", new Document()));
            open.collection("counters").insertOne(new Document("_id", "deadLetters").append("last", 1L));

            declared.prepare(open.database());
            declared.prepare(open.database());

            assertThat(open.collection("deadLetters").find().map(letter -> letter.get("_id") + " " + letter.get("key")))
                    .containsExactlyInAnyOrder("1 ID:1", "2 ID:2", "3 ID:3");
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Declaration.parse("x.json", "{"))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("collections/x.json");
        assertThatThrownBy(() -> Declaration.parse("y.json", "{\"collection\": \"y\", \"indexes\": [{}]}"))
                .hasMessageContaining("collections/y.json has an index without name or keys");
    }
}
