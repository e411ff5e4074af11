package ar.isac.crm.graphql;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of something that a person or a program asked for.
 *
 * @param <T> what there is when it was done
 */
public sealed interface Result<T> {

    /** It was done, now or before. */
    record Done<T>(T value) implements Result<T> {}

    /** It was not done, and nothing has changed. */
    record Refused<T>(List<UserError> errors) implements Result<T> {}

    static <T> Result<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Result<T> refused(UserError error) {
        return new Refused<>(List.of(error));
    }

    default <R> Result<R> map(Function<T, R> change) {
        return switch (this) {
            case Done<T>(T value) -> new Done<>(change.apply(value));
            case Refused<T>(List<UserError> errors) -> new Refused<>(errors);
        };
    }

    /** Does this too, when it was done. */
    default Result<T> also(Consumer<T> act) {
        if (this instanceof Done<T>(T value)) {
            act.accept(value);
        }
        return this;
    }

    /** The value; null when there are errors. */
    default @Nullable T value() {
        return switch (this) {
            case Done<T>(T value) -> value;
            case Refused<T> refused -> null;
        };
    }

    default List<UserError> errors() {
        return switch (this) {
            case Done<T> done -> List.of();
            case Refused<T>(List<UserError> errors) -> errors;
        };
    }
}
