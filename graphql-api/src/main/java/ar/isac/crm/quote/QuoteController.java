package ar.isac.crm.quote;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.NumberedPage;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.money.Money;
import ar.isac.crm.quote.Quote.Decision;
import ar.isac.crm.quote.Quote.Revision;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.time.Clock;
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

/** Quotes over GraphQL. */
@Controller
class QuoteController implements NodesSource {

    private static final String TYPE = "Quote";

    private final Quotes quotes;
    private final QuoteRequests requests;
    private final Conversations conversations;
    private final Customers customers;
    private final Messages messages;
    private final Advisors advisors;
    private final Clock clock;

    QuoteController(
            Quotes quotes,
            QuoteRequests requests,
            Conversations conversations,
            Customers customers,
            Messages messages,
            Advisors advisors,
            Clock clock,
            BatchLoaderRegistry loaders) {
        this.quotes = quotes;
        this.requests = requests;
        this.conversations = conversations;
        this.customers = customers;
        this.messages = messages;
        this.advisors = advisors;
        this.clock = clock;
        loaders.forTypePair(String.class, QuotesOfOwner.class)
                .registerMappedBatchLoader((owners, environment) -> Mono.just(ofOwners(owners)));
    }

    /** The quotes of a conversation or a customer, the newest first. */
    record QuotesOfOwner(List<Quote> quotes) {}

    private Map<String, QuotesOfOwner> ofOwners(Collection<String> owners) {
        Map<String, List<Quote>> found = quotes.of(owners);
        Map<String, QuotesOfOwner> all = new HashMap<>();
        owners.forEach(owner -> all.put(owner, new QuotesOfOwner(found.getOrDefault(owner, List.of()))));
        return all;
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<Quote> quotes(
            @Argument @Nullable QuoteFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        return requests.list(filter == null ? QuoteFilter.EVERYTHING : filter, PageSize.of(first), after);
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Quote quote(@Argument String id) {
        return requests.find(id);
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    QuotePayload createQuote(@Argument QuoteRequests.CreateQuoteInput input, @AuthenticationPrincipal Actor actor) {
        return QuotePayload.of(requests.create(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    QuotePayload reviseQuote(@Argument QuoteRequests.ReviseQuoteInput input, @AuthenticationPrincipal Actor actor) {
        return QuotePayload.of(requests.revise(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    QuotePayload acceptQuote(@Argument QuoteRequests.DecideQuoteInput input, @AuthenticationPrincipal Actor actor) {
        return QuotePayload.of(requests.accept(input, actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    QuotePayload rejectQuote(@Argument QuoteRequests.DecideQuoteInput input, @AuthenticationPrincipal Actor actor) {
        return QuotePayload.of(requests.reject(input, actor));
    }

    /** In the shape of the GraphQL payload. */
    record SendQuotePayload(@Nullable Message message, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    SendQuotePayload sendQuote(@Argument QuoteRequests.SendQuoteInput input, @AuthenticationPrincipal Actor actor) {
        Result<Message> sent = requests.send(input, actor);
        return new SendQuotePayload(sent.value(), sent.errors());
    }

    @BatchMapping(typeName = "Message", field = "offeredQuote")
    Map<Message, Quote> offeredQuote(List<Message> asked) {
        return Edges.of(asked, QuoteMessages::offeredId, quotes::find, Quote::id);
    }

    @SchemaMapping
    String id(Quote quote) {
        return GlobalId.of(TYPE, quote.id());
    }

    @SchemaMapping
    int version(Quote quote) {
        return quote.revision();
    }

    @SchemaMapping
    QuoteStatus status(Quote quote) {
        return quote.statusAt(clock.instant());
    }

    @SchemaMapping
    String paper(Quote quote) {
        return "/papers/" + quote.number() + ".pdf";
    }

    @SchemaMapping
    Money subtotal(Quote quote) {
        return quote.total().plus(quote.discount());
    }

    @SchemaMapping
    @Nullable
    Instant decidedAt(Quote quote) {
        Decision decision = quote.decision();
        return decision == null ? null : decision.at();
    }

    @SchemaMapping
    Decision.@Nullable By decidedBy(Quote quote) {
        Decision decision = quote.decision();
        return decision == null ? null : decision.by();
    }

    @SchemaMapping
    List<Revision> earlierVersions(Quote quote) {
        return quote.earlier();
    }

    @SchemaMapping(typeName = "QuoteVersion")
    int version(Revision revision) {
        return revision.revision();
    }

    @SchemaMapping(typeName = "QuoteVersion")
    Money total(Revision revision) {
        return PricedLine.total(revision.lines());
    }

    @BatchMapping
    Map<Quote, Conversation> conversation(List<Quote> quotes) {
        return Edges.of(quotes, Quote::conversationId, conversations::find, Conversation::id);
    }

    @BatchMapping
    Map<Quote, Customer> customer(List<Quote> quotes) {
        return Edges.of(quotes, Quote::customerId, customers::find, Customer::id);
    }

    @BatchMapping
    Map<Quote, Message> message(List<Quote> quotes) {
        return Edges.of(quotes, Quote::messageId, messages::find, Message::id);
    }

    @BatchMapping
    Map<Quote, Advisor> advisor(List<Quote> quotes) {
        return Edges.of(quotes, Quote::advisorId, advisors::find, Advisor::id);
    }

    @SchemaMapping(typeName = "Conversation")
    @PreAuthorize(Permissions.CONVERSATIONS)
    CompletableFuture<Page<Quote>> quotes(
            Conversation conversation,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<String, QuotesOfOwner> byOwner) {
        return byOwner.load(conversation.id())
                .thenApply(found -> NumberedPage.of(found.quotes(), after, PageSize.of(first), Quote::id));
    }

    @BatchMapping(typeName = "Message", field = "quotes")
    Map<Message, List<Quote>> quotesOfMessages(List<Message> asked) {
        Map<String, List<Quote>> found =
                quotes.of(asked.stream().map(Message::id).toList());
        Map<Message, List<Quote>> all = new HashMap<>();
        asked.forEach(message -> all.put(message, found.getOrDefault(message.id(), List.of())));
        return all;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return quotes.find(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return quotes.find(rawIds).stream().collect(Collectors.toMap(Quote::id, Function.identity()));
    }
}
