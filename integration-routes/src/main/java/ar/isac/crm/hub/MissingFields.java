package ar.isac.crm.hub;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a record read from JSON lacks: JSON that leaves a field out is read as if it were null. */
public final class MissingFields {

    private MissingFields() {}

    /** The path of the first field that may not be null and is. */
    public static Optional<String> first(Object value) {
        return missing(value, "");
    }

    private static Optional<String> missing(@Nullable Object value, String path) {
        if (value instanceof Collection<?> list) {
            int index = 0;
            for (Object element : list) {
                Optional<String> missing = missing(element, path + "[" + index + "]");
                if (missing.isPresent()) {
                    return missing;
                }
                index++;
            }
            return Optional.empty();
        }
        if (!(value instanceof Record)) {
            return Optional.empty();
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String field = path.isEmpty() ? component.getName() : path + "." + component.getName();
            Object part = part(value, component);
            if (part == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return Optional.of(field);
            }
            Optional<String> missing = missing(part, field);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object part(Object value, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The field " + component.getName() + " cannot be read", e);
        }
    }
}
