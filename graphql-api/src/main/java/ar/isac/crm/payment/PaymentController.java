package ar.isac.crm.payment;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.sale.Sale;
import ar.isac.crm.sale.Sales;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** Payments over GraphQL. */
@Controller
class PaymentController implements NodesSource {

    private static final String TYPE = "Payment";

    private final Payments payments;
    private final PaymentRequests requests;
    private final Sales sales;
    private final Quotes quotes;
    private final Conversations conversations;
    private final Advisors advisors;

    PaymentController(
            Payments payments,
            PaymentRequests requests,
            Sales sales,
            Quotes quotes,
            Conversations conversations,
            Advisors advisors) {
        this.payments = payments;
        this.requests = requests;
        this.sales = sales;
        this.quotes = quotes;
        this.conversations = conversations;
        this.advisors = advisors;
    }

    /** In the shape of the GraphQL payloads. */
    record PaymentPayload(@Nullable Payment payment, List<UserError> userErrors) {

        static PaymentPayload of(Result<Payment> result) {
            return new PaymentPayload(result.value(), result.errors());
        }
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<Payment> payments(
            @Argument PaymentRequests.@Nullable PaymentFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return requests.list(filter, PageSize.of(first), after);
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    PaymentPayload createPaymentLink(
            @Argument PaymentRequests.CreatePaymentLinkInput input, @AuthenticationPrincipal Actor actor) {
        return PaymentPayload.of(requests.createLink(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    PaymentPayload recordPayment(
            @Argument PaymentRequests.RecordPaymentInput input, @AuthenticationPrincipal Actor actor) {
        return PaymentPayload.of(requests.record(input, actor));
    }

    @SchemaMapping
    String id(Payment payment) {
        return GlobalId.of(TYPE, payment.id());
    }

    @SchemaMapping
    @Nullable
    URI link(Payment payment) {
        Payment.Link link = payment.link();
        return link == null ? null : URI.create(link.url());
    }

    @BatchMapping
    Map<Payment, Sale> sale(List<Payment> payments) {
        Map<String, List<Sale>> found =
                sales.of(payments.stream().map(Payment::orderKey).toList());
        Map<Payment, Sale> all = new HashMap<>();
        payments.forEach(payment -> found.getOrDefault(payment.orderKey(), List.of()).stream()
                .findFirst()
                .ifPresent(sale -> all.put(payment, sale)));
        return all;
    }

    @BatchMapping
    Map<Payment, Quote> quote(List<Payment> payments) {
        return Edges.of(payments, Payment::quoteId, quotes::find, Quote::id);
    }

    @BatchMapping
    Map<Payment, Conversation> conversation(List<Payment> payments) {
        return Edges.of(payments, Payment::conversationId, conversations::find, Conversation::id);
    }

    @BatchMapping
    Map<Payment, Advisor> advisor(List<Payment> payments) {
        return Edges.of(payments, Payment::advisorId, advisors::find, Advisor::id);
    }

    @BatchMapping(typeName = "Sale", field = "payments")
    Map<Sale, List<Payment>> paymentsOfSales(List<Sale> asked) {
        return byOrder(asked, Sale::key);
    }

    @BatchMapping(typeName = "Quote", field = "payments")
    Map<Quote, List<Payment>> paymentsOfQuotes(List<Quote> asked) {
        return byOrder(asked, quote -> Sale.keyOf(quote.id()));
    }

    private <T> Map<T, List<Payment>> byOrder(List<T> asked, Function<T, String> orderKey) {
        Map<String, List<Payment>> found =
                payments.of(asked.stream().map(orderKey).toList());
        Map<T, List<Payment>> all = new HashMap<>();
        asked.forEach(thing -> all.put(thing, found.getOrDefault(orderKey.apply(thing), List.of())));
        return all;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return payments.find(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return payments.find(rawIds).stream().collect(Collectors.toMap(Payment::id, Function.identity()));
    }
}
