package ar.isac.crm.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Fetches what links lead to. Hosts that an administrator set are used as they are; every other link, out of a payload or a
 * catalogue's row or by a redirect, is followed to public addresses alone, and only so far, so long and so much.
 */
@Component
public class LinkFetcher implements AutoCloseable {

    /** So long a server may say nothing. */
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    /** So long a download may take in all. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int MOST_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int PIECE = 64 * 1024;
    private static final int CONNECTIONS = 32;

    private final ForeignServers servers;

    @Autowired
    public LinkFetcher() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    LinkFetcher(DnsResolver names) {
        this.servers = new ForeignServers(names, SILENCE, CONNECTIONS);
    }

    /**
     * A request for what lies behind a link.
     *
     * @param token sent along as the bearer's, and to no other host that the link redirects to
     * @param isTrusted whether an address is one that an administrator set
     * @param mostBytes what is longer is refused
     */
    public record Request(URI link, @Nullable String token, Predicate<URI> isTrusted, int mostBytes) {}

    /** What came back, whatever its status. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Fetched(
            int status, byte[] bytes, @Nullable String contentType) {}

    /** The link is none that is followed. */
    public static final class Forbidden extends IOException {
        private static final long serialVersionUID = 1;

        Forbidden(String message) {
            super(message);
        }
    }

    /** More came than was asked for. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(int mostBytes) {
            super("larger than " + mostBytes + " bytes");
        }
    }

    private sealed interface Step {
        record Arrived(Fetched fetched) implements Step {}

        record Elsewhere(URI to) implements Step {}
    }

    /**
     * Fetches it.
     *
     * @throws Forbidden when the link, or one that it redirects to, leads to where nothing is fetched from
     * @throws TooLarge when it is longer than wanted
     * @throws IOException when it could not be had
     */
    public Fetched fetch(Request request) throws IOException {
        URI at = request.link();
        long until = System.nanoTime() + LONGEST.toNanos();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            String token = isSameOrigin(at, request.link()) ? request.token() : null;
            switch (step(at, token, request, until)) {
                case Step.Arrived(Fetched fetched) -> {
                    return fetched;
                }
                case Step.Elsewhere(URI to) -> at = to;
            }
        }
        throw new IOException("the link redirects without end");
    }

    private Step step(URI at, @Nullable String token, Request request, long until) throws IOException {
        check(at);
        HttpGet get = new HttpGet(at);
        if (token != null) {
            get.setHeader("Authorization", "Bearer " + token);
        }
        try {
            return servers.ask(
                    get, request.isTrusted().test(at), response -> read(at, response, request.mostBytes(), until));
        } catch (PublicAddresses.Private e) {
            throw new Forbidden("the link leads into a private network");
        }
    }

    private static void check(URI link) throws Forbidden {
        String scheme = link.getScheme() == null ? "" : link.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new Forbidden("the link is not a web address");
        }
        if (link.getHost() == null || link.getRawUserInfo() != null) {
            throw new Forbidden("the link names no host");
        }
    }

    private static Step read(URI at, ClassicHttpResponse response, int mostBytes, long until) throws IOException {
        Header location = response.getFirstHeader("Location");
        if (REDIRECTS.contains(response.getCode()) && location != null) {
            return new Step.Elsewhere(resolved(at, location.getValue()));
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Step.Arrived(new Fetched(response.getCode(), new byte[0], null));
        }
        if (entity.getContentLength() > mostBytes) {
            throw new TooLarge(mostBytes);
        }
        try (InputStream in = entity.getContent()) {
            return new Step.Arrived(
                    new Fetched(response.getCode(), bytes(in, mostBytes, until), entity.getContentType()));
        }
    }

    private static URI resolved(URI at, String location) throws Forbidden {
        try {
            return at.resolve(location);
        } catch (IllegalArgumentException notAUrl) {
            throw new Forbidden("the link redirects to what is not a URL");
        }
    }

    private static byte[] bytes(InputStream in, int mostBytes, long until) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            all.write(piece, 0, read);
            if (all.size() > mostBytes) {
                throw new TooLarge(mostBytes);
            }
            if (System.nanoTime() - until > 0) {
                throw new IOException("the download took longer than " + LONGEST.toSeconds() + " s");
            }
        }
        return all.toByteArray();
    }

    /** Whether two addresses belong to one server. */
    static boolean isSameOrigin(URI one, URI other) {
        return Objects.equals(scheme(one), scheme(other))
                && one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static @Nullable String scheme(URI uri) {
        return uri.getScheme() == null ? null : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme(uri)) ? 443 : 80;
    }

    @Override
    public void close() throws IOException {
        servers.close();
    }
}
