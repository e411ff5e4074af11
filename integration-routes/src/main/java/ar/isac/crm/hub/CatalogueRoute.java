package ar.isac.crm.hub;

import ar.isac.crm.hub.CatalogueFeeds.Delivery;
import ar.isac.crm.hub.CatalogueFeeds.Fault;
import ar.isac.crm.hub.CatalogueFeeds.Taken;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * The doors for products, prices and stock of the shop's own systems: {@value #DOOR} for routes, which hear what came of it,
 * and the queue {@value Queues#CATALOGUE} for whoever only wants to leave it.
 */
@Component
class CatalogueRoute extends RouteBuilder {

    static final String DOOR = "direct:crm-catalogue";

    private final Take take;

    CatalogueRoute(CatalogueFeeds feeds, DatabaseProbe database, Clock clock) {
        this.take = new Take(feeds, database, clock);
    }

    @Override
    public void configure() {
        from(DOOR)
                .routeId("catalogue-door")
                .routeDescription("Takes products, prices and stock from a route, which hears what came of it")
                .errorHandler(noErrorHandler())
                .process(take::patiently)
                .id("catalogue-door-take");

        // One consumer: deliveries take effect in the order in which they came.
        from("hub:queue:" + Queues.CATALOGUE)
                .routeId("catalogue")
                .routeDescription("Takes products, prices and stock that were left on the queue")
                .process(take)
                .id("catalogue-take");
    }

    /** Says what a delivery is, by our headers or by those of the component that it came from. */
    static final class Take implements Processor {

        private static final Logger log = LoggerFactory.getLogger(CatalogueRoute.class);
        private static final List<String> IDS = List.of("CrmFeedId", "JMSMessageID");
        private static final List<String> NAMES = List.of("CrmFeedName", Exchange.FILE_NAME);
        private static final List<String> MOMENTS =
                List.of("CrmFeedAsOf", Exchange.FILE_LAST_MODIFIED, "Last-Modified", "Date", "JMSTimestamp");

        private final CatalogueFeeds feeds;
        private final DatabaseProbe database;
        private final Clock clock;

        Take(CatalogueFeeds feeds, DatabaseProbe database, Clock clock) {
            this.feeds = feeds;
            this.database = database;
            this.clock = clock;
        }

        /** A database that is down is not the delivery's fault: whoever brought it waits. */
        void patiently(Exchange exchange) throws InterruptedException {
            while (true) {
                try {
                    process(exchange);
                    return;
                } catch (DataAccessResourceFailureException down) {
                    do {
                        TimeUnit.SECONDS.sleep(1);
                        if (exchange.getContext().isStopping()) {
                            throw down;
                        }
                    } while (!database.isUp());
                }
            }
        }

        @Override
        public void process(Exchange exchange) {
            Message message = exchange.getMessage();
            Delivery delivery = delivery(exchange);
            Taken taken = feeds.take(delivery);
            log.info(
                    "Catalogue delivery {}: {} new, {} changed, {} unchanged, {} faults",
                    taken.number(),
                    taken.created(),
                    taken.updated(),
                    taken.unchanged(),
                    taken.faults().size());
            message.setHeader("CrmFeedNumber", taken.number());
            message.setHeader("CrmFeedTaken", taken.created() + taken.updated());
            message.setHeader("CrmFeedErrors", taken.faults().size());
            message.setBody(csv(taken.faults()));
        }

        private Delivery delivery(Exchange exchange) {
            byte[] body = exchange.getMessage().getBody(byte[].class);
            byte[] bytes = body == null ? new byte[0] : body;
            String name = first(exchange, NAMES).orElse(exchange.getFromRouteId());
            Optional<Instant> told = first(exchange, MOMENTS).flatMap(Take::moment);
            Instant now = clock.instant();
            Instant asOf = told.filter(moment -> moment.isBefore(now)).orElse(now);
            // The same file may rightly come again next week: only with its time it is the same delivery.
            String id = first(exchange, IDS).orElseGet(() -> asOf.toEpochMilli() + "/" + hash(bytes));
            return new Delivery(id.startsWith("ID:") ? id : name + "/" + id, name, asOf, bytes);
        }

        private static Optional<String> first(Exchange exchange, List<String> headers) {
            return headers.stream()
                    .map(name -> exchange.getMessage().getHeader(name, String.class))
                    .filter(value -> value != null && !value.isBlank())
                    .findFirst();
        }

        /** Milliseconds since 1970, ISO 8601, or a date of HTTP. */
        static Optional<Instant> moment(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        text.chars().allMatch(Character::isDigit)
                                ? Instant.ofEpochMilli(Long.parseLong(text))
                                : text.contains(",")
                                        ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from)
                                        : DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from));
            } catch (DateTimeException | NumberFormatException noMoment) {
                log.warn("A catalogue delivery tells its moment in a form that cannot be read; it counts as of now");
                return Optional.empty();
            }
        }

        private static String hash(byte[] body) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            } catch (NoSuchAlgorithmException everyPlatformHasIt) {
                throw new IllegalStateException(everyPlatformHasIt);
            }
        }

        private static String csv(List<Fault> faults) {
            return Stream.concat(
                            Stream.of("line,column,problem"),
                            faults.stream()
                                    .map(fault -> "%d,%s,%s"
                                            .formatted(fault.line(), quoted(fault.field()), quoted(fault.message()))))
                    .collect(Collectors.joining("\r\n", "", "\r\n"));
        }

        /** A value that begins like a formula would be run by a spreadsheet. */
        private static String quoted(String value) {
            boolean isFormula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
            return "\"" + (isFormula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
        }
    }
}
