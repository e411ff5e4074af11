package ar.isac.crm.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import ar.isac.crm.account.MetaSettings;
import ar.isac.crm.hub.LinkFetcher;
import ar.isac.crm.simulator.Phone.App;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;

/** The simulator with a shop that only listens: it keeps what is delivered to its webhooks and answers what the test says. */
final class Simulation implements AutoCloseable {

    static final String SECRET = "un-secreto-de-prueba";
    static final String NUMBER = "106540352242922";
    static final String INSTAGRAM = "17841405822304914";
    static final Instant NOW = Instant.parse("2026-03-01T14:05:00Z");

    private static final List<String> CROWD = List.of(
            "# two of them",
            "whatsapp: Agustina",
            "+ hola",
            "- tenes cargadores?",
            "[Ver productos]",
            "$",
            "- gracias",
            "",
            "instagram: Carla",
            "- hay alguien?",
            "- hola??");

    final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    final MutableClock clock = new MutableClock();
    final KeptMedia media = new KeptMedia();
    final Phones phones;
    final PhoneOwners owners;
    final Phone whatsApp;
    final Phone instagram;
    final ScriptedCustomers crowd;
    final BlockingQueue<String> paid = new LinkedBlockingQueue<>();
    final MockMvc web;
    private final HttpServer shop;

    /** One delivery as it came over the wire. */
    @SuppressWarnings("ArrayRecordComponent")
    record Delivery(String path, String signature, byte[] body) {

        JsonNode json() {
            return MetaJson.JSON.readTree(body);
        }

        /** WhatsApp: the only change's value. */
        JsonNode value() {
            return json().at("/entry/0/changes/0/value");
        }

        /** Instagram: the only event. */
        JsonNode event() {
            return json().at("/entry/0/messaging/0");
        }
    }

    static final class MutableClock extends Clock {
        private volatile Instant now = NOW;

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    Simulation() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/webhooks/", exchange -> {
            deliveries.add(new Delivery(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")),
                    exchange.getRequestBody().readAllBytes()));
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            exchange.close();
        });
        shop.createContext("/foto.png", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[] {1, 2, 3});
            exchange.close();
        });
        shop.start();

        MockEnvironment environment = new MockEnvironment().withProperty("local.server.port", port());
        MetaSettings settings = new MetaSettings(SECRET, null, null, null, null, NUMBER, null, INSTAGRAM, null);
        SimulatedMeta meta = new SimulatedMeta(settings, environment);
        PhoneFeed feed = new PhoneFeed();
        PhoneErrands errands = new PhoneErrands();
        WebhookSender webhooks =
                new WebhookSender(meta, List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));
        LinkedMedia links = new LinkedMedia(meta, new LinkFetcher(), media);
        phones = new Phones(feed);
        owners = new PhoneOwners(phones, media, meta, webhooks, errands, clock);
        MetaPlatform platform = new MetaPlatform(phones, media, links, webhooks, errands, clock, Duration.ZERO);
        crowd = new ScriptedCustomers(
                phones,
                owners,
                paid::add,
                feed,
                new ScriptedCustomers.Pace(Duration.ofMillis(4), Duration.ofMillis(50), Duration.ofSeconds(2)),
                CustomerScript.read(CROWD));
        web = MockMvcBuilders.standaloneSetup(
                        new GraphController(platform, phones, media, links, meta),
                        new SimulatorController(phones, owners, links, media, feed, crowd))
                .build();
        whatsApp = phones.add(Phone.of(App.WHATSAPP, "5491150320118", "Lucía Fernández", null));
        instagram = phones.add(Phone.of(App.INSTAGRAM, "1254459154682919", "Camila Ríos", "cami.rios"));
    }

    String port() {
        return Integer.toString(shop.getAddress().getPort());
    }

    String link(String path) {
        return "http://localhost:" + port() + path;
    }

    ResultActions send(String accountId, String json) throws Exception {
        return web.perform(post("/simulator/graph/v25.0/" + accountId + "/messages")
                .header("Authorization", "Bearer demo")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.getBytes(UTF_8)));
    }

    ResultActions act(Phone phone, String json) throws Exception {
        return web.perform(post("/simulator/api/phones/" + phone.id() + "/acts")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.getBytes(UTF_8)));
    }

    Delivery nextDelivery() throws InterruptedException {
        return Objects.requireNonNull(deliveries.poll(10, TimeUnit.SECONDS), "Nothing was delivered");
    }

    @Override
    public void close() {
        shop.stop(0);
    }
}
