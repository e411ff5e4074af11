package ar.isac.crm.quote;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From GraphQL's inputs to the desk. */
@Component
class QuoteRequests {

    private final QuoteDesk desk;
    private final Quotes quotes;
    private final IdempotencyKeys keys;
    private final QuoteMessages messages;
    private final QuoteNotes notes;
    private final DiscountLimits limits;
    private final ShopSettings shop;
    private final Clock clock;

    QuoteRequests(
            QuoteDesk desk,
            Quotes quotes,
            IdempotencyKeys keys,
            QuoteMessages messages,
            QuoteNotes notes,
            DiscountLimits limits,
            ShopSettings shop,
            Clock clock) {
        this.desk = desk;
        this.quotes = quotes;
        this.keys = keys;
        this.messages = messages;
        this.notes = notes;
        this.limits = limits;
        this.shop = shop;
        this.clock = clock;
    }

    /** In the shape of the GraphQL inputs. */
    record CreateQuoteInput(
            String conversationId,
            @Nullable String messageId,
            List<SelectionInput> lines,
            @Nullable Segment priceList,
            @Nullable Integer validForHours,
            String idempotencyKey) {}

    record ReviseQuoteInput(
            String quoteId,
            int version,
            @Nullable List<SelectionInput> lines,
            @Nullable Segment priceList,
            @Nullable Integer validForHours) {}

    record DecideQuoteInput(String quoteId) {}

    record SendQuoteInput(String quoteId, String idempotencyKey) {}

    Page<Quote> list(QuoteFilter filter, int size, @Nullable String after) {
        Instant now = clock.instant();
        String owner = filter.owner();
        if (filter.number() != null) {
            List<Quote> one = Quote.idOf(filter.number()).flatMap(quotes::find).stream()
                    .filter(quote -> filter.admits(quote, now))
                    .toList();
            return NumberedPage.of(one, after, size, Quote::id);
        }
        if (owner == null) {
            return quotes.newestFirst(quote -> filter.admits(quote, now), size, after);
        }
        List<Quote> admitted = quotes.of(owner).stream()
                .filter(quote -> filter.admits(quote, now))
                .toList();
        return NumberedPage.of(admitted, after, size, Quote::id);
    }

    Quote find(String globalId) {
        return desk.find(GlobalId.raw("Quote", globalId));
    }

    /**
     * The quote with this number.
     *
     * @throws ar.isac.crm.graphql.NotFound when there is none
     */
    Quote numbered(String number) {
        return desk.find(Quote.idOf(number).orElse(""));
    }

    /** A quote as it would be if it were made now: it is nowhere stored. */
    Result<Quote> drawn(String conversationId, List<SelectionInput> lines, Actor actor) {
        return switch (SelectionInput.read(lines, currency())) {
            case Result.Refused<List<Selection>>(List<UserError> errors) -> new Result.Refused<>(errors);
            case Result.Done<List<Selection>>(List<Selection> selections) ->
                desk.draw(new NewQuote(
                        "",
                        GlobalId.raw("Conversation", conversationId),
                        null,
                        actor.advisorId(),
                        selections,
                        null,
                        null,
                        limits.of(actor)));
        };
    }

    Result<Quote> create(CreateQuoteInput input, Actor actor) {
        return keys.attempt(actor.id(), "createQuote", input.idempotencyKey(), input, () -> made(input, actor))
                .map(desk::find);
    }

    private Result<String> made(CreateQuoteInput input, Actor actor) {
        return switch (SelectionInput.read(input.lines(), currency())) {
            case Result.Refused<List<Selection>>(List<UserError> errors) -> new Result.Refused<>(errors);
            case Result.Done<List<Selection>>(List<Selection> selections) ->
                desk.create(new NewQuote(
                                "api/" + actor.id() + "/" + input.idempotencyKey(),
                                GlobalId.raw("Conversation", input.conversationId()),
                                input.messageId() == null ? null : GlobalId.raw("Message", input.messageId()),
                                actor.advisorId(),
                                selections,
                                input.priceList(),
                                hours(input.validForHours()),
                                limits.of(actor)))
                        .also(made -> notes.made(made, actor))
                        .map(Quote::id);
        };
    }

    Result<Quote> revise(ReviseQuoteInput input, Actor actor) {
        return revised(input, actor).also(quote -> notes.revised(quote, actor));
    }

    private Result<Quote> revised(ReviseQuoteInput input, Actor actor) {
        String id = GlobalId.raw("Quote", input.quoteId());
        if (input.lines() == null) {
            return desk.revise(
                    id, input.version(), null, input.priceList(), hours(input.validForHours()), limits.of(actor));
        }
        return switch (SelectionInput.read(input.lines(), currency())) {
            case Result.Refused<List<Selection>>(List<UserError> errors) -> new Result.Refused<>(errors);
            case Result.Done<List<Selection>>(List<Selection> selections) ->
                desk.revise(
                        id,
                        input.version(),
                        selections,
                        input.priceList(),
                        hours(input.validForHours()),
                        limits.of(actor));
        };
    }

    Result<Quote> accept(DecideQuoteInput input, Actor actor) {
        return desk.accept(GlobalId.raw("Quote", input.quoteId()), Decision.By.ADVISOR, actor.advisorId())
                .also(quote -> notes.accepted(quote, actor));
    }

    Result<Quote> reject(DecideQuoteInput input, Actor actor) {
        return desk.reject(GlobalId.raw("Quote", input.quoteId()), Decision.By.ADVISOR, actor.advisorId())
                .also(quote -> notes.rejected(quote, actor));
    }

    Result<Message> send(SendQuoteInput input, Actor actor) {
        Optional<UserError> illegal = IdempotencyKeys.check(input.idempotencyKey());
        if (illegal.isPresent()) {
            return Result.refused(illegal.get());
        }
        Quote quote = find(input.quoteId());
        if (quote.statusAt(clock.instant()) != QuoteStatus.PENDING) {
            return Result.refused(UserError.at(
                    "quoteId",
                    UserError.Code.NOT_ALLOWED,
                    "Esta cotización ya no está pendiente. Actualizala para ofrecerla de nuevo."));
        }
        return Result.done(messages.send(quote, actor.advisorId(), actor.id() + "/" + input.idempotencyKey()));
    }

    private String currency() {
        return shop.currency().getCurrencyCode();
    }

    private static @Nullable Duration hours(@Nullable Integer hours) {
        return hours == null ? null : Duration.ofHours(hours);
    }
}
