package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Decision.Answer;
import ar.isac.crm.assistant.Decision.Ask;
import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Selling.Line;
import ar.isac.crm.assistant.Selling.Order;
import ar.isac.crm.assistant.Selling.Outcome;
import ar.isac.crm.assistant.Selling.Quote;
import ar.isac.crm.assistant.Trade.AcceptQuote;
import ar.isac.crm.assistant.Trade.MakeQuote;
import ar.isac.crm.assistant.Trade.RejectQuote;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.knowledge.Article;
import ar.isac.crm.knowledge.Topic;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From «¿te preparo la cotización?» to «lo compro»: what a yes or no does, and what is told when it is done. */
final class QuoteTalk {

    /** A yes that comes later than this hears the price of now before anything is made of it. */
    static final Duration FRESH = Duration.ofHours(24);

    /** «¿podés guardármelo hasta el sábado?», also without its question mark. */
    private static final Pattern MAY_IT_BE =
            Pattern.compile("(?iu)\\b(?:pod[eé]s|podr[ií]as?|podr[aá]s|pueden|puedo|se puede|me lo"
                    + " (?:guard|reserv|apart)\\w+)(?![\\p{L}])");

    private final Wording wording;
    private final Escalations escalations;
    private final BrowsingTalk browsing;

    QuoteTalk(Wording wording, Escalations escalations, BrowsingTalk browsing) {
        this.wording = wording;
        this.escalations = escalations;
        this.browsing = browsing;
    }

    /** Quotes what is wanted; a person does it where the assistant may or can not. */
    Step order(Situation situation, Cart wanted) {
        List<Product> products = situation.facts().products(wanted.skus());
        DialogueState state = situation
                .state()
                .wanting(wanted)
                .proposing(wanted)
                .wishing(Wish.QUOTE)
                .understood();
        Situation ordering = situation.with(state);
        Optional<Step> tooFew = shortage(ordering, wanted, products);
        if (tooFew.isPresent()) {
            return tooFew.get();
        }
        boolean isLarge = situation
                .facts()
                .rules()
                .isHighValue(Prices.total(wanted, products, situation.facts().segment())
                        .amount());
        if (isLarge) {
            return new Decided(escalations.ready(ordering, Reason.HIGH_VALUE, wanted, products));
        }
        if (!situation.facts().dealings().canSell()) {
            return new Decided(escalations.ready(ordering, Reason.READY_TO_BUY, wanted, products));
        }
        Selling.Discount discount = situation
                .facts()
                .rules()
                .discountFor(situation.facts().dealings().purchases())
                .orElse(null);
        return new Decided(new Trade(new MakeQuote(new Order(wanted.lines(), discount)), ordering));
    }

    /** What was wanted is (partly) gone since: says what is left of it. */
    private Optional<Step> shortage(Situation situation, Cart wanted, List<Product> products) {
        Cart left = wanted;
        List<Product> lacking = new ArrayList<>();
        for (Line line : wanted.lines()) {
            Product product = products.stream()
                    .filter(one -> one.sku().equals(line.sku()))
                    .findFirst()
                    .orElse(null);
            int units = product == null || !product.isActive() ? 0 : product.sellable();
            if (units < line.quantity()) {
                left = units == 0 ? left.without(List.of(line.sku())) : left.with(line.sku(), units);
                if (product != null) {
                    lacking.add(product);
                }
            }
        }
        return left.equals(wanted) ? Optional.empty() : Optional.of(shortened(situation, left, lacking));
    }

    private Step shortened(Situation situation, Cart left, List<Product> lacking) {
        String gone = String.join(
                " ",
                lacking.stream()
                        .map(product -> product.inStock()
                                ? wording.left("cart.fewer", product)
                                : wording.say("variant.sold.out", "title", product.title()))
                        .toList());
        DialogueState state = situation.state().wanting(left).proposing(left);
        if (left.isEmpty()) {
            List<Product> alternatives = situation.facts().alternatives(lacking, BrowsingTalk.FEW);
            return browsing.instead(
                    situation.with(state.settled()),
                    gone.isEmpty() ? wording.say("gone") : gone,
                    lacking,
                    alternatives,
                    "sold-out");
        }
        List<Product> products = situation.facts().products(left.skus());
        String text = (gone.isEmpty() ? wording.say("gone") : gone) + "\n" + summary(situation, left, products) + "\n"
                + wording.say("quote.ask");
        List<Product> read = new ArrayList<>(products);
        lacking.stream().filter(product -> !left.holds(product.sku())).forEach(read::add);
        return new Said(
                List.of(new Reply(Wording.text(text), situation.evidence("cart-shortened", read))),
                state.asking(Kind.QUOTE, null),
                true);
    }

    /** «¿Querés que te prepare la cotización?», unless it was just asked and something else was wanted. */
    @Nullable
    String question(Situation situation) {
        boolean isBuying = situation.wish() == Wish.BUY || situation.has(Intent.AFFIRM);
        boolean isRepeated = situation.state().hasJustOffered() && !situation.comesAfter(FRESH) && !isBuying;
        return isRepeated ? null : wording.say("quote.ask");
    }

    /** A line for each product, and the total. */
    String summary(Situation situation, Cart cart, List<Product> products) {
        List<String> lines = new ArrayList<>();
        for (Line line : cart.lines()) {
            products.stream()
                    .filter(product -> product.sku().equals(line.sku()))
                    .findFirst()
                    .ifPresent(product -> lines.add(wording.say(
                            "offer.line",
                            "title",
                            Escalations.counted(product.title(), line.quantity()),
                            "price",
                            wording.amount(Prices.of(product, situation.facts().segment())
                                    .times(line.quantity())))));
        }
        lines.add(wording.say(
                "cart.total",
                "total",
                wording.amount(Prices.total(cart, products, situation.facts().segment()))));
        return String.join("\n", lines);
    }

    /** A cart of which nothing is known here: a person reads it. */
    Step unknownOrder(Situation situation) {
        return new Decided(
                escalations.because(situation, Reason.READY_TO_BUY, Priority.HIGH, "unknown-cart", "handover.buy"));
    }

    /** «sí», «dale, lo quiero»: to the quote that was offered, and to nothing else than what it was offered for. */
    Optional<Step> agreed(Situation situation) {
        DialogueState state = situation.state();
        Cart proposal = state.proposal();
        boolean isOpen = state.asks(Kind.QUOTE) && !proposal.isEmpty();
        if (!isOpen || !isAgreeing(situation) || situation.comesAfter(FRESH)) {
            return Optional.empty();
        }
        List<Product> products = situation.facts().products(proposal.skus());
        boolean isOne = proposal.lines().size() == 1;
        boolean isCounting =
                situation.quantity().isPresent() && situation.words().indexOf('?') >= 0;
        boolean isRecounted = isOne
                ? situation.says(Cue.ALL_OF_THEM) || isCounting
                : situation.quantity().isPresent();
        return isAbout(situation, products) && !isRecounted && !asksForUnknown(situation, products)
                ? Optional.of(order(situation, counted(situation, proposal, products)))
                : Optional.empty();
    }

    private static Cart counted(Situation situation, Cart proposal, List<Product> products) {
        // «me llevo todos», of ten that are left.
        boolean isAll =
                Cues.words(situation.words()).stream().anyMatch(word -> word.equals("todos") || word.equals("todas"));
        if (isAll && products.size() == 1 && proposal.units() == 1) {
            return Cart.of(
                    products.getFirst().sku(), Math.max(1, products.getFirst().sellable()));
        }
        return proposal.lines().size() == 1 && situation.quantity().isPresent()
                ? Cart.of(proposal.skus().getFirst(), situation.quantity().getAsInt())
                : proposal;
    }

    /** A yes or a no to a quote that was made, also by its buttons, however late. */
    Optional<Step> answered(Situation situation) {
        Optional<Quote> quote = situation.facts().dealings().quote();
        Action pressed = situation.pressed().orElse(null);
        if (pressed instanceof Action.AcceptQuote accept) {
            return Optional.of(quote.filter(known -> known.id().equals(accept.quote()))
                    .map(known -> accepted(situation, known))
                    .orElseGet(() -> browsing.gone(situation)));
        }
        if (pressed instanceof Action.RejectQuote reject) {
            return Optional.of(quote.filter(known -> known.id().equals(reject.quote()))
                    .map(known -> rejected(situation, known))
                    .orElseGet(() -> browsing.gone(situation)));
        }
        boolean isOpen = situation.state().asks(Kind.ACCEPT);
        if (quote.isEmpty() || !isOpen || isAboutOthers(situation, quote.get())) {
            return Optional.empty();
        }
        Optional<Cart> recounted = recounted(situation, quote.get());
        if (recounted.isPresent()) {
            return Optional.of(order(situation, recounted.get()));
        }
        // «¿y si llevo dos?», «mejor 1 azul y 1 negro» take nothing, whatever the model hears in it.
        boolean isAsking = situation.words().indexOf('?') >= 0
                || situation.says(Cue.INSTEAD)
                || SubjectReading.of(situation).orElse(null) instanceof Subject.OfSeveral;
        if (isAgreeing(situation) && !isAsking && !situation.says(Cue.QUOTE)) {
            return Optional.of(
                    isClear(situation) && !MAY_IT_BE.matcher(situation.words()).find()
                            ? accepted(situation, quote.get())
                            : confirming(situation, quote.get()));
        }
        boolean isDenied = situation.isOnly(Intent.DENY, Intent.THANKS_BYE, Intent.GREETING)
                && situation.has(Intent.DENY)
                && !situation.saysAny(Cue.OBJECTION, Cue.CHEAPER, Cue.DISCOUNT)
                && situation.bareQuantity().isEmpty();
        return isDenied ? Optional.of(rejected(situation, quote.get())) : Optional.empty();
    }

    /** Stock is held and money asked for: that rests on a word that nobody doubts. */
    private static boolean isClear(Situation situation) {
        return situation.isSure() || Agreement.in(situation.words()) || situation.hasClearly(Intent.PURCHASE_REQUEST);
    }

    private Said confirming(Situation situation, Quote quote) {
        String text = wording.say("quote.sure", "number", quote.number(), "total", wording.amount(quote.total()));
        return new Said(
                List.of(new Reply(
                        wording.choice(
                                text,
                                List.of(
                                        new Option(
                                                new Action.AcceptQuote(quote.id()).id(),
                                                wording.say("quote.yes"),
                                                null),
                                        new Option(
                                                new Action.RejectQuote(quote.id()).id(), wording.say("quote.no"), null),
                                        new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null))),
                        situation.evidence("quote-sure " + quote.number()))),
                situation.state().understood(),
                true);
    }

    /** «que sean 2», said of a quote for three, is no yes to it. */
    private static Optional<Cart> recounted(Situation situation, Quote quote) {
        int units = situation.count().orElse(0);
        boolean isOne = quote.lines().size() == 1;
        boolean isMeant = situation.isInstead()
                || situation.bareQuantity().isPresent()
                || (isAgreeing(situation) && situation.words().indexOf('?') < 0);
        boolean isOfSeveral = SubjectReading.of(situation).orElse(null) instanceof Subject.OfSeveral;
        return units > 0
                        && !isOfSeveral
                        && isOne
                        && isMeant
                        && units != quote.lines().getFirst().quantity()
                ? Optional.of(Cart.of(quote.lines().getFirst().sku(), units))
                : Optional.empty();
    }

    /** «mejor 3», «cancelalo», after the order was confirmed: stock is held and it may be paid already, so a person does it. */
    Optional<Step> changed(Situation situation) {
        Optional<Quote> accepted =
                situation.facts().dealings().quote().filter(quote -> quote.status() == Quote.Status.ACCEPTED);
        boolean isJustDone = situation.state().question() == null
                && situation.state().cart().isEmpty()
                && !situation.comesAfter(FRESH)
                && !situation.words().isBlank();
        if (accepted.isEmpty() || !isJustDone || situation.saysAny(Cue.ALSO, Cue.QUESTION_AHEAD)) {
            return Optional.empty();
        }
        List<Product> products = situation
                .facts()
                .products(accepted.get().lines().stream().map(Line::sku).toList());
        boolean isOfIt = products.stream()
                .anyMatch(product -> product.family().equals(situation.state().family()));
        boolean isRecounted = situation.isInstead() && situation.count().isPresent();
        boolean isOtherValue = situation.isInstead()
                && products.stream().anyMatch(product -> hasOtherValue(situation, product))
                && SubjectReading.named(situation).isEmpty();
        boolean isCancelled =
                situation.says(Cue.REMOVE) && SubjectReading.named(situation).isEmpty();
        return isCancelled || (isOfIt && (isRecounted || isOtherValue))
                ? Optional.of(new Decided(escalations.because(
                        situation,
                        Reason.NOT_COVERED,
                        Priority.HIGH,
                        "changes-accepted-order " + accepted.get().number(),
                        "handover.change")))
                : Optional.empty();
    }

    private static boolean isAboutOthers(Situation situation, Quote quote) {
        List<Product> products =
                situation.facts().products(quote.lines().stream().map(Line::sku).toList());
        return !isAbout(situation, products) || situation.says(Cue.ALSO);
    }

    private Step accepted(Situation situation, Quote quote) {
        if (quote.status() == Quote.Status.PENDING
                && !quote.isOpen(situation.facts().now().toInstant())) {
            return expired(situation, quote);
        }
        return switch (quote.status()) {
            case PENDING, ACCEPTED -> new Decided(new Trade(new AcceptQuote(quote), situation));
            case EXPIRED -> expired(situation, quote);
            case REJECTED -> order(situation, new Cart(quote.lines()));
        };
    }

    private Step rejected(Situation situation, Quote quote) {
        return switch (quote.status()) {
            case PENDING -> new Decided(new Trade(new RejectQuote(quote), situation));
            case ACCEPTED ->
                new Decided(escalations.because(
                        situation, Reason.NOT_COVERED, Priority.HIGH, "cancels-accepted-quote", "handover.order"));
            case REJECTED, EXPIRED -> declined(situation);
        };
    }

    private Said declined(Situation situation) {
        DialogueState state = situation
                .state()
                .wanting(Cart.EMPTY)
                .proposing(Cart.EMPTY)
                .settled()
                .understood();
        return new Said(
                List.of(new Reply(wording.menu(wording.say("quote.rejected")), situation.evidence("quote-rejected"))),
                state,
                true);
    }

    private Said expired(Situation situation, Quote quote) {
        Cart lines = new Cart(quote.lines());
        List<Product> products = situation.facts().products(lines.skus()).stream()
                .filter(Product::inStock)
                .toList();
        Cart left = new Cart(lines.lines().stream()
                .filter(line ->
                        products.stream().anyMatch(product -> product.sku().equals(line.sku())))
                .toList());
        String gone = situation.facts().products(lines.skus()).stream()
                .filter(product -> !product.inStock())
                .map(product -> wording.say("variant.sold.out", "title", product.title()))
                .collect(Collectors.joining(" "));
        String text = Wording.sentences(
                wording.say(
                        "quote.expired",
                        "number",
                        quote.number(),
                        "date",
                        wording.day(situation.local(quote.validUntil()))),
                left.isEmpty() ? null : gone,
                left.isEmpty() ? null : wording.say("quote.today"));
        if (left.isEmpty()) {
            return new Said(
                    List.of(new Reply(
                            wording.menu(text + " " + (gone.isEmpty() ? wording.say("gone") : gone)),
                            situation.evidence("quote-expired"))),
                    situation.state().wanting(Cart.EMPTY).proposing(Cart.EMPTY).settled(),
                    true);
        }
        return new Said(
                List.of(new Reply(
                        Wording.text(
                                text + "\n" + summary(situation, left, products) + "\n" + wording.say("quote.renew")),
                        situation.evidence("quote-expired", products))),
                situation
                        .state()
                        .wanting(left)
                        .proposing(left)
                        .asking(Kind.QUOTE, null)
                        .understood(),
                true);
    }

    /** What is told when a verb has been called. */
    Decision after(Trade trade, Outcome outcome) {
        Situation situation = trade.situation();
        return switch (outcome) {
            case Outcome.Quoted quoted -> quoted(situation, quoted);
            case Outcome.Accepted accepted -> accepted(situation, accepted);
            case Outcome.Rejected rejected -> decision(declined(situation));
            case Outcome.Expired expired -> decision(expired(situation, expired.quote()));
            case Outcome.OutOfStock lacking -> outOfStock(situation, trade, lacking);
            case Outcome.Refused refused ->
                escalations.because(
                        situation,
                        Reason.READY_TO_BUY,
                        Priority.HIGH,
                        "selling-refused " + refused.reason(),
                        "handover.buy");
        };
    }

    private static Decision decision(Said said) {
        return said.asks() ? new Ask(said.replies(), said.state()) : new Answer(said.replies(), said.state());
    }

    private Decision quoted(Situation situation, Outcome.Quoted quoted) {
        Quote quote = quoted.quote();
        List<Product> products =
                situation.facts().products(quote.lines().stream().map(Line::sku).toList());
        ReplyEvidence evidence = new ReplyEvidence(
                situation.primaryIntent(),
                "quoted " + quote.number(),
                quoted.read(),
                situation.facts().now().toInstant());
        String items = Wording.list(quote.lines().stream()
                .flatMap(line -> products.stream()
                        .filter(product -> product.sku().equals(line.sku()))
                        .map(product -> Escalations.counted(product.title(), line.quantity())))
                .toList());
        List<Reply> replies = new ArrayList<>();
        if (quote.document() != null) {
            MessageContent document = new MediaContent(
                    MediaContent.Kind.DOCUMENT,
                    quote.document().mimeType(),
                    null,
                    quote.document().fileName(),
                    MediaContent.State.STORED,
                    quote.document().mediaId(),
                    null);
            replies.add(new Reply(document, evidence));
        }
        String text = Wording.paragraph(
                wording.say(
                        "quote.made",
                        "number",
                        quote.number(),
                        "items",
                        items,
                        "total",
                        wording.amount(quote.total()),
                        "date",
                        wording.moment(situation.local(quote.validUntil()))),
                situation
                        .facts()
                        .knowledge()
                        .about(Topic.PAYMENT)
                        .map(Article::words)
                        .orElse(null),
                quoted.paymentLink() == null ? null : wording.say("quote.link", "url", quoted.paymentLink()),
                wording.say("quote.confirm"));
        replies.add(new Reply(
                wording.choice(
                        text,
                        List.of(
                                new Option(new Action.AcceptQuote(quote.id()).id(), wording.say("quote.yes"), null),
                                new Option(new Action.RejectQuote(quote.id()).id(), wording.say("quote.no"), null),
                                new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null))),
                evidence));
        return new Ask(replies, situation.state().asking(Kind.ACCEPT, quote.id()));
    }

    private Decision accepted(Situation situation, Outcome.Accepted accepted) {
        Selling.Sale sale = accepted.sale();
        DialogueState state = situation
                .state()
                .wanting(Cart.EMPTY)
                .proposing(Cart.EMPTY)
                .settled()
                .understood();
        if (sale.status() != Selling.Sale.Status.PENDING) {
            return new Answer(List.of(HandOverPolicies.standing(wording, situation, sale)), state);
        }
        String link = sale.paymentLink();
        if (link == null) {
            return escalations.because(
                    situation.with(state),
                    Reason.READY_TO_BUY,
                    Priority.HIGH,
                    "accepted " + accepted.quote().number() + ", sale " + sale.number(),
                    "handover.pay");
        }
        Instant until = accepted.heldUntil();
        String text = Wording.paragraph(
                wording.say("sale.made", "number", sale.number(), "total", wording.amount(sale.total())),
                wording.say("sale.pay", "url", link),
                until == null ? null : wording.say("sale.held", "date", wording.moment(situation.local(until))));
        return new Answer(
                List.of(new Reply(Wording.text(text), situation.evidence("accepted " + sale.number()))), state);
    }

    private Decision outOfStock(Situation situation, Trade trade, Outcome.OutOfStock lacking) {
        Cart wanted =
                switch (trade.deed()) {
                    case MakeQuote made -> new Cart(made.order().lines());
                    case AcceptQuote accept -> new Cart(accept.quote().lines());
                    case RejectQuote reject -> new Cart(reject.quote().lines());
                };
        Cart left = wanted;
        for (Selling.Shortage shortage : lacking.shortages()) {
            left = shortage.left() <= 0
                    ? left.without(List.of(shortage.sku()))
                    : left.with(shortage.sku(), shortage.left());
        }
        List<Product> gone = situation
                .facts()
                .products(
                        lacking.shortages().stream().map(Selling.Shortage::sku).toList());
        Step step = shortened(situation, left, gone);
        return step instanceof Said said
                ? decision(said)
                : escalations.because(situation, Reason.READY_TO_BUY, Priority.HIGH, "out-of-stock", "handover.buy");
    }

    /** «sí, presupuesto»; not «no, presupuesto no». */
    private static boolean isSaidToBeQuoted(Situation situation) {
        return situation.says(Cue.QUOTE) && !Cues.words(situation.words()).contains("no");
    }

    /** Words that agree, by the model or by their own light where the model doubts. */
    static boolean isAgreeing(Situation situation) {
        if (situation.saysAny(Cue.OBJECTION, Cue.CHEAPER, Cue.DISCOUNT, Cue.REMOVE, Cue.SIMILAR, Cue.OTHER_ONE)) {
            return false;
        }
        // «voy para allá» wants to be expected, whatever a model hears in it.
        if (situation.says(Cue.VISIT) && !Agreement.isSaid(situation.words())) {
            return false;
        }
        boolean isSaid = isSaidToBeQuoted(situation)
                || (situation.hasAny(Intent.AFFIRM, Intent.PURCHASE_REQUEST) && !situation.has(Intent.DENY));
        return isSaid || (!situation.isSure() && Agreement.in(situation.words()));
    }

    /** Whether the words name nothing but these products, and no other value than theirs. */
    private static boolean isAbout(Situation situation, List<Product> products) {
        String words = situation.words();
        // «presupuesto» is no thing that the shop has not got.
        boolean isAboutOthers = situation.facts().resolveAll(words).stream()
                .filter(resolution -> !(resolution instanceof Resolution.Nothing) || !situation.says(Cue.QUOTE))
                .anyMatch(resolution -> products.stream().noneMatch(product -> mayMean(resolution, product)));
        return !isAboutOthers
                && products.stream().noneMatch(product -> products.size() == 1 && hasOtherValue(situation, product));
    }

    /** «ese está bien, ¿y azúcar?»: a yes, and a thing by a name that nothing here has. */
    static boolean asksForUnknown(Situation situation, List<Product> products) {
        return situation.words().indexOf('?') >= 0
                && (situation.says(Cue.ALSO) || Cues.words(situation.words()).contains("y"))
                && situation.mentions(EntityType.PRODUCT).stream()
                        .map(name -> Cues.words(name.text()))
                        .anyMatch(name -> name.stream().allMatch(word -> word.length() > 2)
                                && products.stream()
                                        .flatMap(product -> Cues.words(product.title()).stream())
                                        .noneMatch(name::contains));
    }

    private static boolean hasOtherValue(Situation situation, Product product) {
        Map<String, String> chosen = situation
                .facts()
                .choose(situation.facts().variantsOf(product.family()), situation.words())
                .values();
        return chosen.entrySet().stream()
                .anyMatch(value -> product.attribute(value.getKey())
                        .filter(value.getValue()::equals)
                        .isEmpty());
    }

    private static boolean mayMean(Resolution resolution, Product product) {
        return switch (resolution) {
            case Resolution.Variant variant -> variant.product().sku().equals(product.sku());
            case Resolution.Family family -> family.family().equals(product.family());
            case Resolution.Category category -> category.families().contains(product.family());
            case Resolution.Nothing nothing -> nothing.mention().isBlank();
        };
    }
}
