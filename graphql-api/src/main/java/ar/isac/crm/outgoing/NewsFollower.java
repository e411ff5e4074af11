package ar.isac.crm.outgoing;

import ar.isac.crm.event.Events;
import ar.isac.crm.event.Events.Stretch;
import ar.isac.crm.hub.BackgroundLoop;
import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.EventLog.Numbered;
import ar.isac.crm.hub.OutgoingWebhooks.Attempt;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.Queues;
import ar.isac.crm.message.ConversationEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the numbered log for other systems: one node of the cluster at a time, from a position that is stored. The position
 * moves when everything before it is on its way, so a crash tells the same again, under the same ids.
 */
@Component
class NewsFollower extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(NewsFollower.class);
    private static final String ID = "outgoing";
    private static final String NOT_NOW = "Other systems cannot be told the news now: {}";
    private static final int MOST = 200;
    private static final long PAUSE_MS = 200;

    /** While nothing happens here, so often is looked whether another node left something. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** A node that has not moved the position for this long has died, or has nothing to tell; two at once tell twice. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final MongoTemplate database;
    private final Events events;
    private final NewsReader reader;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Entry entry;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final String node = UUID.randomUUID().toString();
    private long told = -1;
    private Instant nextLook = Instant.EPOCH;

    NewsFollower(
            MongoTemplate database,
            Events events,
            NewsReader reader,
            Webhooks webhooks,
            Deliveries deliveries,
            Entry entry,
            Clock clock) {
        super("news-follower");
        this.database = database;
        this.events = events;
        this.reader = reader;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.entry = entry;
        this.clock = clock;
    }

    /** Up to where other systems have been told, and which node tells them. */
    @Document("newsPositions")
    record Position(@Id String id, @Version @Nullable Long version, long number, String node, Instant until) {

        Position at(long next, String owner, Instant lease) {
            return new Position(id, version, next, owner, lease);
        }
    }

    @Override
    protected void turn() throws InterruptedException {
        while (goesOn() && follow()) {
            log.trace("There may be more");
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }

    @Override
    protected void failed(Exception failure) {
        switch (failure) {
            case OptimisticLockingFailureException ignored -> log.debug("Another node tells the news");
            case DataAccessException notNow ->
                log.warn(NOT_NOW, notNow.getClass().getSimpleName());
            case BrokerUnavailable notNow -> log.warn(NOT_NOW, notNow.getClass().getSimpleName());
            default -> log.error("Other systems could not be told the news", failure);
        }
    }

    /** Tells the next stretch; returns whether there was one. */
    private boolean follow() {
        Instant now = clock.instant();
        if (events.last() == told && now.isBefore(nextLook)) {
            return false;
        }
        nextLook = now.plus(LOOK);
        Position position = position();
        if (!position.node().equals(node) && position.until().isAfter(now)) {
            return false;
        }
        long last = events.last();
        if (position.number() > last) {
            // The log is another one than it was.
            database.save(position.at(last, node, now.plus(LEASE)));
            return false;
        }
        Stretch stretch = events.after(position.number(), MOST);
        if (stretch.end() == position.number()) {
            told = stretch.end();
            return false;
        }
        Position mine = database.save(position.at(position.number(), node, now.plus(LEASE)));
        if (stretch.events().size() < stretch.end() - position.number()) {
            log.warn("Events before {} are kept no more, and other systems do not hear of them", stretch.end());
        }
        entry.publish(publications(stretch.events()));
        database.save(mine.at(stretch.end(), node, clock.instant().plus(LEASE)));
        told = stretch.end();
        return true;
    }

    private Position position() {
        Position known = database.findById(ID, Position.class);
        if (known != null) {
            return known;
        }
        try {
            return database.insert(new Position(ID, null, events.last(), node, clock.instant()));
        } catch (DuplicateKeyException anotherNode) {
            return position();
        }
    }

    private List<Publication> publications(List<Numbered> happened) {
        List<Webhook> all = webhooks.all();
        List<Publication> publications = new ArrayList<>();
        for (Numbered numbered : happened) {
            if (isWorthReading(numbered, all)) {
                read(numbered).ifPresent(news -> tell(news, all, publications));
            }
        }
        return publications;
    }

    /** Messages are many: nobody reads them for nobody. */
    private static boolean isWorthReading(Numbered numbered, List<Webhook> all) {
        return numbered.event().type() == ConversationEvent.Type.FACT || !all.isEmpty();
    }

    /** One event that cannot be read must not stop all others. */
    private Optional<News> read(Numbered numbered) {
        try {
            return reader.read(numbered);
        } catch (DataAccessException notNow) {
            throw notNow;
        } catch (RuntimeException broken) {
            log.error("Event {} cannot be told to other systems", numbered.number(), broken);
            return Optional.empty();
        }
    }

    private void tell(News news, List<Webhook> all, List<Publication> publications) {
        if (news.event().startsWith("customer.")) {
            publications.add(new Publication(Queues.CUSTOMERS, news.customerId(), Duration.ZERO, news.data()));
        }
        for (Webhook webhook : all) {
            if (webhook.wants(news.event())) {
                Delivery delivery = deliveries.of(webhook.id(), news, body(news, webhook));
                if (delivery.status() == Delivery.Status.PENDING && delivery.attempts() == 0) {
                    publications.add(new Attempt(delivery.id(), 1).after(Duration.ZERO));
                }
            }
        }
    }

    String body(News news, Webhook webhook) {
        Map<String, Object> data = new LinkedHashMap<>(news.data());
        if (webhook.includesText() && news.text() != null) {
            data.put("text", news.text());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", news.event());
        body.put("timestamp", news.occurredAt().toString());
        body.put("data", data);
        return json.writeValueAsString(body);
    }
}
