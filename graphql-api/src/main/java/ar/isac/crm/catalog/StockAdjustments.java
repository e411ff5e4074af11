package ar.isac.crm.catalog;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.idempotency.IdempotencyKeys.Outcome;
import ar.isac.crm.security.Actor;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Corrects by hand what is on the shelf; what is reserved stays reserved. The product itself remembers by its key that it was
 * corrected, so a request that comes twice corrects once, even after a crash.
 */
@Service
class StockAdjustments {
    private static final int LONGEST_REASON = 200;

    private final Products products;
    private final IdempotencyKeys keys;
    private final Clock clock;

    StockAdjustments(Products products, IdempotencyKeys keys, Clock clock) {
        this.products = products;
        this.keys = keys;
        this.clock = clock;
    }

    /** In the shape of the GraphQL input. */
    record Input(
            String productId,
            @Nullable Integer onHand,
            @Nullable Integer change,
            @Nullable String reason,
            String idempotencyKey) {}

    /** The product as stored, or what is wrong with the adjustment. */
    record Adjusted(@Nullable Product product, List<UserError> userErrors) {}

    /** What is remembered of a request. */
    record Result(String sku, List<UserError> userErrors) {}

    Adjusted adjust(Input input, Actor actor) {
        String sku = GlobalId.raw("Product", input.productId());
        Product now = products.find(sku).orElseThrow(() -> new NotFound("Product"));
        Optional<UserError> wrong = check(input);
        if (wrong.isPresent()) {
            return new Adjusted(null, List.of(wrong.get()));
        }
        return switch (keys.once(
                actor.id(),
                "adjustStock",
                input.idempotencyKey(),
                input,
                Result.class,
                () -> new Result(now.sku(), apply(now.sku(), input, actor)))) {
            case Outcome.Done(var result)
            when result.userErrors().isEmpty() ->
                new Adjusted(products.find(result.sku()).orElse(null), List.of());
            case Outcome.Done(var result) -> new Adjusted(null, result.userErrors());
            case Outcome.Refused(var error) -> new Adjusted(null, List.of(error));
        };
    }

    private List<UserError> apply(String sku, Input input, Actor actor) {
        String reason = input.reason() == null || input.reason().isBlank() ? null : ProductRules.clean(input.reason());
        String key = actor.id() + "/" + input.idempotencyKey();
        Refusal refusal = new Refusal();
        products.update(sku, now -> {
            if (now.isAdjusted(key)) {
                refusal.error = null;
                return now;
            }
            int before = now.stock().onHand();
            Integer onHand = input.onHand();
            long after = onHand == null ? (long) before + Objects.requireNonNull(input.change(), "checked") : onHand;
            refusal.error = StockCount.check(onHand == null ? "change" : "onHand", after)
                    .orElse(null);
            return refusal.error != null
                    ? now
                    : now.adjusted(
                            new StockAdjustment(key, before, (int) after, reason, actor.name(), clock.instant()));
        });
        UserError error = refusal.error;
        return error == null ? List.of() : List.of(error);
    }

    private static Optional<UserError> check(Input input) {
        if ((input.onHand() == null) == (input.change() == null)) {
            return Optional.of(UserError.at(
                    "onHand", UserError.Code.INVALID, "Poné cuánto hay o cuánto cambia, una sola de las dos cosas."));
        }
        if (input.reason() != null && input.reason().length() > LONGEST_REASON) {
            return Optional.of(UserError.at(
                    "reason",
                    UserError.Code.TOO_LONG,
                    "El motivo tiene más de %d caracteres.".formatted(LONGEST_REASON)));
        }
        return Optional.empty();
    }

    /** Why the last try was not made. */
    private static final class Refusal {
        private @Nullable UserError error;
    }
}
