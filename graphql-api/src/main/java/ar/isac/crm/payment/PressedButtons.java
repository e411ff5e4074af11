package ar.isac.crm.payment;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.MessageReceived;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.quote.DiscountLimit;
import ar.isac.crm.quote.Offered;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.quote.QuoteDesk;
import ar.isac.crm.quote.QuoteMessages;
import ar.isac.crm.quote.QuoteStatus;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleOutcome;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A customer takes or leaves a quote by its button while a person has the conversation: the button must not do nothing only
 * because the assistant is silent. Otherwise the assistant answers it.
 */
@Component
class PressedButtons {

    private final QuoteDesk desk;
    private final Quotes quotes;
    private final QuoteMessages messages;
    private final SaleDesk sales;
    private final LinksOfQuotes links;
    private final Posting posting;
    private final Phrases phrases;
    private final DateTimeFormatter day;
    private final Clock clock;

    PressedButtons(
            QuoteDesk desk,
            Quotes quotes,
            QuoteMessages messages,
            SaleDesk sales,
            LinksOfQuotes links,
            Posting posting,
            ShopSettings shop,
            Clock clock) {
        this.desk = desk;
        this.messages = messages;
        this.clock = clock;
        this.quotes = quotes;
        this.sales = sales;
        this.links = links;
        this.posting = posting;
        this.phrases = Phrases.of("selling", shop);
        this.day = DateTimeFormatter.ofPattern("dd/MM 'a las' HH:mm", shop.locale())
                .withZone(shop.timeZone());
    }

    @EventListener
    void on(MessageReceived received) {
        if (received.conversation().control() != Control.ASSISTANT
                && received.message().content() instanceof InteractiveReplyContent pressed) {
            quote(pressed.id(), QuoteMessages.ACCEPT, received)
                    .ifPresent(quote -> accept(quote, offered(pressed.id(), QuoteMessages.ACCEPT), received.message()));
            quote(pressed.id(), QuoteMessages.REJECT, received).ifPresent(quote -> reject(quote, received.message()));
        }
    }

    /** The quote of a button, if it is one that was offered in this very conversation. */
    private Optional<Quote> quote(String pressed, String button, MessageReceived received) {
        return pressed.startsWith(button)
                ? quotes.find(offered(pressed, button).quoteId())
                        .filter(quote -> quote.conversationId()
                                .equals(received.conversation().id()))
                : Optional.empty();
    }

    private static Offered offered(String pressed, String button) {
        return Offered.parse(pressed.substring(button.length()));
    }

    private void accept(Quote quote, Offered offered, Message pressed) {
        boolean isOlder = quote.revision() != offered.revision();
        if (isOlder && quote.statusAt(clock.instant()) == QuoteStatus.PENDING) {
            offer(quote, pressed, phrases.say("quote.newer", "number", quote.number()));
            return;
        }
        switch (sales.acceptQuote(quote.id(), Decision.By.CUSTOMER, null)) {
            case SaleOutcome.Made(Sale sale) -> tell(quote, pressed, taken(quote, sale));
            case SaleOutcome.OutOfStock shortages ->
                tell(quote, pressed, phrases.say("quote.out.of.stock", "number", quote.number()));
            case SaleOutcome.Refused(List<UserError> errors)
            when errors.getFirst().code() == UserError.Code.EXPIRED -> renew(quote, pressed);
            case SaleOutcome.Refused closed ->
                tell(quote, pressed, phrases.say("quote.closed", "number", quote.number()));
        }
    }

    /** Whoever presses again, late, is not asked for money that came or that nobody waits for. */
    private String taken(Quote quote, Sale sale) {
        return switch (sale.status()) {
            case PENDING -> thanks(quote);
            case PAID_AWAITING_STOCK, PAID, DELIVERED -> phrases.say("quote.paid", "number", quote.number());
            case CANCELLED, REFUNDED -> phrases.say("quote.closed", "number", quote.number());
        };
    }

    private String thanks(Quote quote) {
        Optional<String> link = links.of(quote);
        return link.isPresent()
                ? phrases.say("quote.accepted.link", "number", quote.number(), "link", link.get())
                : phrases.say("quote.accepted", "number", quote.number());
    }

    /** Who takes a quote too late is offered the same at the prices of now. */
    private void renew(Quote expired, Message pressed) {
        String until = day.format(expired.validUntil());
        switch (desk.revise(expired.id(), expired.revision(), null, null, null, DiscountLimit.NONE)) {
            case Result.Done<Quote>(Quote renewed) ->
                offer(renewed, pressed, phrases.say("quote.renewed", "number", expired.number(), "until", until));
            case Result.Refused<Quote> nothingToOffer ->
                tell(expired, pressed, phrases.say("quote.expired", "number", expired.number(), "until", until));
        }
    }

    private void reject(Quote quote, Message pressed) {
        Result<Quote> rejected = desk.reject(quote.id(), Decision.By.CUSTOMER, null);
        if (rejected.errors().isEmpty()) {
            tell(quote, pressed, phrases.say("quote.rejected"));
        }
    }

    private void offer(Quote quote, Message pressed, String lead) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(draft(pressed, lead));
        drafts.addAll(messages.drafts(quote, Author.AUTOMATION, null, "pressed/" + pressed.id()));
        posting.post(quote.conversationId(), drafts);
    }

    private void tell(Quote quote, Message pressed, String text) {
        posting.post(quote.conversationId(), List.of(draft(pressed, text)));
    }

    private static Draft draft(Message pressed, String text) {
        return new Draft("pressed/" + pressed.id(), Author.AUTOMATION, null, new TextContent(text), null, null);
    }
}
