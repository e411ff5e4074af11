package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.OfferChoice.Offer;
import ar.isac.crm.assistant.Subject.Gone;
import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfEverything;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.assistant.Subject.Unnamed;
import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.AttributeResolver.Chosen;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what a turn is about: by the button, by a name, by the focus of the talk, by what was offered. */
final class SubjectReading {

    /** Words for «the thing we are talking about»: they name nothing. */
    private static final Set<String> PRONOUNS = Set.of(
            "producto",
            "productos",
            "modelo",
            "modelos",
            "equipo",
            "articulo",
            "cosa",
            "ese",
            "esa",
            "este",
            "esta",
            "eso",
            "esto",
            "aquel",
            "mismo",
            "misma",
            "uno",
            "una",
            "catalogo",
            "lista",
            "precio",
            "precios");

    private static final Set<String> POINTING =
            Set.of("el", "la", "los", "las", "de", "en", "y", "ese", "esa", "del", "si", "no", "quiero", "dame");

    private static final Set<String> LIKENESS = Set.of("algo", "mas", "muy", "re", "bien", "super");

    /** What stands between two things of one breath. */
    private static final Pattern BETWEEN_THINGS = Pattern.compile("(?iu)\\s+[ye]\\s+|\\s*[,;+\\n]\\s*|\\s+m[aá]s\\s+"
            + "|\\s+con\\s+(?=(?:\\d{1,2}|un|una|dos|tres|cuatro|seis)\\s)");

    /** What a thing is for follows. */
    private static final Pattern FOR =
            Pattern.compile("(?iu)\\b(?:para|pa|p/)\\s*(?:el|la|los|las|mi|mis|un|una|su)?\\s*$");

    private static final Pattern OF_OR_FOR =
            Pattern.compile("(?iu)\\b(?:para|pa|p/|de|del)\\s*(?:el|la|los|las|mi|mis|un|una|su)?\\s*$");

    private static final Pattern METRES = Pattern.compile("(?<!\\d)(\\d)[.,](\\d{2})(?!\\d)");

    private static final Pattern IDIOMS = Pattern.compile(
            "(?iu)\\b(?:una banda|un fangote|un vagón|un vagon|un ojo de la cara|a full|al toque|de una|cierro|l[oa]s"
                    + " [2-9]"
                    + "|\\d{1,9}(?:[.,]\\d{1,3})*\\s*(?:palos?|lucas?|mangos?|pesos|mil|mill[oó]n(?:es)?)(?!\\s*m?ah)(?:\\s+y\\s+medio)?|a"
                    + " las? \\d{1,2}(?:[:.]\\d{2})?(?: ?hs?)?)\\b");

    private static final Set<String> PLAIN =
            Set.of("comun", "comunes", "normal", "normales", "basico", "basica", "simple", "clasico");

    private static final Set<String> ARTICLES =
            Set.of("el", "la", "los", "las", "ese", "esa", "esos", "esas", "este", "esta", "uno", "una", "un", "del");

    private static final Set<String> ONE_THAT_IS_KNOWN = Set.of("el", "la", "ese", "esa", "del", "al");

    private static final int FEW_WORDS = 4;
    private static final int MOST_WORDS_OF_A_PICK = 6;
    private static final int MANY = 4;
    private static final int NEAR_SIZE = 6;
    private static final int STEM = 5;

    private final Situation situation;
    private final DialogueState state;
    private final ShopFacts facts;

    private SubjectReading(Situation situation) {
        this.situation = situation;
        this.state = situation.state();
        this.facts = situation.facts();
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
        return new SubjectReading(situation).pressed(action);
    }

    /** Whether the turn picks one of what was just offered or asked for. */
    static boolean isPick(Situation situation) {
        SubjectReading reading = new SubjectReading(situation);
        return reading.offered().isPresent() || reading.isValueAskedFor();
    }

    private boolean isValueAskedFor() {
        String family = state.family();
        return state.asks(Kind.ATTRIBUTE)
                && family != null
                && !facts.choose(facts.variantsOf(family), situation.words())
                        .values()
                        .isEmpty();
    }

    private Optional<Subject> read() {
        Optional<Subject> pressed = situation.pressed().flatMap(this::pressed);
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
        return (isAbout && !isNothingButValues() ? named() : Optional.<Subject>empty())
                .map(this::unlessSaidOfFocus)
                .or(this::inFocus)
                .or(this::elsewhere)
                .or(() -> pressed);
    }

    /** «asul», asked which colour: a value however it is spelt, and no brand that is spelt nearly so. */
    private boolean isNothingButValues() {
        String family = state.family();
        List<String> said = Cues.words(situation.words()).stream()
                .filter(word -> !POINTING.contains(word))
                .toList();
        if (!state.asks(Kind.ATTRIBUTE) || family == null || said.isEmpty() || said.size() > FEW_WORDS) {
            return false;
        }
        List<Product> variants = facts.variantsOf(family);
        return said.stream()
                .noneMatch(word -> facts.choose(variants, word).values().isEmpty());
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
                ? byItsName(family, facts.variantsOf(family)).orElse(named)
                : named;
    }

    private Optional<Subject> pressed(Action action) {
        return switch (action) {
            case Action.ShowCategories all -> Optional.of(new OfEverything(all.page()));
            case Action.ShowCategory category -> {
                List<Product> products = facts.inCategory(category.category());
                yield Optional.of(
                        products.isEmpty()
                                ? new Gone()
                                : new OfCategory(category.category(), products, category.page()));
            }
            case Action.ShowFamily family -> Optional.of(whole(family.family()));
            case Action.ShowProduct product ->
                Optional.of(facts.product(product.sku())
                        .filter(Product::isActive)
                        .<Subject>map(this::variant)
                        .orElseGet(Gone::new));
            case Action.Choose choice -> Optional.of(chosen(choice));
            case Action.AskPrice price -> Optional.of(new Unnamed());
            case Action.AskPerson person -> Optional.empty();
            case Action.AcceptQuote accept -> Optional.empty();
            case Action.RejectQuote reject -> Optional.empty();
            case Action.Unknown unknown -> Optional.empty();
        };
    }

    /** A late press chooses for its own family; what was chosen for another is forgotten. */
    private Subject chosen(Action.Choose choice) {
        List<Product> variants = facts.variantsOf(choice.family());
        boolean isOffered = variants.stream()
                .anyMatch(variant -> variant.attribute(choice.attribute())
                        .filter(choice.value()::equals)
                        .isPresent());
        if (!isOffered) {
            return new Gone();
        }
        return family(choice.family(), Map.of(choice.attribute(), choice.value()));
    }

    private Subject family(String name, Map<String, String> chosen) {
        List<Product> variants = facts.variantsOf(name);
        return variants.isEmpty()
                ? new Gone()
                : new OfFamily(variants.getFirst().family(), variants, merged(name, variants, chosen), false);
    }

    /** Chosen anew from a list: earlier values are forgotten. */
    private Subject whole(String name) {
        List<Product> variants = facts.variantsOf(name);
        return variants.isEmpty()
                ? new Gone()
                : new OfFamily(variants.getFirst().family(), variants, Map.of(), false);
    }

    private OfFamily variant(Product product) {
        Map<String, String> values = new LinkedHashMap<>();
        product.attributes().forEach(attribute -> values.put(attribute.name(), attribute.value()));
        return new OfFamily(product.family(), facts.variantsOf(product.family()), values, false);
    }

    /** What was written, without what is only said so: «una banda» is much money and no band. */
    private String spoken() {
        return IDIOMS.matcher(situation.words()).replaceAll(" ");
    }

    /** By a name of the catalogue. */
    private Optional<Subject> named() {
        List<Resolution> all = withoutWhatTheyAreFor(facts.resolveAll(spoken()));
        List<Resolution> carried = all.stream()
                .filter(resolution -> !(resolution instanceof Resolution.Nothing))
                .toList();
        if (carried.size() > 1) {
            return Optional.of(several(carried));
        }
        if (carried.size() == 1) {
            Resolution only = carried.getFirst();
            Optional<Subject> forNothingKnown = forWhatIsNotKnown(only, all);
            if (forNothingKnown.isPresent()) {
                return forNothingKnown;
            }
            return Optional.of(beside(only).orElseGet(() -> values(carried(only))));
        }
        Optional<Subject> sister = sister().or(this::plainSister).or(this::cousin);
        if (sister.isPresent()) {
            return sister;
        }
        // «negro entonces, 2», of what was just offered, is not to be looked for elsewhere.
        Optional<Subject> valued = valued();
        if (valued.isPresent()) {
            return valued;
        }
        return all.stream()
                .filter(resolution ->
                        !resolution.mention().isBlank() && (situation.wish() != null || isNothingButName(resolution)))
                .findFirst()
                .flatMap(this::notCarried);
    }

    /**
     * «la digital y un joystick», while a console is spoken of: what a part that names nothing picks of that stands beside
     * what the other part names.
     */
    private Optional<Subject> beside(Resolution named) {
        List<String> parts = parts();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<Subject> things = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        boolean isNamed = false;
        boolean isPicked = false;
        for (String part : parts) {
            List<Resolution> found = facts.resolveAll(part).stream()
                    .map(this::fitting)
                    .filter(resolution -> !(resolution instanceof Resolution.Nothing))
                    .toList();
            Optional<OfFamily> picked = found.isEmpty() ? pickedBy(part, isNamed ? named : null) : Optional.empty();
            if (found.size() == 1 && !isNamed) {
                things.add(carried(found.getFirst()));
                isNamed = true;
            } else if (picked.isPresent()) {
                things.add(picked.get());
                isPicked = true;
            } else {
                return Optional.empty();
            }
            units.add(unitsIn(part, things.getLast()));
        }
        boolean isOfTwo = isNamed
                && isPicked
                && things.stream().map(SubjectReading::nameOf).distinct().count() > 1;
        return isOfTwo ? Optional.of(new OfSeveral(things, units)) : Optional.empty();
    }

    /** «ps4?», in which a model may hear nothing: there is something like it, and nothing else was said. */
    private boolean isNothingButName(Resolution resolution) {
        return situation.isUnclear()
                && resolution instanceof Resolution.Nothing nothing
                && !nothing.nearest().isEmpty()
                && Cues.words(situation.words()).equals(Cues.words(resolution.mention()));
    }

    private static String nameOf(Subject subject) {
        return subject instanceof OfFamily family ? family.family() : "";
    }

    /** «el azul», «la digital», «el primero»: of what is spoken of, and not of a thing that was named before in the same breath. */
    private Optional<OfFamily> pickedBy(String part, @Nullable Resolution namedBefore) {
        List<String> words = Cues.words(part);
        if (words.size() > MOST_WORDS_OF_A_PICK || words.stream().noneMatch(ARTICLES::contains)) {
            return Optional.empty();
        }
        if (state.asks(Kind.WHICH_OFFER)) {
            List<Offer> offers = offers();
            Map<String, String> chosen = facts.choose(products(offers), part).values();
            List<Offer> having = having(offers, chosen);
            return (having.size() == 1 ? Optional.of(having.getFirst()) : OfferChoice.of(offers, part, facts.segment()))
                    .map(Offer::action)
                    .flatMap(this::pressed)
                    .filter(OfFamily.class::isInstance)
                    .map(OfFamily.class::cast);
        }
        if (Cues.in(part).contains(Cue.OTHER_ONE)) {
            return state.recent().stream()
                    .skip(1)
                    .findFirst()
                    .map(Action::parse)
                    .flatMap(this::pressed)
                    .filter(OfFamily.class::isInstance)
                    .map(OfFamily.class::cast);
        }
        String family = state.family();
        List<Product> variants = family == null ? List.of() : facts.variantsOf(family);
        Map<String, String> chosen = facts.choose(variants, part).values();
        boolean isOfTheOther = namedBefore != null
                && !facts.choose(productsOf(namedBefore), part).values().isEmpty();
        return family == null || chosen.isEmpty() || isOfTheOther
                ? Optional.empty()
                : Optional.of(new OfFamily(family, variants, merged(family, variants, chosen), false));
    }

    private static List<Product> productsOf(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant variant -> List.of(variant.product());
            case Resolution.Family family -> family.variants();
            case Resolution.Category category -> category.products();
            case Resolution.Nothing nothing -> List.of();
        };
    }

    /** «2 de la digital»: a number that is no value of the thing. */
    private static int unitsIn(String part, Subject thing) {
        List<String> words = Cues.words(part);
        Set<String> own = thing instanceof OfFamily family
                ? Stream.concat(family.chosen().values().stream(), Stream.of(family.family()))
                        .flatMap(value -> Cues.words(value).stream())
                        .collect(Collectors.toSet())
                : Set.of();
        return words.stream()
                .filter(word -> !own.contains(word) && !Quantities.isName(word))
                .mapToInt(Quantities::read)
                .filter(units -> units > 0)
                .findFirst()
                .orElse(1);
    }

    /** «¿y la pro?», «el max»: what the family in focus becomes with a word more. */
    private Optional<Subject> sister() {
        String family = state.family();
        List<String> words = Cues.words(situation.words()).stream()
                .filter(word -> !"y".equals(word))
                .toList();
        if (family == null || words.isEmpty() || words.size() > FEW_WORDS) {
            return Optional.empty();
        }
        return facts.resolveAll(family + " " + String.join(" ", words)).stream()
                .filter(found -> familyOf(found).noneMatch(family::equals)
                        && familyOf(found).anyMatch(other -> folded(other).startsWith(folded(family))))
                .findFirst()
                .map(this::carried);
    }

    /** «el común»: of a family with a word more in its name the one without it. */
    private Optional<Subject> plainSister() {
        String family = state.family();
        List<String> words = Cues.words(situation.words());
        if (family == null || words.stream().noneMatch(PLAIN::contains)) {
            return Optional.empty();
        }
        String name = family;
        while (name.lastIndexOf(' ') > 0) {
            name = name.substring(0, name.lastIndexOf(' '));
            List<Product> variants = facts.variantsOf(name);
            if (!variants.isEmpty()) {
                return Optional.of(
                        family(name, facts.choose(variants, situation.words()).values()));
            }
        }
        return Optional.empty();
    }

    /** «¿y los pro?», of AirPods 3: what else begins so and has that word. */
    private Optional<Subject> cousin() {
        String family = state.family();
        List<String> words = Cues.words(situation.words()).stream()
                .filter(word -> !POINTING.contains(word))
                .toList();
        if (family == null || words.size() != 1 || words.getFirst().length() < 3) {
            return Optional.empty();
        }
        String head = Cues.words(family).getFirst();
        return facts.resolveAll(head + " " + words.getFirst()).stream()
                .filter(found -> familyOf(found)
                        .map(Cues::words)
                        .anyMatch(name -> name.getFirst().equals(head) && name.contains(words.getFirst())))
                .findFirst()
                .map(this::carried);
    }

    /** «uno negro y uno blanco»: each of the values for itself. */
    private Subject values(Subject subject) {
        if (!(subject instanceof OfFamily family)) {
            return subject;
        }
        Map<String, Set<String>> values = new LinkedHashMap<>();
        family.variants()
                .forEach(variant -> variant.attributes()
                        .forEach(attribute -> values.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                                .add(attribute.value())));
        for (Map.Entry<String, Set<String>> attribute : values.entrySet()) {
            List<String> said = family.chosen().containsKey(attribute.getKey())
                    ? List.of()
                    : attribute.getValue().stream()
                            .filter(value -> isSaid(family, attribute.getKey(), value))
                            .toList();
            if (said.size() > 1 && said.size() <= FEW_WORDS) {
                List<Subject> each = said.stream()
                        .<Subject>map(value -> {
                            Map<String, String> chosen = new HashMap<>(family.chosen());
                            chosen.put(attribute.getKey(), value);
                            return new OfFamily(family.family(), family.variants(), chosen, false);
                        })
                        .toList();
                return new OfSeveral(each, sharedOut(family, attribute.getKey(), said));
            }
        }
        return lacksSize(family.family(), family.variants(), family.chosen())
                ? new OfFamily(family.family(), family.variants(), family.chosen(), true)
                : family;
    }

    /** «4 sillas, 2 negras y 2 blancas», «2 fundas, una negra y una azul»: how many there are to be of each value. */
    private List<Integer> sharedOut(OfFamily family, String attribute, List<String> values) {
        List<Integer> units = new ArrayList<>();
        for (String value : values) {
            List<Product> having = AttributeResolver.matching(family.variants(), Map.of(attribute, value));
            units.add(parts().stream()
                    .filter(part -> facts.choose(having, part).values().containsKey(attribute))
                    .findFirst()
                    .map(part -> lastNumberIn(part, family, value))
                    .orElse(0));
        }
        int all = situation.quantity().orElse(0);
        boolean isEvenly = units.stream().skip(1).allMatch(count -> count == 0)
                && all >= values.size()
                && all % values.size() == 0;
        return units.stream()
                .map(count -> isEvenly ? Integer.valueOf(all / values.size()) : Integer.valueOf(Math.max(1, count)))
                .toList();
    }

    /** The number that stands nearest before the value; 0 when none does. */
    private static int lastNumberIn(String part, OfFamily family, String value) {
        List<String> own = Stream.of(value, family.family())
                .flatMap(name -> Cues.words(name).stream())
                .toList();
        List<String> first = Cues.words(value);
        int units = 0;
        for (String word : Cues.words(part)) {
            if (!first.isEmpty() && isAlike(word, first.getFirst())) {
                break;
            }
            boolean isCount = !own.contains(word) && !Quantities.isName(word) && Quantities.read(word) > 0;
            units = isCount ? Quantities.read(word) : units;
        }
        return units;
    }

    /** «negras» is «Negro». */
    private static boolean isAlike(String word, String value) {
        int stem = Math.min(STEM, Math.min(word.length(), value.length())) - 1;
        return word.equals(value) || (stem > 1 && word.substring(0, stem).equals(value.substring(0, stem)));
    }

    private boolean isSaid(OfFamily family, String attribute, String value) {
        List<Product> having = AttributeResolver.matching(family.variants(), Map.of(attribute, value));
        return facts.choose(having, situation.words()).values().containsKey(attribute);
    }

    /** «sandalias 39» where they go up to 37: a number like their sizes that is none of them. */
    private boolean lacksSize(String family, List<Product> variants, Map<String, String> chosen) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        variants.forEach(variant -> variant.attributes()
                .forEach(attribute -> values.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                        .add(attribute.value())));
        List<Integer> numbers = Cues.words(situation.words()).stream()
                .filter(word -> word.matches("\\d{2}") && !Cues.words(family).contains(word))
                .map(Integer::valueOf)
                .toList();
        for (Map.Entry<String, Set<String>> attribute : values.entrySet()) {
            boolean areSizes = attribute.getValue().size() > 1
                    && attribute.getValue().stream().allMatch(value -> value.matches("\\d{2}\"?"));
            if (areSizes && !chosen.containsKey(attribute.getKey())) {
                List<Integer> sizes = attribute.getValue().stream()
                        .map(value -> Integer.valueOf(value.substring(0, 2)))
                        .sorted()
                        .toList();
                return numbers.stream()
                        .anyMatch(number -> !sizes.contains(number)
                                && number >= sizes.getFirst() - NEAR_SIZE
                                && number <= sizes.getLast() + NEAR_SIZE);
            }
        }
        return false;
    }

    /** «2 fundas, una negra para el a55»: cases for it are wanted, and not the phone as well. */
    private List<Resolution> withoutWhatTheyAreFor(List<Resolution> found) {
        List<Resolution> fitting = found.stream().map(this::fitting).toList();
        List<Resolution> wanted = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Resolution one = found.get(i);
            boolean isMadeFor = isNamedBehindFor(one)
                    && familyOf(one)
                            .anyMatch(thing -> fitting.stream()
                                    .anyMatch(other -> !found.contains(other) && isMadeFor(other, thing)));
            if (!isMadeFor) {
                wanted.add(fitting.get(i));
            }
        }
        return wanted;
    }

    private static boolean isMadeFor(Resolution made, String thing) {
        return familyOf(made)
                .anyMatch(family -> !family.equals(thing) && folded(family).contains(folded(thing)));
    }

    /** «2 fundas para el a54»: of a kind, for a thing of which there is none of that kind, nothing fits. */
    private Optional<Subject> forWhatIsNotKnown(Resolution only, List<Resolution> all) {
        boolean isForUnknown = only instanceof Resolution.Category
                && all.stream().filter(Resolution.Nothing.class::isInstance).anyMatch(this::isNamedBehindFor);
        return isForUnknown && only instanceof Resolution.Category category
                ? Optional.of(new NotCarried(category.products()))
                : Optional.empty();
    }

    private boolean isNamedBehindFor(Resolution named) {
        return isNamedBehind(FOR, named);
    }

    private boolean isNamedBehind(Pattern words, Resolution named) {
        int at = situation.words().indexOf(named.mention());
        return !named.mention().isBlank()
                && at > 0
                && words.matcher(situation.words().substring(0, at)).find();
    }

    /** «mocasín negro en 43», of which 42 is all that is black. */
    private Subject lackingSize(OfFamily one) {
        return lacksSize(one.family(), one.variants(), Map.of())
                ? new OfFamily(one.family(), one.variants(), one.chosen(), true)
                : one;
    }

    /** «funda para ese», or a case while a phone is spoken of: of a category what is made for the thing itself. */
    private Resolution fitting(Resolution resolution) {
        if (!(resolution instanceof Resolution.Category category)) {
            return ofTheKind(resolution);
        }
        List<String> things = Stream.concat(
                        facts.resolveAll(situation.words()).stream().flatMap(SubjectReading::familyOf),
                        Stream.ofNullable(state.family()))
                .toList();
        Optional<Resolution> made = made(category, things);
        return made.isPresent() ? made.get() : resolution;
    }

    /** «30 de iphone 15», said of cases: those for it, and not the phone. */
    private Resolution ofTheKind(Resolution named) {
        String kind = familyOf(named).findAny().isPresent() && isNamedBehind(OF_OR_FOR, named) ? kind() : null;
        if (kind == null || productsOf(named).stream().anyMatch(product -> kind.equals(product.category()))) {
            return named;
        }
        List<String> things = familyOf(named).toList();
        return facts.resolveAll(kind + " " + named.mention()).stream()
                .filter(found -> things.stream().anyMatch(thing -> isMadeFor(found, thing))
                        && productsOf(found).stream().allMatch(product -> kind.equals(product.category())))
                .findFirst()
                .orElse(named);
    }

    private Optional<Resolution> made(Resolution.Category category, List<String> things) {
        for (String thing : things) {
            // «y el teléfono?», asked of a case for it.
            Optional<String> within = category.families().stream()
                    .filter(family -> !family.equals(thing) && folded(thing).contains(folded(family)))
                    .max(java.util.Comparator.comparingInt(String::length));
            if (within.isPresent() && situation.state().offers().isEmpty()) {
                return facts.resolveAll(within.get()).stream()
                        .filter(found -> isWithin(found, category))
                        .findFirst();
            }
            boolean isOther = category.products().stream()
                    .noneMatch(product -> product.family().equals(thing));
            boolean mayFit = category.products().stream()
                    .anyMatch(product -> folded(product.family()).contains(folded(thing)));
            if (isOther && mayFit) {
                return facts.resolveAll(category.mention() + " " + thing).stream()
                        .filter(found -> !(found instanceof Resolution.Nothing))
                        .findFirst()
                        .filter(found -> isWithin(found, category))
                        .map(found -> withValuesOf(category, found));
            }
        }
        return Optional.empty();
    }

    /** «la funda azul», of a phone that is spoken of: blue stays what the case is to be. */
    private Resolution withValuesOf(Resolution.Category category, Resolution made) {
        return made instanceof Resolution.Family family
                        && family.chosenAttributes().isEmpty()
                        && category.chosenAttributes().keySet().stream()
                                .allMatch(attribute -> saidOf(family, attribute) == 1)
                        && !AttributeResolver.matching(family.variants(), category.chosenAttributes())
                                .isEmpty()
                ? new Resolution.Family(
                        family.mention(),
                        family.family(),
                        family.variants(),
                        category.chosenAttributes(),
                        family.notOffered())
                : made;
    }

    /** How many values of an attribute are said: «una negra y una azul» are two. */
    private long saidOf(Resolution.Family family, String attribute) {
        OfFamily thing = new OfFamily(family.family(), family.variants(), Map.of(), false);
        return family.variants().stream()
                .flatMap(variant -> variant.attribute(attribute).stream())
                .distinct()
                .filter(value -> isSaid(thing, attribute, value))
                .count();
    }

    private static Stream<String> familyOf(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant variant -> Stream.of(variant.product().family());
            case Resolution.Family family -> Stream.of(family.family());
            case Resolution.Category category -> Stream.empty();
            case Resolution.Nothing nothing -> Stream.empty();
        };
    }

    private static boolean isWithin(Resolution found, Resolution.Category category) {
        List<String> families =
                switch (found) {
                    case Resolution.Variant variant -> List.of(variant.product().family());
                    case Resolution.Family family -> List.of(family.family());
                    case Resolution.Category narrower -> narrower.families();
                    case Resolution.Nothing nothing -> List.of();
                };
        return !families.isEmpty() && category.families().containsAll(families);
    }

    private Subject several(List<Resolution> carried) {
        List<Subject> parts = carried.stream().map(this::carried).distinct().toList();
        return parts.size() == 1 ? parts.getFirst() : new OfSeveral(parts);
    }

    private Optional<Subject> notCarried(Resolution resolution) {
        return resolution instanceof Resolution.Nothing nothing
                ? Optional.of(new NotCarried(nothing.nearest()))
                : Optional.empty();
    }

    private Subject carried(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant variant -> lackingSize(variant(variant.product()));
            case Resolution.Family family
            when offeredAs(family).isPresent() -> offeredAs(family).orElseThrow();
            case Resolution.Family family ->
                new OfFamily(
                        family.family(),
                        family.variants(),
                        merged(family.family(), family.variants(), family.chosenAttributes()),
                        !family.notOffered().isEmpty());
            case Resolution.Category category -> category(category);
            case Resolution.Nothing nothing -> new NotCarried(nothing.nearest());
        };
    }

    /** «el mouse», where one of its variants, or it in one colour, was offered: just that, if nothing else is said of it. */
    private Optional<Subject> offeredAs(Resolution.Family named) {
        if (!state.asks(Kind.WHICH_OFFER) || !named.notOffered().isEmpty()) {
            return Optional.empty();
        }
        List<OfFamily> offered = state.offers().stream()
                .map(Action::parse)
                .flatMap(action -> pressed(action).stream())
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .filter(family -> family.family().equals(named.family()))
                .toList();
        boolean isIt = offered.size() == 1
                && offered.getFirst()
                        .chosen()
                        .entrySet()
                        .containsAll(named.chosenAttributes().entrySet());
        return isIt ? Optional.of(offered.getFirst()) : Optional.empty();
    }

    /** «el xiaomi», after three chargers were offered, is one of the three; «ese iphone» is the one in focus. */
    private Subject category(Resolution.Category category) {
        // «celulares de hasta 1 palo», after headphones were offered, picks none of them.
        // «algo parecido pero samsung» picks none of them either.
        boolean isOfMore = state.category() != null && isOfSeveralOf(category, state.category());
        Optional<Subject> offered = situation.says(Cue.SIMILAR) || isOfMore
                ? Optional.empty()
                : offered().filter(one -> !isOfAnotherKind(one, category));
        if (offered.isPresent()) {
            return offered.get();
        }
        List<Subject> among = situation.saysAny(Cue.SIMILAR, Cue.CHEAPER, Cue.CHEAPEST) || isOfMore
                ? List.of()
                : amongOffers(category);
        if (among.size() == 1) {
            return withValues(among.getFirst(), category.chosenAttributes(), List.of());
        }
        Optional<Subject> spokenOf = spokenOfBefore(category);
        if (spokenOf.isPresent()) {
            return spokenOf.get();
        }
        String focus = state.family();
        if (focus != null && situation.wish() == Wish.BUY && category.families().contains(focus)) {
            return family(focus, category.chosenAttributes());
        }
        return soldOutOfKind(category)
                .orElseGet(() -> withValues(
                        narrowed(category.category(), mostly(within(ofKind(category))), Map.of()),
                        category.chosenAttributes(),
                        List.of()));
    }

    /** «samsung», of a list that has only begun: more of them may follow on its next page. */
    private static boolean isOfSeveralOf(Resolution.Category category, @Nullable String kind) {
        return category.products().stream()
                        .filter(product -> product.inStock() && Objects.equals(product.category(), kind))
                        .map(Product::family)
                        .distinct()
                        .count()
                > 1;
    }

    /** «mejor el 13»: of all that may be called so the one that was spoken of before. */
    private Optional<Subject> spokenOfBefore(Resolution.Category category) {
        List<String> words = Cues.words(situation.words());
        boolean isPointing = situation.isInstead() && (words.contains("el") || words.contains("la"));
        Optional<Subject> definite = isPointing ? Optional.empty() : definite(category, words);
        if (definite.isPresent()) {
            return definite;
        }
        List<String> families = state.recent().stream()
                .map(Action::parse)
                .flatMap(action -> pressed(action).stream())
                .filter(OfFamily.class::isInstance)
                .map(subject -> ((OfFamily) subject).family())
                .filter(family -> category.families().contains(family) && !family.equals(state.family()))
                .distinct()
                .toList();
        return isPointing && families.size() == 1
                ? Optional.of(family(families.getFirst(), category.chosenAttributes()))
                : Optional.empty();
    }

    /** «la compu», where one of them alone was told as a product: that one. */
    private Optional<Subject> definite(Resolution.Category category, List<String> words) {
        int at = words.indexOf(
                Cues.words(category.mention()).stream().findFirst().orElse(""));
        boolean isDefinite = at > 0
                && ONE_THAT_IS_KNOWN.contains(words.get(at - 1))
                && !words.get(at).endsWith("s")
                && category.chosenAttributes().isEmpty();
        List<OfFamily> told = !isDefinite
                ? List.of()
                : state.recent().stream()
                        .map(Action::parse)
                        .filter(Action.ShowProduct.class::isInstance)
                        .flatMap(action -> pressed(action).stream())
                        .filter(OfFamily.class::isInstance)
                        .map(OfFamily.class::cast)
                        .filter(family -> category.families().contains(family.family()))
                        .toList();
        return told.size() == 1 ? Optional.of(told.getFirst()) : Optional.empty();
    }

    /** «el de samsung», of chargers: the one there is of it, though only its sisters are in stock. */
    private Optional<Subject> soldOutOfKind(Resolution.Category category) {
        String kind = kind();
        if (kind == null || category.products().stream().anyMatch(product -> kind.equals(product.category()))) {
            return Optional.empty();
        }
        return facts.resolveAll(kind + " " + category.mention()).stream()
                .filter(found -> switch (found) {
                    case Resolution.Variant variant ->
                        kind.equals(variant.product().category());
                    case Resolution.Family family ->
                        kind.equals(family.variants().getFirst().category());
                    case Resolution.Category wider -> false;
                    case Resolution.Nothing nothing -> false;
                })
                .findFirst()
                .map(this::carried);
    }

    private static boolean isOfAnotherKind(Subject one, Resolution.Category category) {
        Set<String> kinds = category.products().stream()
                .map(product -> String.valueOf(product.category()))
                .collect(Collectors.toSet());
        return kinds.size() == 1
                && one instanceof OfFamily family
                && family.variants().stream().noneMatch(variant -> kinds.contains(String.valueOf(variant.category())));
    }

    private List<Subject> amongOffers(Resolution.Category category) {
        List<Subject> offered = state.asks(Kind.WHICH_OFFER)
                ? state.offers().stream()
                        .map(Action::parse)
                        .flatMap(action -> pressed(action).stream())
                        .filter(OfFamily.class::isInstance)
                        .toList()
                : List.of();
        // Where all of them are of that kind its name tells none apart.
        List<Subject> named = offered.stream()
                .filter(offer ->
                        offer instanceof OfFamily family && category.families().contains(family.family()))
                .toList();
        return named.size() < offered.size() ? named : List.of();
    }

    /** «notebooks» are the category of that name before anything else that may be called so. */
    private static List<Product> ofKind(Resolution.Category category) {
        Set<String> said = stems(category.mention());
        List<Product> ofKind = category.products().stream()
                .filter(product -> product.category() != null && said.equals(stems(product.category())))
                .toList();
        return ofKind.isEmpty() ? category.products() : ofKind;
    }

    /** One thing of another kind among many of one, a power bank among notebooks, is called so by chance. */
    private static List<Product> mostly(List<Product> products) {
        Map<String, Set<String>> kinds = new LinkedHashMap<>();
        products.forEach(
                product -> kinds.computeIfAbsent(String.valueOf(product.category()), any -> new LinkedHashSet<>())
                        .add(product.family()));
        long families = kinds.values().stream().mapToLong(Set::size).sum();
        return kinds.entrySet().stream()
                .filter(kind ->
                        kind.getValue().size() >= MANY && kind.getValue().size() == families - 1)
                .findFirst()
                .map(kind -> products.stream()
                        .filter(product -> kind.getKey().equals(String.valueOf(product.category())))
                        .toList())
                .orElse(products);
    }

    private static Set<String> stems(String words) {
        return Cues.words(words).stream()
                .map(word -> word.length() > STEM ? word.substring(0, STEM) : word)
                .collect(Collectors.toSet());
    }

    /** A brand of many kinds, while one kind is spoken of, means that kind. */
    private List<Product> within(List<Product> products) {
        String kind = kind();
        List<Product> ofKind = kind == null
                ? List.of()
                : products.stream()
                        .filter(product -> kind.equals(product.category()))
                        .toList();
        return ofKind.isEmpty() ? products : ofKind;
    }

    private @Nullable String kind() {
        if (state.category() != null) {
            return state.category();
        }
        Optional<String> offered = Ground.offered(situation).flatMap(Ground::category);
        if (offered.isPresent()) {
            return offered.get();
        }
        String family = state.family();
        return family == null
                ? null
                : facts.variantsOf(family).stream()
                        .map(Product::category)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private Subject narrowed(String category, List<Product> products, Map<String, String> chosen) {
        Set<String> families =
                products.stream().map(Product::family).collect(Collectors.toCollection(LinkedHashSet::new));
        return families.size() == 1
                ? family(families.iterator().next(), chosen)
                : new OfCategory(nameOf(category, products), products, 0);
    }

    private static String nameOf(String said, List<Product> products) {
        Set<String> names = products.stream()
                .map(product -> product.category() == null ? "" : product.category())
                .collect(Collectors.toSet());
        String only = names.iterator().next();
        return names.size() == 1 && !only.isEmpty() ? only : said;
    }

    /** By values of the family in focus, or because the turn names nothing else. */
    private Optional<Subject> inFocus() {
        String family = state.family();
        List<Product> variants = family == null ? List.of() : facts.variantsOf(family);
        if (family == null || variants.isEmpty()) {
            return offered()
                    .or(() -> state.asks(Kind.WHICH_OFFER) ? fewerOffers() : Optional.empty())
                    .or(this::inCart);
        }
        if (state.asks(Kind.WHICH_OFFER)) {
            Optional<Subject> offered = offered().or(this::fewerOffers);
            if (offered.isPresent()) {
                return offered;
            }
        }
        Optional<Subject> each = eachValue(family, variants);
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
        boolean isSpeakingOfIt =
                situation.wish() != null && !namesUnknown() && !state.asks(Kind.WHICH_PRODUCT) && !isReplaced;
        if (!isChoosing && state.asks(Kind.ATTRIBUTE)) {
            Optional<Subject> read = byNumber(family, variants).or(() -> byItsName(family, variants));
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
                                : merged(family, variants, chosen.values()),
                        !chosen.notOffered().isEmpty() || lacksSize(family, variants, chosen.values())))
                : offered();
    }

    /** The parts that «y» and the like stand between; none of one thing alone, nor of a text that goes on for long. */
    private List<String> parts() {
        List<String> parts = Arrays.stream(BETWEEN_THINGS.split(situation.words(), -1))
                .filter(part -> !part.isBlank())
                .toList();
        return parts.size() < 2 || parts.size() > FEW_WORDS ? List.of() : parts;
    }

    /** «mejor 1 azul y 1 negro»: each of them, so many times. */
    private Optional<Subject> eachValue(String family, List<Product> variants) {
        List<String> parts = parts();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        List<Subject> things = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        Set<Map<String, String>> seen = new LinkedHashSet<>();
        for (String part : parts) {
            Map<String, String> values = facts.choose(variants, part).values();
            if (values.size() != 1 || Cues.words(part).size() > FEW_WORDS || !seen.add(values)) {
                return Optional.empty();
            }
            Map<String, String> chosen = new HashMap<>(state.chosen());
            chosen.putAll(values);
            OfFamily thing = new OfFamily(family, variants, chosen, false);
            things.add(thing);
            units.add(unitsIn(part, thing));
        }
        boolean isOfOneAttribute = seen.stream()
                        .flatMap(values -> values.keySet().stream())
                        .distinct()
                        .count()
                == 1;
        return isOfOneAttribute ? Optional.of(new OfSeveral(things, units)) : Optional.empty();
    }

    /** «la de 140», where the measures are 140x190 and 160x200: the one value that has the number in it. */
    private Optional<Subject> byNumber(String family, List<Product> variants) {
        String attribute = state.question() == null ? null : state.question().about();
        List<String> numbers =
                measures().stream().filter(word -> word.matches("\\d{1,5}")).toList();
        if (attribute == null || numbers.size() != 1) {
            return Optional.empty();
        }
        List<String> having = variants.stream()
                .flatMap(variant -> variant.attribute(attribute).stream())
                .distinct()
                .filter(value -> List.of(value.split("\\D+", -1)).contains(numbers.getFirst()))
                .toList();
        return having.size() == 1
                ? Optional.of(family(family, Map.of(attribute, having.getFirst())))
                : Optional.empty();
    }

    /** «de 400», said of a thing that has it in its name: still the same thing. */
    private Optional<Subject> byItsName(String family, List<Product> variants) {
        List<String> name = Cues.words(family);
        List<String> said = Cues.words(situation.words()).stream()
                .filter(word -> !POINTING.contains(word))
                .toList();
        return !said.isEmpty() && name.containsAll(said)
                ? Optional.of(new OfFamily(family, variants, state.chosen(), false))
                : Optional.empty();
    }

    /** «el de 900», of several things that are wanted: the one that it can be. */
    private Optional<Subject> inCart() {
        List<Product> wanted = facts.products((state.cart().isEmpty() ? state.proposal() : state.cart()).skus());
        Map<String, String> chosen = facts.choose(wanted, situation.words()).values();
        List<Product> having = chosen.isEmpty() ? List.of() : AttributeResolver.matching(wanted, chosen);
        return having.size() == 1 ? Optional.of(variant(having.getFirst())) : Optional.empty();
    }

    private boolean isAboutProducts() {
        return situation.wish() != null || state.asks(Kind.ATTRIBUTE);
    }

    /** One of the last offers: by a value that it alone has, by its name, its price or its place. */
    private Optional<Subject> offered() {
        if (!state.asks(Kind.WHICH_OFFER)) {
            return Optional.empty();
        }
        List<Offer> offers = offers();
        Map<String, String> chosen =
                facts.choose(products(offers), situation.words()).values();
        List<Offer> having = having(offers, chosen);
        boolean isTaken =
                offers.size() == 1 && (situation.has(Intent.AFFIRM) || situation.wish() == Wish.BUY) && !namesUnknown();
        if (isTaken) {
            return pressed(offers.getFirst().action()).map(subject -> withValues(subject, chosen, List.of()));
        }
        if (having.size() == 1) {
            return pressed(having.getFirst().action()).map(subject -> withValues(subject, chosen, List.of()));
        }
        return OfferChoice.of(offers, situation.words(), facts.segment())
                .map(Offer::action)
                .flatMap(this::pressed)
                .or(() -> plainest(offers))
                .or(() -> byNumber(offers));
    }

    /** «el común», of a mattress Dream and a Dream Plus: the one whose name the others only lengthen. */
    private Optional<Subject> plainest(List<Offer> offers) {
        if (offers.size() < 2 || Cues.words(situation.words()).stream().noneMatch(PLAIN::contains)) {
            return Optional.empty();
        }
        return offers.stream()
                .filter(offer -> offers.stream()
                        .allMatch(other -> Cues.words(other.name()).containsAll(Cues.words(offer.name()))))
                .findFirst()
                .map(Offer::action)
                .flatMap(this::pressed)
                .map(this::byMeasure);
    }

    /** «el común de 140»: of a family the one value with the number in it. */
    private Subject byMeasure(Subject subject) {
        List<String> numbers =
                measures().stream().filter(word -> word.matches("\\d{2,5}")).toList();
        if (!(subject instanceof OfFamily family) || numbers.size() != 1) {
            return subject;
        }
        Map<String, Set<String>> having = new HashMap<>();
        family.variants()
                .forEach(variant -> variant.attributes().stream()
                        .filter(attribute ->
                                List.of(attribute.value().split("\\D+", -1)).contains(numbers.getFirst()))
                        .forEach(attribute -> having.computeIfAbsent(attribute.name(), any -> new LinkedHashSet<>())
                                .add(attribute.value())));
        return having.size() == 1 && having.values().iterator().next().size() == 1
                ? new OfFamily(
                        family.family(),
                        family.variants(),
                        Map.of(
                                having.keySet().iterator().next(),
                                having.values().iterator().next().iterator().next()),
                        false)
                : family;
    }

    /** The one offer that has the values which are said, and only it. */
    private Optional<Subject> valued() {
        if (!state.asks(Kind.WHICH_OFFER)) {
            return Optional.empty();
        }
        List<Offer> offers = offers();
        Map<String, String> chosen =
                facts.choose(products(offers), situation.words()).values();
        List<Offer> having = having(offers, chosen);
        return having.size() == 1
                ? pressed(having.getFirst().action()).map(subject -> withValues(subject, chosen, List.of()))
                : Optional.empty();
    }

    /** The words, «1.60» as «160». */
    private List<String> measures() {
        return Cues.words(METRES.matcher(situation.words()).replaceAll("$1$2"));
    }

    /** «el de 160», of two mattresses of which one alone comes in 160x200. */
    private Optional<Subject> byNumber(List<Offer> offers) {
        List<String> numbers =
                measures().stream().filter(word -> word.matches("\\d{2,5}")).toList();
        if (numbers.size() != 1 || Cues.words(situation.words()).size() > FEW_WORDS) {
            return Optional.empty();
        }
        Map<String, Map<String, String>> having = new LinkedHashMap<>();
        offers.forEach(offer -> offer.products()
                .forEach(product -> product.attributes().stream()
                        .filter(attribute ->
                                List.of(attribute.value().split("\\D+", -1)).contains(numbers.getFirst()))
                        .forEach(attribute ->
                                having.put(product.family(), Map.of(attribute.name(), attribute.value())))));
        return having.size() == 1
                ? having.entrySet().stream().findFirst().map(only -> family(only.getKey(), only.getValue()))
                : Optional.empty();
    }

    private List<Offer> offers() {
        return state.offers().stream()
                .map(Action::parse)
                .flatMap(action -> offer(action).stream())
                .toList();
    }

    private static List<Product> products(List<Offer> offers) {
        return offers.stream().flatMap(offer -> offer.products().stream()).toList();
    }

    private static List<Offer> having(List<Offer> offers, Map<String, String> chosen) {
        return offers.stream()
                .filter(offer -> !chosen.isEmpty()
                        && !AttributeResolver.matching(offer.products(), chosen).isEmpty())
                .toList();
    }

    /** «128 negro», said of a list of phones: those of them that have it. */
    private Optional<Subject> fewerOffers() {
        return state.category() != null ? fewerOf(state.category()) : fewerOf(state.offers());
    }

    private Optional<Subject> fewerOf(String category) {
        List<Product> all = facts.inCategory(category);
        Map<String, String> chosen = facts.choose(all, situation.words()).values();
        List<Product> having = chosen.isEmpty() ? List.of() : AttributeResolver.matching(all, chosen);
        return having.isEmpty()
                ? Optional.empty()
                : Optional.of(withValues(narrowed("", having, chosen), chosen, List.of()));
    }

    /** A single variant that was offered stands for its sisters: «y en negro?» asks for the same one in black. */
    private Optional<Subject> fewerOf(List<String> offers) {
        List<OfFamily> offered = offers.stream()
                .map(Action::parse)
                .flatMap(action -> pressed(action).stream())
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .toList();
        List<Product> all =
                offered.stream().flatMap(family -> family.variants().stream()).toList();
        Map<String, String> chosen = facts.choose(all, situation.words()).values();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        List<Product> having = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        for (OfFamily family : offered) {
            Map<String, String> wanted = new HashMap<>(family.chosen());
            wanted.putAll(chosen);
            List<Product> matching = AttributeResolver.matching(family.variants(), wanted).stream()
                    .filter(Product::inStock)
                    .toList();
            having.addAll(matching);
            if (matching.isEmpty()) {
                lacking.add(Stream.concat(
                                Stream.of(family.family()),
                                family.chosen().entrySet().stream()
                                        .filter(other -> !chosen.containsKey(other.getKey()))
                                        .map(Map.Entry::getValue))
                        .collect(Collectors.joining(" ")));
            }
        }
        return having.isEmpty()
                ? Optional.empty()
                : Optional.of(withValues(narrowed("", having, chosen), chosen, lacking));
    }

    private Optional<Offer> offer(Action action) {
        return pressed(action).flatMap(subject -> {
            if (!(subject instanceof OfFamily family)) {
                return Optional.empty();
            }
            List<Product> products = AttributeResolver.matching(family.variants(), family.chosen());
            String name =
                    action instanceof Action.ShowProduct ? products.getFirst().title() : family.family();
            return Optional.of(new Offer(action, name, products));
        });
    }

    private static Subject withValues(Subject subject, Map<String, String> chosen, List<String> lacking) {
        if (subject instanceof OfCategory category) {
            return new OfCategory(category.category(), category.products(), chosen, lacking, category.page());
        }
        return subject instanceof OfFamily family && family.chosen().isEmpty()
                ? new OfFamily(family.family(), family.variants(), chosen, false)
                : subject;
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
        return Optional.of(namesUnknown() ? new NotCarried(List.of()) : new Unnamed());
    }

    /** A thing by a name that the catalogue does not know. */
    private boolean namesUnknown() {
        boolean isMarked = situation.mentions(EntityType.PRODUCT).stream()
                .filter(name -> !isLikeness(name))
                .flatMap(name -> Cues.words(name.text()).stream())
                .anyMatch(word -> word.length() > 2 && !PRONOUNS.contains(word) && !Sought.isVerb(word));
        return isMarked || Sought.in(situation.words()).isPresent();
    }

    /** «algo cómodo» says what the thing is to be like, and not what it is. */
    private boolean isLikeness(Entity name) {
        return situation.written().stream()
                .map(Written::text)
                .filter(text -> text.length() >= name.end()
                        && text.substring(name.start(), name.end()).equals(name.text()))
                .map(text -> Cues.words(text.substring(0, name.start())))
                .anyMatch(before -> !before.isEmpty() && LIKENESS.contains(before.getLast()));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
    }

    /** What was chosen before stays, unless the talk moves on to it as to something new or the values exclude each other. */
    private Map<String, String> merged(String family, List<Product> variants, Map<String, String> chosen) {
        boolean isSame = family.equals(state.family());
        boolean isAnew = chosen.isEmpty() && situation.wish() == Wish.LEARN && !state.asks(Kind.QUOTE);
        if (!isSame || isAnew) {
            return chosen;
        }
        Map<String, String> both = new HashMap<>(state.chosen());
        both.putAll(chosen);
        return AttributeResolver.matching(variants, both).isEmpty() ? chosen : both;
    }
}
