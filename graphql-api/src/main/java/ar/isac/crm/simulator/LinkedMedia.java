package ar.isac.crm.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Fetches the media that the shop links to, as Meta's servers do. From this machine it takes nothing but this server's own:
 * otherwise a stranger could have it look around the network.
 */
@Component
@OnlyInDemo
class LinkedMedia {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MEGABYTE = 1024 * 1024;

    /** What the Cloud API takes of each kind (cloud-api/reference/media), and how much: documents end earlier here than Meta's 100 MB. */
    private static final Map<String, Limit> LIMITS = Map.of(
            "image", new Limit(5 * MEGABYTE, Set.of("image/jpeg", "image/png")),
            "sticker", new Limit(MEGABYTE / 2, Set.of("image/webp")),
            "video", new Limit(16 * MEGABYTE, Set.of("video/mp4", "video/3gpp")),
            "audio", new Limit(16 * MEGABYTE, Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
            "document",
                    new Limit(
                            16 * MEGABYTE,
                            Set.of(
                                    "application/pdf",
                                    "text/plain",
                                    "application/msword",
                                    "application/vnd.ms-excel",
                                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    "application/vnd.openxmlformats-officedocument.presentationml.presentation")));

    private final SimulatedMeta meta;
    private final KeptMedia media;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    LinkedMedia(SimulatedMeta meta, KeptMedia media) {
        this.meta = meta;
        this.media = media;
    }

    private record Limit(int bytes, Set<String> mimeTypes) {}

    /** The medium could not be had; the message says why, in Meta's English. */
    static final class NotFetched extends Exception {
        private static final long serialVersionUID = 1;

        NotFetched(String message) {
            super(message);
        }

        NotFetched(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Fetches and keeps what lies at the link. */
    KeptMedia.Kept fetch(String kind, String link) throws NotFetched, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(allowed(link))
                .timeout(TIMEOUT)
                .header("User-Agent", "facebookexternalhit/1.1")
                .GET()
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new NotFetched("Downloading media from weblink failed with http code " + response.statusCode()
                            + ", status message Unknown");
                }
                String mimeType = response.headers().firstValue("Content-Type").orElse("");
                return keep(kind, mimeType, body.readNBytes(limit(kind).bytes() + 1));
            }
        } catch (IOException e) {
            throw new NotFetched("Downloading media from weblink failed", e);
        }
    }

    /** Keeps the bytes if the kind allows for them. */
    KeptMedia.Kept keep(String kind, String contentType, byte[] content) throws NotFetched {
        Limit limit = limit(kind);
        String mimeType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!limit.mimeTypes().contains(mimeType)) {
            throw new NotFetched("Unsupported " + kind + " mime type " + mimeType + ". Please use one of "
                    + String.join(", ", limit.mimeTypes()) + ".");
        }
        if (content.length > limit.bytes()) {
            throw new NotFetched("Media file size too big. Max file size we currently support: " + limit.bytes());
        }
        return media.keep(mimeType, content);
    }

    private static Limit limit(String kind) throws NotFetched {
        Limit limit = LIMITS.get(kind);
        if (limit == null) {
            throw new NotFetched("Unknown kind of media: " + kind);
        }
        return limit;
    }

    private URI allowed(String link) throws NotFetched {
        try {
            URI uri = URI.create(link);
            String scheme = uri.getScheme();
            if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new NotFetched("The link is not a web address");
            }
            boolean isHere = uri.getPort() == meta.port();
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                if (!(address.isLoopbackAddress() ? isHere : isPublic(address))) {
                    throw new NotFetched("The link leads into a private network");
                }
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new NotFetched("The link is not a URL", e);
        } catch (UnknownHostException e) {
            throw new NotFetched("The link's host is unknown", e);
        }
    }

    private static boolean isPublic(InetAddress address) {
        boolean isUniqueLocal = address instanceof java.net.Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return !(address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal);
    }
}
