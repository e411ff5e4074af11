package ar.isac.crm.quote;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.quote.Quote.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** What is done with quotes, by the assistant, by an advisor, by a customer's button. Every act is harmless when repeated. */
@Component
@EnableConfigurationProperties(QuoteSettings.class)
public class QuoteDesk {

    private static final Duration LONGEST = Duration.ofDays(90);

    private final Quotes quotes;
    private final Pricing pricing;
    private final Conversations conversations;
    private final Customers customers;
    private final Alarms alarms;
    private final Outbox outbox;
    private final Posting posting;
    private final QuoteSettings settings;
    private final Clock clock;

    QuoteDesk(
            Quotes quotes,
            Pricing pricing,
            Conversations conversations,
            Customers customers,
            Alarms alarms,
            Outbox outbox,
            Posting posting,
            QuoteSettings settings,
            Clock clock) {
        this.quotes = quotes;
        this.pricing = pricing;
        this.conversations = conversations;
        this.customers = customers;
        this.alarms = alarms;
        this.outbox = outbox;
        this.posting = posting;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes a quote at the prices of this instant, which hold until it expires.
     *
     * @throws NotFound when there is no such conversation
     */
    public Result<Quote> create(NewQuote wanted) {
        Optional<Quote> known = quotes.findByKey(wanted.key());
        if (known.isPresent()) {
            return Result.done(known.get());
        }
        Conversation conversation =
                conversations.find(wanted.conversationId()).orElseThrow(() -> new NotFound("Conversation"));
        Segment priceList = wanted.priceList() == null ? segment(conversation.customerId()) : wanted.priceList();
        Optional<UserError> illegal = checkValidity(wanted.validFor());
        if (illegal.isPresent()) {
            return Result.refused(illegal.get());
        }
        return pricing.price(wanted.selections(), priceList, wanted.limit()).map(lines -> {
            Instant now = now();
            Instant until = until(now, wanted.validFor());
            Quote made = announcing(
                    wanted.conversationId(),
                    "quote/" + wanted.key(),
                    List.of(fact("created", wanted.key(), "")),
                    () -> quotes.insert(
                            wanted.key(), id -> fresh(id, wanted, conversation, priceList, lines, now, until)));
            expireLater(made);
            return made;
        });
    }

    /**
     * What a quote would say if it were made at this instant. Nothing is stored.
     *
     * @throws NotFound when there is no such conversation
     */
    Result<Quote> draw(NewQuote wanted) {
        Conversation conversation =
                conversations.find(wanted.conversationId()).orElseThrow(() -> new NotFound("Conversation"));
        Segment priceList = wanted.priceList() == null ? segment(conversation.customerId()) : wanted.priceList();
        Instant now = now();
        return pricing.price(wanted.selections(), priceList, wanted.limit())
                .map(lines -> fresh(
                        Quote.UNMADE, wanted, conversation, priceList, lines, now, until(now, wanted.validFor())));
    }

    private Quote fresh(
            String id,
            NewQuote wanted,
            Conversation conversation,
            Segment priceList,
            List<PricedLine> lines,
            Instant now,
            Instant until) {
        return new Quote(
                id,
                null,
                wanted.key(),
                1,
                conversation.id(),
                conversation.customerId(),
                wanted.messageId(),
                wanted.advisorId(),
                priceList,
                lines,
                QuoteStatus.PENDING,
                now,
                now,
                until,
                null,
                List.of());
    }

    /**
     * Offers anew, at the prices of this instant: what was pending, rejected or expired is pending again.
     *
     * @param expectedRevision the revision that this one follows; when there is a later one already, nothing changes
     * @param selections null for the same products and quantities
     * @param priceList null for the same list
     * @param limit the most that may be taken off a line of {@code selections}; what was granted before stays
     */
    public Result<Quote> revise(
            String quoteId,
            int expectedRevision,
            @Nullable List<Selection> selections,
            @Nullable Segment priceList,
            @Nullable Duration validFor,
            DiscountLimit limit) {
        Quote quote = find(quoteId);
        if (quote.revision() > expectedRevision) {
            return Result.done(quote);
        }
        Optional<UserError> illegal = checkValidity(validFor);
        if (illegal.isPresent()) {
            return Result.refused(illegal.get());
        }
        if (quote.status() == QuoteStatus.ACCEPTED) {
            return Result.refused(UserError.at(
                    "quoteId", UserError.Code.NOT_ALLOWED, "Esta cotización ya está aceptada: hacé una nueva."));
        }
        Segment list = priceList == null ? quote.priceList() : priceList;
        List<Selection> wanted = selections == null ? same(quote) : selections;
        return pricing.price(wanted, list, selections == null ? DiscountLimit.NONE : limit)
                .map(lines -> {
                    Instant now = now();
                    Instant until = until(now, validFor);
                    Quote revised = change(
                            quote,
                            "revised/" + (expectedRevision + 1),
                            current ->
                                    current.revision() == expectedRevision && current.status() != QuoteStatus.ACCEPTED
                                            ? current.revised(list, lines, now, until)
                                            : current);
                    expireLater(revised);
                    return revised;
                });
    }

    private static List<Selection> same(Quote quote) {
        return quote.lines().stream()
                .map(line -> new Selection(line.sku(), line.quantity(), discount(line)))
                .toList();
    }

    private static Discount discount(PricedLine line) {
        Integer share = line.discountBasisPoints();
        return share == null ? new Discount.Amount(line.discount()) : new Discount.Share(share);
    }

    /** Accepts a quote that is pending and has not expired; accepting it again changes nothing. */
    public Result<Quote> accept(String quoteId, Decision.By by, @Nullable String advisorId) {
        Decision decision = new Decision(by, advisorId, now());
        return decide(quoteId, QuoteStatus.ACCEPTED, current -> current.accepted(decision));
    }

    /** Rejects a quote that is pending; rejecting it again changes nothing. */
    public Result<Quote> reject(String quoteId, Decision.By by, @Nullable String advisorId) {
        Decision decision = new Decision(by, advisorId, now());
        return decide(quoteId, QuoteStatus.REJECTED, current -> current.rejected(decision));
    }

    private Result<Quote> decide(String quoteId, QuoteStatus wanted, UnaryOperator<Quote> verb) {
        Quote decided = change(
                find(quoteId),
                wanted.name(),
                current -> current.statusAt(clock.instant()) == QuoteStatus.PENDING ? verb.apply(current) : current);
        return decided.status() == wanted ? Result.done(decided) : Result.refused(refusal(decided));
    }

    private UserError refusal(Quote quote) {
        return switch (quote.statusAt(clock.instant())) {
            case EXPIRED ->
                UserError.at(
                        "quoteId",
                        UserError.Code.EXPIRED,
                        "Esta cotización venció. Actualizala para ofrecerla con los precios de hoy.");
            case ACCEPTED -> UserError.at("quoteId", UserError.Code.NOT_ALLOWED, "Esta cotización ya está aceptada.");
            case REJECTED ->
                UserError.at(
                        "quoteId",
                        UserError.Code.NOT_ALLOWED,
                        "Esta cotización fue rechazada. Actualizala para ofrecerla de nuevo.");
            case PENDING ->
                UserError.at("quoteId", UserError.Code.NOT_ALLOWED, "Esta cotización cambió recién: volvé a mirarla.");
        };
    }

    /** A payment came for the quote: whatever it was before, it is accepted now, since a customer's money says so. */
    public Quote paid(String quoteId) {
        Decision decision = new Decision(Decision.By.PAYMENT, null, now());
        return change(find(quoteId), "paid", current -> current.accepted(decision));
    }

    /** Notes that a quote has expired, if it has; returns when to look again. */
    @Nullable
    Instant expire(String quoteId) {
        Optional<Quote> found = quotes.find(quoteId);
        if (found.isEmpty()) {
            return null;
        }
        Quote quote = found.get();
        if (quote.status() == QuoteStatus.PENDING && clock.instant().isBefore(quote.validUntil())) {
            return quote.validUntil();
        }
        change(quote, "expired/" + quote.revision(), current -> switch (current.statusAt(clock.instant())) {
            case EXPIRED -> current.expired();
            case PENDING, ACCEPTED, REJECTED -> current;
        });
        return null;
    }

    private Quote change(Quote quote, String cause, UnaryOperator<Quote> verb) {
        Quote next = verb.apply(quote);
        if (next.equals(quote)) {
            return quote;
        }
        return announcing(
                quote.conversationId(),
                "quote/" + quote.id() + "/" + cause,
                facts(quote, next),
                () -> quotes.update(quote.id(), verb));
    }

    private List<Publication> facts(Quote quote, Quote next) {
        if (next.revision() != quote.revision()) {
            return List.of(fact("revised", quote.key(), Integer.toString(next.revision())));
        }
        return next.status() == quote.status()
                ? List.of()
                : List.of(fact(
                        next.status().name().toLowerCase(Locale.ROOT), quote.key(), Integer.toString(next.revision())));
    }

    private Publication fact(String what, String key, String cause) {
        return Publication.of(ConversationEvent.of(new Fact("quote." + what, key), cause, clock.instant()));
    }

    private Quote announcing(String conversationId, String cause, List<Publication> facts, Supplier<Quote> change) {
        List<Publication> announcements = new ArrayList<>(facts);
        announcements.add(posting.changed(conversationId, cause));
        return outbox.announcing(announcements, change);
    }

    /** One alarm for a quote: a revision that holds longer is found when it rings. */
    private void expireLater(Quote quote) {
        alarms.setUnlessSet(QuoteExpiry.KIND, quote.id(), quote.validUntil());
    }

    private Instant until(Instant now, @Nullable Duration validFor) {
        return now.plus(validFor == null ? settings.validFor() : validFor);
    }

    private static Optional<UserError> checkValidity(@Nullable Duration validFor) {
        return validFor == null || (validFor.compareTo(Duration.ZERO) > 0 && validFor.compareTo(LONGEST) <= 0)
                ? Optional.empty()
                : Optional.of(UserError.at(
                        "validForHours", UserError.Code.INVALID, "Una cotización vale de 1 hora a 90 días."));
    }

    private Segment segment(String customerId) {
        return customers.find(customerId).map(Customer::segment).orElse(Segment.RETAIL);
    }

    /**
     * The quote with this id.
     *
     * @throws NotFound when there is no such quote
     */
    public Quote find(String quoteId) {
        return quotes.find(quoteId).orElseThrow(() -> new NotFound("Quote"));
    }

    /** As the database keeps it, so that what was stored equals what is read. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
