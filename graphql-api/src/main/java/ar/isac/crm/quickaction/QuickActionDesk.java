package ar.isac.crm.quickaction;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.knowledge.Article;
import ar.isac.crm.knowledge.CannedReply;
import ar.isac.crm.knowledge.ShopKnowledge;
import ar.isac.crm.knowledge.Topic;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.LocationContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.quickaction.QuickAction.Line;
import ar.isac.crm.quote.NewQuote;
import ar.isac.crm.quote.Quote;
import ar.isac.crm.quote.QuoteDesk;
import ar.isac.crm.quote.QuoteMessages;
import ar.isac.crm.quote.Selection;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.shop.ShopIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does quick actions. Everything is keyed by its cause, so doing it again writes nothing again. */
@Component
class QuickActionDesk {

    private final QuickActions actions;
    private final Conversations conversations;
    private final Customers customers;
    private final Advisors advisors;
    private final Products products;
    private final ShopKnowledge knowledge;
    private final QuoteDesk quotes;
    private final QuoteMessages quoteMessages;
    private final Posting posting;
    private final Transfers transfers;
    private final Briefing briefing;
    private final Cards cards;
    private final ShopIdentity shop;

    QuickActionDesk(
            QuickActions actions,
            Conversations conversations,
            Customers customers,
            Advisors advisors,
            Products products,
            ShopKnowledge knowledge,
            QuoteDesk quotes,
            QuoteMessages quoteMessages,
            Posting posting,
            Transfers transfers,
            Briefing briefing,
            Cards cards,
            ShopIdentity shop) {
        this.actions = actions;
        this.conversations = conversations;
        this.customers = customers;
        this.advisors = advisors;
        this.products = products;
        this.knowledge = knowledge;
        this.quotes = quotes;
        this.quoteMessages = quoteMessages;
        this.posting = posting;
        this.transfers = transfers;
        this.briefing = briefing;
        this.cards = cards;
        this.shop = shop;
    }

    /** What a step wrote, and the quote that it made, if it made one. */
    record Ran(List<Message> messages, @Nullable Quote quote) {}

    /** Shows the customer a product, at the price of their list. */
    Message sendProduct(Actor actor, String conversationId, String sku, String cause) {
        Conversation conversation = find(conversationId);
        Product product = products.find(sku).orElseThrow(() -> new NotFound("Product"));
        return write(actor, conversation.id(), cause, List.of(cards.of(product, segment(conversation))))
                .getFirst();
    }

    /** Shows the customer where the shop is. */
    Result<Message> sendLocation(Actor actor, String conversationId, String cause) {
        Conversation conversation = find(conversationId);
        Article.Place place = knowledge.about(Topic.ADDRESS).map(Article::place).orElse(null);
        if (place == null) {
            return Result.refused(new UserError(
                    List.of(),
                    Code.NOT_ALLOWED,
                    "La tienda todavía no cargó su ubicación: está en Conocimiento, Dirección."));
        }
        MessageContent pin = new LocationContent(place.latitude(), place.longitude(), place.name(), place.address());
        return Result.done(write(actor, conversation.id(), cause, List.of(pin)).getFirst());
    }

    /**
     * Gives the conversation to another advisor and tells them why, and what they take over.
     *
     * @param written what they take over in the giver's words; null for what is stored
     */
    Result<Conversation> transfer(
            Actor actor, String conversationId, String advisorId, String note, @Nullable String written, String cause) {
        Conversation conversation = find(conversationId);
        Advisor receiver = advisors.find(advisorId).orElseThrow(() -> new NotFound("Advisor"));
        if (!receiver.isActive()) {
            return Result.refused(
                    UserError.at("advisorId", Code.NOT_ALLOWED, receiver.name() + " ya no trabaja en la tienda."));
        }
        String summary = written == null ? briefing.of(conversation) : written;
        String line = cards.transferred(actor.name(), receiver.name(), note, summary);
        transfers.begin(
                conversation.id(),
                actor.advisorId(),
                advisorId,
                note,
                summary,
                new Draft(key(actor, cause), Author.SYSTEM, actor.advisorId(), new TextContent(line), null, null));
        return Result.done(find(conversationId));
    }

    /** Does a prepared step. */
    Result<Ran> run(Actor actor, String conversationId, String actionId, String cause) {
        Conversation conversation = find(conversationId);
        QuickAction action = actions.find(actionId).orElseThrow(() -> new NotFound(QuickActionController.TYPE));
        if (!action.isActive()) {
            return Result.refused(
                    UserError.at("quickActionId", Code.NOT_ALLOWED, "Esta acción rápida está desactivada."));
        }
        return switch (action.type()) {
            case MESSAGE ->
                Result.done(new Ran(write(actor, conversation.id(), cause, words(action, actor, conversation)), null));
            case PRODUCT -> showProducts(actor, conversation, action, cause);
            case QUOTE -> quote(actor, conversation, action, cause);
        };
    }

    private Result<Ran> showProducts(Actor actor, Conversation conversation, QuickAction action, String cause) {
        List<Product> shown = products
                .findAll(action.lines().stream().map(Line::sku).toList())
                .stream()
                .filter(Product::isActive)
                .toList();
        if (shown.isEmpty()) {
            return Result.refused(UserError.at(
                    "quickActionId", Code.NOT_ALLOWED, "Los productos de esta acción rápida ya no se ofrecen."));
        }
        List<MessageContent> contents = new ArrayList<>(words(action, actor, conversation));
        shown.forEach(product -> contents.add(cards.of(product, segment(conversation))));
        return Result.done(new Ran(write(actor, conversation.id(), cause, contents), null));
    }

    private Result<Ran> quote(Actor actor, Conversation conversation, QuickAction action, String cause) {
        NewQuote wanted = new NewQuote(
                key(actor, cause),
                conversation.id(),
                null,
                actor.advisorId(),
                action.lines().stream()
                        .map(line -> Selection.of(line.sku(), line.quantity()))
                        .toList(),
                null,
                null);
        return quotes.create(wanted).map(made -> {
            List<Message> messages = new ArrayList<>();
            List<MessageContent> words = words(action, actor, conversation);
            if (!words.isEmpty()) {
                messages.addAll(write(actor, conversation.id(), cause, words));
            }
            messages.add(quoteMessages.send(made, actor.advisorId(), key(actor, cause)));
            return new Ran(messages, made);
        });
    }

    private List<MessageContent> words(QuickAction action, Actor actor, Conversation conversation) {
        String text = action.text();
        if (text == null || text.isBlank()) {
            return List.of();
        }
        String customer =
                customers.find(conversation.customerId()).map(Customer::ownName).orElse(null);
        return List.of(new TextContent(
                CannedReply.rendered(text, new CannedReply.Names(customer, actor.name(), shop.name()))));
    }

    private List<Message> write(Actor actor, String conversationId, String cause, List<MessageContent> contents) {
        List<Draft> drafts = new ArrayList<>();
        for (int n = 0; n < contents.size(); n++) {
            drafts.add(new Draft(
                    key(actor, cause) + "/" + n, Author.ADVISOR, actor.advisorId(), contents.get(n), null, null));
        }
        return posting.post(conversationId, drafts);
    }

    private Segment segment(Conversation conversation) {
        return customers.find(conversation.customerId()).map(Customer::segment).orElse(Segment.RETAIL);
    }

    private Conversation find(String id) {
        return conversations.find(id).orElseThrow(() -> new NotFound("Conversation"));
    }

    private static String key(Actor actor, String cause) {
        return "quick/" + Objects.requireNonNull(actor.id()) + "/" + cause;
    }
}
