package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.hub.MediaArchive;
import ar.isac.crm.hub.MediaRequest;
import ar.isac.crm.hub.MediaUnavailable;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.media.Media;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.MediaContent.Problem;
import ar.isac.crm.pending.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Customers' media. A message shows at once with a placeholder; the bytes follow. WhatsApp's links live five minutes and its media
 * ids seven days, so the tries are close at first and end within the hour.
 */
@Component
class IncomingMedia implements MediaArchive {

    private static final Logger log = LoggerFactory.getLogger(IncomingMedia.class);

    private static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(40));

    private final Messages messages;
    private final Conversations conversations;
    private final ChannelAccounts accounts;
    private final Threads threads;
    private final Media media;
    private final Outbox outbox;
    private final Clock clock;

    IncomingMedia(
            Messages messages,
            Conversations conversations,
            ChannelAccounts accounts,
            Threads threads,
            Media media,
            Outbox outbox,
            Clock clock) {
        this.messages = messages;
        this.conversations = conversations;
        this.accounts = accounts;
        this.threads = threads;
        this.media = media;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public @Nullable Wanted wanted(MediaRequest request) {
        Message message = messages.find(request.messageId()).orElse(null);
        MediaContent content = message == null ? null : message.medium(request.part());
        if (message == null || content == null || content.state() != MediaContent.State.PENDING) {
            return null;
        }
        AccountRef account = AccountRef.parse(
                conversations.find(message.conversationId()).orElseThrow().accountId());
        ChannelConnection connection = accounts.connection(account)
                .orElseThrow(() -> MediaUnavailable.now(Problem.NO_ACCESS, "the account has no token", null));
        return new Wanted(request, content, connection);
    }

    @Override
    public List<Publication> keep(Wanted wanted, byte[] bytes, @Nullable String contentType) {
        var source = wanted.content().source();
        String announced = wanted.content().mimeType();
        if (!isMedium(wanted.content().kind(), contentType)) {
            throw MediaUnavailable.forGood(Problem.NOT_AS_ANNOUNCED, "the bytes are no medium of its kind");
        }
        Media.Kept kept;
        try {
            kept = media.keep(
                    bytes, announced == null ? contentType : announced, source == null ? null : source.sha256());
        } catch (Media.WrongHash e) {
            throw MediaUnavailable.now(Problem.NOT_AS_ANNOUNCED, "the bytes do not match the announced hash", e);
        }
        return show(
                wanted.request(),
                content -> content.state() == MediaContent.State.STORED
                        ? content
                        : content.stored(kept.id(), kept.mimeType()),
                "stored/" + kept.id());
    }

    /** A page or an error in the place of a picture is none; what is in a document is nobody's business here. */
    private static boolean isMedium(MediaContent.Kind kind, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        boolean isText = type.startsWith("text/")
                || type.startsWith("application/json")
                || type.startsWith("application/xhtml")
                || type.startsWith("application/xml")
                || type.startsWith("image/svg");
        return kind == MediaContent.Kind.DOCUMENT || !isText;
    }

    @Override
    public List<Publication> failed(MediaRequest request, MediaUnavailable why) {
        log.warn(
                "Media of message {} could not be had (try {}): {}, {}",
                request.messageId(),
                request.attempt(),
                why.problem(),
                why.getMessage());
        if (why.isWorthAnotherTry() && request.attempt() <= RETRIES.size()) {
            return List.of(Publication.of(request.again(), RETRIES.get(request.attempt() - 1)));
        }
        return show(
                request,
                content -> content.state() == MediaContent.State.PENDING ? content.failed(why.problem()) : content,
                "failed/" + clock.millis());
    }

    /** What an advisor who asks for a medium once more is told. */
    enum Again {
        /** It is being fetched, or has been here all along. */
        UNDER_WAY,
        NO_MEDIUM,
        NO_SOURCE
    }

    /** Fetches once more what of a message could not be had: what it says itself, and the story that it answers. */
    Again fetchAgain(Message message) {
        List<MediaRequest.Part> parts = Stream.of(MediaRequest.Part.values())
                .filter(part -> message.medium(part) != null)
                .toList();
        if (parts.isEmpty()) {
            return Again.NO_MEDIUM;
        }
        List<MediaRequest.Part> missing =
                parts.stream().filter(part -> isMissing(message.medium(part))).toList();
        if (missing.isEmpty()) {
            return Again.UNDER_WAY;
        }
        List<MediaRequest.Part> offered =
                missing.stream().filter(part -> hasSource(message.medium(part))).toList();
        if (offered.isEmpty()) {
            return Again.NO_SOURCE;
        }
        List<Publication> publications = new ArrayList<>();
        offered.forEach(
                part -> publications.add(Publication.of(MediaRequest.first(message.id(), part), Duration.ZERO)));
        publications.add(threads.changed(message, "wanted/" + clock.millis()));
        return outbox.announcing(publications, () -> {
            messages.update(message.id(), shown -> {
                Message next = shown;
                for (MediaRequest.Part part : offered) {
                    next = next.changing(part, current -> isMissing(current) ? current.wantedAgain() : current);
                }
                return next;
            });
            return Again.UNDER_WAY;
        });
    }

    private static boolean isMissing(@Nullable MediaContent medium) {
        return medium != null && medium.state() == MediaContent.State.FAILED;
    }

    private static boolean hasSource(@Nullable MediaContent medium) {
        return medium != null && medium.source() != null;
    }

    private List<Publication> show(MediaRequest request, UnaryOperator<MediaContent> change, String cause) {
        Message shown = messages.update(request.messageId(), current -> current.changing(request.part(), change));
        return List.of(threads.changed(shown, "media-" + cause));
    }
}
