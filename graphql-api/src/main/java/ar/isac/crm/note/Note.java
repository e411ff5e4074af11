package ar.isac.crm.note;

import ar.isac.crm.conversation.OfConversation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A note among advisors. Its words are those of a line of the thread that is sent to nobody, so that it has its place among the
 * messages, is found like them and is blanked with them.
 *
 * @param authorId who wrote it; null for a program
 * @param mentions the advisors who are told of it
 * @param messageId its line in the thread; null until it has its place
 */
@Document("notes")
public record Note(
        @Id String id,
        @Version @Nullable Long version,
        String conversationId,
        @Nullable String authorId,
        List<String> mentions,
        Instant createdAt,
        @Nullable String messageId)
        implements OfConversation {

    private static final String KEY = "note/";

    /** The key of its line. */
    String key() {
        return KEY + id;
    }

    /** The note whose line has this key; null when it is another line. */
    static @Nullable String idOf(String messageKey) {
        return messageKey.startsWith(KEY) ? messageKey.substring(KEY.length()) : null;
    }

    Note placed(String line) {
        return Objects.equals(line, messageId)
                ? this
                : new Note(id, version, conversationId, authorId, mentions, createdAt, line);
    }
}
