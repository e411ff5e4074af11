package ar.isac.crm.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import java.nio.file.Path;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.health.MongoHealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

class DatabaseConfigurationTests {

    @TempDir
    Path directory;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(DatabaseConfiguration.class)
            .withConfiguration(AutoConfigurations.of(MongoAutoConfiguration.class, DataMongoAutoConfiguration.class));

    record Settings(String id, Map<String, String> values) {}

    @Test
    void withoutAUriTheApplicationRunsOnTheEmbeddedDatabaseAndFindsItsDataAgain() {
        ApplicationContextRunner embedded = application.withPropertyValues("crm.data-dir=" + directory);

        embedded.run(context -> {
            assertThat(context).hasSingleBean(MongoClient.class).hasSingleBean(MongoDatabaseFactory.class);
            assertThat(context.getBean(DatabaseCapabilities.class).isEmbedded()).isTrue();
            context.getBean(MongoTemplate.class).save(new Settings("a", Map.of("a.b", "c")));
            assertThat(context.getBean(MongoTemplate.class).getDb().getName()).isEqualTo("crm");
        });

        assertThat(directory.resolve("database/00000002.snapshot")).exists();
        embedded.run(context -> assertThat(context.getBean(MongoTemplate.class).findById("a", Settings.class))
                .isEqualTo(new Settings("a", Map.of("a.b", "c"))));
    }

    @Test
    void healthIsUpAndTheDriversHelloIsUnderstood() {
        application.withPropertyValues("crm.data-dir=" + directory).run(context -> {
            var mongo = new MongoHealthIndicator(context.getBean(MongoClient.class));

            assertThat(context.getBean(HealthIndicator.class).health())
                    .extracting(Health::getStatus)
                    .isEqualTo(Status.UP);
            assertThat(mongo.health()).extracting(Health::getStatus).isEqualTo(Status.UP);
        });
    }

    @Test
    void aUriInTheEnvironmentsNameIsUsedAndNamesTheDatabase() {
        try (OpenDatabase external = OpenDatabase.open(directory)) {
            application
                    .withPropertyValues("MONGODB_URI=" + external.server().uri().replace("/?", "/shop?"))
                    .run(context -> {
                        assertThat(context.getBean(DatabaseCapabilities.class).isEmbedded())
                                .isFalse();
                        context.getBean(MongoTemplate.class).save(new Document("_id", 1), "things");
                    });

            assertThat(external.client()
                            .getDatabase("shop")
                            .getCollection("things")
                            .countDocuments())
                    .isEqualTo(1);
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerStopsTheStartWithinSeconds() {
        application
                .withPropertyValues("crm.mongodb.uri=mongodb://127.0.0.1:1/crm")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("The MongoDB at [127.0.0.1:1] is not reachable."));
    }

    @Test
    void aUriThatIsNoneIsNamedWithoutBeingRepeated() {
        application
                .withPropertyValues("crm.mongodb.uri=postgres://user:secret@host")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("MONGODB_URI is not a MongoDB connection string."));
    }
}
