package ar.isac.crm.hub;

import ar.isac.crm.channel.Channel.MediaLocation;
import ar.isac.crm.channel.ChannelConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Downloads a medium. Hosts that an administrator set are used as they are; a link out of a payload is followed only to public
 * addresses, never through a redirect, and only up to {@link #MAX_BYTES}.
 */
@Component
class MediaDownload {

    /** Larger media stay with the platform and show as a placeholder. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Channels channels;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    MediaDownload(Channels channels) {
        this.channels = channels;
    }

    /** The bytes of a medium, with the type that the server named. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Downloaded(byte[] bytes, @Nullable String contentType) {}

    /** The bytes could not be had this time. The message names no address. */
    static class Failed extends RuntimeException {
        Failed(String message) {
            super(message);
        }

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    Downloaded download(MediaArchive.Wanted wanted) {
        ChannelConnection connection = wanted.connection();
        var source = wanted.content().source();
        if (source == null) {
            throw new Failed("the message names no source");
        }
        MediaLocation location = channels.of(connection.account().type()).locate(source, connection);
        return switch (location) {
            case MediaLocation.Lookup(String url) ->
                get(allowed(lookUp(url, connection.accessToken()), connection), connection.accessToken());
            case MediaLocation.Direct(String url) -> get(allowed(url, connection), null);
        };
    }

    private String lookUp(String url, String token) {
        try {
            JsonNode answer = json.readTree(get(URI.create(url), token).bytes());
            if (!answer.path("url").isString()) {
                throw new Failed("the platform gave no link");
            }
            return answer.path("url").stringValue();
        } catch (JacksonException e) {
            throw new Failed("the platform's answer is not JSON", e);
        }
    }

    private Downloaded get(URI uri, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(TIMEOUT).GET();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new Failed("the platform answered " + response.statusCode());
                }
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new MediaArchive.MediaRefused("larger than " + MAX_BYTES + " bytes");
                }
                return new Downloaded(
                        bytes, response.headers().firstValue("Content-Type").orElse(null));
            }
        } catch (IOException e) {
            throw new Failed("the platform could not be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted", e);
        }
    }

    private static URI allowed(String url, ChannelConnection connection) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new MediaArchive.MediaRefused("the link is not a URL");
        }
        String host = uri.getHost();
        if (host == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw new MediaArchive.MediaRefused("the link is not a web address");
        }
        URI base = URI.create(connection.baseUrl());
        boolean isAdministratorsHost = host.equalsIgnoreCase(base.getHost())
                && Objects.equals(uri.getScheme(), base.getScheme())
                && uri.getPort() == base.getPort();
        if (!isAdministratorsHost && !isPublic(host)) {
            throw new MediaArchive.MediaRefused("the link leads into a private network");
        }
        return uri;
    }

    private static boolean isPublic(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress()
                        || address.isAnyLocalAddress()
                        || address.isLinkLocalAddress()
                        || address.isSiteLocalAddress()
                        || address.isMulticastAddress()
                        || isUniqueLocal(address)) {
                    return false;
                }
            }
            return true;
        } catch (java.net.UnknownHostException e) {
            throw new Failed("the link's host is unknown", e);
        }
    }

    /** IPv6 unique local addresses, fc00::/7, which {@link InetAddress} does not know as private. */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof java.net.Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }
}
