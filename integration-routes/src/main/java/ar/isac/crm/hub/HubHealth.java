package ar.isac.crm.hub;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready means: the broker takes messages and every route runs. Tomcat answers long before that. */
@Component("hubHealthIndicator")
class HubHealth implements HealthIndicator {

    private final CamelContext camel;
    private final ConnectionFactory entry;
    private final @Nullable EmbeddedBroker embedded;
    private final RouteSuspension suspension;

    HubHealth(
            CamelContext camel,
            org.messaginghub.pooled.jms.JmsPoolConnectionFactory entryConnectionFactory,
            @Nullable EmbeddedBroker embedded,
            RouteSuspension suspension) {
        this.camel = camel;
        this.entry = entryConnectionFactory;
        this.embedded = embedded;
        this.suspension = suspension;
    }

    @Override
    public Health health() {
        if (embedded != null && !embedded.isActive()) {
            return Health.down().withDetail("broker", "not active").build();
        }
        try (Connection connection = entry.createConnection()) {
            connection.start();
        } catch (JMSException e) {
            return Health.down().withDetail("broker", "unreachable").build();
        }
        if (suspension.isSuspended()) {
            return Health.down()
                    .withDetail("routes", "waiting for the database")
                    .build();
        }
        boolean allRoutesRun = camel.getStatus().isStarted()
                && camel.getRoutes().stream()
                        .allMatch(route -> camel.getRouteController()
                                .getRouteStatus(route.getRouteId())
                                .isStarted());
        return allRoutesRun
                ? Health.up().build()
                : Health.down().withDetail("routes", "not all running").build();
    }
}
