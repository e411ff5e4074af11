package ar.isac.crm.conversation;

import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What becomes of the assistant's suggestions. One is taken off the conversation in the very update that drafts its messages,
 * so of two advisors who send it at once only one does; what is left to do after a crash is asked for on the assistant's queue.
 */
@Component
class Suggestions {

    private final Conversations conversations;
    private final Messages messages;
    private final Threads threads;
    private final Assignments assignments;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    Suggestions(
            Conversations conversations,
            Messages messages,
            Threads threads,
            Assignments assignments,
            Outbox outbox,
            ApplicationEventPublisher events) {
        this.conversations = conversations;
        this.messages = messages;
        this.threads = threads;
        this.assignments = assignments;
        this.outbox = outbox;
        this.events = events;
    }

    /**
     * Sends a suggestion.
     *
     * @param suggestionId the one that was seen; null for whichever there is
     * @param text what to say instead; null for what was suggested
     * @return the messages; empty when the suggestion is not there (any more)
     */
    List<Message> send(Actor actor, String conversationId, @Nullable String suggestionId, @Nullable String text) {
        Suggestion seen = find(conversationId).suggestion();
        if (seen == null || (suggestionId != null && !suggestionId.equals(seen.id()))) {
            return suggestionId == null ? List.of() : alreadySent(actor, suggestionId);
        }
        boolean isEdited = text != null && !text.strip().equals(seen.text().strip());
        List<Draft> drafts = drafts(actor, seen, isEdited ? text : null);
        AtomicReference<@Nullable Conversation> before = new AtomicReference<>();
        List<Publication> announcements = List.of(
                threads.changed(conversationId, "suggestion/" + seen.id() + "/sent"),
                IncomingUpdates.nudge(conversationId),
                // The last step of an answer, for whatever a crash leaves undone here.
                Publication.of(new ReplyRequest(conversationId, seen.upTo()), Duration.ZERO));
        List<Message> sent = outbox.announcing(announcements, () -> {
            conversations.update(conversationId, current -> {
                boolean isThere = seen.equals(current.suggestion());
                before.set(isThere ? current : null);
                return isThere ? sent(current, seen, drafts) : current;
            });
            threads.materialise(conversationId);
            return drafts.stream()
                    .flatMap(draft -> messages.findByKey(draft.key()).stream())
                    .toList();
        });
        Conversation answered = before.get();
        if (answered != null && isEdited && text != null) {
            events.publishEvent(new SuggestionEdited(answered, seen, text, actor));
        }
        if (answered != null && text != null) {
            events.publishEvent(new TextTyped(
                    conversationId, actor.advisorId(), sent.getFirst().receivedAt()));
        }
        return answered == null ? List.of() : sent;
    }

    private Conversation sent(Conversation conversation, Suggestion suggestion, List<Draft> drafts) {
        Conversation answered = conversation.sent(suggestion, drafts);
        Suggestion.HandOver handOver = suggestion.handOver();
        return handOver == null ? answered : assignments.handedOver(answered, handOver.why(), handOver.atLeast());
    }

    /** In the assistant's words it is the assistant's message, sent by the advisor; in other words it is theirs. */
    private static List<Draft> drafts(Actor actor, Suggestion suggestion, @Nullable String text) {
        if (text != null) {
            Draft first = suggestion.drafts().getFirst();
            return List.of(new Draft(
                    first.key(), Author.ADVISOR, actor.advisorId(), new TextContent(text), first.replyToId(), null));
        }
        List<Draft> drafts = new ArrayList<>();
        for (Draft draft : suggestion.drafts()) {
            drafts.add(new Draft(
                    draft.key(),
                    draft.author(),
                    actor.advisorId(),
                    draft.content(),
                    draft.replyToId(),
                    draft.evidence()));
        }
        return drafts;
    }

    /** What a first try of the same advisor has sent, whose answer was lost. */
    private List<Message> alreadySent(Actor actor, String suggestionId) {
        int slash = suggestionId.lastIndexOf('/');
        if (slash < 0 || !suggestionId.substring(slash + 1).matches("\\d{1,18}")) {
            return List.of();
        }
        long upTo = Long.parseLong(suggestionId.substring(slash + 1));
        Optional<Message> first = messages.findByKey(ReplyKeys.of(suggestionId.substring(0, slash), upTo, 0));
        return first.filter(message ->
                        actor.advisorId() != null && actor.advisorId().equals(message.advisorId()))
                .map(List::of)
                .orElse(List.of());
    }

    /**
     * Takes a suggestion away unsaid; what it would have answered is the advisor's to answer.
     *
     * @return the conversation; empty when the suggestion is not there (any more)
     */
    Optional<Conversation> dismiss(String conversationId, @Nullable String suggestionId) {
        Suggestion seen = find(conversationId).suggestion();
        if (seen == null || (suggestionId != null && !suggestionId.equals(seen.id()))) {
            return Optional.empty();
        }
        return Optional.of(outbox.announcing(
                List.of(threads.changed(conversationId, "suggestion/" + UUID.randomUUID())),
                () -> conversations.update(
                        conversationId,
                        current -> seen.equals(current.suggestion()) ? current.dismissingSuggestion() : current)));
    }

    private Conversation find(String conversationId) {
        return conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
    }
}
