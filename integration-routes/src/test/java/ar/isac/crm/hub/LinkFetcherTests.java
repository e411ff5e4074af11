package ar.isac.crm.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkFetcherTests {

    private static final int MOST = 1_000;

    /** The shop's own network: whoever asks here has been let in. */
    private final List<HttpExchange> asked = new CopyOnWriteArrayList<>();

    private HttpServer inside;
    private HttpServer administrators;

    @BeforeEach
    void start() throws IOException {
        inside = server();
        inside.createContext("/", exchange -> {
            asked.add(exchange);
            answer(exchange, 200, "secret");
        });
        inside.start();
        administrators = server();
        administrators.start();
    }

    private static HttpServer server() throws IOException {
        return HttpServer.create(new InetSocketAddress(0), 0);
    }

    @AfterEach
    void stop() {
        inside.stop(0);
        administrators.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:%d/",
                "http://LOCALHOST.:%d/",
                "http://127.0.0.1:%d/",
                "http://127.1:%d/",
                "http://2130706433:%d/",
                "http://0177.0.0.1:%d/",
                "http://0x7f.0.0.1:%d/",
                "http://0:%d/",
                "http://0.0.0.0:%d/",
                "http://[::1]:%d/",
                "http://[::]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://[::ffff:7f00:1]:%d/",
                "http://[::127.0.0.1]:%d/",
                "http://[64:ff9b::7f00:1]:%d/",
                "http://[2002:7f00:1::]:%d/",
                "http://user:password@localhost:%d/",
                "http://169.254.169.254/latest/meta-data/?port=%d",
                "http://10.0.0.1/?port=%d",
                "http://192.168.0.1/?port=%d",
                "http://100.64.0.1/?port=%d",
                "http://[fd00::1]/?port=%d",
                "file:///etc/passwd?%d",
                "ftp://localhost:%d/",
                "gopher://localhost:%d/",
                "jar:http://localhost:%d/!/",
                "mailto:%d@localhost",
                "//localhost:%d/",
                "http:///?port=%d"
            })
    void aLinkFromOutsideLeadsNowhereInside(String link) {
        URI uri = URI.create(link.formatted(inside.getAddress().getPort()));

        assertThatThrownBy(() -> fetch(uri)).isInstanceOf(IOException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameIsRefusedWhenAnyOfItsAddressesIsPrivate() {
        Names names = new Names(List.of("93.184.216.34", "127.0.0.1"));

        assertThatExceptionOfType(LinkFetcher.Forbidden.class).isThrownBy(() -> fetch(names, "http://tricky.example/"));
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameIsAskedForOnceAndOnlyTheAddressThatWasCheckedIsConnectedTo() {
        Names names = new Names(List.of("198.41.0.1"), List.of("127.0.0.1"));

        assertThatThrownBy(() -> fetch(
                        names, "http://rebound.example:" + inside.getAddress().getPort() + "/"))
                .isInstanceOf(IOException.class);
        assertThat(names.questions).hasValue(1);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:%d/", "http://2130706433:%d/", "file:///etc/passwd?%d", "//[::1]:%d/"})
    void aRedirectIsCheckedLikeAnyLinkFromOutside(String target) {
        int port = inside.getAddress().getPort();
        administrators.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", target.formatted(port));
            answer(exchange, 302, "");
        });

        assertThatExceptionOfType(LinkFetcher.Forbidden.class)
                .isThrownBy(() -> fetchFromAdministrators("/moved", null));
        assertThat(asked).isEmpty();
    }

    @Test
    void aHostThatAnAdministratorSetIsUsedAsItIs() throws IOException {
        administrators.createContext("/picture", exchange -> answer(exchange, 200, "bytes"));

        LinkFetcher.Fetched fetched = fetchFromAdministrators("/picture", "token");

        assertThat(new String(fetched.bytes(), StandardCharsets.UTF_8)).isEqualTo("bytes");
    }

    @Test
    void theTokenStaysWithTheHostThatItIsFor() throws IOException {
        administrators.createContext("/moved", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", "http://localhost:" + inside.getAddress().getPort() + "/");
            answer(exchange, 307, "");
        });

        try (LinkFetcher links = new LinkFetcher()) {
            links.fetch(new LinkFetcher.Request(administrators("/moved"), "token", link -> true, MOST));
        }

        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().getRequestHeaders().getFirst("Authorization"))
                .isNull();
    }

    @Test
    void whatIsLongerThanWantedIsRefusedWhateverItsHeadersSay() {
        administrators.createContext("/announced", exchange -> answer(exchange, 200, "x".repeat(MOST + 1)));
        administrators.createContext("/unannounced", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("x".repeat(MOST + 1).getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });

        assertThatExceptionOfType(LinkFetcher.TooLarge.class)
                .isThrownBy(() -> fetchFromAdministrators("/announced", null));
        assertThatExceptionOfType(LinkFetcher.TooLarge.class)
                .isThrownBy(() -> fetchFromAdministrators("/unannounced", null));
    }

    @Test
    void aCircleOfRedirectsEnds() {
        AtomicInteger calls = new AtomicInteger();
        administrators.createContext("/circle", exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "/circle");
            answer(exchange, 302, "");
        });

        assertThatThrownBy(() -> fetchFromAdministrators("/circle", null)).isInstanceOf(IOException.class);
        assertThat(calls).hasValueLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.63.255.255", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450::1"})
    void addressesOfTheInternetArePublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.2",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addressesThatAreSetAsideAreNot(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    private LinkFetcher.Fetched fetchFromAdministrators(String path, @Nullable String token) throws IOException {
        URI link = administrators(path);
        try (LinkFetcher links = new LinkFetcher()) {
            return links.fetch(
                    new LinkFetcher.Request(link, token, other -> LinkFetcher.isSameOrigin(link, other), MOST));
        }
    }

    private URI administrators(String path) {
        return URI.create("http://localhost:" + administrators.getAddress().getPort() + path);
    }

    private static void fetch(URI link) throws IOException {
        try (LinkFetcher links = new LinkFetcher(SystemDefaultDnsResolver.INSTANCE)) {
            links.fetch(new LinkFetcher.Request(link, null, other -> false, MOST));
        }
    }

    private static void fetch(DnsResolver names, String link) throws IOException {
        try (LinkFetcher links = new LinkFetcher(names)) {
            links.fetch(new LinkFetcher.Request(URI.create(link), null, other -> false, MOST));
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A name server in other hands: each question has the next answer. */
    private static final class Names implements DnsResolver {

        private final List<List<String>> answers;
        private final AtomicInteger questions = new AtomicInteger();

        @SafeVarargs
        @SuppressWarnings("varargs") // only read
        Names(List<String>... answers) {
            this.answers = List.of(answers);
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<String> answer = answers.get(Math.min(questions.getAndIncrement(), answers.size() - 1));
            InetAddress[] addresses = new InetAddress[answer.size()];
            for (int i = 0; i < addresses.length; i++) {
                addresses[i] = InetAddress.getByName(answer.get(i));
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
