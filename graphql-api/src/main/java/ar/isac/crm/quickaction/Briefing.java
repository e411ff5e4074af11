package ar.isac.crm.quickaction;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.money.Money;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.QuoteStatus;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.SaleStatus;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What whoever takes a conversation over should know before they read the thread: who it is, why a person was called, what is
 * wanted, what is quoted and sold, and what nobody has answered. Drawn from what is stored, for the shop's eyes.
 */
@Component
class Briefing {

    private static final int LATEST = 20;
    private static final int FEW = 3;
    private static final int LONGEST_QUOTATION = 160;

    /** They say how somebody talks, not what they want. */
    private static final Set<Intent> SMALL_TALK =
            EnumSet.of(Intent.GREETING, Intent.THANKS_BYE, Intent.AFFIRM, Intent.DENY, Intent.OTHER);

    private static final Set<QuoteStatus> ALIVE = EnumSet.of(QuoteStatus.PENDING, QuoteStatus.ACCEPTED);
    private static final Set<SaleStatus> UNDER_WAY =
            EnumSet.of(SaleStatus.PENDING, SaleStatus.PAID_AWAITING_STOCK, SaleStatus.PAID);

    private final Messages messages;
    private final Customers customers;
    private final Quotes quotes;
    private final Sales sales;
    private final Phrases phrases;
    private final MoneyFormat money;
    private final Clock clock;

    Briefing(
            Messages messages,
            Customers customers,
            Quotes quotes,
            Sales sales,
            ShopSettings shop,
            MoneyFormat money,
            Clock clock) {
        this.messages = messages;
        this.customers = customers;
        this.quotes = quotes;
        this.sales = sales;
        this.phrases = Phrases.of("quickaction", shop);
        this.money = money;
        this.clock = clock;
    }

    /** A line for each thing there is to know; empty when there is nothing. */
    String of(Conversation conversation) {
        List<Message> newestFirst = messages.range(
                        conversation.id(), conversation.lastSeq() - LATEST + 1, conversation.lastSeq())
                .reversed();
        return Stream.of(
                        customer(conversation),
                        why(conversation),
                        listed("briefing.wants", wishes(newestFirst)),
                        listed("briefing.products", products(newestFirst)),
                        quotes.of(conversation.id()).stream().flatMap(this::quote),
                        sales.of(conversation.id()).stream().flatMap(this::sale),
                        unanswered(newestFirst))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private Stream<String> customer(Conversation conversation) {
        return customers.find(conversation.customerId()).stream()
                .map(customer -> phrases.say(
                        "briefing.customer." + customer.segment().name(), "customer", customer.displayName()));
    }

    private Stream<String> why(Conversation conversation) {
        Escalation escalation = conversation.escalation();
        return Stream.ofNullable(escalation)
                .map(each -> phrases.say(
                        "briefing.why",
                        "reason",
                        phrases.say("briefing.why." + each.reason().name())));
    }

    private List<String> wishes(List<Message> newestFirst) {
        return newestFirst.stream()
                .flatMap(message -> Stream.ofNullable(message.analysis()))
                .flatMap(analysis -> analysis.intents().stream())
                .map(ScoredIntent::intent)
                .filter(intent -> !SMALL_TALK.contains(intent))
                .distinct()
                .limit(FEW)
                .map(intent -> phrases.say("briefing.wants." + intent.name()))
                .toList();
    }

    private static List<String> products(List<Message> newestFirst) {
        return newestFirst.stream()
                .flatMap(message -> Stream.ofNullable(message.evidence()))
                .flatMap(evidence -> evidence.products().stream())
                .map(ProductReading::title)
                .distinct()
                .limit(FEW)
                .toList();
    }

    private Stream<String> listed(String phrase, List<String> things) {
        return things.isEmpty() ? Stream.empty() : Stream.of(phrases.say(phrase, "things", String.join(", ", things)));
    }

    private Stream<String> quote(Quote quote) {
        Instant now = clock.instant();
        QuoteStatus status = quote.statusAt(now);
        return ALIVE.contains(status)
                ? Stream.of(phrases.say(
                        "briefing.quote." + status.name(), "number", quote.number(), "total", price(quote.total())))
                : Stream.empty();
    }

    private Stream<String> sale(Sale sale) {
        return UNDER_WAY.contains(sale.status())
                ? Stream.of(phrases.say(
                        "briefing.sale." + sale.status().name(), "number", sale.number(), "total", price(sale.total())))
                : Stream.empty();
    }

    private String price(Money amount) {
        return money.format(amount) + " " + amount.currency();
    }

    /** What the customer wrote since anybody wrote to them. */
    private Stream<String> unanswered(List<Message> newestFirst) {
        List<String> waiting = new ArrayList<>();
        for (Message message : newestFirst) {
            boolean isAnswer = message.direction() == Direction.OUTBOUND && message.author() != Author.SYSTEM;
            // What never arrived has answered nothing.
            if (isAnswer && message.status() != DeliveryStatus.FAILED) {
                break;
            }
            if (message.direction() == Direction.INBOUND && !message.isDeleted()) {
                waiting.add(message.content().plainText().strip());
            }
        }
        String words = String.join(" / ", waiting.reversed());
        return words.isEmpty()
                ? Stream.empty()
                : Stream.of(phrases.say("briefing.unanswered", "words", shortened(words)));
    }

    private static String shortened(String words) {
        return words.codePointCount(0, words.length()) <= LONGEST_QUOTATION
                ? words
                : words.substring(0, words.offsetByCodePoints(0, LONGEST_QUOTATION)) + "…";
    }
}
