package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Turn.Pressed;
import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.catalog.Attribute;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.conversation.ReplyEvidence.ProductReading;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A turn in its context, read the way the policies ask about it. */
record Situation(DialogueState state, Turn turn, ShopFacts facts, Set<Cue> cues) {

    static Situation of(DialogueState state, Turn turn, ShopFacts facts) {
        String words = turn.all(Written.class).stream().map(Written::text).collect(Collectors.joining("\n"));
        return new Situation(
                about(state, turn, facts),
                turn,
                facts,
                Cues.in(words.substring(0, Math.min(words.length(), MOST_WORDS))));
    }

    /** Whoever writes from a product's page speaks of it, whatever was spoken of before. */
    private static DialogueState about(DialogueState state, Turn turn, ShopFacts facts) {
        return turn.all(Turn.About.class).stream()
                .flatMap(about -> facts.product(about.sku()).stream())
                .filter(Product::isActive)
                .reduce((earlier, later) -> later)
                .map(product -> state.focusedOn(
                        product.family(),
                        product.attributes().stream()
                                .collect(Collectors.toMap(Attribute::name, Attribute::value, (one, other) -> other)),
                        null,
                        1))
                .orElse(state);
    }

    /** The same on the facts as they are after something was done. */
    Situation on(ShopFacts live) {
        return new Situation(state, turn, live, cues);
    }

    /** Below this an analysis says nothing. */
    private static final double LEAST_CONFIDENCE = 0.4;

    /** From here on it is surely nothing of the shop's business, whatever names occur in it. */
    private static final double SURELY_OTHER = 0.75;

    /** From here on the model's word goes before the talk's context. */
    private static final double SURE = 0.8;

    /** An intent that surely is there counts, whatever the model doubts besides. */
    private static final double SURE_OF_ONE = 0.97;

    /** From here on a hand-over may rest on the model's word alone. */
    private static final double CLEAR = 0.6;

    private static final double ANGRY = 0.7;

    /** So few words say one thing. */
    private static final int SHORT = 4;

    private static final Pattern ARTICLE_BEFORE = Pattern.compile("(?i)(?:^|[^\\p{L}])(?:los|las)\\s+$");

    private static final Pattern NOTHING_BEHIND = Pattern.compile("^\\s*(?:$|[,.;:?!])");

    /** Names and values come early; the rest of a very long text is not worth the search. */
    private static final int MOST_WORDS = 1_000;

    Situation with(DialogueState next) {
        return new Situation(next, turn, facts, cues);
    }

    /** Some of what was written, as if it were all. */
    Situation reading(List<Written> some) {
        return of(state, new Turn(List.copyOf(some)), facts);
    }

    /** Only what stands before some word, of each message that has it. */
    Situation readingUpTo(Pattern word) {
        return reading(written().stream()
                .map(message -> {
                    Matcher found = word.matcher(message.text());
                    return found.find()
                            ? new Written(message.text().substring(0, found.start()), message.analysis())
                            : message;
                })
                .toList());
    }

    List<Written> written() {
        return turn.all(Written.class);
    }

    boolean has(Intent intent) {
        return confident().anyMatch(analysis -> analysis.has(intent))
                || written().stream()
                        .flatMap(message -> message.analysis().intents().stream())
                        .anyMatch(scored -> scored.intent() == intent && scored.probability() >= SURE_OF_ONE);
    }

    /** Whether the model would bet on it: for what cannot be taken back. */
    boolean hasClearly(Intent intent) {
        return written().stream()
                .map(Written::analysis)
                .anyMatch(analysis -> analysis.has(intent)
                        && (analysis.primary().probability() >= CLEAR
                                || analysis.primary().intent() != intent));
    }

    /** Whether the model would bet on it, whatever else it hears. */
    boolean hasAlmostSurely(Intent intent) {
        return written().stream()
                .flatMap(message -> message.analysis().intents().stream())
                .anyMatch(scored -> scored.intent() == intent && scored.probability() >= CLEAR);
    }

    boolean hasAny(Intent... intents) {
        return Arrays.stream(intents).anyMatch(this::has);
    }

    /** Whether the customer wants some of these and nothing else. */
    boolean isOnly(Intent... intents) {
        List<Intent> allowed = List.of(intents);
        return hasAny(intents)
                && confident()
                        .flatMap(analysis -> analysis.intentSet().stream())
                        .allMatch(allowed::contains);
    }

    /** Whether no message says what it wants. */
    boolean isUnclear() {
        return confident().allMatch(analysis -> analysis.primary().intent() == Intent.OTHER);
    }

    /** Nothing but a name may sound like nothing of the shop's business, and be a product all the same. */
    boolean isSurelyOther() {
        return Cues.words(words()).size() >= SHORT
                && written().stream().map(Written::analysis).allMatch(Situation::isNothingButOther);
    }

    private static boolean isNothingButOther(MessageAnalysis analysis) {
        return analysis.primary().intent() == Intent.OTHER
                && analysis.primary().probability() >= SURELY_OTHER
                && analysis.intents().stream()
                        .noneMatch(scored -> scored.intent() != Intent.OTHER && scored.probability() >= CLEAR);
    }

    /** Whether the model is sure of what some message wants. */
    boolean isSure() {
        return written().stream()
                .anyMatch(message -> message.analysis().primary().probability() >= SURE);
    }

    boolean isAngry() {
        return cues.contains(Cue.INSULT)
                || written().stream().anyMatch(message -> message.analysis().negativity() >= ANGRY);
    }

    /** A moment as the shop's clock shows it. */
    ZonedDateTime local(Instant moment) {
        return moment.atZone(facts.now().getZone());
    }

    boolean says(Cue cue) {
        return cues.contains(cue);
    }

    boolean saysAny(Cue... some) {
        return Arrays.stream(some).anyMatch(cues::contains);
    }

    /** Something takes the place of what was wanted: «no, mejor el otro». */
    boolean isInstead() {
        boolean isOtherwise = saysAny(Cue.REMOVE, Cue.COMPARE, Cue.BETTER, Cue.RECOMMEND, Cue.DISCOUNT);
        return (says(Cue.INSTEAD) || has(Intent.DENY)) && !isOtherwise;
    }

    /** A new turn after so long a time is another visit. */
    boolean comesAfter(Duration pause) {
        Instant before = state.at();
        return before != null && before.plus(pause).isBefore(facts.now().toInstant());
    }

    boolean showsWholesale() {
        return written().stream().anyMatch(message -> message.analysis().isWholesale());
    }

    /** What the customer wants with a product, by this turn alone; null when it does not say. */
    @Nullable
    Wish wish() {
        return has(Intent.PURCHASE_REQUEST)
                ? Wish.BUY
                : has(Intent.PRICE_QUERY)
                        ? Wish.PRICE
                        : has(Intent.STOCK_QUERY) ? Wish.STOCK : has(Intent.PRODUCT_QUERY) ? Wish.LEARN : null;
    }

    /** The last button; whoever presses two means the second. */
    Optional<Action> pressed() {
        List<Pressed> presses = turn.all(Pressed.class);
        return presses.isEmpty()
                ? Optional.empty()
                : Optional.of(presses.getLast().action());
    }

    /** All that was written, to be searched; never to be said again. */
    String words() {
        String all = written().stream().map(Written::text).collect(Collectors.joining("\n"));
        return all.length() <= MOST_WORDS ? all : all.substring(0, MOST_WORDS);
    }

    List<Entity> mentions(EntityType type) {
        return written().stream().flatMap(message -> ofType(message, type)).toList();
    }

    /** How many units this turn asks for: the number that stands before the name, where there is one. */
    OptionalInt quantity() {
        List<Written> naming = written().stream()
                .filter(message -> ofType(message, EntityType.PRODUCT).findAny().isPresent())
                .toList();
        for (Written message : naming) {
            int name = ofType(message, EntityType.PRODUCT)
                    .mapToInt(Entity::start)
                    .min()
                    .orElse(0);
            List<Entity> before = ofType(message, EntityType.QUANTITY)
                    .filter(count -> count.start() < name)
                    .toList();
            if (!before.isEmpty()) {
                Entity count = before.getLast();
                List<String> between = Cues.words(message.text().substring(Math.min(count.end(), name), name));
                // «2 y también un filtro»: the two are of what was spoken of before.
                boolean isOfOther = between.contains("un") || between.contains("una") || between.contains("y");
                return isOfOther ? OptionalInt.of(1) : units(Stream.of(count));
            }
        }
        OptionalInt marked = units((naming.isEmpty() ? written() : naming)
                .stream().flatMap(message -> ofType(message, EntityType.QUANTITY)));
        return marked.isPresent()
                ? marked
                : Quantities.dozens(words()).stream()
                        .boxed()
                        .findFirst()
                        .map(OptionalInt::of)
                        .orElseGet(() -> Quantities.last(words()));
    }

    private static OptionalInt units(Stream<Entity> counts) {
        return counts.map(Entity::text)
                .mapToInt(Quantities::read)
                .filter(units -> units > 0)
                .findFirst();
    }

    private static Stream<Entity> ofType(Written message, EntityType type) {
        return message.analysis().entities().stream()
                .filter(entity -> entity.type() == type)
                .filter(entity -> type != EntityType.QUANTITY
                        || !(isOfAFormula(message.text(), entity) || isAllOfThem(message.text(), entity)));
    }

    /** «¿cuánto los dos, el mouse y el pendrive?» counts the things, and none of them twice. */
    private static boolean isAllOfThem(String text, Entity entity) {
        String before = text.substring(0, Math.clamp(entity.start(), 0, text.length()));
        String behind = text.substring(Math.clamp(entity.end(), 0, text.length()));
        return ARTICLE_BEFORE.matcher(before).find()
                && NOTHING_BEHIND.matcher(behind).find();
    }

    /** «${7*7}» counts nothing. */
    private static boolean isOfAFormula(String text, Entity entity) {
        int from = Math.clamp(entity.start() - 1L, 0, text.length());
        int to = Math.clamp(entity.end() + 1L, 0, text.length());
        return text.substring(from, to).chars().anyMatch(character -> "{}<>*=\\".indexOf(character) >= 0);
    }

    /** A number that stands nearly alone: «mejor 2», «que sean tres», «dame 4». */
    OptionalInt bareQuantity() {
        List<String> words = Cues.words(words());
        boolean isShort = !words.isEmpty()
                && words.stream().noneMatch(Quantities::isName)
                && !words.contains("de")
                && words.size() <= SHORT
                && words().indexOf('?') < 0
                && words.stream().noneMatch(Quantities::isOfAnotherThing)
                && mentions(EntityType.PRODUCT).stream()
                        .flatMap(name -> Cues.words(name.text()).stream())
                        .noneMatch(name -> Character.isDigit(name.charAt(0)));
        int units = isShort ? Quantities.read(String.join(" ", words)) : 0;
        boolean isNumber = units > 1 || (units == 1 && words.contains("1"));
        return isNumber ? OptionalInt.of(units) : OptionalInt.empty();
    }

    /** How many units, in whatever form: not the minutes to wait or the instalments to pay in. */
    OptionalInt count() {
        OptionalInt bare = bareQuantity();
        return bare.isPresent() || Cues.words(words()).stream().anyMatch(Quantities::isOfAnotherThing)
                ? bare
                : quantity();
    }

    ReplyEvidence evidence(String rule, Product... read) {
        return evidence(rule, Arrays.asList(read));
    }

    ReplyEvidence evidence(String rule, Collection<Product> read) {
        return new ReplyEvidence(
                primaryIntent(),
                rule,
                read.stream().map(this::reading).toList(),
                facts.now().toInstant());
    }

    private ProductReading reading(Product product) {
        var price = Prices.of(product, facts.segment());
        return new ProductReading(
                product.sku(), product.title(), price.minorUnits(), price.currency(), product.sellable());
    }

    /** The first business intent of the turn, for the record. */
    @Nullable
    String primaryIntent() {
        List<Intent> primaries =
                confident().map(analysis -> analysis.primary().intent()).toList();
        return Stream.concat(
                        primaries.stream().filter(intent -> intent != Intent.GREETING && intent != Intent.OTHER),
                        primaries.stream())
                .map(Enum::name)
                .findFirst()
                .orElse(null);
    }

    private Stream<MessageAnalysis> confident() {
        return written().stream()
                .map(Written::analysis)
                .filter(Objects::nonNull)
                .filter(analysis -> analysis.primary().probability() >= LEAST_CONFIDENCE);
    }
}
