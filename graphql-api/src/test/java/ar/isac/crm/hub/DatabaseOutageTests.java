package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

class DatabaseOutageTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void whileTheDatabaseIsAwayMessagesAreTakenAndWaitAndThenGoOnInOrder() {
        MongoServer database = new MongoServer(new MemoryBackend());
        Line line = new Line(database.bind());
        String uri = "mongodb://localhost:%d/crm?retryWrites=false&serverSelectionTimeoutMS=500&connectTimeoutMS=500"
                .formatted(line.port());

        try (Platform platform = new Platform();
                Crm crm = Crm.start(
                        platform,
                        Map.of("MONGODB_URI", uri, "CRM_ASSISTANT_BURST_WINDOW", "PT0.1S"),
                        ScriptedAssistant.class)) {
            Customer marta = crm.customer("5491155600001");
            marta.writes("antes");
            await().atMost(SOON).until(() -> isSent(crm, "re 1"));

            line.cut();
            IntStream.rangeClosed(1, 10)
                    .forEach(n -> assertThat(marta.writes("durante " + n)).isEqualTo(200));
            await().atMost(SOON).until(() -> crm.bean(RouteSuspension.class).isSuspended());
            line.restore();

            await().atMost(SOON)
                    .until(() -> platform.callsTo("5491155600001").size() >= 2
                            && platform.callsTo("5491155600001")
                                    .getLast()
                                    .text()
                                    .equals("re " + lastInbound(crm)));
            assertThat(crm.bean(MongoTemplate.class)
                            .getCollection("deadLetters")
                            .countDocuments())
                    .isZero();
            assertThat(crm.bean(RouteSuspension.class).isSuspended()).isFalse();
        }
        line.cut();
        database.shutdownNow();
    }

    /** The network between the product and its database. */
    private static final class Line {

        private final InetSocketAddress target;
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();
        private final int port;
        private ServerSocket listening;

        Line(InetSocketAddress target) {
            this.target = target;
            this.listening = listen(0);
            this.port = listening.getLocalPort();
        }

        int port() {
            return port;
        }

        void restore() {
            listening = listen(port);
        }

        void cut() {
            try {
                listening.close();
                for (Socket socket : sockets) {
                    socket.close();
                }
                sockets.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ServerSocket listen(int wanted) {
            try {
                ServerSocket server = new ServerSocket();
                server.setReuseAddress(true);
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
                Thread.ofVirtual().start(() -> accept(server));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void accept(ServerSocket server) {
            while (!server.isClosed()) {
                try {
                    Socket near = server.accept();
                    Socket far = new Socket(target.getAddress(), target.getPort());
                    sockets.addAll(List.of(near, far));
                    Thread.ofVirtual().start(() -> pump(near, far));
                    Thread.ofVirtual().start(() -> pump(far, near));
                } catch (IOException cut) {
                    return;
                }
            }
        }

        private static void pump(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException cut) {
                assertThat(cut).isNotNull();
            }
        }
    }

    private static boolean isSent(Crm crm, String text) {
        return crm.bean(MongoTemplate.class).findAll(org.bson.Document.class, "messages").stream()
                .anyMatch(message ->
                        String.valueOf(message.get("content")).contains(text) && "SENT".equals(message.get("status")));
    }

    /** The number of the tenth message: it has arrived when the thread holds it. */
    private static long lastInbound(Crm crm) {
        return crm.bean(MongoTemplate.class).findAll(org.bson.Document.class, "messages").stream()
                .filter(message -> String.valueOf(message.get("content")).contains("durante 10"))
                .map(message -> message.getString("_id"))
                .map(id -> Long.parseLong(id.substring(id.lastIndexOf('/') + 1)))
                .findFirst()
                .orElse(-1L);
    }
}
