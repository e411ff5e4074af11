package ar.isac.crm.sale;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.document.Paper;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.quote.Papers;
import ar.isac.crm.quote.PricedLine;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.shop.ShopSettings;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the customer is told of a sale, each thing once: the keys are derived from the sale. */
@Component
class Receipts {

    private static final String PREFIX = "receipt/";

    private final Posting posting;
    private final Papers papers;
    private final Customers customers;
    private final Phrases phrases;
    private final MoneyFormat money;

    Receipts(Posting posting, Papers papers, Customers customers, MoneyFormat money, ShopSettings shop) {
        this.posting = posting;
        this.papers = papers;
        this.customers = customers;
        this.phrases = Phrases.of("selling", shop);
        this.money = money;
    }

    /** The key of the message that brings a sale's receipt. */
    static String key(String saleId) {
        return PREFIX + saleId;
    }

    /** The sale whose receipt a message brings; null for every other message. */
    static @Nullable String saleId(Message message) {
        String key = message.key();
        return key.startsWith(PREFIX) ? key.substring(PREFIX.length()).split("/", 2)[0] : null;
    }

    /** Thanks, and the receipt as a document; returns the id of the document's message. */
    String post(Sale sale) {
        String key = key(sale.id());
        return posting.posted(key).map(Message::id).orElseGet(() -> {
            Draft thanks = draft(
                    key + "/thanks",
                    new TextContent(phrases.say(
                            "receipt.thanks", "total", money.format(sale.total()), "number", sale.number())));
            return posting.post(sale.conversationId(), List.of(thanks, draft(key, paper(sale))))
                    .getLast()
                    .id();
        });
    }

    /** The receipt once more, as an advisor asks for it. */
    Message again(Sale sale, @Nullable String advisorId, String cause) {
        Draft copy = new Draft(key(sale.id()) + "/" + cause, Author.ADVISOR, advisorId, paper(sale), null, null);
        return posting.post(sale.conversationId(), List.of(copy)).getFirst();
    }

    /** Paid, and the shelf is empty: the customer is told, and a person is called at once. */
    void awaitsStock(Sale sale) {
        Sale.Paid paid = Objects.requireNonNull(sale.paid());
        Escalation why = new Escalation(
                Escalation.Reason.PAYMENT_PROBLEM,
                phrases.say("evidence.awaiting.stock", "number", sale.number()),
                paid.at());
        posting.handOver(
                sale.conversationId(),
                why,
                Priority.URGENT,
                List.of(draft(
                        "awaiting-stock/" + sale.id(),
                        new TextContent(phrases.say("sale.awaiting.stock", "number", sale.number())))));
    }

    MessageContent paper(Sale sale) {
        return papers.print(drawn(sale), phrases.say("receipt.file", "number", sale.number()));
    }

    /** The receipt's paper alone, for those who sell. */
    byte[] pdf(Sale sale) {
        return papers.pdf(drawn(sale));
    }

    private Paper drawn(Sale sale) {
        Sale.Paid paid = sale.paid();
        return new Paper(
                Paper.Kind.RECEIPT,
                sale.number(),
                1,
                paid == null ? sale.createdAt() : paid.at(),
                null,
                customers.find(sale.customerId()).map(Customer::displayName).orElse(""),
                Papers.rows(sale.lines()),
                sale.total().plus(sale.discount()),
                PricedLine.discount(sale.lines()),
                sale.total(),
                null,
                paid == null ? null : paid.method(),
                sale.quoteId() == null ? null : Quote.number(sale.quoteId()));
    }

    private static Draft draft(String key, MessageContent content) {
        return new Draft(key, Author.AUTOMATION, null, content, null, null);
    }
}
