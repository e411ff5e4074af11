package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.event.Events;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class OutageTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static Platform platform;
    private static Crm crm;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.2S"), ScriptedAssistant.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void aBrokerThatIsAwayMakesThePlatformComeAgainAndTheProductNotReady() throws Exception {
        Customer marta = crm.customer("5491155560001");
        String body = marta.text("wamid.in.outage", "Hola");
        EmbeddedBroker broker = crm.bean(EmbeddedBroker.class);

        broker.stop();
        int whileAway = marta.deliver(body);
        int readiness = readiness();
        broker.restart();

        assertThat(whileAway).isEqualTo(503);
        assertThat(readiness).isEqualTo(503);
        await().atMost(SOON).until(() -> marta.deliver(body) == 200);
        await().atMost(SOON).until(() -> platform.callsTo("5491155560001").size() == 1);
        await().atMost(SOON).until(() -> readiness() == 200);
    }

    @Test
    void dataAndJournalSurviveARestart() {
        Customer marta = crm.customer("5491155560002");
        marta.writes("antes");
        await().atMost(SOON).until(() -> platform.callsTo("5491155560002").size() == 1);

        crm.restart();
        List<Events.News> news = new CopyOnWriteArrayList<>();
        Disposable subscription =
                crm.bean(Events.class).follow(Optional.empty()).subscribe(news::add);
        crm.customer("5491155560002").writes("después");

        await().atMost(SOON).until(() -> platform.callsTo("5491155560002").size() == 2);
        assertThat(platform.callsTo("5491155560002"))
                .extracting(Platform.Call::text)
                .containsExactly("re 1", "re 3");
        await().atMost(SOON).untilAsserted(() -> assertThat(news).hasSizeGreaterThanOrEqualTo(3));
        subscription.dispose();
    }

    private static int readiness() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(crm.url() + "/actuator/health/readiness"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
