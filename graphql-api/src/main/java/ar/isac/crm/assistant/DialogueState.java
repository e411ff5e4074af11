package ar.isac.crm.assistant;

import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a talk stands between two turns. Stored as JSON with the conversation; one that this version cannot read is begun
 * anew, since a talk that starts over is better than one that stops.
 *
 * @param version of this form
 * @param family the product family in focus
 * @param chosen the attribute values chosen so far, as the catalogue writes them
 * @param wish what the customer wants with it
 * @param question what was asked last and is not answered
 * @param offers the {@linkplain Action#id actions} of what was offered last
 * @param quantity how many units, 1 unless told
 * @param misunderstandings turns in a row that were not understood
 * @param attachments turns in a row with nothing but attachments
 * @param annoyances turns in a row in an angry tone
 */
record DialogueState(
        int version,
        @Nullable String family,
        Map<String, String> chosen,
        @Nullable Wish wish,
        @Nullable OpenQuestion question,
        List<String> offers,
        int quantity,
        int misunderstandings,
        int attachments,
        int annoyances,
        @Nullable Instant greetedAt) {

    private static final Logger log = LoggerFactory.getLogger(DialogueState.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION = 1;

    static final DialogueState START =
            new DialogueState(VERSION, null, Map.of(), null, null, List.of(), 1, 0, 0, 0, null);

    DialogueState {
        chosen = Map.copyOf(chosen);
        offers = List.copyOf(offers);
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
     * A question that waits for its answer.
     *
     * @param about the attribute, or the sku that a quote was offered for; null while the variant is open
     */
    record OpenQuestion(Kind kind, @Nullable String about) {

        /** What is being asked. */
        enum Kind {
            ATTRIBUTE,
            WHICH_OFFER,
            WHICH_PRODUCT,
            QUOTE
        }
    }

    static DialogueState parse(@Nullable String json) {
        if (json == null) {
            return START;
        }
        try {
            DialogueState state = JSON.readValue(json, DialogueState.class);
            return state.version == VERSION ? state : START;
        } catch (JacksonException | NullPointerException ofAnotherForm) {
            log.warn(
                    "A dialogue state cannot be read and starts anew: {}",
                    ofAnotherForm.getClass().getName());
            return START;
        }
    }

    String toJson() {
        return JSON.writeValueAsString(this);
    }

    boolean asks(OpenQuestion.Kind kind) {
        return question != null && question.kind() == kind;
    }

    /** Another family comes into focus, or other values of the same. */
    DialogueState focusedOn(
            String nextFamily, Map<String, String> nextChosen, @Nullable Wish nextWish, int nextQuantity) {
        return new DialogueState(
                version, nextFamily, nextChosen, nextWish, null, List.of(), nextQuantity, 0, 0, annoyances, greetedAt);
    }

    DialogueState asking(OpenQuestion.Kind kind, @Nullable String about) {
        return with(new OpenQuestion(kind, about), offers, misunderstandings, attachments);
    }

    DialogueState offering(List<Option> rows) {
        return with(question, rows.stream().map(Option::id).toList(), misunderstandings, attachments);
    }

    DialogueState wishing(Wish next) {
        return new DialogueState(
                version,
                family,
                chosen,
                next,
                question,
                offers,
                quantity,
                misunderstandings,
                attachments,
                annoyances,
                greetedAt);
    }

    DialogueState settled() {
        return with(null, offers, misunderstandings, attachments);
    }

    DialogueState understood() {
        return with(question, offers, 0, 0);
    }

    DialogueState misunderstood() {
        return with(question, offers, misunderstandings + 1, attachments);
    }

    DialogueState sentAttachment() {
        return with(question, offers, misunderstandings, attachments + 1);
    }

    DialogueState greeted(Instant at) {
        return new DialogueState(
                version,
                family,
                chosen,
                wish,
                question,
                offers,
                quantity,
                misunderstandings,
                attachments,
                annoyances,
                at);
    }

    DialogueState annoyed(boolean isAngry) {
        return new DialogueState(
                version,
                family,
                chosen,
                wish,
                question,
                offers,
                quantity,
                misunderstandings,
                attachments,
                isAngry ? annoyances + 1 : 0,
                greetedAt);
    }

    private DialogueState with(
            @Nullable OpenQuestion nextQuestion,
            List<String> nextOffers,
            int nextMisunderstandings,
            int nextAttachments) {
        return new DialogueState(
                version,
                family,
                chosen,
                wish,
                nextQuestion,
                nextOffers,
                quantity,
                nextMisunderstandings,
                nextAttachments,
                annoyances,
                greetedAt);
    }
}
