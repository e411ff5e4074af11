package ar.isac.crm.deadletter;

import ar.isac.crm.deadletter.KeptLetter.Action;
import ar.isac.crm.graphql.ErrorPolicy;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.ReturnedLetters;
import ar.isac.crm.hub.ReturnedLetters.Reading;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What people do with parked letters. A replay puts the body back on the queue that it came from, where every handler takes
 * the same cause once. The publication is stored before the letter is marked: a crash may leave a letter that was replayed and
 * still waits, and never one that is marked and was not replayed.
 */
@Component
class LetterDesk {

    static final String TYPE = "DeadLetter";

    private static final int LONGEST_BODY = 1_000_000;

    /** Letters that are stored in one write and announced together. */
    private static final int PIECE = 100;

    /** In characters of bodies. */
    private static final int LARGEST_BATCH = 2_000_000;

    private final KeptLetters letters;
    private final ReturnedLetters returned;
    private final Outbox outbox;
    private final Clock clock;

    LetterDesk(KeptLetters letters, ReturnedLetters returned, Outbox outbox, Clock clock) {
        this.letters = letters;
        this.returned = returned;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What came of one of several letters. */
    record Outcome(String letterId, Result<KeptLetter> result) {}

    Result<KeptLetter> edit(String id, String body, Actor actor) {
        if (body.length() > LONGEST_BODY) {
            return Result.refused(
                    UserError.at("body", Code.TOO_LONG, "El cuerpo tiene más de 1.000.000 de caracteres."));
        }
        return change(id, actor, Action.Kind.EDITED, (letter, action) -> switch (returned.read(letter.letter(), body)) {
            case Reading.Read ignored -> new Step.Next(letter.edited(body, action), List.of());
            case Reading.Unreadable unreadable -> new Step.Refuse(complaint("body", unreadable));
            case Reading.Nowhere ignored -> new Step.Refuse(nowhere());
        });
    }

    /** Replays it; a letter that is replayed already stays so, and nothing is published. */
    Result<KeptLetter> replay(String id, Actor actor) {
        return change(id, actor, Action.Kind.REPLAYED, this::replayed);
    }

    private Step replayed(KeptLetter letter, Action action) {
        return switch (returned.read(letter.letter(), letter.body())) {
            case Reading.Read(List<Publication> publications) -> new Step.Next(letter.replayed(action), publications);
            case Reading.Unreadable unreadable -> new Step.Refuse(complaint("deadLetterId", unreadable));
            case Reading.Nowhere ignored -> new Step.Refuse(nowhere());
        };
    }

    Result<KeptLetter> discard(String id, Actor actor) {
        return change(
                id,
                actor,
                Action.Kind.DISCARDED,
                (letter, action) -> new Step.Next(letter.discarded(action), List.of()));
    }

    /**
     * Replays them in the order given; what is in the way of one stops the others only where the policy says so.
     *
     * @param atMost whoever asks waits no longer: those at the end that there was no time for are left out
     */
    List<Outcome> replay(List<String> ids, Actor actor, ErrorPolicy policy, Duration atMost) {
        long start = System.nanoTime();
        if (policy == ErrorPolicy.REJECT_EVERYTHING) {
            List<Outcome> inTheWay = pieces(ids).stream()
                    .flatMap(piece -> plan(piece, actor).settled().values().stream())
                    .filter(outcome -> !outcome.result().errors().isEmpty())
                    .toList();
            if (!inTheWay.isEmpty()) {
                return inTheWay;
            }
        }
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (List<String> piece : pieces(ids)) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                break;
            }
            replayPiece(piece, actor, outcomes);
        }
        return ids.stream().map(outcomes::get).flatMap(Stream::ofNullable).toList();
    }

    private static List<List<String>> pieces(List<String> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + PIECE)
                .mapToObj(from -> ids.subList(from, Math.min(ids.size(), from + PIECE)))
                .toList();
    }

    /** What is to be done with some letters, and what is settled about others without doing anything. */
    private record Plan(List<Planned> changes, Map<String, Outcome> settled) {}

    /** A letter's next state and what goes with it. */
    private record Planned(KeptLetter next, List<Publication> publications) {

        int size() {
            return next.body().length();
        }
    }

    private void replayPiece(List<String> ids, Actor actor, Map<String, Outcome> outcomes) {
        Plan plan = plan(ids, actor);
        outcomes.putAll(plan.settled());
        for (List<Planned> batch : batches(plan.changes())) {
            Map<Planned, KeptLetter> stored = outbox.announcingThose(batch, Planned::publications, this::store);
            for (Planned planned : batch) {
                String id = planned.next().id();
                KeptLetter kept = stored.get(planned);
                // Somebody else was faster: again from the start, as for one alone.
                outcomes.put(
                        id, kept == null ? outcome(id, () -> replay(id, actor)) : new Outcome(id, Result.done(kept)));
            }
        }
    }

    private Plan plan(List<String> ids, Actor actor) {
        Map<String, KeptLetter> known = new LinkedHashMap<>();
        letters.find(ids).forEach(letter -> known.put(letter.id(), letter));
        Plan plan = new Plan(new ArrayList<>(), new LinkedHashMap<>());
        for (String id : ids) {
            KeptLetter letter = known.get(id);
            if (letter == null) {
                plan.settled().put(id, outcome(id, () -> {
                    throw new NotFound(TYPE);
                }));
            } else if (!letter.isParked()) {
                plan.settled().put(id, new Outcome(id, settledAs(letter, Action.Kind.REPLAYED)));
            } else {
                Action action = action(Action.Kind.REPLAYED, actor);
                switch (replayed(letter, action)) {
                    case Step.Refuse(UserError error) -> plan.settled().put(id, new Outcome(id, Result.refused(error)));
                    case Step.Next(KeptLetter next, List<Publication> publications) ->
                        plan.changes().add(new Planned(next, announcements(letter, action, publications)));
                }
            }
        }
        return plan;
    }

    /** An announcement is one document, and documents have a limit. */
    private static List<List<Planned>> batches(List<Planned> changes) {
        List<List<Planned>> batches = new ArrayList<>();
        List<Planned> batch = new ArrayList<>();
        int size = 0;
        for (Planned planned : changes) {
            if (!batch.isEmpty() && size + planned.size() > LARGEST_BATCH) {
                batches.add(batch);
                batch = new ArrayList<>();
                size = 0;
            }
            batch.add(planned);
            size += planned.size();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private Map<Planned, KeptLetter> store(List<Planned> batch) {
        Map<String, KeptLetter> stored = letters
                .store(batch.stream().map(Planned::next).toList())
                .stream()
                .collect(Collectors.toMap(KeptLetter::id, Function.identity()));
        return batch.stream()
                .filter(planned -> stored.containsKey(planned.next().id()))
                .collect(Collectors.toMap(
                        Function.identity(),
                        planned -> stored.get(planned.next().id())));
    }

    private static Outcome outcome(String id, Supplier<Result<KeptLetter>> verb) {
        try {
            return new Outcome(id, verb.get());
        } catch (NotFound unknown) {
            return new Outcome(
                    id,
                    Result.refused(UserError.at("deadLetterIds", Code.INVALID, "No existe una carta con este id.")));
        }
    }

    /** What a verb makes of a letter that waits. */
    private sealed interface Step {

        record Next(KeptLetter letter, List<Publication> publications) implements Step {}

        record Refuse(UserError error) implements Step {}
    }

    /** One change of a letter that waits, announced; again from the start when somebody else was faster. */
    private Result<KeptLetter> change(
            String id, Actor actor, Action.Kind kind, BiFunction<KeptLetter, Action, Step> verb) {
        while (true) {
            KeptLetter letter = letters.find(id).orElseThrow(() -> new NotFound(TYPE));
            if (!letter.isParked()) {
                return settledAs(letter, kind);
            }
            Action action = action(kind, actor);
            switch (verb.apply(letter, action)) {
                case Step.Refuse(UserError error) -> {
                    return Result.refused(error);
                }
                case Step.Next(KeptLetter next, List<Publication> publications) -> {
                    Optional<KeptLetter> stored =
                            outbox.announcingIf(announcements(letter, action, publications), () -> letters.store(next));
                    if (stored.isPresent()) {
                        return Result.done(stored.get());
                    }
                }
            }
        }
    }

    private Action action(Action.Kind kind, Actor actor) {
        return new Action(kind, actor.advisorId(), actor.name(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Result<KeptLetter> settledAs(KeptLetter letter, Action.Kind kind) {
        return isDoneAlready(letter, kind) ? Result.done(letter) : Result.refused(settled(letter));
    }

    private static boolean isDoneAlready(KeptLetter letter, Action.Kind kind) {
        return switch (kind) {
            case EDITED -> false;
            case REPLAYED -> letter.status() == KeptLetter.Status.REPLAYED;
            case DISCARDED -> letter.status() == KeptLetter.Status.DISCARDED;
        };
    }

    private static List<Publication> announcements(
            KeptLetter before, Action action, Collection<Publication> publications) {
        List<Publication> all = new ArrayList<>(publications);
        long version = before.version() == null ? 0 : before.version();
        all.add(Publication.of(ConversationEvent.ofLetter(
                "deadLetter/" + before.id() + "/" + (version + 1), before.id(), action.at())));
        return all;
    }

    private static UserError settled(KeptLetter letter) {
        return UserError.at(
                "deadLetterId",
                Code.NOT_ALLOWED,
                letter.status() == KeptLetter.Status.REPLAYED
                        ? "Esta carta ya se reenvió; si vuelve a fallar, va a aparecer acá de nuevo."
                        : "Esta carta está descartada.");
    }

    private static UserError nowhere() {
        return UserError.at(
                "deadLetterId",
                Code.NOT_ALLOWED,
                "Ninguna cola recibe lo que llegó por acá: esta carta sólo se puede leer y descartar.");
    }

    private static UserError complaint(String path, Reading.Unreadable unreadable) {
        String where = unreadable.where();
        String words =
                switch (unreadable.complaint()) {
                    case NOT_JSON ->
                        where == null
                                ? "El cuerpo no es JSON de la plataforma."
                                : "El cuerpo no es JSON válido (línea:columna " + where + ").";
                    case MISSING -> "Falta el campo «" + where + "».";
                    case UNKNOWN -> "El campo «" + where + "» no existe en los mensajes de esta cola.";
                    case WRONG ->
                        where == null
                                ? "El cuerpo no es un mensaje de esta cola."
                                : "El campo «" + where + "» no tiene un valor que esta cola entienda.";
                    case UNINTELLIGIBLE -> "El canal todavía no lo entiende: " + where + ".";
                };
        return UserError.at(path, Code.INVALID, words);
    }
}
