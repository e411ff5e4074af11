package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Scale;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** «la más grande», «con más capacidad», «algo más chico»: by whatever of the catalogue's attributes has an order. */
final class SizeTalk {

    private final Wording wording;
    private final BrowsingTalk browsing;
    private final FamilyTalk families;

    SizeTalk(Wording wording, BrowsingTalk browsing, FamilyTalk families) {
        this.wording = wording;
        this.browsing = browsing;
        this.families = families;
    }

    Optional<Step> consider(Situation situation, Ground ground, boolean isNamed) {
        List<String> words = Cues.words(situation.words());
        List<Product> spoken = ground.family().map(OfFamily::variants).orElseGet(ground::products);
        Optional<Degree> degree =
                Degree.in(words, word -> situation.facts().scale(spoken, word).isPresent());
        return degree.or(() -> isNamed ? Optional.empty() : Degree.plain(words))
                .flatMap(asked -> told(situation, ground, asked, isNamed));
    }

    private Optional<Step> told(Situation situation, Ground ground, Degree degree, boolean isNamed) {
        Optional<Step> ofFamily = ground.family().flatMap(family -> ofFamily(situation, family, degree));
        if (ofFamily.isPresent()) {
            return ofFamily;
        }
        List<Product> around = ground.family().isPresent() || situation.state().category() != null
                ? ground.around(situation)
                : ground.inStock();
        Optional<Scale> scale = scale(situation, around, degree);
        if (scale.isPresent()) {
            Optional<BigDecimal> known =
                    ground.family().isPresent() ? only(ground.products(), scale.get()) : Optional.empty();
            return Optional.of(
                    degree.isStep() && known.isPresent()
                            ? step(situation, ground.products(), around, scale.get(), degree, known.get())
                            : end(situation, chosenOf(situation, around), scale.get(), degree));
        }
        // Nobody has written how big these are; a person may know.
        boolean isAsked = !isNamed
                && ground.family().isEmpty()
                && degree.of() == null
                && !ground.inStock().isEmpty();
        return isAsked ? Optional.of(unknown(situation, ground)) : Optional.empty();
    }

    private Optional<Step> ofFamily(Situation situation, OfFamily family, Degree degree) {
        List<Product> sellable =
                family.variants().stream().filter(Product::inStock).toList();
        Optional<Scale> scale = scale(situation, family.variants(), degree);
        if (scale.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> others = new HashMap<>(family.chosen());
        others.remove(scale.get().attribute());
        List<Product> alike = AttributeResolver.matching(sellable, others);
        List<Product> among = alike.isEmpty() ? sellable : alike;
        List<Product> focus = AttributeResolver.matching(family.variants(), family.chosen());
        Optional<BigDecimal> known = only(focus, scale.get());
        if (among.isEmpty()) {
            return Optional.empty();
        }
        if (!degree.isStep() || known.isEmpty()) {
            return Optional.of(end(situation, chosenOf(situation, among), scale.get(), degree));
        }
        List<Product> beyond = beyond(among, scale.get(), degree, known.get());
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of(step(situation, focus, among, scale.get(), degree, known.get()));
    }

    private static Optional<Scale> scale(Situation situation, List<Product> products, Degree degree) {
        String of = degree.of();
        if (of != null) {
            return situation.facts().scale(products, of);
        }
        // «la de pantalla más grande», where nobody wrote down how big the screens are, is not the one with most
        // memory.
        boolean isOfPart = Cues.words(situation.words()).stream().anyMatch(situation.facts()::isAttribute);
        return isOfPart ? Optional.empty() : situation.facts().sizes(products);
    }

    /** «la más grande en azul»: of those that have what is said besides. */
    private static List<Product> chosenOf(Situation situation, List<Product> products) {
        List<Product> having = AttributeResolver.matching(
                products, situation.facts().choose(products, situation.words()).values());
        return having.isEmpty() ? products : having;
    }

    private static Optional<BigDecimal> only(List<Product> products, Scale scale) {
        Set<BigDecimal> amounts =
                products.stream().flatMap(product -> scale.of(product).stream()).collect(Collectors.toSet());
        return amounts.size() == 1 ? Optional.of(amounts.iterator().next()) : Optional.empty();
    }

    /** What has the most, or the least, of it. */
    private Step end(Situation situation, List<Product> among, Scale scale, Degree degree) {
        List<Product> measured = among.stream()
                .filter(product -> product.inStock() && scale.of(product).isPresent())
                .toList();
        if (measured.isEmpty()) {
            return browsing.instead(situation, wording.say("similar.none"), among, List.of(), "size-none");
        }
        Comparator<Product> byAmount = byAmount(scale);
        Product last = measured.stream()
                .max(degree.isMost() ? byAmount : byAmount.reversed())
                .orElseThrow();
        List<Product> having = measured.stream()
                .filter(product -> byAmount.compare(product, last) == 0)
                .toList();
        String value = last.attribute(scale.attribute()).orElseThrow();
        String lead = wording.say(
                degree.isMost() ? "size.most" : "size.least",
                "attribute",
                scale.attribute().toLowerCase(Locale.ROOT),
                "value",
                value);
        Wish wish = situation.wish() == Wish.BUY ? Wish.BUY : Wish.PRICE;
        Set<String> names = having.stream().map(Product::family).collect(Collectors.toSet());
        if (names.size() > 1) {
            return browsing.category(
                    situation, new OfCategory("", having, Map.of(scale.attribute(), value), List.of(), 0), wish, lead);
        }
        return led(about(situation, last, scale.attribute(), value, wish), lead);
    }

    /** What of the same thing was chosen besides stays chosen, where that can be had. */
    private Step about(Situation situation, Product product, String attribute, String value, Wish wish) {
        List<Product> variants = situation.facts().variantsOf(product.family());
        Map<String, String> chosen = new HashMap<>(
                product.family().equals(situation.state().family())
                        ? situation.state().chosen()
                        : Map.of());
        chosen.putAll(situation.facts().choose(variants, situation.words()).values());
        chosen.put(attribute, value);
        boolean isThere = AttributeResolver.matching(variants, chosen).stream().anyMatch(Product::inStock);
        return families.about(
                situation,
                new OfFamily(product.family(), variants, isThere ? chosen : Map.of(attribute, value), false),
                wish);
    }

    /** The next ones beyond what is spoken of, the nearest first. */
    private Step step(
            Situation situation,
            List<Product> spoken,
            List<Product> among,
            Scale scale,
            Degree degree,
            BigDecimal known) {
        List<Product> beyond = beyond(among, scale, degree, known);
        String attribute = scale.attribute().toLowerCase(Locale.ROOT);
        if (beyond.isEmpty()) {
            String value = spoken.getFirst().attribute(scale.attribute()).orElse("");
            Reply reply = new Reply(
                    wording.menu(wording.say(
                            degree.isMost() ? "size.no.more" : "size.no.less", "attribute", attribute, "value", value)),
                    situation.evidence("size-end", spoken));
            return new Said(List.of(reply), situation.state().understood(), true);
        }
        if (beyond.stream()
                                .map(product -> product.attribute(scale.attribute()))
                                .distinct()
                                .count()
                        == 1
                && beyond.stream().map(Product::family).distinct().count() == 1) {
            Product next = beyond.getFirst();
            return about(
                    situation,
                    next,
                    scale.attribute(),
                    next.attribute(scale.attribute()).orElseThrow(),
                    Wish.PRICE);
        }
        Map<String, List<Product>> offers = new LinkedHashMap<>();
        Set<String> seen = new java.util.HashSet<>();
        beyond.forEach(product -> {
            boolean isNew = seen.add(product.family() + " " + scale.of(product).orElseThrow());
            if (isNew && offers.size() < BrowsingTalk.FEW) {
                offers.put(product.title(), new ArrayList<>(List.of(product)));
            }
        });
        return browsing.families(
                situation,
                wording.say(degree.isMost() ? "size.more" : "size.less", "attribute", attribute),
                offers,
                spoken,
                "size-step");
    }

    private static List<Product> beyond(List<Product> among, Scale scale, Degree degree, BigDecimal known) {
        Comparator<Product> byAmount = byAmount(scale);
        return among.stream()
                .filter(product -> product.inStock()
                        && scale.of(product)
                                .filter(amount -> Integer.signum(amount.compareTo(known)) == (degree.isMost() ? 1 : -1))
                                .isPresent())
                .sorted(degree.isMost() ? byAmount : byAmount.reversed())
                .toList();
    }

    private static Comparator<Product> byAmount(Scale scale) {
        return Comparator.comparing(product -> scale.of(product).orElse(BigDecimal.ZERO));
    }

    private Step unknown(Situation situation, Ground ground) {
        List<Option> options = List.of(new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null));
        return new Said(
                List.of(new Reply(
                        wording.choice(wording.say("details.unknown"), options),
                        situation.evidence("size-unknown", ground.inStock()))),
                situation.state().understood().asking(Kind.PERSON, null),
                true);
    }

    private static Step led(Step step, String words) {
        return step instanceof Said said ? said.ledBy(words) : step;
    }
}
