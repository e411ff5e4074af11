package ar.isac.crm.draft;

import ar.isac.crm.conversation.ConversationsChanged;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.conversation.TextTyped;
import ar.isac.crm.database.References;
import ar.isac.crm.event.PassingEvents;
import ar.isac.crm.message.PassingEvent;
import ar.isac.crm.pending.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The drafts. That there is one, and that there is none any more, stands in the log of events, since lists show it; every
 * second's change of its words passes, lest the log fill with them.
 */
@Component
public class Drafts {

    private static final String OF_CONVERSATION = "drafts";
    private static final Comparator<SavedDraft> OLDEST_FIRST =
            Comparator.comparing(SavedDraft::updatedAt).thenComparing(SavedDraft::id);

    private final MongoTemplate database;
    private final References references;
    private final Posting posting;
    private final Outbox outbox;
    private final PassingEvents passing;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Drafts(
            MongoTemplate database,
            References references,
            Posting posting,
            Outbox outbox,
            PassingEvents passing,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database;
        this.references = references;
        this.posting = posting;
        this.outbox = outbox;
        this.passing = passing;
        this.events = events;
        this.clock = clock;
    }

    Optional<SavedDraft> find(String conversationId, String advisorId) {
        return Optional.ofNullable(database.findById(SavedDraft.idOf(conversationId, advisorId), SavedDraft.class));
    }

    /** Somebody's drafts in these conversations. */
    List<SavedDraft> find(Collection<String> conversationIds, String advisorId) {
        return byId(conversationIds.stream()
                .map(id -> SavedDraft.idOf(id, advisorId))
                .toList());
    }

    private List<SavedDraft> byId(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.find(Query.query(Criteria.where("_id").in(ids)), SavedDraft.class);
    }

    /** Everybody's drafts, by conversation; conversations without any are missing or empty. */
    Map<String, List<SavedDraft>> of(Collection<String> conversationIds) {
        return references.targets(conversationIds, OF_CONVERSATION, this::byId, SavedDraft::id, OLDEST_FIRST);
    }

    /** Who has begun to write in each conversation; conversations in which nobody has are missing. */
    public Map<String, Set<String>> authors(Collection<String> conversationIds) {
        Map<String, Set<String>> authors = new HashMap<>();
        references
                .of(conversationIds, OF_CONVERSATION)
                .forEach((conversation, ids) -> authors.put(
                        conversation,
                        ids.stream()
                                .map(id -> id.substring(conversation.length() + 1))
                                .collect(Collectors.toUnmodifiableSet())));
        return authors;
    }

    /**
     * Keeps what somebody has written so far; nothing but blanks removes it.
     *
     * @return the draft; null when there is none any more
     */
    @Nullable
    SavedDraft save(String conversationId, String advisorId, String text) {
        Optional<SavedDraft> before = find(conversationId, advisorId);
        if (text.isBlank()) {
            before.ifPresent(this::remove);
            return null;
        }
        if (before.filter(draft -> draft.text().equals(text)).isPresent()) {
            return before.get();
        }
        SavedDraft next =
                SavedDraft.of(conversationId, advisorId, text, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (before.isPresent()) {
            database.save(next);
            passing.tell(new PassingEvent(PassingEvent.Kind.DRAFTED, conversationId, advisorId, next.updatedAt()));
            return next;
        }
        return announcing(next, () -> {
            references.add(conversationId, OF_CONVERSATION, next.id());
            return database.save(next);
        });
    }

    private void remove(SavedDraft draft) {
        announcing(draft, () -> {
            database.remove(draft);
            references.remove(draft.conversationId(), OF_CONVERSATION, draft.id());
            return draft;
        });
    }

    private SavedDraft announcing(SavedDraft draft, Supplier<SavedDraft> change) {
        SavedDraft changed = outbox.announcing(
                List.of(posting.changed(
                        draft.conversationId(), "draft/" + draft.advisorId() + "/" + UUID.randomUUID())),
                change);
        events.publishEvent(new ConversationsChanged(Set.of(draft.conversationId())));
        return changed;
    }

    /** What was sent is a draft no more. What was begun since, on another device, is. */
    @EventListener
    void on(TextTyped sent) {
        String advisorId = sent.advisorId();
        if (advisorId != null) {
            find(sent.conversationId(), advisorId)
                    .filter(draft -> !draft.updatedAt().isAfter(sent.at()))
                    .ifPresent(this::remove);
        }
    }
}
