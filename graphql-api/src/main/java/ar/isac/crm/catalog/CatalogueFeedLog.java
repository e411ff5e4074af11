package ar.isac.crm.catalog;

import ar.isac.crm.database.NumberedLog;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.hub.CatalogueFeeds.Delivery;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The last {@value #MOST} deliveries of the shop's own systems, by number. */
@Component
class CatalogueFeedLog {

    static final int MOST = 2_000;

    private final MongoTemplate database;
    private final NumberedLog<CatalogueFeed> log;
    private final Clock clock;

    CatalogueFeedLog(MongoTemplate database, Clock clock) {
        this.database = database;
        this.log = new NumberedLog<>(database, CatalogueFeed.class, MOST, CatalogueFeed::number);
        this.clock = clock;
    }

    /** The delivery as it is remembered, from now on or from an earlier time that it came. */
    CatalogueFeed opened(Delivery delivery, String name, Instant asOf) {
        return log.keep(
                        delivery.id(),
                        number -> new CatalogueFeed(number, null, delivery.id(), name, asOf, clock.instant(), null))
                .entry();
    }

    void close(CatalogueFeed feed, CatalogueFeed.Outcome outcome) {
        database.save(feed.with(outcome));
    }

    /** The newest first. */
    Page<CatalogueFeed> newest(@Nullable Integer first, @Nullable String after) {
        return log.newest(first, after);
    }
}
