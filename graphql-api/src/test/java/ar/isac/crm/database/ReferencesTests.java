package ar.isac.crm.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.MongoTemplate;

class ReferencesTests {

    @TempDir
    private Path directory;

    private OpenDatabase database;
    private References references;

    @BeforeEach
    void open() {
        database = OpenDatabase.open(directory);
        database.collection("references")
                .createIndex(
                        new Document("_id", 1).append("version", 1),
                        new com.mongodb.client.model.IndexOptions().unique(true));
        references = new References(new MongoTemplate(database.client(), "crm"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void listsWhatWasAddedInItsOrderAndOnce() {
        references.add("c1", "quotes", "q1");
        references.add("c1", "quotes", "q2");
        references.add("c1", "quotes", "q1");
        references.add("c1", "sales", "s1");

        assertThat(references.of("c1", "quotes")).containsExactly("q1", "q2");
        assertThat(references.of("c2", "quotes")).isEmpty();
    }

    @Test
    void answersForManyOwnersAtOnce() {
        references.add("c1", "quotes", "q1");
        references.add("c3", "quotes", "q3");

        assertThat(references.of(List.of("c1", "c2", "c3"), "quotes"))
                .isEqualTo(Map.of("c1", List.of("q1"), "c3", List.of("q3")));
    }

    @Test
    void forgetsWhatWasRemovedAndBearsWhatWasNever() {
        references.add("c1", "quotes", "q1");
        references.remove("c1", "quotes", "q1");
        references.remove("c9", "quotes", "q1");

        assertThat(references.of("c1", "quotes")).isEmpty();
    }

    @Test
    void losesNothingWhenManyAddAtOnce() {
        IntStream.range(0, 64).parallel().forEach(n -> references.add("c1", "quotes", "q" + n));

        assertThat(references.of("c1", "quotes")).hasSize(64).doesNotHaveDuplicates();
    }
}
