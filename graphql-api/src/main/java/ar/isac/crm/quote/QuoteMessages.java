package ar.isac.crm.quote;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.document.Paper;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.shop.ShopSettings;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How customers see quotes: the paper, and words with buttons to take it or leave it. */
@Component
public class QuoteMessages {

    /** Comes back, with {@link Offered} behind it, when the customer takes the quote. */
    public static final String ACCEPT = "quote-accept:";

    /** Comes back, with {@link Offered} behind it, when the customer does not want it. */
    public static final String REJECT = "quote-reject:";

    private static final String PREFIX = "quote/";

    private final Posting posting;
    private final Papers papers;
    private final Customers customers;
    private final ObjectProvider<PaymentLinks> links;
    private final Phrases phrases;
    private final MoneyFormat money;
    private final DateTimeFormatter day;

    QuoteMessages(
            Posting posting,
            Papers papers,
            Customers customers,
            ObjectProvider<PaymentLinks> links,
            MoneyFormat money,
            ShopSettings shop) {
        this.posting = posting;
        this.papers = papers;
        this.customers = customers;
        this.links = links;
        this.phrases = Phrases.of("selling", shop);
        this.money = money;
        this.day = DateTimeFormatter.ofPattern("dd/MM 'a las' HH:mm", shop.locale())
                .withZone(shop.timeZone());
    }

    /** Where quotes can be paid; whoever takes payments knows. */
    public interface PaymentLinks {

        /** The link by which this version of the quote can be paid; empty while there is none. */
        Optional<String> of(Quote quote);
    }

    /** The quote as a document, printed and stored; with the payment link's QR code where there is one. */
    public MediaContent paper(Quote quote) {
        return papers.print(drawn(quote), phrases.say("quote.file", "number", quote.number()));
    }

    /** The quote's paper alone, for those who sell. */
    byte[] pdf(Quote quote) {
        return papers.pdf(drawn(quote));
    }

    private Paper drawn(Quote quote) {
        return new Paper(
                Paper.Kind.QUOTE,
                quote.number(),
                quote.revision(),
                quote.revisedAt(),
                quote.validUntil(),
                customers.find(quote.customerId()).map(Customer::displayName).orElse(""),
                Papers.rows(quote.lines()),
                quote.total().plus(quote.discount()),
                quote.discount(),
                quote.total(),
                link(quote).orElse(null),
                null,
                null);
    }

    /** The offer in words, with buttons. */
    MessageContent offer(Quote quote) {
        Optional<String> link = link(quote);
        String text = phrases.say(
                link.isPresent() ? "quote.offer.link" : "quote.offer",
                "number",
                quote.number(),
                "total",
                money.format(quote.total()),
                "until",
                day(quote.validUntil()),
                "link",
                link.orElse(""));
        return InteractiveContent.buttons(
                text,
                List.of(
                        new Option(ACCEPT + Offered.of(quote).text(), phrases.say("quote.accept"), null),
                        new Option(REJECT + Offered.of(quote).text(), phrases.say("quote.reject"), null)));
    }

    /**
     * Sends a quote as an advisor: the paper and the offer with its buttons.
     *
     * @param cause what makes it be sent; the same cause sends this version once
     * @return the message of the offer
     */
    public Message send(Quote quote, @Nullable String advisorId, String cause) {
        return posting.posted(key(quote, cause))
                .orElseGet(() -> posting.post(quote.conversationId(), drafts(quote, Author.ADVISOR, advisorId, cause))
                        .getLast());
    }

    /** The paper and the offer with its buttons, to be posted. */
    public List<Draft> drafts(Quote quote, Author author, @Nullable String advisorId, String cause) {
        String key = key(quote, cause);
        return List.of(
                new Draft(key + "/paper", author, advisorId, paper(quote), null, null),
                new Draft(key, author, advisorId, offer(quote), null, null));
    }

    private static String key(Quote quote, String cause) {
        return PREFIX + quote.id() + "/" + quote.revision() + "/" + cause;
    }

    /** The quote that a message offers; null for every other message, and for what the assistant said in its own words. */
    static @Nullable String offeredId(Message message) {
        String key = message.key();
        return key.startsWith(PREFIX) ? key.substring(PREFIX.length()).split("/", 2)[0] : null;
    }

    private Optional<String> link(Quote quote) {
        return links.stream().findFirst().flatMap(each -> each.of(quote));
    }

    private String day(Instant at) {
        return day.format(at);
    }
}
