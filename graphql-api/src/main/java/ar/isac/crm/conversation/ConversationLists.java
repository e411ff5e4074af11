package ar.isac.crm.conversation;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages of conversations and of threads. */
@Component
class ConversationLists {

    private static final Comparator<Place> LAST_ACTIVE_FIRST =
            Comparator.comparing(Place::activity).reversed().thenComparing(Place::id);

    private final Conversations conversations;
    private final Messages messages;

    ConversationLists(Conversations conversations, Messages messages) {
        this.conversations = conversations;
        this.messages = messages;
    }

    /** The sort key and the id: where a conversation stands in the list, whatever is inserted around it. */
    private record Place(Instant activity, String id) {

        static Place of(Conversation conversation) {
            return new Place(conversation.lastActivityAt(), conversation.id());
        }

        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((activity + " " + id).getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String cursor) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
                return new Place(Instant.parse(parts[0]), parts[1]);
            } catch (RuntimeException e) {
                throw new IllegalCursor(cursor, e);
            }
        }
    }

    Page<Conversation> page(ConversationFilter filter, int size, @Nullable String after) {
        Place start = after == null ? null : Place.parse(after);
        List<Conversation> found = conversations.all().stream()
                .filter(conversation -> conversation.lastMessage() != null)
                .filter(filter::admits)
                .filter(conversation -> start == null || LAST_ACTIVE_FIRST.compare(Place.of(conversation), start) > 0)
                .sorted(Comparator.comparing(Place::of, LAST_ACTIVE_FIRST))
                .limit(size + 1L)
                .toList();
        return Page.of(
                found.stream().limit(size).toList(),
                conversation -> Place.of(conversation).cursor(),
                start != null,
                found.size() > size);
    }

    Page<Message> thread(Conversation conversation, ThreadRange range) {
        ThreadRange.Numbers numbers = range.within(conversation.lastSeq());
        List<Message> page = messages.range(conversation.id(), numbers.from(), numbers.to());
        return Page.of(page, ThreadRange::cursor, numbers.from() > 1, numbers.to() < conversation.lastSeq());
    }
}
