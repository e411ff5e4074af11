package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.Unnamed;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds out what a turn is about: by the button, by a name, by the focus of the talk, by what was offered. The order of
 * these readings is here; each of them is a class of its own.
 */
final class SubjectReading {

    private static final Pattern IDIOMS = Pattern.compile(
            "(?iu)\\b(?:una banda|un fangote|un vagón|un vagon|un ojo de la cara|a full|al toque|de una|cierro|l[oa]s"
                    + " [2-9]"
                    + "|\\d{1,9}(?:[.,]\\d{1,3})*\\s*(?:palos?|lucas?|mangos?|pesos|mil|mill[oó]n(?:es)?)(?!\\s*m?ah)(?:\\s+y\\s+medio)?|a"
                    + " las? \\d{1,2}(?:[:.]\\d{2})?(?: ?hs?)?)\\b");

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;
    private final SubjectLookup lookup;
    private final ValueReading valueReading;
    private final OfferReading offerReading;
    private final NameReading nameReading;
    private final FittingReading fittingReading;
    private final SisterReading sisterReading;
    private final SeveralReading severalReading;

    private SubjectReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
        this.lookup = new SubjectLookup(situation);
        this.valueReading = new ValueReading(situation);
        this.offerReading = new OfferReading(situation);
        this.nameReading = new NameReading(situation);
        this.fittingReading = new FittingReading(situation);
        this.sisterReading = new SisterReading(situation);
        this.severalReading = new SeveralReading(situation);
    }

    /** What the turn is about; empty when it is about no product. */
    static Optional<Subject> of(Situation situation) {
        return new SubjectReading(situation).read();
    }

    /** What of the catalogue the turn calls by name, whatever it wants with it. */
    static Optional<Subject> named(Situation situation) {
        return situation.words().isBlank()
                ? Optional.empty()
                : new SubjectReading(situation).named().filter(subject -> !(subject instanceof NotCarried));
    }

    /** What a button or row of ours speaks of, as it is now. */
    static Optional<Subject> ofAction(Situation situation, Action action) {
        return new SubjectLookup(situation).pressed(action);
    }

    /** Whether the turn picks one of what was just offered or asked for. */
    static boolean isPick(Situation situation) {
        return new OfferReading(situation).offered().isPresent() || new ValueReading(situation).isValueAskedFor();
    }

    private Optional<Subject> read() {
        Optional<Subject> pressed = situation.pressed().flatMap(lookup::pressed);
        if (pressed.isPresent() && situation.wish() == null) {
            return pressed;
        }
        if (situation.words().isBlank()
                || (situation.isSurelyOther() && Sought.in(situation.words()).isEmpty())) {
            return pressed;
        }
        boolean isAsked = state.asks(Kind.ATTRIBUTE) || state.asks(Kind.WHICH_OFFER) || state.asks(Kind.WHICH_PRODUCT);
        boolean isPolite = situation.isOnly(Intent.GREETING, Intent.THANKS_BYE)
                && (situation.words().indexOf('?') >= 0 || !situation.has(Intent.THANKS_BYE));
        // «no, mejor el s24», «sí, el azul»: a yes or a no that names a thing is about it.
        boolean isNaming = situation.hasAny(Intent.AFFIRM, Intent.DENY)
                && !situation.says(Cue.REMOVE)
                && (situation.says(Cue.INSTEAD)
                        || !situation.mentions(EntityType.PRODUCT).isEmpty());
        boolean isAbout = situation.wish() != null || isAsked || isPolite || isNaming || situation.isUnclear();
        return (isAbout && !valueReading.isNothingButValues() ? named() : Optional.<Subject>empty())
                .map(this::unlessSaidOfFocus)
                .or(this::inFocus)
                .or(this::elsewhere)
                .or(() -> pressed);
    }

    /** «la de silicona», while a silicone case is spoken of and its colour asked for, means no other case. */
    private Subject unlessSaidOfFocus(Subject named) {
        String family = state.family();
        boolean isWider = state.asks(Kind.ATTRIBUTE)
                && family != null
                && named instanceof OfCategory category
                && category.products().stream()
                        .anyMatch(product -> product.family().equals(family));
        return isWider && family != null
                ? valueReading.byItsName(family, facts.variantsOf(family)).orElse(named)
                : named;
    }

    /** What was written, without what is only said so: «una banda» is much money and no band. */
    private String spoken() {
        return IDIOMS.matcher(situation.words()).replaceAll(" ");
    }

    /** By a name of the catalogue. */
    private Optional<Subject> named() {
        List<Resolution> all = fittingReading.withoutWhatTheyAreFor(facts.resolveAll(spoken()));
        List<Resolution> carried = all.stream()
                .filter(resolution -> !(resolution instanceof Resolution.Nothing))
                .toList();
        if (carried.size() > 1) {
            return Optional.of(nameReading.several(carried));
        }
        if (carried.size() == 1) {
            Resolution only = carried.getFirst();
            Optional<Subject> forNothingKnown = fittingReading.forWhatIsNotKnown(only, all);
            if (forNothingKnown.isPresent()) {
                return forNothingKnown;
            }
            return Optional.of(
                    severalReading.beside(only).orElseGet(() -> severalReading.values(nameReading.carried(only))));
        }
        Optional<Subject> sister =
                sisterReading.sister().or(sisterReading::plainSister).or(sisterReading::cousin);
        if (sister.isPresent()) {
            return sister;
        }
        // «negro entonces, 2», of what was just offered, is not to be looked for elsewhere.
        Optional<Subject> valued = offerReading.valued();
        if (valued.isPresent()) {
            return valued;
        }
        return all.stream()
                .filter(resolution ->
                        !resolution.mention().isBlank() && (situation.wish() != null || isNothingButName(resolution)))
                .findFirst()
                .flatMap(this::notCarried);
    }

    /** «ps4?», in which a model may hear nothing: there is something like it, and nothing else was said. */
    private boolean isNothingButName(Resolution resolution) {
        return situation.isUnclear()
                && resolution instanceof Resolution.Nothing nothing
                && !nothing.nearest().isEmpty()
                && Cues.words(situation.words()).equals(Cues.words(resolution.mention()));
    }

    private Optional<Subject> notCarried(Resolution resolution) {
        return resolution instanceof Resolution.Nothing nothing
                ? Optional.of(new NotCarried(nothing.nearest()))
                : Optional.empty();
    }

    /** By values of the family in focus, or because the turn names nothing else. */
    private Optional<Subject> inFocus() {
        String family = state.family();
        List<Product> variants = family == null ? List.of() : facts.variantsOf(family);
        if (family == null || variants.isEmpty()) {
            return offerReading
                    .offered()
                    .or(() -> state.asks(Kind.WHICH_OFFER) ? offerReading.fewerOffers() : Optional.empty())
                    .or(this::inCart);
        }
        if (state.asks(Kind.WHICH_OFFER)) {
            Optional<Subject> offered = offerReading.offered().or(offerReading::fewerOffers);
            if (offered.isPresent()) {
                return offered;
            }
        }
        Optional<Subject> each = severalReading.eachValue(family, variants);
        if (each.isPresent()) {
            return each;
        }
        Chosen chosen = facts.choose(variants, situation.words());
        boolean isChoosing = !chosen.values().isEmpty() || (!chosen.notOffered().isEmpty() && isAboutProducts());
        // «ese, ¿cuánto?», where several were offered in place of it, is one of these.
        boolean isReplaced = state.asks(Kind.WHICH_OFFER)
                && state.offers().size() > 1
                && variants.stream()
                        .filter(variant -> AttributeResolver.matching(List.of(variant), state.chosen())
                                        .size()
                                > 0)
                        .noneMatch(Product::inStock);
        boolean isSpeakingOfIt = situation.wish() != null
                && !UnknownName.isIn(situation)
                && !state.asks(Kind.WHICH_PRODUCT)
                && !isReplaced;
        if (!isChoosing && state.asks(Kind.ATTRIBUTE)) {
            Optional<Subject> read =
                    valueReading.byNumber(family, variants).or(() -> valueReading.byItsName(family, variants));
            if (read.isPresent()) {
                return read;
            }
        }
        return isChoosing || isSpeakingOfIt
                ? Optional.of(new OfFamily(
                        family,
                        variants,
                        chosen.values().isEmpty() && state.asks(Kind.ATTRIBUTE)
                                ? state.chosen()
                                : lookup.merged(family, variants, chosen.values()),
                        !chosen.notOffered().isEmpty() || valueReading.lacksSize(family, variants, chosen.values())))
                : offerReading.offered();
    }

    /** «el de 900», of several things that are wanted: the one that it can be. */
    private Optional<Subject> inCart() {
        List<Product> wanted = facts.products((state.cart().isEmpty() ? state.proposal() : state.cart()).skus());
        Map<String, String> chosen = facts.choose(wanted, situation.words()).values();
        List<Product> having = chosen.isEmpty() ? List.of() : AttributeResolver.matching(wanted, chosen);
        return having.size() == 1 ? Optional.of(lookup.variant(having.getFirst())) : Optional.empty();
    }

    private boolean isAboutProducts() {
        return situation.wish() != null || state.asks(Kind.ATTRIBUTE);
    }

    /** A name that the catalogue does not know, or none at all. */
    private Optional<Subject> elsewhere() {
        // «ah ok, y microondas?», after something that is not sold here.
        boolean isOneMore = state.asks(Kind.WHICH_PRODUCT)
                && situation.words().indexOf('?') >= 0
                && !situation.mentions(EntityType.PRODUCT).isEmpty();
        boolean isSought = situation.isUnclear()
                && (isOneMore || Sought.in(situation.words()).isPresent());
        if (situation.wish() == null && !isSought) {
            return Optional.empty();
        }
        return Optional.of(UnknownName.isIn(situation) ? new NotCarried(List.of()) : new Unnamed());
    }
}
