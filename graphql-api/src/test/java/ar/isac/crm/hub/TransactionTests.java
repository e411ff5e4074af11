package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.message.ParkedLetter;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.jms.core.JmsTemplate;

class TransactionTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of(), ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void whatARouteSendsIsGoneWhenItFailsAfterwards() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        crm.bean(CamelContext.class).addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("hub:queue:crm.test.source")
                        .routeId("test-send-then-fail")
                        .errorHandler(noErrorHandler())
                        .to("hub:queue:crm.test.target")
                        .process(exchange -> {
                            if (tries.incrementAndGet() < 3) {
                                throw new IllegalStateException("after the send");
                            }
                        });
            }
        });

        entry().convertAndSend("crm.test.source", "once");
        await().atMost(SOON).until(() -> tries.get() >= 3);

        assertThat(receiveAll("crm.test.target")).containsExactly("once");
    }

    @Test
    void aLetterThatKeepsFailingIsParkedWithRouteAndStepAndTheNextOnesGoOn() {
        entry().convertAndSend(Queues.INBOUND, "{\"update\":\"nothing we know\"}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(letters()).anySatisfy(letter -> {
                    assertThat(letter.origin()).isEqualTo(Queues.INBOUND);
                    assertThat(letter.route()).isEqualTo("intake");
                    assertThat(letter.step()).isEqualTo("intake-read");
                    assertThat(letter.body()).isEqualTo("{\"update\":\"nothing we know\"}");
                }));
        crm.customer("5491155570001").writes("Hola");
        await().atMost(SOON).until(() -> platform.callsTo("5491155570001").size() == 1);
    }

    private static List<ParkedLetter> letters() {
        return crm.bean(MongoTemplate.class).findAll(org.bson.Document.class, "deadLetters").stream()
                .map(document -> crm.bean(MongoTemplate.class)
                        .getConverter()
                        .read(ParkedLetter.class, document.get("letter", org.bson.Document.class)))
                .toList();
    }

    private static JmsTemplate entry() {
        JmsTemplate template = new JmsTemplate(crm.bean(org.messaginghub.pooled.jms.JmsPoolConnectionFactory.class));
        template.setReceiveTimeout(500);
        return template;
    }

    private static List<String> receiveAll(String queue) throws Exception {
        List<String> bodies = Collections.synchronizedList(new ArrayList<>());
        JmsTemplate template = new JmsTemplate(crm.bean("hubConnectionFactory", ConnectionFactory.class));
        template.setReceiveTimeout(1_000);
        for (Message message = template.receive(queue); message != null; message = template.receive(queue)) {
            bodies.add(message.getBody(String.class));
        }
        return bodies;
    }
}
