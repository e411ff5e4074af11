package ar.isac.crm.quickaction;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.quickaction.QuickAction.Line;
import ar.isac.crm.security.Actor;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From GraphQL's inputs to the desk. */
@Component
class QuickActionRequests {

    private static final int LONGEST_NOTE = 1_000;
    private static final int LONGEST_SUMMARY = 2_000;

    private final QuickActions actions;
    private final QuickActionRules rules;
    private final QuickActionDesk desk;
    private final IdempotencyKeys keys;
    private final Clock clock;

    QuickActionRequests(
            QuickActions actions, QuickActionRules rules, QuickActionDesk desk, IdempotencyKeys keys, Clock clock) {
        this.actions = actions;
        this.rules = rules;
        this.desk = desk;
        this.keys = keys;
        this.clock = clock;
    }

    /** In the shape of the GraphQL inputs. */
    record LineInput(String sku, @Nullable Integer quantity) {}

    record SaveInput(
            @Nullable String id,
            @Nullable Long version,
            String shortcut,
            String title,
            QuickAction.Type type,
            @Nullable String text,
            @Nullable List<LineInput> lines,
            @Nullable Boolean isActive) {}

    record RunInput(String quickActionId, String conversationId, String idempotencyKey) {}

    record SendProductInput(String conversationId, String productId, String idempotencyKey) {}

    record SendLocationInput(String conversationId, String idempotencyKey) {}

    record TransferInput(
            String conversationId,
            String advisorId,
            @Nullable String note,
            @Nullable String summary,
            String idempotencyKey) {}

    Result<QuickAction> save(SaveInput input) {
        QuickAction next = new QuickAction(
                UUID.randomUUID().toString(),
                null,
                input.shortcut().strip().toLowerCase(Locale.ROOT),
                input.title().strip(),
                input.type(),
                input.text() == null || input.text().isBlank()
                        ? null
                        : input.text().strip(),
                Objects.requireNonNullElse(input.lines(), List.<LineInput>of()).stream()
                        .map(line -> new Line(line.sku().strip(), line.quantity() == null ? 1 : line.quantity()))
                        .toList(),
                input.isActive() == null || input.isActive(),
                clock.instant());
        List<UserError> errors = rules.check(next);
        if (!errors.isEmpty()) {
            return new Result.Refused<>(errors);
        }
        if (input.id() == null) {
            return actions.add(next);
        }
        return input.version() == null
                ? Result.refused(UserError.at("version", Code.REQUIRED, "Falta la versión que se está cambiando."))
                : actions.edit(GlobalId.raw(QuickActionController.TYPE, input.id()), input.version(), next);
    }

    Result<QuickActionDesk.Ran> run(RunInput input, Actor actor) {
        Supplier<Result<QuickActionDesk.Ran>> work = () -> desk.run(
                actor,
                conversation(input.conversationId()),
                GlobalId.raw(QuickActionController.TYPE, input.quickActionId()),
                "run/" + input.idempotencyKey());
        return once(actor, "runQuickAction", input.idempotencyKey(), input, work);
    }

    Result<Message> sendProduct(SendProductInput input, Actor actor) {
        Supplier<Result<Message>> work = () -> Result.done(desk.sendProduct(
                actor,
                conversation(input.conversationId()),
                GlobalId.raw("Product", input.productId()),
                "product/" + input.idempotencyKey()));
        return once(actor, "sendProduct", input.idempotencyKey(), input, work);
    }

    Result<Message> sendLocation(SendLocationInput input, Actor actor) {
        Supplier<Result<Message>> work = () ->
                desk.sendLocation(actor, conversation(input.conversationId()), "location/" + input.idempotencyKey());
        return once(actor, "sendLocation", input.idempotencyKey(), input, work);
    }

    Result<Conversation> transfer(TransferInput input, Actor actor) {
        String note = input.note() == null ? "" : input.note().strip();
        if (note.length() > LONGEST_NOTE) {
            return Result.refused(UserError.at("note", Code.TOO_LONG, "La nota tiene más de 1.000 caracteres."));
        }
        String summary = input.summary() == null ? null : input.summary().strip();
        if (summary != null && summary.length() > LONGEST_SUMMARY) {
            return Result.refused(UserError.at("summary", Code.TOO_LONG, "El resumen tiene más de 2.000 caracteres."));
        }
        Supplier<Result<Conversation>> work = () -> desk.transfer(
                actor,
                conversation(input.conversationId()),
                GlobalId.raw("Advisor", input.advisorId()),
                note,
                summary,
                "transfer/" + input.idempotencyKey());
        return once(actor, "transferConversation", input.idempotencyKey(), input, work);
    }

    /**
     * Guards the key; the work itself is keyed too, so doing it again for a client that asks again writes nothing and finds
     * what was written.
     */
    private <T> Result<T> once(Actor actor, String mutation, String key, Object input, Supplier<Result<T>> work) {
        AtomicReference<@Nullable Result<T>> now = new AtomicReference<>();
        Result<String> outcome = keys.attempt(actor.id(), mutation, key, input, () -> {
            Result<T> result = work.get();
            now.set(result);
            return result.map(done -> "done");
        });
        return switch (outcome) {
            case Result.Done<String> done -> Objects.requireNonNullElseGet(now.get(), work);
            case Result.Refused<String>(List<UserError> errors) -> new Result.Refused<>(errors);
        };
    }

    private static String conversation(String globalId) {
        return GlobalId.raw("Conversation", globalId);
    }
}
