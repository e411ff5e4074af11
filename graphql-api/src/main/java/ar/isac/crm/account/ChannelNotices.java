package ar.isac.crm.account;

import ar.isac.crm.database.NumberedLog;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;

/** What the platforms tell of accounts, templates and quality: the last {@value #MOST}, for whoever keeps the channels running. */
@Component
public class ChannelNotices {

    static final int MOST = 1_000;

    /** A notice is a few hundred characters; what is longer is cut. */
    private static final int LONGEST = 20_000;

    private final NumberedLog<ChannelEvent> log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ChannelNotices(MongoTemplate database, ApplicationEventPublisher events, Clock clock) {
        this.log = new NumberedLog<>(database, ChannelEvent.class, MOST, ChannelEvent::number);
        this.events = events;
        this.clock = clock;
    }

    /**
     * As stored; the number is its place in the list.
     *
     * @param account the number's or the business account's id on the platform
     * @param raw the platform's JSON; null where it would hold people's private data
     */
    @Document("channelEvents")
    public record ChannelEvent(
            @Id long number,
            String key,
            ChannelType channel,
            String account,
            String field,
            @Nullable String raw,
            @Nullable Instant occurredAt,
            Instant receivedAt) {}

    /** Keeps it, once; published as a {@link ChannelEvent} when it is new, within the handling of the delivery. */
    public synchronized void keep(InboundNotice notice) {
        String key = notice.account().id() + "/" + notice.externalId();
        NumberedLog.Kept<ChannelEvent> kept = log.keep(
                key,
                number -> new ChannelEvent(
                        number,
                        key,
                        notice.account().type(),
                        notice.account().platformId(),
                        notice.field(),
                        shortened(notice.raw()),
                        notice.occurredAt(),
                        clock.instant()));
        if (kept.isNew()) {
            events.publishEvent(kept.entry());
        }
    }

    private static @Nullable String shortened(@Nullable String raw) {
        return raw == null || raw.length() <= LONGEST ? raw : raw.substring(0, LONGEST);
    }

    /** The newest first. */
    Page<ChannelEvent> newest(@Nullable Integer first, @Nullable String after) {
        return log.newest(first, after);
    }
}
