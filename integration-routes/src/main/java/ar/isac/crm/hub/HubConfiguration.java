package ar.isac.crm.hub;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.jms.core.JmsTemplate;

/**
 * Two ways to the broker. {@code hub} is for routes that consume: transacted, on one raw connection factory, because a pool
 * breaks the affinity of message groups, and because a send joins the consumer's transaction only through the very same
 * factory object. {@code entry} is pooled and fails fast, for HTTP threads and sweeps.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerSettings.class)
class HubConfiguration {

    /** A client of an embedded broker that is gone should hear so at once; an external URL may say otherwise. */
    private static final long CALL_TIMEOUT_MS = 5_000;

    /** With the 64 KB of Artemis a delivery of three megabytes would wait for the broker's leave a hundred times. */
    private static final int SENT_AHEAD_BYTES = 4 * 1024 * 1024;

    @Bean(destroyMethod = "stop")
    @Conditional(Embedded.class)
    EmbeddedBroker embeddedBroker(BrokerSettings settings) {
        return new EmbeddedBroker(settings.directory());
    }

    /** The consumers' connection factory; see the class for why it is not pooled. */
    @Bean
    ConnectionFactory hubConnectionFactory(BrokerSettings settings, @Nullable EmbeddedBroker embedded) {
        return connectionFactory(settings);
    }

    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory entryConnectionFactory(BrokerSettings settings, @Nullable EmbeddedBroker embedded) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(connectionFactory(settings));
        pool.setMaxConnections(2);
        pool.setMaxSessionsPerConnection(100);
        pool.setConnectionCheckInterval(1_000);
        return pool;
    }

    private static ActiveMQConnectionFactory connectionFactory(BrokerSettings settings) {
        if (settings.isEmbedded()) {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
            factory.setReconnectAttempts(0);
            factory.setInitialConnectAttempts(1);
            factory.setCallTimeout(CALL_TIMEOUT_MS);
            factory.setProducerWindowSize(SENT_AHEAD_BYTES);
            return factory;
        }
        return new ActiveMQConnectionFactory(settings.url(), settings.user(), settings.password());
    }

    @Bean
    JmsTemplate entryTemplate(JmsPoolConnectionFactory entryConnectionFactory) {
        JmsTemplate template = new JmsTemplate(entryConnectionFactory);
        template.setSessionTransacted(true);
        return template;
    }

    /** Camel's {@code hub:} component. */
    @Bean
    JmsComponent hub(ConnectionFactory hubConnectionFactory) {
        JmsComponent component = JmsComponent.jmsComponent(hubConnectionFactory);
        component.setTransacted(true);
        component.setLazyCreateTransactionManager(false);
        component.setCacheLevelName("CACHE_CONSUMER");
        component.setDeliveryPersistent(true);
        component.setTaskExecutor(new VirtualThreadTaskExecutor("hub-"));
        component.setAcceptMessagesWhileStopping(false);
        component.setErrorHandlerLogStackTrace(false);
        component.setRecoveryInterval(1_000);
        return component;
    }

    /** True unless an external broker's URL is set. */
    static final class Embedded implements org.springframework.context.annotation.Condition {
        @Override
        public boolean matches(
                org.springframework.context.annotation.ConditionContext context,
                org.springframework.core.type.AnnotatedTypeMetadata metadata) {
            Environment environment = context.getEnvironment();
            String url = environment.getProperty("crm.broker.url");
            return url == null || url.isBlank();
        }
    }
}
