package ar.isac.crm.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.MediaContent.Problem;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MediaDownloadTests {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final LinkFetcher links = new LinkFetcher();
    private final MediaDownload download = new MediaDownload(
            new Channels(List.of(new WhatsAppChannel(), new InstagramChannel()), new NoFiles()), links);

    private HttpServer graph;
    private HttpServer inside;

    @BeforeEach
    void start() throws IOException {
        graph = server();
        inside = server();
        inside.createContext("/", exchange -> answer(exchange, 200, "secret"));
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    @AfterEach
    void stop() throws IOException {
        graph.stop(0);
        inside.stop(0);
        links.close();
    }

    @Test
    void aLinkThatHasEndedIsAskedForAnewAndBothCallsBringTheToken() {
        graph.createContext("/v25.0/77", exchange -> {
            long before =
                    asked.stream().filter(call -> call.startsWith("/v25.0/77 ")).count();
            answer(exchange, 200, "{\"url\":\"" + at(graph, before == 0 ? "/gone" : "/fresh") + "\"}");
        });
        graph.createContext("/gone", exchange -> answer(exchange, 404, ""));
        graph.createContext("/fresh", exchange -> answer(exchange, 200, "bytes"));

        MediaDownload.Downloaded downloaded = download.download(whatsApp("77"));

        assertThat(new String(downloaded.bytes(), UTF_8)).isEqualTo("bytes");
        assertThat(asked)
                .containsExactly(
                        "/v25.0/77 Bearer token",
                        "/gone Bearer token",
                        "/v25.0/77 Bearer token",
                        "/fresh Bearer token");
    }

    @Test
    void aMediumThatIsAnnouncedAsTooLargeIsNotFetched() {
        graph.createContext(
                "/v25.0/78",
                exchange -> answer(exchange, 200, "{\"url\":\"" + at(graph, "/large") + "\",\"file_size\":104857600}"));

        assertThatExceptionOfType(MediaUnavailable.class)
                .isThrownBy(() -> download.download(whatsApp("78")))
                .matches(why -> why.problem() == Problem.TOO_LARGE && !why.isWorthAnotherTry());
        assertThat(asked).containsExactly("/v25.0/78 Bearer token");
    }

    @Test
    void aTokenThatIsNotTakenIsSaidToBeTheReason() {
        graph.createContext("/v25.0/79", exchange -> answer(exchange, 401, "{}"));

        assertThatExceptionOfType(MediaUnavailable.class)
                .isThrownBy(() -> download.download(whatsApp("79")))
                .matches(why -> why.problem() == Problem.NO_ACCESS && why.isWorthAnotherTry());
    }

    @Test
    void aLinkInAMessageIsFollowedToTheAccountsOwnServerButToNothingElseInside() {
        graph.createContext("/open", exchange -> answer(exchange, 200, "story"));

        assertThat(new String(download.download(instagram(at(graph, "/open"))).bytes(), UTF_8))
                .isEqualTo("story");
        assertThatExceptionOfType(MediaUnavailable.class)
                .isThrownBy(() -> download.download(instagram(at(inside, "/open"))))
                .matches(why -> why.problem() == Problem.FORBIDDEN_ADDRESS && !why.isWorthAnotherTry());
        assertThat(asked).containsExactly("/open null");
    }

    private MediaArchive.Wanted whatsApp(String mediaId) {
        return wanted(ChannelType.WHATSAPP, mediaId, null);
    }

    private MediaArchive.Wanted instagram(String url) {
        return wanted(ChannelType.INSTAGRAM, null, url);
    }

    private MediaArchive.Wanted wanted(ChannelType type, @Nullable String mediaId, @Nullable String url) {
        MediaContent content = new MediaContent(
                MediaContent.Kind.IMAGE,
                "image/jpeg",
                null,
                null,
                MediaContent.State.PENDING,
                null,
                new MediaContent.Source(mediaId, url, null));
        return new MediaArchive.Wanted(
                MediaRequest.first("m", MediaRequest.Part.CONTENT),
                content,
                new ChannelConnection(new AccountRef(type, "1"), at(graph, "/v25.0"), "token"));
    }

    private static String at(HttpServer server, String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(exchange.getRequestURI().getPath() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A shop whose channels are all built in. */
    private static final class NoFiles implements RoutedChannels {

        @Override
        public List<MessageContent> parts(AccountRef account, MessageContent content) {
            return List.of(content);
        }

        @Override
        public void check(AccountRef account, MessageContent content) {}

        @Override
        public DeliveryOutcome send(OutboundMessage message) {
            throw new IllegalStateException("No file defines a channel");
        }

        @Override
        public Optional<String> fileProblem(AccountRef account, MediaContent.Kind kind, String mimeType, long bytes) {
            return Optional.empty();
        }

        @Override
        public boolean tells(AccountRef account, Signal.Kind kind) {
            return false;
        }

        @Override
        public Optional<DeliveryOutcome> tell(Signal signal) {
            return Optional.empty();
        }

        @Override
        public boolean limitsAccount(AccountRef account, String code) {
            return false;
        }

        @Override
        public Medium fetch(AccountRef account, String platformMediaId) {
            throw new IllegalStateException("No file defines a channel");
        }

        @Override
        public List<InboundUpdate> read(String origin, String body) {
            return List.of();
        }
    }
}
