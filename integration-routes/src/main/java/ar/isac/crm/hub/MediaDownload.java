package ar.isac.crm.hub;

import ar.isac.crm.channel.Channel.MediaLocation;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.hub.LinkFetcher.Fetched;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.MediaContent.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Downloads a medium. The account's own host is used as it is, with the links of its media on the same host; a link to anywhere
 * else is followed to public addresses alone, and only up to {@link #MAX_BYTES}.
 */
@Component
class MediaDownload {

    /** Larger media stay with the platform and show as a placeholder. */
    static final int MAX_BYTES = 20 * 1024 * 1024;

    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Channels channels;
    private final LinkFetcher links;
    private final JsonMapper json = JsonMapper.builder().build();

    MediaDownload(Channels channels, LinkFetcher links) {
        this.channels = channels;
        this.links = links;
    }

    /** The bytes of a medium, with the type that the server named. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Downloaded(byte[] bytes, @Nullable String contentType) {}

    /** @throws MediaUnavailable when the bytes could not be had */
    Downloaded download(MediaArchive.Wanted wanted) {
        ChannelConnection connection = wanted.connection();
        var source = wanted.content().source();
        if (source == null) {
            throw MediaUnavailable.forGood(Problem.GONE, "the message names no source");
        }
        if (Channels.areRouted(connection.account().type())) {
            return routed(source, connection);
        }
        MediaLocation location = channels.of(connection.account().type()).locate(source, connection);
        URI base = uri(connection.baseUrl());
        Fetched fetched =
                switch (location) {
                    case MediaLocation.Lookup(String url) -> lookedUp(uri(url), base, connection.accessToken());
                    case MediaLocation.Direct(String url) ->
                        fetch(uri(url), null, link -> LinkFetcher.isSameOrigin(link, base), MAX_BYTES);
                };
        accepted(fetched);
        return new Downloaded(fetched.bytes(), fetched.contentType());
    }

    /** A link of a channel that a file defines leads to public addresses alone. */
    private Downloaded routed(MediaContent.Source source, ChannelConnection connection) {
        if (source.platformMediaId() != null) {
            RoutedChannels.Medium medium = channels.routed().fetch(connection.account(), source.platformMediaId());
            if (medium.bytes().length > MAX_BYTES) {
                throw MediaUnavailable.forGood(Problem.TOO_LARGE, "larger than " + MAX_BYTES + " bytes");
            }
            return new Downloaded(medium.bytes(), medium.contentType());
        }
        if (source.url() == null) {
            throw MediaUnavailable.forGood(Problem.GONE, "the message names no source");
        }
        Fetched fetched = fetch(uri(source.url()), null, link -> false, MAX_BYTES);
        accepted(fetched);
        return new Downloaded(fetched.bytes(), fetched.contentType());
    }

    /** A link lives five minutes: one that is gone is asked for once more. */
    private Fetched lookedUp(URI lookup, URI base, String token) {
        // The account's own host gave the link: it may lead to another port of that host.
        Predicate<URI> isItsHost =
                link -> link.getHost() != null && link.getHost().equalsIgnoreCase(base.getHost());
        Fetched fetched = fetch(link(lookup, isItsHost, token), token, isItsHost, MAX_BYTES);
        return fetched.status() == 404 || fetched.status() == 410
                ? fetch(link(lookup, isItsHost, token), token, isItsHost, MAX_BYTES)
                : fetched;
    }

    private URI link(URI lookup, Predicate<URI> isItsHost, String token) {
        Fetched answer = fetch(lookup, token, isItsHost, LONGEST_ANSWER);
        accepted(answer);
        try {
            JsonNode body = json.readTree(answer.bytes());
            if (body.path("file_size").asLong(0) > MAX_BYTES) {
                throw MediaUnavailable.forGood(Problem.TOO_LARGE, "larger than " + MAX_BYTES + " bytes");
            }
            if (!body.path("url").isString()) {
                throw MediaUnavailable.now(Problem.GONE, "the platform gave no link", null);
            }
            return uri(body.path("url").stringValue());
        } catch (JacksonException e) {
            throw MediaUnavailable.now(Problem.UNREACHABLE, "the platform's answer is not JSON", e);
        }
    }

    private Fetched fetch(URI link, @Nullable String token, Predicate<URI> isTrusted, int mostBytes) {
        try {
            return links.fetch(new LinkFetcher.Request(link, token, isTrusted, mostBytes));
        } catch (LinkFetcher.Forbidden e) {
            throw MediaUnavailable.forGood(Problem.FORBIDDEN_ADDRESS, String.valueOf(e.getMessage()));
        } catch (LinkFetcher.TooLarge e) {
            throw MediaUnavailable.forGood(Problem.TOO_LARGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw MediaUnavailable.now(Problem.UNREACHABLE, "the platform could not be reached", e);
        }
    }

    private static void accepted(Fetched fetched) {
        int status = fetched.status();
        if (status == 200) {
            return;
        }
        Problem problem =
                switch (status) {
                    case 401, 403 -> Problem.NO_ACCESS;
                    case 400, 404, 410 -> Problem.GONE;
                    default -> Problem.UNREACHABLE;
                };
        throw MediaUnavailable.now(problem, "the platform answered " + status, null);
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException notAUrl) {
            throw MediaUnavailable.forGood(Problem.FORBIDDEN_ADDRESS, "the link is not a URL");
        }
    }
}
