package ar.isac.crm.graphql;

import org.jspecify.annotations.Nullable;

/** A feature's objects by id, for the field {@code node}. */
public interface NodeSource {

    /** The GraphQL type's name. */
    String type();

    /** The object, or null when there is none or the one who asks may not see it. */
    @Nullable
    Object find(String rawId);

    /** Whether a thing is of this type although its class has another name. */
    default boolean isOwn(Object thing) {
        return false;
    }
}
