package ar.isac.crm.outgoing;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.hub.EventLog.Numbered;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.Fact;
import ar.isac.crm.money.Money;
import ar.isac.crm.payment.Payment;
import ar.isac.crm.payment.Payments;
import ar.isac.crm.quote.PricedLine;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.Sales;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what an event of the log is about, as it is now. Most events are nothing that other systems are told. */
@Component
class NewsReader {

    private final Messages messages;
    private final Conversations conversations;
    private final Quotes quotes;
    private final Sales sales;
    private final Payments payments;
    private final CustomerNews customerNews;

    NewsReader(
            Messages messages,
            Conversations conversations,
            Quotes quotes,
            Sales sales,
            Payments payments,
            CustomerNews customerNews) {
        this.messages = messages;
        this.conversations = conversations;
        this.quotes = quotes;
        this.sales = sales;
        this.payments = payments;
        this.customerNews = customerNews;
    }

    Optional<News> read(Numbered numbered) {
        ConversationEvent event = numbered.event();
        return switch (event.type()) {
            case MESSAGE_ADDED ->
                message(event)
                        .filter(message -> message.direction() == Direction.INBOUND)
                        .map(message -> received(event, message));
            case MESSAGE_CHANGED ->
                status(event.key())
                        .flatMap(status -> message(event)
                                .filter(message -> message.direction() == Direction.OUTBOUND)
                                .map(message -> status(event, message, status)));
            case HANDED_OVER -> conversation(event, "conversation.escalated", event.key(), event.conversationId());
            case FACT -> fact(event, Fact.parse(String.valueOf(event.subject())));
            case CONVERSATION_CHANGED,
                    FOLLOW_UP_DUE,
                    MENTIONED,
                    ASSIGNED,
                    RETURNED,
                    DEAD_LETTER_CHANGED,
                    CHANNEL_PAUSED,
                    CHANNEL_RESUMED,
                    CHANNEL_ALERT,
                    WEBHOOK_PAUSED -> Optional.empty();
        };
    }

    private Optional<News> fact(ConversationEvent event, Fact fact) {
        String kind = fact.name().substring(0, Math.max(0, fact.name().indexOf('.')));
        return switch (kind) {
            case "conversation" -> conversation(event, fact.name(), event.key(), fact.of());
            case "quote" ->
                quotes.findByKey(fact.of()).map(quote -> news(event, fact, quote.customerId(), data(quote)));
            case "sale" -> sales.findByKey(fact.of()).map(sale -> news(event, fact, sale.customerId(), data(sale)));
            case "payment" ->
                payments.find(fact.of())
                        .map(payment -> news(event, fact, customerOf(payment.conversationId()), data(payment)));
            case "customer" -> customerNews.read(fact, event).map(told -> news(event, fact, fact.of(), told));
            default -> Optional.empty();
        };
    }

    private static News news(
            ConversationEvent event, Fact fact, @Nullable String customerId, Map<String, Object> data) {
        return new News(event.key(), fact.name(), event.occurredAt(), customerId, data, null);
    }

    private Optional<Message> message(ConversationEvent event) {
        Long seq = event.seq();
        return seq == null
                ? Optional.empty()
                : messages.range(event.conversationId(), seq, seq).stream().findFirst();
    }

    private News received(ConversationEvent event, Message message) {
        Map<String, Object> data = data(message);
        String customerId = customerOf(message.conversationId());
        if (customerId != null) {
            data.put("customerId", GlobalId.of("Customer", customerId));
        }
        return new News(
                event.key(),
                "message.received",
                event.occurredAt(),
                customerId,
                data,
                message.isDeleted() ? null : message.content().plainText());
    }

    /** One piece of news for each status, however often and in however many ways the platform tells it. */
    private News status(ConversationEvent event, Message message, DeliveryStatus status) {
        Map<String, Object> data = data(message);
        data.put("status", status.name());
        if (status == DeliveryStatus.FAILED && message.failure() != null) {
            data.put("failureCode", message.failure().code());
        }
        return new News(
                "message.status/" + message.id() + "/" + status,
                "message.status",
                event.occurredAt(),
                customerOf(message.conversationId()),
                data,
                null);
    }

    /** The causes of a message's changes end in the status that the platform told, where that is what changed. */
    private static Optional<DeliveryStatus> status(String key) {
        String last = key.substring(key.lastIndexOf('/') + 1);
        return Arrays.stream(DeliveryStatus.values())
                .filter(status -> status.name().equals(last))
                .findFirst();
    }

    private Optional<News> conversation(ConversationEvent event, String name, String key, String conversationId) {
        return conversations.find(conversationId).map(conversation -> {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("conversationId", GlobalId.of("Conversation", conversation.id()));
            data.put("customerId", GlobalId.of("Customer", conversation.customerId()));
            data.put("status", conversation.status().name());
            data.put("priority", conversation.priority().name());
            if (conversation.escalation() != null) {
                data.put("reason", conversation.escalation().reason().name());
            }
            return new News(key, name, event.occurredAt(), conversation.customerId(), data, null);
        });
    }

    private @Nullable String customerOf(String conversationId) {
        return conversations.find(conversationId).map(Conversation::customerId).orElse(null);
    }

    private Map<String, Object> data(Message message) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("messageId", GlobalId.of("Message", message.id()));
        data.put("conversationId", GlobalId.of("Conversation", message.conversationId()));
        data.put("seq", message.seq());
        conversations
                .find(message.conversationId())
                .ifPresent(conversation -> data.put(
                        "channel",
                        AccountRef.parse(conversation.accountId()).type().name()));
        data.put("content", message.content().getClass().getSimpleName());
        putIfKnown(data, "externalId", message.externalId());
        data.put("occurredAt", message.occurredAt().toString());
        return data;
    }

    private static Map<String, Object> data(Quote quote) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("quoteId", GlobalId.of("Quote", quote.id()));
        data.put("number", Quote.number(quote.id()));
        data.put("revision", quote.revision());
        data.put("status", quote.status().name());
        data.put("conversationId", GlobalId.of("Conversation", quote.conversationId()));
        data.put("customerId", GlobalId.of("Customer", quote.customerId()));
        data.put("validUntil", quote.validUntil().toString());
        priced(data, quote.lines(), PricedLine.total(quote.lines()));
        return data;
    }

    private static Map<String, Object> data(Sale sale) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("saleId", GlobalId.of("Sale", sale.id()));
        data.put("number", sale.number());
        data.put("status", sale.status().name());
        data.put("conversationId", GlobalId.of("Conversation", sale.conversationId()));
        data.put("customerId", GlobalId.of("Customer", sale.customerId()));
        if (sale.quoteId() != null) {
            data.put("quote", Quote.number(sale.quoteId()));
        }
        Sale.Paid paid = sale.paid();
        putIfKnown(data, "paymentMethod", paid == null ? null : paid.method());
        priced(data, sale.lines(), sale.total());
        return data;
    }

    private static Map<String, Object> data(Payment payment) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("paymentId", GlobalId.of("Payment", payment.id()));
        data.put("status", payment.status().name());
        data.put("method", payment.method().name());
        data.put("conversationId", GlobalId.of("Conversation", payment.conversationId()));
        data.put("amount", payment.amount().amount());
        data.put("currency", payment.amount().currency());
        Instant approved = payment.approvedAt();
        putIfKnown(data, "approvedAt", approved == null ? null : approved.toString());
        return data;
    }

    private static void priced(Map<String, Object> data, List<PricedLine> lines, Money total) {
        data.put(
                "lines",
                lines.stream()
                        .map(line -> Map.of(
                                "sku",
                                line.sku(),
                                "title",
                                line.title(),
                                "quantity",
                                line.quantity(),
                                "unitPrice",
                                line.unitPrice().amount(),
                                "total",
                                line.total().amount()))
                        .toList());
        data.put("total", total.amount());
        data.put("currency", total.currency());
    }

    private static void putIfKnown(Map<String, Object> data, String name, @Nullable String value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
