package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a salesperson knows of the thing that is spoken of: its other values, how many are left, what it is like. */
final class DetailTalk {

    private final Wording wording;
    private final BrowsingTalk browsing;
    private final FamilyTalk families;
    private final Escalations escalations;
    private final QuoteTalk quotes;

    DetailTalk(Wording wording, BrowsingTalk browsing, FamilyTalk families, Escalations escalations, QuoteTalk quotes) {
        this.quotes = quotes;
        this.wording = wording;
        this.browsing = browsing;
        this.families = families;
        this.escalations = escalations;
    }

    /** «¿tenés otro color?», «¿en qué talles viene?»: the values in stock, less the one that is known. */
    Optional<Step> otherValues(Situation situation, OfFamily family) {
        List<String> asked = situation.facts().attributesNamed(family.variants(), situation.words());
        Map<String, String> said =
                situation.facts().choose(family.variants(), situation.words()).values();
        Optional<String> attribute =
                asked.stream().filter(name -> !said.containsKey(name)).findFirst();
        if (attribute.isEmpty() || family.lacksOption()) {
            return Optional.empty();
        }
        Map<String, String> others = new HashMap<>(family.chosen());
        String known = others.remove(attribute.get());
        List<Product> sellable = AttributeResolver.matching(family.variants(), others).stream()
                .filter(Product::inStock)
                .toList();
        List<String> values = Wording.ordered(sellable.stream()
                .flatMap(product -> product.attribute(attribute.get()).stream())
                .filter(value -> !value.equals(known))
                .distinct()
                .toList());
        Segment segment = situation.facts().segment();
        String name = attribute.get().toLowerCase(Locale.ROOT);
        if (values.isEmpty() || (values.size() == 1 && known == null)) {
            return known == null && values.isEmpty()
                    ? Optional.empty()
                    : Optional.of(onlyValue(situation, family, name, known == null ? values.getFirst() : known));
        }
        List<Option> options = values.stream()
                .map(value -> new Option(
                        new Action.Choose(attribute.get(), value, family.family()).id(),
                        value,
                        Prices.areEqual(sellable, segment)
                                ? null
                                : browsing.priceOf(
                                        AttributeResolver.matching(sellable, Map.of(attribute.get(), value)), segment)))
                .toList();
        String title = new OfFamily(family.family(), family.variants(), others, false).name();
        String text = wording.say(
                known == null ? "values.offered" : "values.others",
                "family",
                title,
                "attribute",
                name,
                "values",
                Wording.list(options.stream()
                        .map(option -> option.description() == null
                                ? option.title()
                                : option.title() + " (" + option.description() + ")")
                        .toList()));
        DialogueState state = situation
                .state()
                .focusedOn(
                        family.family(),
                        others,
                        situation.wish() == null ? situation.state().wish() : situation.wish(),
                        situation.state().quantity());
        return Optional.of(new Said(
                List.of(new Reply(wording.choice(text, options), situation.evidence("other-values", sellable))),
                state.asking(Kind.ATTRIBUTE, attribute.get()),
                true));
    }

    private Said onlyValue(Situation situation, OfFamily family, String attribute, String known) {
        List<Product> products = AttributeResolver.matching(family.variants(), family.chosen());
        String text = wording.say("values.only", "family", family.family(), "attribute", attribute, "value", known);
        return new Said(
                List.of(new Reply(wording.menu(text), situation.evidence("only-value", products))),
                situation.state().understood(),
                true);
    }

    /** «¿cuándo entra?», of what is sold out: nobody has written when, so a person finds out. */
    Optional<Step> restocked(Situation situation) {
        boolean isAsked = situation.saysAny(Cue.RESTOCK, Cue.NOTIFY);
        if (!isAsked || situation.words().isBlank()) {
            return Optional.empty();
        }
        return Ground.spokenOf(situation, SubjectReading.named(situation))
                .filter(ground -> ground.inStock().isEmpty() && ground.family().isPresent())
                .map(ground -> restocked(
                        situation, ground, ground.family().orElseThrow().name()));
    }

    private Step restocked(Situation situation, Ground ground, String name) {
        if (situation.says(Cue.NOTIFY)) {
            return new Decided(escalations.because(
                    situation,
                    Reason.NOT_COVERED,
                    Priority.NORMAL,
                    "notify-when-back " + ground.products().getFirst().sku(),
                    "handover.restock"));
        }
        List<Option> options = List.of(new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null));
        return new Said(
                List.of(new Reply(
                        wording.choice(wording.say("restock.unknown", "title", name), options),
                        situation.evidence("restock-unknown", ground.products()))),
                situation.state().understood().asking(Kind.PERSON, null),
                true);
    }

    /** «¿cuántos te quedan?». */
    Optional<Step> counted(Situation situation, Ground ground) {
        if (ground.family().isEmpty()) {
            return Optional.empty();
        }
        List<Product> products = ground.inStock();
        if (products.isEmpty() || products.size() > BrowsingTalk.FEW * 2) {
            return Optional.empty();
        }
        String text = products.stream()
                .map(product -> wording.left("stock.left", product))
                .collect(Collectors.joining("\n"));
        Situation focused = situation.with(situation
                .state()
                .focusedOn(
                        ground.family().get().family(),
                        ground.family().get().chosen(),
                        Wish.STOCK,
                        situation.state().quantity()));
        Cart proposal = products.size() == 1
                ? CartTalk.with(focused, focused.state().cart(), products.getFirst(), 1)
                : Cart.EMPTY;
        DialogueState state = focused.state().proposing(proposal).asking(Kind.QUOTE, null);
        return Optional.of(new Said(
                List.of(new Reply(
                        Wording.text(Wording.paragraph(text, quotes.question(situation))),
                        situation.evidence("stock-left", products))),
                state,
                true));
    }

    /** «¿son de cuero?», asked of what was just proposed: what the shop wrote of it, or a person who knows. */
    Optional<Step> asked(Situation situation, Optional<Subject> named) {
        String focus = situation.state().family();
        boolean isOfFocus = named.isEmpty()
                || (named.get() instanceof OfFamily family && family.family().equals(focus));
        return isOfFocus
                ? Ground.of(situation, Optional.empty())
                        .flatMap(
                                ground -> ground.family().flatMap(family -> askedOfProposal(situation, ground, family)))
                : Optional.empty();
    }

    private Optional<Step> askedOfProposal(Situation situation, Ground ground, OfFamily family) {
        boolean isQuestion = situation.wish() == Wish.LEARN
                && situation.words().indexOf('?') >= 0
                && (situation.state().asks(Kind.QUOTE) || situation.state().asks(Kind.ACCEPT));
        var chosen = situation.facts().choose(family.variants(), situation.words());
        boolean isOfAnotherThing =
                !situation.says(Cue.FEATURE) && QuoteTalk.asksForUnknown(situation, family.variants());
        return !isQuestion
                        || isOfAnotherThing
                        || !chosen.values().isEmpty()
                        || !chosen.notOffered().isEmpty()
                ? Optional.empty()
                : asked(situation, ground, family);
    }

    /** What is written of it answers the question, as far as anything does; else a person is offered. */
    Optional<Step> asked(Situation situation, Ground ground, OfFamily family) {
        Product product = ground.products().getFirst();
        if (product.description() != null && !product.description().isBlank()) {
            Optional<Step> told = described(situation, ground);
            // Who asks on was not answered by it.
            if (told.filter(step -> isJustSaid(situation, step)).isEmpty()) {
                return told;
            }
        }
        Set<String> words = Set.copyOf(Cues.words(situation.words()));
        List<String> tags = product.tags().stream()
                .filter(tag -> Cues.words(tag).stream().anyMatch(words::contains))
                .toList();
        if (!tags.isEmpty()) {
            String text = Wording.sentences(
                    wording.say("details.tag", "title", product.family(), "tags", Wording.list(tags)),
                    quotes.question(situation));
            return Optional.of(new Said(
                    List.of(new Reply(Wording.text(text), situation.evidence("details", product))),
                    situation.state().understood(),
                    true));
        }
        List<Option> options = List.of(new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null));
        return Optional.of(new Said(
                List.of(new Reply(
                        wording.choice(wording.say("details.unknown"), options),
                        situation.evidence("details-unknown", product))),
                situation.state().understood().asking(Kind.PERSON, null),
                true));
    }

    private boolean isJustSaid(Situation situation, Step step) {
        return step instanceof Said said
                && Reply.print(said.replies(), wording.say("quote.ask"), wording.say("quote.ways"))
                        .equals(situation.state().said());
    }

    /** What the shop says of it, with its picture and link. */
    Optional<Step> described(Situation situation, Ground ground) {
        if (ground.family().isEmpty() || ground.products().isEmpty()) {
            return Optional.empty();
        }
        List<Product> products = ground.inStock().isEmpty() ? ground.products() : ground.inStock();
        Product product = products.getFirst();
        List<Reply> replies = new ArrayList<>(families.picture(situation, product));
        boolean wantsPicture = situation.says(Cue.PICTURE);
        String description = product.description();
        String link = families.link(product);
        boolean isKnown = (description != null && !description.isBlank()) || link != null;
        if (wantsPicture ? replies.isEmpty() && link == null : replies.isEmpty() && !isKnown) {
            return Optional.of(new Decided(escalations.because(
                    situation,
                    Reason.NOT_COVERED,
                    Priority.NORMAL,
                    wantsPicture ? "no-picture " + product.sku() : "no-details " + product.sku(),
                    wantsPicture ? "handover.picture" : "handover.unknown")));
        }
        OfFamily family = ground.family().get();
        Situation focused = situation.with(situation
                .state()
                .focusedOn(
                        family.family(),
                        family.chosen(),
                        situation.state().wish() == null
                                ? Wish.LEARN
                                : situation.state().wish(),
                        situation.state().quantity()));
        Cart proposal =
                products.size() == 1 ? CartTalk.with(focused, focused.state().cart(), product, 1) : Cart.EMPTY;
        String text = Wording.sentences(
                description == null || description.isBlank()
                        ? null
                        : wording.say(
                                "details",
                                "title",
                                products.size() == 1 ? product.title() : family.family(),
                                "description",
                                description),
                link,
                quotes.question(situation));
        // A picture is fetched first and must not hold up the words.
        replies.addFirst(new Reply(Wording.text(text), situation.evidence("details", products)));
        return Optional.of(new Said(replies, focused.state().proposing(proposal).asking(Kind.QUOTE, null), true));
    }
}
