package ar.isac.crm.database;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;

/**
 * One connection for the whole application. Whatever uses the database depends on the factory, so the embedded server
 * starts before it and stops after it, and collections and indexes exist before the first query.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int SERVER_SELECTION_SECONDS = 5;

    /** A dot in a stored key would read as a path in queries and updates, so maps keep this full-width look-alike. */
    private static final String DOT_IN_MAP_KEY = "\uff0e";

    @Bean
    DatabaseConnection databaseConnection(
            @Value("${crm.mongodb.uri:${MONGODB_URI:}}") String uri,
            @Value("${crm.data-dir:./data}") String dataDirectory) {
        return DatabaseConnection.open(uri, Path.of(dataDirectory));
    }

    @Bean
    MongoClient mongoClient(DatabaseConnection connection, ObjectProvider<CommandListener> listeners) {
        return MongoClients.create(MongoClientSettings.builder()
                .commandListenerList(listeners.orderedStream().toList())
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SERVER_SELECTION_SECONDS, TimeUnit.SECONDS))
                .applyConnectionString(connection.uri())
                .build());
    }

    @Bean
    MongoDatabaseFactory mongoDatabaseFactory(
            MongoClient client, DatabaseConnection connection, ResourcePatternResolver resources) {
        try {
            DeclaredCollections.onClasspath(resources).prepare(client.getDatabase(connection.databaseName()));
        } catch (MongoTimeoutException e) {
            throw new DatabaseStartException(
                    "The MongoDB at " + connection.uri().getHosts() + " is not reachable.", e);
        }
        return new SimpleMongoClientDatabaseFactory(client, connection.databaseName());
    }

    @Bean
    DatabaseCapabilities databaseCapabilities(DatabaseConnection connection) {
        return new DatabaseCapabilities(connection.isEmbedded());
    }

    @Bean
    static BeanPostProcessor dotsInMapKeys() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (bean instanceof MappingMongoConverter converter) {
                    converter.setMapKeyDotReplacement(DOT_IN_MAP_KEY);
                }
                return bean;
            }
        };
    }

    @Bean
    HeapPressure heapPressure() {
        return HeapPressure.ofThisProcess();
    }

    @Bean
    HeapPressureWatch heapPressureWatch(HeapPressure pressure, DatabaseConnection connection) {
        return new HeapPressureWatch(pressure, connection.isEmbedded());
    }

    @Bean
    MeterBinder databaseMetrics(HeapPressure pressure, DatabaseConnection connection) {
        return registry -> {
            Gauge.builder("crm.database.heap.share", pressure, HeapPressure::share)
                    .description("Share of the maximum heap that survived the last collection, 0 to 1")
                    .register(registry);
            Gauge.builder("crm.database.disk", connection, DatabaseConnection::bytesOnDisk)
                    .description("Snapshot and log of the embedded database")
                    .baseUnit("bytes")
                    .register(registry);
        };
    }

    @Bean
    HealthIndicator databaseHealthIndicator(HeapPressure pressure, DatabaseConnection connection) {
        return () -> (connection.isWritable() ? Health.up() : Health.down())
                .withDetail("embedded", connection.isEmbedded())
                .withDetail("heapShare", pressure.share())
                .withDetail("heapHigh", pressure.isHigh())
                .build();
    }
}
