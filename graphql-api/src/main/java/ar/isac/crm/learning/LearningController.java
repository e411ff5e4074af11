package ar.isac.crm.learning;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.learning.FeedbackDesk.GiveFeedbackInput;
import ar.isac.crm.learning.FeedbackDesk.Given;
import ar.isac.crm.learning.Retraining.Begun;
import ar.isac.crm.learning.ShopModel.Check;
import ar.isac.crm.learning.ShopModel.Published;
import ar.isac.crm.learning.ShopModel.Training;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class LearningController implements NodeSource {

    private static final String TYPE = "AiFeedback";

    private final FeedbackDesk desk;
    private final Feedbacks feedbacks;
    private final Messages messages;
    private final ShopModels models;
    private final Retraining retraining;
    private final ServedModel served;
    private final IdempotencyKeys keys;
    private final LearningSettings settings;

    LearningController(
            FeedbackDesk desk,
            Feedbacks feedbacks,
            Messages messages,
            ShopModels models,
            Retraining retraining,
            ServedModel served,
            IdempotencyKeys keys,
            LearningSettings settings) {
        this.desk = desk;
        this.feedbacks = feedbacks;
        this.messages = messages;
        this.models = models;
        this.retraining = retraining;
        this.served = served;
        this.keys = keys;
        this.settings = settings;
    }

    // ---- feedback

    /** In the shape of the GraphQL payload. */
    record GiveFeedbackPayload(@Nullable Feedback feedback, List<UserError> userErrors) {}

    /** What is kept of a giving, for whoever asks again: the feedback's id, or what was wrong. */
    record Result(@Nullable String feedbackId, @Nullable UserError error) {

        static Result of(Given given) {
            return switch (given) {
                case Given.Kept(Feedback feedback) -> new Result(feedback.id(), null);
                case Given.Refused(UserError error) -> new Result(null, error);
            };
        }
    }

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    GiveFeedbackPayload giveFeedback(@Argument GiveFeedbackInput input, @AuthenticationPrincipal Actor actor) {
        String key = input.idempotencyKey();
        Result result = key == null
                ? Result.of(desk.give(actor, input))
                : switch (keys.once(
                        actor.id(),
                        "giveFeedback",
                        key,
                        input,
                        Result.class,
                        () -> Result.of(desk.give(actor, input)))) {
                    case IdempotencyKeys.Outcome.Done<Result>(Result done) -> done;
                    case IdempotencyKeys.Outcome.Refused<Result>(UserError error) -> new Result(null, error);
                };
        UserError error = result.error();
        return new GiveFeedbackPayload(
                result.feedbackId() == null
                        ? null
                        : feedbacks.find(result.feedbackId()).orElse(null),
                error == null ? List.of() : List.of(error));
    }

    @QueryMapping
    @PreAuthorize(Permissions.SUPERVISION)
    Page<Feedback> aiFeedback(@Argument @Nullable Integer first, @Argument @Nullable String after) {
        int size = PageSize.of(first);
        Place start = after == null ? null : Place.parse(after);
        List<Feedback> found = feedbacks.all().stream()
                .filter(feedback -> start == null || start.isBefore(feedback))
                .limit(size + 1L)
                .toList();
        return Page.of(found.stream().limit(size).toList(), Place::cursor, start != null, found.size() > size);
    }

    /** Where something that was said stands in the list; what is said anew meanwhile moves nothing else. */
    private record Place(Instant at, String id) {

        static String cursor(Feedback feedback) {
            return feedback.at() + " " + feedback.id();
        }

        static Place parse(String cursor) {
            String[] parts = cursor.split(" ", 2);
            try {
                return new Place(Instant.parse(parts[0]), parts.length == 2 ? parts[1] : "");
            } catch (DateTimeParseException foreign) {
                throw new IllegalCursor(cursor, foreign);
            }
        }

        boolean isBefore(Feedback feedback) {
            int byTime = at.compareTo(feedback.at());
            return byTime > 0 || (byTime == 0 && id.compareTo(feedback.id()) < 0);
        }
    }

    private static String globalId(Feedback feedback) {
        return GlobalId.of(TYPE, feedback.id());
    }

    @SchemaMapping(typeName = TYPE)
    String id(Feedback feedback) {
        return globalId(feedback);
    }

    @SchemaMapping(typeName = TYPE)
    String by(Feedback feedback) {
        return feedback.actorName();
    }

    @BatchMapping(typeName = TYPE)
    Map<Feedback, Message> message(List<Feedback> feedback) {
        Map<String, Message> found =
                messages
                        .find(feedback.stream()
                                .map(Feedback::messageId)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Message::id, Function.identity()));
        Map<Feedback, Message> ends = new HashMap<>();
        feedback.forEach(
                each -> Optional.ofNullable(found.get(each.messageId())).ifPresent(message -> ends.put(each, message)));
        return ends;
    }

    // ---- the model

    /** In the shape of the GraphQL types. */
    record AiModel(
            String version,
            boolean isOwn,
            @Nullable Instant since,
            List<Figure> figures,
            int corrections,
            int newCorrections,
            int neededCorrections,
            @Nullable Training lastTraining,
            boolean canRollBack) {}

    record Figure(String name, double value) {}

    record TrainModelPayload(@Nullable AiModel aiModel, List<UserError> userErrors) {}

    record RollbackModelPayload(@Nullable AiModel aiModel, List<UserError> userErrors) {}

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    AiModel aiModel() {
        return rendered(models.read());
    }

    private AiModel rendered(ShopModel shop) {
        return new AiModel(
                version(shop),
                shop.current() != null,
                shop.since(),
                figures(shop),
                feedbacks.corrections().size(),
                feedbacks.correctionsSince(shop.since()),
                settings.leastCorrections(),
                shop.training(),
                shop.previous() != null);
    }

    private String version(ShopModel shop) {
        Published current = shop.current();
        return current == null ? served.version() : current.version();
    }

    /** As they were measured when it was published; the program's own model has them in its card until it is compared. */
    private static List<Figure> figures(ShopModel shop) {
        Published current = shop.current();
        if (current != null) {
            return current.checks().stream()
                    .map(check -> new Figure(check.name(), check.candidate()))
                    .toList();
        }
        Training training = shop.training();
        List<Check> checks = training == null || shop.previous() != null ? List.of() : training.checks();
        return checks.stream()
                .map(check -> new Figure(check.name(), check.current()))
                .toList();
    }

    /** In the shape of the GraphQL inputs. */
    record TrainModelInput(String idempotencyKey) {}

    record RollbackModelInput(String fromVersion) {}

    /** What is kept of a beginning, for whoever asks again: why there was none. */
    record Beginning(@Nullable String problem) {

        static Beginning of(Begun begun) {
            return switch (begun) {
                case Begun.Started started -> new Beginning(null);
                case Begun.AlreadyRunning running -> new Beginning("Ya hay un entrenamiento en curso.");
                case Begun.TooFewCorrections(int there, int needed) ->
                    new Beginning("Correcciones: %d; para entrenar hacen falta %d.".formatted(there, needed));
            };
        }
    }

    @MutationMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    TrainModelPayload trainModel(@Argument TrainModelInput input, @AuthenticationPrincipal Actor actor) {
        return switch (keys.once(
                actor.id(),
                "trainModel",
                input.idempotencyKey(),
                "",
                Beginning.class,
                () -> Beginning.of(retraining.begin(actor)))) {
            case IdempotencyKeys.Outcome.Refused<Beginning>(UserError error) ->
                new TrainModelPayload(null, List.of(error));
            case IdempotencyKeys.Outcome.Done<Beginning>(Beginning begun) -> {
                String problem = begun.problem();
                yield problem == null
                        ? new TrainModelPayload(aiModel(), List.of())
                        : new TrainModelPayload(null, List.of(notNow(problem)));
            }
        };
    }

    @MutationMapping
    @PreAuthorize(Permissions.ADMINISTRATION)
    RollbackModelPayload rollbackModel(@Argument RollbackModelInput input) {
        ShopModel shop = models.read();
        if (!version(shop).equals(input.fromVersion())) {
            return new RollbackModelPayload(
                    null,
                    List.of(UserError.at(
                            "fromVersion",
                            UserError.Code.NOT_ALLOWED,
                            "Ahora está en uso otro modelo: " + version(shop))));
        }
        if (shop.previous() == null) {
            return new RollbackModelPayload(null, List.of(notNow("No hubo otro modelo antes de este.")));
        }
        return new RollbackModelPayload(rendered(retraining.rollBack()), List.of());
    }

    private static UserError notNow(String message) {
        return new UserError(List.of(), UserError.Code.NOT_ALLOWED, message);
    }

    @Override
    public boolean isOwn(Object thing) {
        return thing instanceof Feedback;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SUPERVISION)
    public @Nullable Object find(String rawId) {
        return feedbacks.find(rawId).orElse(null);
    }
}
