package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Sight;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** What the shop's day has brought so far. */
@Controller
class TodayController {

    private final InboxIndex inbox;
    private final Sight sight;
    private final ShopSettings shop;
    private final Clock clock;

    TodayController(InboxIndex inbox, Sight sight, ShopSettings shop, Clock clock) {
        this.inbox = inbox;
        this.sight = sight;
        this.shop = shop;
        this.clock = clock;
    }

    /** In the shape of the GraphQL type. */
    record Today(Instant since) {}

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Today today() {
        return new Today(LocalDate.now(clock.withZone(shop.timeZone()))
                .atStartOfDay(shop.timeZone())
                .toInstant());
    }

    @SchemaMapping
    int answeredByAssistant(Today today, @AuthenticationPrincipal Actor actor) {
        return inbox.count(Viewer.of(actor, sight), today.since(), Author.ASSISTANT, null);
    }

    @SchemaMapping
    int answeredByAssistantAlone(Today today, @AuthenticationPrincipal Actor actor) {
        return inbox.count(Viewer.of(actor, sight), today.since(), Author.ASSISTANT, Author.ADVISOR);
    }
}
