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
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.quote.QuoteDesk;
import ar.isac.crm.quote.QuoteMessages;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.sale.SaleDesk;
import ar.isac.crm.sale.SaleOutcome;
import ar.isac.crm.shop.ShopSettings;
import java.time.format.DateTimeFormatter;
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
    private final SaleDesk sales;
    private final LinksOfQuotes links;
    private final Posting posting;
    private final Phrases phrases;
    private final DateTimeFormatter day;

    PressedButtons(
            QuoteDesk desk, Quotes quotes, SaleDesk sales, LinksOfQuotes links, Posting posting, ShopSettings shop) {
        this.desk = desk;
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
            quote(pressed.id(), QuoteMessages.ACCEPT, received).ifPresent(quote -> accept(quote, received.message()));
            quote(pressed.id(), QuoteMessages.REJECT, received).ifPresent(quote -> reject(quote, received.message()));
        }
    }

    /** The quote of a button, if it is one that was offered in this very conversation. */
    private Optional<Quote> quote(String pressed, String button, MessageReceived received) {
        return pressed.startsWith(button)
                ? quotes.find(pressed.substring(button.length()))
                        .filter(quote -> quote.conversationId()
                                .equals(received.conversation().id()))
                : Optional.empty();
    }

    private void accept(Quote quote, Message pressed) {
        String text =
                switch (sales.acceptQuote(quote.id(), Decision.By.CUSTOMER, null)) {
                    case SaleOutcome.Made made -> {
                        Optional<String> link = links.of(quote);
                        yield link.isPresent()
                                ? phrases.say("quote.accepted.link", "number", quote.number(), "link", link.get())
                                : phrases.say("quote.accepted", "number", quote.number());
                    }
                    case SaleOutcome.OutOfStock shortages ->
                        phrases.say("quote.out.of.stock", "number", quote.number());
                    case SaleOutcome.Refused(List<UserError> errors)
                    when errors.getFirst().code() != UserError.Code.EXPIRED ->
                        phrases.say("quote.closed", "number", quote.number());
                    case SaleOutcome.Refused expired ->
                        phrases.say("quote.expired", "number", quote.number(), "until", day.format(quote.validUntil()));
                };
        tell(quote, pressed, text);
    }

    private void reject(Quote quote, Message pressed) {
        Result<Quote> rejected = desk.reject(quote.id(), Decision.By.CUSTOMER, null);
        if (rejected.errors().isEmpty()) {
            tell(quote, pressed, phrases.say("quote.rejected"));
        }
    }

    private void tell(Quote quote, Message pressed, String text) {
        posting.post(
                quote.conversationId(),
                List.of(new Draft(
                        "pressed/" + pressed.id(), Author.AUTOMATION, null, new TextContent(text), null, null)));
    }
}
