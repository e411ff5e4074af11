package ar.isac.crm.catalog;

import ar.isac.crm.catalog.ImportReport.RowError;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.security.Permissions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

/** What the shop's own systems delivered, over GraphQL. */
@Controller
class CatalogueFeedController {

    private final CatalogueFeedLog feeds;

    CatalogueFeedController(CatalogueFeedLog feeds) {
        this.feeds = feeds;
    }

    @QueryMapping
    @PreAuthorize(Permissions.INVENTORY)
    Page<CatalogueFeed> catalogueFeeds(@Argument @Nullable Integer first, @Argument @Nullable String after) {
        return feeds.newest(first, after);
    }

    @SchemaMapping
    @Nullable
    Instant takenAt(CatalogueFeed feed) {
        return feed.outcome() == null ? null : feed.outcome().at();
    }

    @SchemaMapping
    int created(CatalogueFeed feed) {
        return feed.outcome() == null ? 0 : feed.outcome().created();
    }

    @SchemaMapping
    int updated(CatalogueFeed feed) {
        return feed.outcome() == null ? 0 : feed.outcome().updated();
    }

    @SchemaMapping
    int unchanged(CatalogueFeed feed) {
        return feed.outcome() == null ? 0 : feed.outcome().unchanged();
    }

    @SchemaMapping
    @Nullable
    String problem(CatalogueFeed feed) {
        return feed.outcome() == null ? null : feed.outcome().problem();
    }

    @SchemaMapping
    int errorCount(CatalogueFeed feed) {
        return feed.outcome() == null ? 0 : feed.outcome().errorCount();
    }

    @SchemaMapping
    List<RowError> rowErrors(CatalogueFeed feed) {
        return feed.outcome() == null ? List.of() : feed.outcome().errors();
    }
}
