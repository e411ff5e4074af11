package ar.isac.crm.catalog;

import ar.isac.crm.catalog.CatalogueFeed.Outcome;
import ar.isac.crm.catalog.ImportReport.RowError;
import ar.isac.crm.hub.CatalogueFeeds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the deliveries of the shop's own systems, each once; one of which nothing could be read may come again, mended.
 * Nothing else guards against a crash in the middle of one: taking it again from the start makes the same stock, since a
 * count is of a moment and what was sold after it is taken off again.
 */
@Component
class FeedDesk implements CatalogueFeeds {

    private static final int MOST_ERRORS_KEPT = 200;
    private static final int LONGEST_NAME = 200;

    private final ProductImport imports;
    private final CatalogueFeedLog feeds;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    FeedDesk(ProductImport imports, CatalogueFeedLog feeds, Clock clock) {
        this.imports = imports;
        this.feeds = feeds;
        this.clock = clock;
    }

    /** What a delivery says of itself, which counts more than what it came with, and its rows. */
    private record Content(
            Optional<String> id, Optional<String> name, Optional<Instant> asOf, List<ImportRows> tables) {}

    @Override
    public Taken take(Delivery delivery) {
        Content content;
        try {
            content = read(delivery.body());
        } catch (Unreadable unreadable) {
            refused(delivery, String.valueOf(unreadable.getMessage()));
            throw unreadable;
        }
        Instant now = clock.instant();
        Instant asOf = content.asOf()
                .filter(moment -> moment.isBefore(now))
                .orElse(delivery.asOf())
                .truncatedTo(ChronoUnit.MILLIS);
        String name = shortened(content.name().orElse(delivery.name()));
        Delivery known = content.id()
                .map(id -> new Delivery(name + "/" + id, name, asOf, delivery.body()))
                .orElse(delivery);
        CatalogueFeed feed = feeds.opened(known, name, asOf);
        Outcome earlier = feed.outcome();
        Outcome outcome = earlier == null || earlier.problem() != null ? taken(feed, content.tables()) : earlier;
        if (outcome.problem() != null) {
            throw new Unreadable(outcome.problem());
        }
        return new Taken(
                feed.number(),
                outcome.created(),
                outcome.updated(),
                outcome.unchanged(),
                outcome.errors().stream()
                        .map(error -> new Fault(error.line(), error.field(), error.message()))
                        .toList());
    }

    private void refused(Delivery delivery, String problem) {
        CatalogueFeed feed = feeds.opened(delivery, shortened(delivery.name()), delivery.asOf());
        Outcome earlier = feed.outcome();
        if (earlier == null || earlier.problem() != null) {
            feeds.close(feed, new Outcome(0, 0, 0, problem, 0, List.of(), clock.instant()));
        }
    }

    private Outcome taken(CatalogueFeed feed, List<ImportRows> tables) {
        boolean isTooOld = feed.asOf().isBefore(clock.instant().minus(Stock.REMEMBERED));
        ImportReport report =
                imports.take(tables, new ProductImport.Telling(new Stock.Told(feed.asOf(), feed.key()), isTooOld));
        List<RowError> errors = report.rowErrors();
        Outcome outcome = new Outcome(
                report.created(),
                report.updated(),
                report.unchanged(),
                report.problems().isEmpty()
                        ? null
                        : report.problems().getFirst().message(),
                errors.size(),
                List.copyOf(errors.subList(0, Math.min(errors.size(), MOST_ERRORS_KEPT))),
                clock.instant());
        feeds.close(feed, outcome);
        return outcome;
    }

    private Content read(byte[] body) {
        String text = text(body).strip();
        if (text.isEmpty()) {
            throw new Unreadable(ImportTexts.text("file.empty"));
        }
        if (text.startsWith("[") || text.startsWith("{")) {
            return fromJson(text);
        }
        return new Content(Optional.empty(), Optional.empty(), Optional.empty(), List.of(new CsvRows(text)));
    }

    private Content fromJson(String text) {
        JsonNode root = tree(text);
        JsonNode products = root.isArray() ? root : root.path("products");
        JsonNode csv = root.path("csv");
        boolean areObjects = products.isArray() && products.valueStream().allMatch(JsonNode::isObject);
        if (areObjects == csv.isString()) {
            throw new Unreadable(ImportTexts.text("feed.json"));
        }
        List<ImportRows> tables =
                csv.isString() ? List.of(new CsvRows(csv.asString())) : List.copyOf(JsonRows.of(products));
        return new Content(
                string(root, "id"), string(root, "name"), string(root, "asOf").map(FeedDesk::moment), tables);
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException notJson) {
            throw new Unreadable(ImportTexts.text("feed.json"));
        }
    }

    private static Optional<String> string(JsonNode root, String field) {
        return Optional.of(root.path(field).asString("")).filter(value -> !value.isBlank());
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noMoment) {
            throw new Unreadable(ImportTexts.text("feed.asOf"));
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            throw new Unreadable(ImportTexts.text("file.notUtf8"));
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }
}
