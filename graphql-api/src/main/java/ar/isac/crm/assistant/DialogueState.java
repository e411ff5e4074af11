package ar.isac.crm.assistant;

import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a talk stands between two turns. Stored as JSON with the conversation; that of an earlier form is read as far as
 * it goes, and one that cannot be read is begun anew, since a talk that starts over is better than one that stops.
 *
 * @param version of this form
 * @param question what was asked last and is not answered
 * @param offers the {@linkplain Action#id actions} of what was offered last
 * @param category what was browsed last, as the catalogue calls it
 * @param cart what the customer wants, over all products of the talk
 * @param proposal what a yes to the open quote question would have quoted
 * @param pending what is wanted too and whose variant is still to be asked for
 * @param recent the actions of the products and families spoken of last, the newest first
 * @param intents what the customer wanted in the last turns, the newest first
 * @param at when the customer wrote last
 * @param said a print of what was said last: nobody likes to hear the same sentence twice
 * @param offered how many answers ago a quote was last offered, 0 for the last one; null when it has not been
 */
record DialogueState(
        int version,
        Focus focus,
        @Nullable OpenQuestion question,
        List<String> offers,
        @Nullable String category,
        Cart cart,
        Cart proposal,
        List<Wanted> pending,
        List<String> recent,
        List<String> intents,
        Trouble trouble,
        @Nullable Instant greetedAt,
        @Nullable Instant at,
        @Nullable String said,
        @Nullable Integer offered) {

    private static final Logger log = LoggerFactory.getLogger(DialogueState.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 3;
    private static final int MOST_RECENT = 4;
    private static final int RECENTLY = 2;

    static final DialogueState START = new DialogueState(
            VERSION,
            Focus.NONE,
            null,
            List.of(),
            null,
            Cart.EMPTY,
            Cart.EMPTY,
            List.of(),
            List.of(),
            List.of(),
            Trouble.NONE,
            null,
            null,
            null,
            null);

    DialogueState {
        offers = List.copyOf(offers);
        pending = List.copyOf(pending);
        recent = List.copyOf(recent);
        intents = List.copyOf(intents);
    }

    /** What a customer wants with a product; what comes later includes what comes before. */
    enum Wish {
        LEARN,
        STOCK,
        PRICE,
        BUY,
        /** The quote has been asked for or accepted. */
        QUOTE
    }

    /**
     * What the talk is about.
     *
     * @param family the product family
     * @param chosen the attribute values chosen so far, as the catalogue writes them
     * @param wish what the customer wants with it
     * @param quantity how many units, 1 unless told
     */
    record Focus(
            @Nullable String family,
            Map<String, String> chosen,
            @Nullable Wish wish,
            int quantity) {

        static final Focus NONE = new Focus(null, Map.of(), null, 1);

        Focus {
            quantity = Math.max(1, quantity);
            chosen = Map.copyOf(chosen);
        }
    }

    /**
     * So many of something, as far as it is known which.
     *
     * @param chosen the values that were said of it
     */
    record Wanted(String family, Map<String, String> chosen, int units) {

        Wanted {
            units = Math.max(1, units);
            chosen = Map.copyOf(chosen);
        }

        static Wanted of(Subject.OfFamily thing, int units) {
            return new Wanted(thing.family(), thing.chosen(), units);
        }
    }

    /**
     * What went wrong in the last turns, counted in a row.
     *
     * @param misunderstandings turns that were not understood
     * @param attachments turns with nothing but attachments
     * @param annoyances turns in an angry tone
     */
    record Trouble(int misunderstandings, int attachments, int annoyances) {
        static final Trouble NONE = new Trouble(0, 0, 0);
    }

    /**
     * A question that waits for its answer.
     *
     * @param about the attribute that is asked for, or the quote that waits for a yes
     * @param together what the customer named in one breath: a yes means all of it
     */
    record OpenQuestion(Kind kind, @Nullable String about, List<Wanted> together) {

        OpenQuestion {
            together = List.copyOf(together);
        }

        /** What is being asked. */
        enum Kind {
            ATTRIBUTE,
            WHICH_OFFER,
            WHICH_PRODUCT,
            /** Whether a person is wanted. */
            PERSON,
            /** Whether to quote the proposal. */
            QUOTE,
            /** Whether a quote that was made is taken. */
            ACCEPT
        }
    }

    static DialogueState parse(@Nullable String json) {
        if (json == null) {
            return START;
        }
        try {
            JsonNode stored = JSON.readTree(json);
            return switch (stored.path("version").asInt()) {
                case 1 -> ofVersion1(stored);
                case 2 -> ofVersion2(stored);
                case VERSION -> JSON.treeToValue(stored, DialogueState.class);
                default -> START;
            };
        } catch (JacksonException | NullPointerException | IllegalArgumentException ofAnotherForm) {
            log.warn(
                    "A dialogue state cannot be read and starts anew: {}",
                    ofAnotherForm.getClass().getName());
            return START;
        }
    }

    /** Version 1 knew one product at a time: what it was about is kept, what it asked is asked again. */
    private static DialogueState ofVersion1(JsonNode stored) {
        ObjectNode focus = JSON.createObjectNode();
        List.of("family", "chosen", "wish", "quantity").forEach(name -> focus.set(name, stored.path(name)));
        DialogueState state = START.with(JSON.treeToValue(focus, Focus.class));
        JsonNode greeted = stored.path("greetedAt");
        return greeted.isNull() ? state : state.greeted(JSON.treeToValue(greeted, Instant.class));
    }

    /** Version 2 knew of what is wanted too only the family, and of nothing that it was named together. */
    private static DialogueState ofVersion2(JsonNode stored) {
        ObjectNode next = (ObjectNode) stored.deepCopy();
        ArrayNode pending = JSON.createArrayNode();
        stored.path("pending")
                .forEach(family -> pending.add(
                        JSON.valueToTree(new Wanted(Objects.requireNonNull(family.asString()), Map.of(), 1))));
        next.set("pending", pending);
        if (next.path("question") instanceof ObjectNode question) {
            question.set("together", JSON.createArrayNode());
        }
        return JSON.treeToValue(next.put("version", VERSION), DialogueState.class);
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    @Nullable
    String family() {
        return focus.family();
    }

    Map<String, String> chosen() {
        return focus.chosen();
    }

    @Nullable
    Wish wish() {
        return focus.wish();
    }

    int quantity() {
        return focus.quantity();
    }

    int misunderstandings() {
        return trouble.misunderstandings();
    }

    boolean asks(OpenQuestion.Kind kind) {
        // While a person is offered, what was offered before can still be picked.
        boolean isStillOffered = kind == OpenQuestion.Kind.WHICH_OFFER
                && question != null
                && question.kind() == OpenQuestion.Kind.PERSON
                && !offers.isEmpty();
        return isStillOffered || (question != null && question.kind() == kind);
    }

    /** Another family comes into focus, or other values of the same. */
    DialogueState focusedOn(String family, Map<String, String> chosen, @Nullable Wish wish, int quantity) {
        return with(new Focus(family, chosen, wish, quantity))
                .settled()
                .browsing(null)
                .offering(List.of())
                .understood()
                .spokenOf(new Action.ShowFamily(family));
    }

    /** What was spoken of last comes first; a variant takes the place of its family. */
    DialogueState spokenOf(Action thing, Action... insteadOf) {
        List<String> replaced = new ArrayList<>(List.of(thing.id()));
        for (Action other : insteadOf) {
            replaced.add(other.id());
        }
        List<String> next = new ArrayList<>(List.of(thing.id()));
        recent.stream()
                .filter(id -> !replaced.contains(id))
                .limit(MOST_RECENT - 1)
                .forEach(next::add);
        return new DialogueState(
                version, focus, question, offers, category, cart, proposal, pending, next, intents, trouble, greetedAt,
                at, said, offered);
    }

    /** These are not wanted any more, nor spoken of. */
    DialogueState forgetting(Collection<String> skus) {
        List<String> gone =
                skus.stream().map(sku -> new Action.ShowProduct(sku).id()).toList();
        List<String> next = recent.stream().filter(id -> !gone.contains(id)).toList();
        return new DialogueState(
                version, focus, question, offers, category, cart, proposal, pending, next, intents, trouble, greetedAt,
                at, said, offered);
    }

    DialogueState asking(OpenQuestion.Kind kind, @Nullable String about) {
        boolean isOfQuotes =
                switch (kind) {
                    case QUOTE, ACCEPT, PERSON -> true;
                    case ATTRIBUTE, WHICH_OFFER, WHICH_PRODUCT -> false;
                };
        DialogueState asked = with(new OpenQuestion(kind, about, List.of()), offers);
        return isOfQuotes ? asked : asked.proposing(Cart.EMPTY);
    }

    /** Which of these, if not all of them. */
    DialogueState askingOf(List<Wanted> things) {
        return asking(OpenQuestion.Kind.WHICH_OFFER, null)
                .with(new OpenQuestion(OpenQuestion.Kind.WHICH_OFFER, null, things), offers);
    }

    /** What a yes to the open question means, where that is several things. */
    List<Wanted> together() {
        return question == null ? List.of() : question.together();
    }

    DialogueState offering(List<Option> rows) {
        return with(question, rows.stream().map(Option::id).toList());
    }

    DialogueState browsing(@Nullable String what) {
        return new DialogueState(
                version, focus, question, offers, what, cart, proposal, pending, recent, intents, trouble, greetedAt,
                at, said, offered);
    }

    DialogueState wishing(Wish next) {
        return with(new Focus(focus.family(), focus.chosen(), next, focus.quantity()));
    }

    DialogueState counting(int units) {
        return with(new Focus(focus.family(), focus.chosen(), focus.wish(), units));
    }

    /** A yes would have this quoted. */
    DialogueState proposing(Cart lines) {
        return with(cart, lines, pending);
    }

    DialogueState wanting(Cart lines) {
        return with(lines, proposal, pending);
    }

    DialogueState wantingToo(List<Wanted> things) {
        return with(cart, proposal, things);
    }

    DialogueState settled() {
        return with((OpenQuestion) null, offers);
    }

    DialogueState understood() {
        return with(new Trouble(0, 0, trouble.annoyances()));
    }

    DialogueState misunderstood() {
        return with(new Trouble(trouble.misunderstandings() + 1, trouble.attachments(), trouble.annoyances()));
    }

    DialogueState sentAttachment() {
        return with(new Trouble(trouble.misunderstandings(), trouble.attachments() + 1, trouble.annoyances()));
    }

    DialogueState annoyed(boolean isAngry) {
        return with(new Trouble(
                trouble.misunderstandings(), trouble.attachments(), isAngry ? trouble.annoyances() + 1 : 0));
    }

    DialogueState greeted(Instant when) {
        return new DialogueState(
                version, focus, question, offers, category, cart, proposal, pending, recent, intents, trouble, when, at,
                said, offered);
    }

    /** The customer wrote, and wanted this. */
    DialogueState heard(@Nullable String intent, Instant when) {
        List<String> next = new ArrayList<>();
        if (intent != null) {
            next.add(intent);
        }
        intents.stream().limit(MOST_RECENT - 1).forEach(next::add);
        return new DialogueState(
                version, focus, question, offers, category, cart, proposal, pending, recent, next, trouble, greetedAt,
                when, said, offered);
    }

    /** Something was said, of which this is the print, and a quote offered in it or not. */
    DialogueState saying(String print, boolean isOffered) {
        Integer ago = offered == null ? null : Integer.valueOf(offered + 1);
        return new DialogueState(
                version,
                focus,
                question,
                offers,
                category,
                cart,
                proposal,
                pending,
                recent,
                intents,
                trouble,
                greetedAt,
                at,
                print,
                isOffered ? Integer.valueOf(0) : ago);
    }

    /** Whether one of the last answers offered a quote: who did not take it is not asked at once again. */
    boolean hasJustOffered() {
        return offered != null && offered < RECENTLY;
    }

    private DialogueState with(Focus next) {
        return new DialogueState(
                version, next, question, offers, category, cart, proposal, pending, recent, intents, trouble, greetedAt,
                at, said, offered);
    }

    private DialogueState with(@Nullable OpenQuestion nextQuestion, List<String> nextOffers) {
        return new DialogueState(
                version,
                focus,
                nextQuestion,
                nextOffers,
                category,
                cart,
                proposal,
                pending,
                recent,
                intents,
                trouble,
                greetedAt,
                at,
                said,
                offered);
    }

    private DialogueState with(Cart nextCart, Cart nextProposal, List<Wanted> nextPending) {
        return new DialogueState(
                version,
                focus,
                question,
                offers,
                category,
                nextCart,
                nextProposal,
                nextPending,
                recent,
                intents,
                trouble,
                greetedAt,
                at,
                said,
                offered);
    }

    private DialogueState with(Trouble next) {
        return new DialogueState(
                version, focus, question, offers, category, cart, proposal, pending, recent, intents, next, greetedAt,
                at, said, offered);
    }
}
