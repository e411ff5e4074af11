package ar.isac.crm.sale;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.conversation.Sight;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.PurchaseHistory.Purchases;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.money.Money;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.Quotes;
import ar.isac.crm.sale.Sale.Paid;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import graphql.GraphQLContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Sales over GraphQL. */
@Controller
class SaleController implements NodesSource {

    private static final String TYPE = "Sale";

    private final Sales sales;
    private final SaleRequests requests;
    private final Quotes quotes;
    private final Conversations conversations;
    private final Customers customers;
    private final Messages messages;
    private final Advisors advisors;

    SaleController(
            Sales sales,
            SaleRequests requests,
            Quotes quotes,
            Conversations conversations,
            Customers customers,
            Messages messages,
            Advisors advisors,
            BatchLoaderRegistry loaders) {
        this.sales = sales;
        this.requests = requests;
        this.quotes = quotes;
        this.conversations = conversations;
        this.customers = customers;
        this.messages = messages;
        this.advisors = advisors;
        loaders.forTypePair(String.class, SalesOfOwner.class).registerMappedBatchLoader((owners, environment) -> {
            Map<String, SalesOfOwner> all = ofOwners(owners);
            // A customer's sales may be of conversations that nothing was shown of yet.
            GraphQLContext context = environment.getContext();
            Sight.Look look = context == null ? null : context.get(Sight.Look.class);
            if (look != null) {
                look.ahead(all.values().stream()
                        .flatMap(found -> found.sales().stream())
                        .toList());
            }
            return Mono.just(all);
        });
    }

    /** The sales of a conversation or a customer, the newest first. */
    record SalesOfOwner(List<Sale> sales) {}

    private Map<String, SalesOfOwner> ofOwners(Collection<String> owners) {
        Map<String, List<Sale>> found = sales.of(owners);
        Map<String, SalesOfOwner> all = new HashMap<>();
        owners.forEach(owner -> all.put(owner, new SalesOfOwner(found.getOrDefault(owner, List.of()))));
        return all;
    }

    /** In the shape of the GraphQL payloads. */
    record SalePayload(@Nullable Sale sale, List<UserError> userErrors) {

        static SalePayload of(Result<Sale> result) {
            return new SalePayload(result.value(), result.errors());
        }
    }

    record SendReceiptPayload(@Nullable Message message, List<UserError> userErrors) {}

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<Sale> sales(
            @Argument @Nullable SaleFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return requests.list(filter == null ? SaleFilter.EVERYTHING : filter, PageSize.of(first), after);
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Sale sale(@Argument String id) {
        return requests.find(id);
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SalePayload createSale(@Argument SaleRequests.CreateSaleInput input, @AuthenticationPrincipal Actor actor) {
        return SalePayload.of(requests.create(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SalePayload cancelSale(@Argument SaleRequests.CancelSaleInput input, @AuthenticationPrincipal Actor actor) {
        return SalePayload.of(requests.cancel(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SalePayload deliverSale(@Argument SaleRequests.DeliverSaleInput input, @AuthenticationPrincipal Actor actor) {
        return SalePayload.of(requests.deliver(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SendReceiptPayload sendReceipt(
            @Argument SaleRequests.SendReceiptInput input, @AuthenticationPrincipal Actor actor) {
        Result<Message> sent = requests.sendReceipt(input, actor);
        return new SendReceiptPayload(sent.value(), sent.errors());
    }

    @SchemaMapping
    String id(Sale sale) {
        return GlobalId.of(TYPE, sale.id());
    }

    @SchemaMapping
    @Nullable
    String paper(Sale sale) {
        return sale.paid() == null ? null : "/papers/" + sale.number() + ".pdf";
    }

    @SchemaMapping
    Money subtotal(Sale sale) {
        return sale.total().plus(sale.discount());
    }

    @SchemaMapping
    @Nullable
    Instant paidAt(Sale sale) {
        Paid paid = sale.paid();
        return paid == null ? null : paid.at();
    }

    @SchemaMapping
    @Nullable
    String cancelReason(Sale sale) {
        return sale.state().reason();
    }

    @SchemaMapping
    Instant changedAt(Sale sale) {
        return sale.state().at();
    }

    @BatchMapping
    Map<Sale, Quote> quote(List<Sale> sales) {
        return Edges.of(sales, Sale::quoteId, quotes::find, Quote::id);
    }

    @BatchMapping
    Map<Sale, Conversation> conversation(List<Sale> sales) {
        return Edges.of(sales, Sale::conversationId, conversations::find, Conversation::id);
    }

    @BatchMapping
    Map<Sale, Customer> customer(List<Sale> sales) {
        return Edges.of(sales, Sale::customerId, customers::find, Customer::id);
    }

    @BatchMapping
    Map<Sale, Advisor> advisor(List<Sale> sales) {
        return Edges.of(sales, Sale::advisorId, advisors::find, Advisor::id);
    }

    @BatchMapping
    Map<Sale, Message> receipt(List<Sale> sales) {
        return Edges.of(sales, Sale::receiptMessageId, messages::find, Message::id);
    }

    @BatchMapping(typeName = "Quote", field = "sale")
    Map<Quote, Sale> saleOfQuote(List<Quote> asked) {
        Map<String, List<Sale>> found =
                sales.of(asked.stream().map(quote -> Sale.keyOf(quote.id())).toList());
        Map<Quote, Sale> all = new HashMap<>();
        asked.forEach(quote -> found.getOrDefault(Sale.keyOf(quote.id()), List.of()).stream()
                .findFirst()
                .ifPresent(sale -> all.put(quote, sale)));
        return all;
    }

    @BatchMapping(typeName = "Message", field = "sale")
    Map<Message, Sale> saleOfReceipt(List<Message> asked) {
        return Edges.of(asked, Receipts::saleId, sales::find, Sale::id);
    }

    @SchemaMapping(typeName = "Conversation")
    @PreAuthorize(Permissions.CONVERSATIONS)
    CompletableFuture<Page<Sale>> sales(
            Conversation conversation,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<String, SalesOfOwner> byOwner) {
        return page(conversation.id(), first, after, byOwner);
    }

    @SchemaMapping(typeName = "Customer", field = "sales")
    @PreAuthorize(Permissions.CONVERSATIONS)
    CompletableFuture<Page<Sale>> salesOfCustomer(
            Customer customer,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<String, SalesOfOwner> byOwner) {
        return page(customer.id(), first, after, byOwner);
    }

    @SchemaMapping(typeName = "Customer")
    @PreAuthorize(Permissions.CONVERSATIONS)
    CompletableFuture<Purchases> purchases(Customer customer, DataLoader<String, SalesOfOwner> byOwner) {
        return byOwner.load(customer.id()).thenApply(found -> SaleHistory.of(found.sales()));
    }

    @SchemaMapping(typeName = "Purchases")
    @Nullable
    Instant lastAt(Purchases purchases) {
        return purchases.last();
    }

    private static CompletableFuture<Page<Sale>> page(
            String owner, @Nullable Integer first, @Nullable String after, DataLoader<String, SalesOfOwner> byOwner) {
        return byOwner.load(owner)
                .thenApply(found -> NumberedPage.of(found.sales(), after, PageSize.of(first), Sale::id));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return sales.find(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return sales.find(rawIds).stream().collect(Collectors.toMap(Sale::id, Function.identity()));
    }
}
