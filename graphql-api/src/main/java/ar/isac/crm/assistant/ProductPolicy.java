package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wanted;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Subject.Gone;
import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfEverything;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.assistant.Subject.Unnamed;
import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.understanding.Intent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whatever is about products: finds what the turn is about and what is wanted with it. */
final class ProductPolicy implements Policy {

    private static final Pattern OF_THAT = Pattern.compile(
            "\\b(\\d{1,4}|[a-z]+) de (?:ese|esa|esos|esas|este|esta|estos|estas|eso)\\b|^(?:dame |quiero |mandame"
                    + " )?(\\d{1,4})(?:"
                    + " (?:unidades|unidad|paquetes?|cajas?|bolsas?|packs?|pares|botellas?|latas?|frascos?|uds?))? y\\b");

    /** What a thing is to be without; of a purchase, a sale or a talk other things may be missing. */
    private static final Pattern WITHOUT = Pattern.compile(
            "\\bsin (?!(?:stock|cargo|interes|recargo|problemas?|apuro|embargo|duda|dudas"
                    + "|envio|factura|compromiso|turno|nada|uso|abrir|querer|falta|el|la|los|las|un|una|esperar|tarjeta|plata)\\b)(\\w{3,})");

    /** What is longer may ask for something else. */
    private static final int MOST_WORDS_ABOUT_OFFERS = 4;

    private final Wording wording;
    private final FamilyTalk families;
    private final BrowsingTalk browsing;
    private final SeveralTalk several;
    private final CartTalk carts;
    private final AdviceTalk advice;
    private final BargainTalk bargain;

    ProductPolicy(
            Wording wording,
            FamilyTalk families,
            BrowsingTalk browsing,
            SeveralTalk several,
            CartTalk carts,
            AdviceTalk advice,
            BargainTalk bargain) {
        this.wording = wording;
        this.families = families;
        this.browsing = browsing;
        this.several = several;
        this.carts = carts;
        this.advice = advice;
        this.bargain = bargain;
    }

    @Override
    public Optional<Step> consider(Situation start) {
        Situation picking = picked(start);
        Situation agreeing = picking.with(agreedSoFar(picking));
        Situation situation = agreeing.with(counted(agreeing));
        return spokenOf(situation)
                .or(() -> SubjectReading.of(situation)
                        .map(subject -> unlessLacking(
                                situation,
                                subject,
                                step(situation.with(CartTalk.givingWay(situation, subject)), subject, wish(situation))))
                        .map(step -> hinted(situation, step)))
                .or(() -> restated(situation));
    }

    /** «el primero», and in the next message «y un cable»: what the first one picks is wanted, whatever the others add. */
    private static Situation picked(Situation situation) {
        List<Written> written = situation.written();
        if (written.size() < 2 || written.size() < situation.turn().inputs().size()) {
            return situation;
        }
        Situation first = situation.reading(written.subList(0, 1));
        Situation others = situation.reading(written.subList(1, written.size()));
        boolean isAdding = SubjectReading.isPick(first)
                && CartTalk.isAlso(others)
                && SubjectReading.named(others).isPresent();
        Subject pick = isAdding ? SubjectReading.of(first).orElse(null) : null;
        if (!(pick instanceof OfFamily family)) {
            return situation;
        }
        DialogueState state = situation.state().settled().wishing(Wish.BUY);
        List<Product> products = AttributeResolver.matching(family.variants(), family.chosen()).stream()
                .filter(Product::inStock)
                .toList();
        return switch (products.size()) {
            case 0 -> situation;
            case 1 ->
                others.with(state.wanting(state.cart()
                        .with(
                                products.getFirst().sku(),
                                Math.max(1, first.count().orElse(1)))));
            default ->
                others.with(
                        state.wantingToo(List.of(Wanted.of(family, first.count().orElse(1)))));
        };
    }

    /** «dale, y también una funda»: a yes to what was proposed keeps it while the talk goes on to something else. */
    private static DialogueState agreedSoFar(Situation situation) {
        DialogueState state = situation.state();
        boolean isAgreed = state.asks(Kind.QUOTE)
                && !state.proposal().isEmpty()
                && !situation.has(Intent.DENY)
                && (situation.has(Intent.AFFIRM) || (situation.says(Cue.ALSO) && situation.wish() == Wish.BUY));
        if (isAgreed) {
            return state.wanting(state.proposal());
        }
        String family = state.family();
        boolean isOpen = state.asks(Kind.QUOTE) && state.proposal().isEmpty() && family != null;
        boolean goesOn = situation.has(Intent.AFFIRM) && situation.wish() == Wish.BUY && situation.says(Cue.ALSO);
        return isOpen && goesOn && family != null
                ? state.wantingToo(List.of(new Wanted(family, state.chosen(), state.quantity())))
                : state;
    }

    /** «3 de esa y 2 cocas»: so many of what was proposed, whatever else is asked for. */
    private static DialogueState counted(Situation situation) {
        DialogueState state = situation.state();
        Matcher counted = OF_THAT.matcher(String.join(" ", Cues.words(situation.words())));
        int units =
                !counted.find() ? 0 : Quantities.read(counted.group(1) == null ? counted.group(2) : counted.group(1));
        return units == 0
                ? state
                : that(situation)
                        .map(sku -> state.wanting(state.cart().with(sku, units)))
                        .orElse(state);
    }

    /** The one product that was just proposed or offered. */
    private static Optional<String> that(Situation situation) {
        DialogueState state = situation.state();
        if (state.asks(Kind.QUOTE) && state.proposal().lines().size() == 1) {
            return Optional.of(state.proposal().skus().getFirst());
        }
        return Optional.of(state.offers())
                .filter(offers -> offers.size() == 1 && state.asks(Kind.WHICH_OFFER))
                .flatMap(offers -> SubjectReading.ofAction(situation, Action.parse(offers.getFirst())))
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .map(family -> AttributeResolver.matching(family.variants(), family.chosen()))
                .filter(products -> products.size() == 1)
                .map(products -> products.getFirst().sku());
    }

    /** Words about what is already spoken of, which need not name it. */
    private Optional<Step> spokenOf(Situation situation) {
        if (situation.words().isBlank() || situation.pressed().isPresent()) {
            return Optional.empty();
        }
        Optional<Subject> named = SubjectReading.named(situation);
        Optional<Step> all = named.isEmpty() ? several.agreed(situation) : Optional.empty();
        return all.or(() -> carts.consider(situation, named))
                .or(() -> named.isEmpty() ? recounted(situation) : Optional.empty())
                .or(() -> bargain.consider(situation, named))
                .or(() -> situation.saysAny(Cue.ALL_OF_THEM, Cue.TOTAL) && named.isEmpty()
                        ? several.all(situation)
                        : Optional.empty())
                .or(() -> advice.consider(situation, named));
    }

    /** «mejor 2» while the variant is still open: goes on asking, for two. */
    private Optional<Step> recounted(Situation situation) {
        DialogueState state = situation.state();
        String family = state.family();
        int units = situation.bareQuantity().orElse(0);
        boolean isOfOffers = state.asks(Kind.WHICH_OFFER)
                && !state.offers().isEmpty()
                && units > state.offers().size()
                && Budget.in(situation).isEmpty()
                && !SubjectReading.isPick(situation);
        if (isOfOffers) {
            List<Subject> offered = offered(situation);
            return offered.isEmpty()
                    ? Optional.empty()
                    : Optional.of(anew(situation.with(state.counting(units)), offered));
        }
        boolean isOpen = state.asks(Kind.QUOTE) && state.proposal().isEmpty();
        if (!isOpen || units == 0 || family == null || situation.says(Cue.ALL_OF_THEM)) {
            return Optional.empty();
        }
        List<Product> variants = situation.facts().variantsOf(family);
        boolean isValue = CartTalk.isOtherValue(situation, variants);
        return isValue || variants.isEmpty()
                ? Optional.empty()
                : Optional.of(families.about(
                        situation.with(state.counting(units)),
                        new OfFamily(family, variants, state.chosen(), false),
                        Wish.BUY));
    }

    private Step step(Situation situation, Subject subject, Wish wish) {
        return switch (subject) {
            case OfFamily family -> families.about(situation, family, wish);
            case OfCategory category
            when only(category).isPresent() ->
                families.about(situation, only(category).orElseThrow(), wish);
            case OfCategory category ->
                browsing.category(
                        situation.with(
                                situation.state().counting(situation.count().orElse(1))),
                        category,
                        wish);
            case OfSeveral things -> several.named(situation, things, wish);
            case OfEverything everything -> browsing.everything(situation, everything.page());
            case NotCarried none -> browsing.notCarried(situation, none);
            case Gone gone -> browsing.gone(situation);
            case Unnamed unnamed -> wanted(situation, wish).orElseGet(() -> browsing.which(situation, wish));
        };
    }

    /** What was offered, once more: a yes to a choice among it means all of it as little as before. */
    private Step anew(Situation situation, List<Subject> offered) {
        if (offered.size() == 1) {
            return step(situation, offered.getFirst(), Wish.STOCK);
        }
        Step step = browsing.several(situation, new OfSeveral(offered), List.of(), Wish.STOCK);
        List<Wanted> together = situation.state().together();
        return step instanceof Said said
                ? new Said(
                        said.replies(),
                        together.isEmpty()
                                ? said.state().asking(Kind.WHICH_OFFER, null)
                                : said.state().askingOf(together),
                        true)
                : step;
    }

    private static List<Subject> offered(Situation situation) {
        return situation.state().offers().stream()
                .map(Action::parse)
                .flatMap(action -> SubjectReading.ofAction(situation, action).stream())
                .filter(OfFamily.class::isInstance)
                .toList();
    }

    /** Where all but one family of it are sold out there is nothing to choose. */
    private static Optional<OfFamily> only(OfCategory category) {
        List<Product> sellable =
                category.products().stream().filter(Product::inStock).toList();
        boolean isOne = category.page() == 0
                && category.lacking().isEmpty()
                && sellable.stream().map(Product::family).distinct().count() == 1;
        return isOne
                ? Optional.of(new OfFamily(
                        sellable.getFirst().family(),
                        category.products().stream()
                                .filter(product -> product.family()
                                        .equals(sellable.getFirst().family()))
                                .toList(),
                        category.chosen(),
                        false))
                : Optional.empty();
    }

    /** «¿cuánto queda?», of what was put together or offered. */
    private Optional<Step> wanted(Situation situation, Wish wish) {
        DialogueState state = situation.state();
        Cart cart = state.proposal().isEmpty() ? state.cart() : state.proposal();
        boolean isAsked = situation.pressed().isEmpty() && wish == Wish.PRICE;
        if (isAsked && state.asks(Kind.WHICH_OFFER) && !state.offers().isEmpty()) {
            List<Subject> offered = offered(situation);
            return offered.isEmpty() ? Optional.empty() : Optional.of(anew(situation, offered));
        }
        // «dale, quiero ese», of several: which of these, and not which of everything.
        boolean isOpen = situation.pressed().isEmpty() && (situation.has(Intent.AFFIRM) || wish == Wish.BUY);
        if (isOpen && state.asks(Kind.WHICH_OFFER)) {
            List<Subject> offered = offered(situation);
            if (offered.size() > 1) {
                Step step = anew(situation, offered);
                return Optional.of(step instanceof Said said ? said.ledBy(wording.say("affirm.which")) : step);
            }
        }
        // «¿original?», of a few that were offered: they stay offered.
        boolean isOfOffers = situation.pressed().isEmpty()
                && (wish == Wish.LEARN || wish == Wish.STOCK)
                && state.asks(Kind.WHICH_OFFER);
        List<Subject> few = isOfOffers ? offered(situation) : List.of();
        if (!few.isEmpty()
                && few.size() <= BrowsingTalk.FEW
                && Cues.words(situation.words()).size() <= MOST_WORDS_ABOUT_OFFERS) {
            return Optional.of(anew(situation, few));
        }
        return isAsked && !cart.isEmpty()
                ? Optional.of(carts.show(situation, cart, null, "cart-total"))
                : Optional.empty();
    }

    /** «para mi señora», after a list of watches: what was not understood leaves the list open. */
    Optional<Step> offeredAgain(Situation situation) {
        DialogueState state = situation.state();
        List<Subject> offered = state.asks(Kind.WHICH_OFFER)
                        && state.misunderstandings() == 0
                        && !situation.words().isBlank()
                ? offered(situation)
                : List.of();
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        Step step = anew(situation, offered);
        return step instanceof Said said
                ? Optional.of(
                        new Said(said.replies(), state.misunderstood(), true).ledBy(wording.say("unclear.offers")))
                : Optional.empty();
    }

    private Step unlessLacking(Situation situation, Subject subject, Step step) {
        return step instanceof Said said && asksForLacking(situation, subject)
                ? said.ledBy(wording.say("details.not.listed"))
                : step;
    }

    /** «¿son sin tacc?»: what nobody has written down is not answered by that it is there. */
    private static boolean asksForLacking(Situation situation, Subject subject) {
        Matcher without = WITHOUT.matcher(String.join(" ", Cues.words(situation.words())));
        if (!without.find() || situation.says(Cue.REMOVE)) {
            return false;
        }
        String what = without.group(1);
        List<Product> products =
                switch (subject) {
                    case OfFamily family -> family.variants();
                    case OfCategory category -> category.products();
                    case OfSeveral several -> List.of();
                    case OfEverything everything -> List.of();
                    case NotCarried none -> List.of();
                    case Gone gone -> List.of();
                    case Unnamed unnamed -> List.of();
                };
        return !products.isEmpty()
                && products.stream()
                        .noneMatch(product -> Cues.words(product.title() + " " + product.description() + " "
                                        + String.join(" ", product.tags()) + " " + product.attributes())
                                .contains(what));
    }

    private Step hinted(Situation situation, Step step) {
        if (!(step instanceof Said said)) {
            return step;
        }
        Said hinted = bargain.hint(situation).map(said::ledBy).orElse(said);
        return bargain.wholesaleHint(situation, said).map(hinted::ledBy).orElse(hinted);
    }

    /** A bare «sí» to a quote that still lacks a value, or to a question with several answers: asks what is missing. */
    private Optional<Step> restated(Situation situation) {
        if (situation.has(Intent.AFFIRM) && situation.state().asks(Kind.WHICH_OFFER)) {
            List<Subject> offered = offered(situation);
            if (offered.size() > 1) {
                Step step = anew(situation, offered);
                return Optional.of(step instanceof Said said ? said.ledBy(wording.say("affirm.which")) : step);
            }
        }
        if (situation.has(Intent.AFFIRM)
                && situation.state().asks(Kind.WHICH_PRODUCT)
                && !situation.state().cart().isEmpty()) {
            return Optional.of(carts.show(situation, situation.state().cart(), null, "cart-total"));
        }
        if (situation.has(Intent.AFFIRM) && situation.state().asks(Kind.WHICH_PRODUCT)) {
            return Optional.of(browsing.which(situation, Wish.LEARN));
        }
        String family = situation.state().family();
        boolean isAgreeing = situation.has(Intent.AFFIRM);
        boolean isOpen = situation.state().asks(Kind.QUOTE) || situation.state().asks(Kind.ATTRIBUTE);
        if (!isAgreeing || !isOpen || family == null) {
            return Optional.empty();
        }
        var variants = situation.facts().variantsOf(family);
        Wish wish = situation.state().asks(Kind.QUOTE) && !situation.comesAfter(QuoteTalk.FRESH)
                ? Wish.QUOTE
                : situation.state().asks(Kind.ATTRIBUTE) ? Wish.BUY : wish(situation);
        return variants.isEmpty()
                ? Optional.empty()
                : Optional.of(families.about(
                        situation,
                        new OfFamily(family, variants, situation.state().chosen(), false),
                        wish));
    }

    /** An answer to our question goes on with what was wanted before it. */
    private static Wish wish(Situation situation) {
        @Nullable Wish now = situation.wish();
        @Nullable Wish before = situation.state().wish();
        boolean isChangingMind =
                situation.isInstead() && !situation.state().cart().isEmpty();
        if (isChangingMind && (before == Wish.BUY || before == Wish.QUOTE)) {
            return before;
        }
        boolean isAnswering = situation.state().question() != null && before != null;
        // «el de 128» after «¿qué capacidad?» is no new wish because a doubtful model hears one in it.
        if (now == null || (isAnswering && (now == Wish.LEARN || !situation.isSure()))) {
            return before == null ? Wish.LEARN : before;
        }
        return before == Wish.QUOTE && now == Wish.BUY ? Wish.QUOTE : now;
    }
}
