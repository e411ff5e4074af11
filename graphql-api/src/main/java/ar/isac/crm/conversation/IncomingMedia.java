package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.hub.MediaArchive;
import ar.isac.crm.hub.MediaRequest;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.media.Media;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    IncomingMedia(
            Messages messages, Conversations conversations, ChannelAccounts accounts, Threads threads, Media media) {
        this.messages = messages;
        this.conversations = conversations;
        this.accounts = accounts;
        this.threads = threads;
        this.media = media;
    }

    @Override
    public @Nullable Wanted wanted(MediaRequest request) {
        Message message = messages.find(request.messageId()).orElseThrow();
        if (!(message.content() instanceof MediaContent content) || content.state() != MediaContent.State.PENDING) {
            return null;
        }
        AccountRef account = AccountRef.parse(
                conversations.find(message.conversationId()).orElseThrow().accountId());
        Optional<ChannelConnection> connection = accounts.connection(account);
        return connection.map(way -> new Wanted(message.id(), content, way)).orElse(null);
    }

    @Override
    public List<Publication> keep(Wanted wanted, byte[] bytes, @Nullable String contentType) {
        var source = wanted.content().source();
        String announced = wanted.content().mimeType();
        Media.Kept kept;
        try {
            kept = media.keep(
                    bytes, announced == null ? contentType : announced, source == null ? null : source.sha256());
        } catch (Media.WrongHash e) {
            throw new MediaRefused(String.valueOf(e.getMessage()));
        }
        return show(wanted.messageId(), content -> content.stored(kept.id(), kept.mimeType()), "stored");
    }

    @Override
    public List<Publication> failed(MediaRequest request, String reason) {
        log.warn("Media of message {} could not be had (try {}): {}", request.messageId(), request.attempt(), reason);
        if (request.attempt() <= RETRIES.size()) {
            return List.of(Publication.of(
                    new MediaRequest(request.messageId(), request.attempt() + 1), RETRIES.get(request.attempt() - 1)));
        }
        return show(request.messageId(), MediaContent::failed, "failed");
    }

    private List<Publication> show(
            String messageId, java.util.function.UnaryOperator<MediaContent> change, String cause) {
        Message message = messages.update(
                messageId,
                current -> current.content() instanceof MediaContent content
                        ? current.showing(change.apply(content))
                        : current);
        return List.of(threads.changed(message, "media-" + cause));
    }
}
