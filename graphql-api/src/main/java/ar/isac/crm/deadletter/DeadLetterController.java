package ar.isac.crm.deadletter;

import ar.isac.crm.event.Events;
import ar.isac.crm.event.Events.News;
import ar.isac.crm.event.Rendered;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.ErrorPolicy;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.security.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

@Controller
class DeadLetterController implements NodeSource {

    private static final int MOST_AT_ONCE = 1_000;

    /** A request is answered within this, and whoever asked asks again for the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration HOWEVER_LONG = Duration.ofHours(1);

    private final KeptLetters letters;
    private final LetterDesk desk;
    private final Events events;
    private final Advisors advisors;
    private final Standing standing;
    private final Clock clock;

    DeadLetterController(
            KeptLetters letters, LetterDesk desk, Events events, Advisors advisors, Standing standing, Clock clock) {
        this.letters = letters;
        this.desk = desk;
        this.events = events;
        this.advisors = advisors;
        this.standing = standing;
        this.clock = clock;
    }

    /** In the shape of the GraphQL types. */
    record DeadLetterFilter(
            KeptLetter.@Nullable Status status,
            @Nullable String queue,
            @Nullable String route,
            @Nullable String step) {

        boolean admits(KeptLetter kept) {
            return (status == null || status == kept.status())
                    && (queue == null || queue.equals(kept.letter().origin()))
                    && (route == null || route.equals(kept.letter().route()))
                    && (step == null || step.equals(kept.letter().step()));
        }
    }

    record EditDeadLetterInput(String deadLetterId, String body) {}

    record DeadLetterInput(String deadLetterId) {}

    record ReplayDeadLettersInput(
            @Nullable List<String> deadLetterIds,
            @Nullable DeadLetterFilter filter,
            @Nullable ErrorPolicy errorPolicy) {

        ErrorPolicy policy() {
            return errorPolicy == null ? ErrorPolicy.REJECT_FAILED_ROWS : errorPolicy;
        }
    }

    record DeadLetterPayload(@Nullable DeadLetter deadLetter, List<UserError> userErrors) {}

    record DeadLetterFailure(String deadLetterId, List<UserError> userErrors) {}

    record DeadLettersPayload(
            List<DeadLetter> deadLetters,
            List<DeadLetterFailure> failures,
            boolean hasMore,
            List<UserError> userErrors) {

        static DeadLettersPayload refused(String field, Code code, String message) {
            return new DeadLettersPayload(List.of(), List.of(), false, List.of(UserError.at(field, code, message)));
        }
    }

    record DeadLetterEvent(
            String cursor,
            Instant occurredAt,
            Type type,
            @Nullable DeadLetter deadLetter) implements Rendered {

        @Override
        public OptionalLong number() {
            return OptionalLong.of(Long.parseLong(cursor));
        }

        enum Type {
            DEAD_LETTER_CHANGED,
            RESYNC_REQUIRED
        }
    }

    @QueryMapping
    @PreAuthorize(Permissions.OPERATIONS)
    Page<DeadLetter> deadLetters(
            @Argument @Nullable DeadLetterFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        boolean withText = readsText();
        return letters.newestFirst(kept -> filter == null || filter.admits(kept), PageSize.of(first), after)
                .map(kept -> DeadLetter.of(kept, withText));
    }

    @QueryMapping
    @PreAuthorize(Permissions.OPERATIONS)
    @Nullable
    DeadLetter deadLetter(@Argument String id) {
        return shown(GlobalId.raw(LetterDesk.TYPE, id)).orElse(null);
    }

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    DeadLetterPayload editDeadLetter(@Argument EditDeadLetterInput input, @AuthenticationPrincipal Actor actor) {
        return payload(desk.edit(raw(input.deadLetterId()), input.body(), actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.OPERATIONS)
    DeadLetterPayload replayDeadLetter(@Argument DeadLetterInput input, @AuthenticationPrincipal Actor actor) {
        return payload(desk.replay(raw(input.deadLetterId()), actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    DeadLetterPayload discardDeadLetter(@Argument DeadLetterInput input, @AuthenticationPrincipal Actor actor) {
        return payload(desk.discard(raw(input.deadLetterId()), actor));
    }

    @MutationMapping
    @PreAuthorize(Permissions.OPERATIONS)
    DeadLettersPayload replayDeadLetters(@Argument ReplayDeadLettersInput input, @AuthenticationPrincipal Actor actor) {
        List<String> ids = input.deadLetterIds();
        DeadLetterFilter filter = input.filter();
        if (ids != null && filter != null) {
            return DeadLettersPayload.refused(
                    "filter", Code.INVALID, "Elegí las cartas por id o por filtro, no ambos.");
        }
        if (ids != null) {
            return ids.size() > MOST_AT_ONCE
                    ? DeadLettersPayload.refused(
                            "deadLetterIds", Code.TOO_LONG, "Se reenvían hasta 1.000 cartas por vez.")
                    : payload(
                            desk.replay(
                                    ids.stream()
                                            .map(DeadLetterController::raw)
                                            .distinct()
                                            .toList(),
                                    actor,
                                    input.policy(),
                                    HOWEVER_LONG),
                            input.policy(),
                            false);
        }
        if (filter != null) {
            List<String> waiting =
                    letters.oldest(kept -> kept.isParked() && filter.admits(kept), MOST_AT_ONCE + 1).stream()
                            .map(KeptLetter::id)
                            .toList();
            boolean isAllOrNothing = input.policy() == ErrorPolicy.REJECT_EVERYTHING;
            List<LetterDesk.Outcome> outcomes = desk.replay(
                    waiting.stream().limit(MOST_AT_ONCE).toList(),
                    actor,
                    input.policy(),
                    isAllOrNothing ? HOWEVER_LONG : PATIENCE);
            boolean isCutShort = !isAllOrNothing && outcomes.size() < waiting.size();
            return payload(outcomes, input.policy(), isCutShort || waiting.size() > MOST_AT_ONCE);
        }
        return DeadLettersPayload.refused("deadLetterIds", Code.REQUIRED, "Elegí qué cartas reenviar.");
    }

    @SubscriptionMapping
    @PreAuthorize(Permissions.OPERATIONS)
    Flux<DeadLetterEvent> deadLetterEvents(@Argument @Nullable String after) {
        Actor actor = standing.caller();
        return events.follow(Events.position(after))
                .takeWhile(news -> standing.operates(actor))
                .concatMapIterable(news -> rendered(news, actor).stream().toList());
    }

    private Optional<DeadLetterEvent> rendered(News news, Actor actor) {
        return switch (news) {
            case News.ResyncRequired(long cursor) ->
                Optional.of(new DeadLetterEvent(
                        Long.toString(cursor), clock.instant(), DeadLetterEvent.Type.RESYNC_REQUIRED, null));
            case News.Occurred(var numbered) ->
                Optional.of(numbered.event())
                        .filter(event -> event.type() == ConversationEvent.Type.DEAD_LETTER_CHANGED)
                        .map(event -> new DeadLetterEvent(
                                Long.toString(numbered.number()),
                                event.occurredAt(),
                                DeadLetterEvent.Type.DEAD_LETTER_CHANGED,
                                letters.find(String.valueOf(event.subject()))
                                        .map(kept -> DeadLetter.of(kept, standing.readsConversations(actor)))
                                        .orElse(null)));
        };
    }

    @BatchMapping(typeName = "DeadLetterAction")
    Map<DeadLetter.DeadLetterAction, Advisor> advisor(List<DeadLetter.DeadLetterAction> actions) {
        return Edges.of(
                actions.stream().distinct().toList(),
                DeadLetter.DeadLetterAction::advisorId,
                advisors::find,
                Advisor::id);
    }

    @Override
    public String type() {
        return LetterDesk.TYPE;
    }

    @Override
    @PreAuthorize(Permissions.OPERATIONS)
    public @Nullable Object find(String rawId) {
        return shown(rawId).orElse(null);
    }

    private Optional<DeadLetter> shown(String rawId) {
        return letters.find(rawId).map(kept -> DeadLetter.of(kept, readsText()));
    }

    private DeadLetterPayload payload(Result<KeptLetter> result) {
        KeptLetter kept = result.value();
        return new DeadLetterPayload(kept == null ? null : DeadLetter.of(kept, readsText()), result.errors());
    }

    private DeadLettersPayload payload(List<LetterDesk.Outcome> outcomes, ErrorPolicy policy, boolean hasMore) {
        boolean withText = readsText();
        return new DeadLettersPayload(
                outcomes.stream()
                        .flatMap(outcome -> Optional.ofNullable(outcome.result().value()).stream())
                        .map(kept -> DeadLetter.of(kept, withText))
                        .toList(),
                outcomes.stream()
                        .filter(outcome -> policy != ErrorPolicy.IGNORE_FAILED)
                        .filter(outcome -> !outcome.result().errors().isEmpty())
                        .map(outcome -> new DeadLetterFailure(
                                GlobalId.of(LetterDesk.TYPE, outcome.letterId()),
                                outcome.result().errors()))
                        .toList(),
                hasMore,
                List.of());
    }

    private boolean readsText() {
        return standing.readsConversations(standing.caller());
    }

    private static String raw(String id) {
        return GlobalId.raw(LetterDesk.TYPE, id);
    }
}
