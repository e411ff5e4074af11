package ar.isac.crm.payment;

import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.database.References;
import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import ar.isac.crm.pending.Outbox;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The payments. */
@Component
public class Payments {

    private static final String KIND = "payments";

    /** The shop's whole list is kept by day, since payments have no numbers that could be counted. */
    private static final String DAYS = "paymentDays";

    /** A filter that admits next to nothing is not followed through all days: the page then says where it is. */
    private static final int MOST_DAYS = PageSize.MOST;

    private static final Comparator<Payment> NEWEST_FIRST =
            Comparator.comparing(Payment::createdAt).reversed().thenComparing(Payment::id);

    private final MongoTemplate database;
    private final References references;
    private final Outbox outbox;
    private final Clock clock;

    Payments(MongoTemplate database, References references, Outbox outbox, Clock clock) {
        this.database = database;
        this.references = references;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Optional<Payment> find(String id) {
        return Optional.ofNullable(database.findById(id, Payment.class));
    }

    public List<Payment> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), Payment.class);
    }

    /** The payments of many orders or conversations, the newest first. */
    public Map<String, List<Payment>> of(Collection<String> owners) {
        return references.targets(owners, KIND, this::find, Payment::id, NEWEST_FIRST);
    }

    /** The payments of an order or a conversation, the newest first. */
    public List<Payment> of(String owner) {
        return of(List.of(owner)).getOrDefault(owner, List.of());
    }

    /** Stores a payment, unless its id is known. */
    Payment insert(Payment fresh) {
        return find(fresh.id()).orElseGet(() -> {
            String day = day(fresh.createdAt()).toString();
            references.add(KIND, DAYS, day);
            references.add(day, KIND, fresh.id());
            references.add(fresh.orderKey(), KIND, fresh.id());
            references.add(fresh.conversationId(), KIND, fresh.id());
            return outbox.announcing(List.of(fact(fresh)), () -> {
                try {
                    return database.insert(fresh);
                } catch (DuplicateKeyException madeMeanwhile) {
                    return find(fresh.id()).orElseThrow();
                }
            });
        });
    }

    Payment update(String id, UnaryOperator<Payment> change) {
        Payment now = find(id).orElseThrow();
        Payment next = change.apply(now);
        return next.status() == now.status()
                ? GuardedUpdate.of(database, Payment.class, id, change)
                : outbox.announcing(List.of(fact(next)), () -> GuardedUpdate.of(database, Payment.class, id, change));
    }

    private Publication fact(Payment payment) {
        Fact fact = new Fact("payment." + payment.status().name().toLowerCase(Locale.ROOT), payment.id());
        // Several may try by one link, and one of them be refunded while another is approved.
        return Publication.of(ConversationEvent.of(
                fact,
                payment.tries().isEmpty()
                        ? ""
                        : Integer.toString(payment.tries().size()),
                clock.instant()));
    }

    /** The payments of an order or a conversation. */
    Page<Payment> newestFirst(String owner, Predicate<Payment> admits, int size, @Nullable String after) {
        Place start = after == null ? null : Place.parse(after);
        List<Payment> found = of(owner).stream()
                .filter(payment -> start == null || start.isBefore(payment))
                .filter(admits)
                .toList();
        return Page.of(found.stream().limit(size).toList(), Place::cursor, start != null, found.size() > size);
    }

    Page<Payment> newestFirst(Predicate<Payment> admits, int size, @Nullable String after) {
        Place start = after == null ? null : Place.parse(after);
        List<Payment> found = new ArrayList<>();
        List<LocalDate> days = references.of(KIND, DAYS).stream()
                .map(LocalDate::parse)
                .filter(day -> start == null || !day.isAfter(day(start.at())))
                .sorted(Comparator.reverseOrder())
                .toList();
        for (LocalDate day : days.subList(0, Math.min(days.size(), MOST_DAYS))) {
            of(day.toString()).stream()
                    .filter(payment -> start == null || start.isBefore(payment))
                    .filter(admits)
                    .forEach(found::add);
            if (found.size() > size) {
                break;
            }
        }
        return found.size() <= size && days.size() > MOST_DAYS
                ? Page.upTo(Place.behind(days.get(MOST_DAYS - 1)).cursor(), found, Place::cursor, start != null, true)
                : Page.of(found.stream().limit(size).toList(), Place::cursor, start != null, found.size() > size);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Where a payment stands in the list. */
    private record Place(Instant at, String id) {

        private static final String BEHIND_EVERY_ID = "~";

        static String cursor(Payment payment) {
            return new Place(payment.createdAt(), payment.id()).cursor();
        }

        /** Where the payments of a day have all been passed. */
        static Place behind(LocalDate day) {
            return new Place(day.atStartOfDay(ZoneOffset.UTC).toInstant(), BEHIND_EVERY_ID);
        }

        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String cursor) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
                if (parts.length == 2) {
                    return new Place(Instant.parse(parts[0]), parts[1]);
                }
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new IllegalCursor(cursor, e);
            }
            throw new IllegalCursor(cursor);
        }

        boolean isBefore(Payment payment) {
            int byTime = at.compareTo(payment.createdAt());
            return byTime > 0 || (byTime == 0 && id.compareTo(payment.id()) < 0);
        }
    }
}
