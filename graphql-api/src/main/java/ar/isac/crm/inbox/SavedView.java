package ar.isac.crm.inbox;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A list that somebody has given a name.
 *
 * @param ownerId the advisor or program that made it, as {@code Actor.id}
 * @param name different from the others of its owner
 * @param position where it stands among the views, the lowest first
 */
@Document("savedViews")
record SavedView(
        @Id String id,
        @Version @Nullable Long version,
        String ownerId,
        String name,
        ConversationFilter filter,
        ConversationOrder orderBy,
        Sharing sharedWith,
        int position) {

    /** Who else has it; see the GraphQL enum of the same name. */
    enum Sharing {
        NOBODY,
        TEAM,
        EVERYBODY
    }
}
