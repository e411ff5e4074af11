package ar.isac.crm.simulator;

import ar.isac.crm.hub.LinkFetcher;
import java.io.IOException;
import java.net.URI;
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

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
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
    private final LinkFetcher links;
    private final KeptMedia media;

    LinkedMedia(SimulatedMeta meta, LinkFetcher links, KeptMedia media) {
        this.meta = meta;
        this.links = links;
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
    KeptMedia.Kept fetch(String kind, String link) throws NotFetched {
        try {
            LinkFetcher.Fetched fetched = links.fetch(new LinkFetcher.Request(
                    URI.create(link), null, this::isHere, limit(kind).bytes()));
            if (fetched.status() != 200) {
                throw new NotFetched("Downloading media from weblink failed with http code " + fetched.status()
                        + ", status message Unknown");
            }
            String type = fetched.contentType();
            return keep(kind, type == null ? "" : type, fetched.bytes());
        } catch (IllegalArgumentException e) {
            throw new NotFetched("The link is not a URL", e);
        } catch (LinkFetcher.Forbidden e) {
            throw new NotFetched("Downloading media from weblink failed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new NotFetched("Downloading media from weblink failed", e);
        }
    }

    /** This server, by its own names. */
    private boolean isHere(URI link) {
        return link.getHost() != null && LOOPBACK.contains(link.getHost()) && link.getPort() == meta.port();
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
}
