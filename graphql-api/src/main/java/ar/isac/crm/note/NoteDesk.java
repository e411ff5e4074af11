package ar.isac.crm.note;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.idempotency.IdempotencyKeys;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.pending.Outbox;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes notes and tells those whom they mention. Every step may be done again, and has its effect once. */
@Component
class NoteDesk {

    private static final int LONGEST = 4_000;
    private static final int MOST_MENTIONS = 20;

    private final Notes notes;
    private final Conversations conversations;
    private final Posting posting;
    private final Advisors advisors;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Clock clock;

    NoteDesk(
            Notes notes,
            Conversations conversations,
            Posting posting,
            Advisors advisors,
            IdempotencyKeys keys,
            Outbox outbox,
            Clock clock) {
        this.notes = notes;
        this.conversations = conversations;
        this.posting = posting;
        this.advisors = advisors;
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Writes a note, once for its key.
     *
     * @param mentions the advisors to tell; the one who writes it is told nothing
     * @throws NotFound when there is no such conversation or advisor
     */
    Result<Note> add(Actor actor, String conversationId, String text, List<String> mentions, String key) {
        List<UserError> errors = problems(text, mentions);
        if (!errors.isEmpty()) {
            return new Result.Refused<>(errors);
        }
        if (conversations.find(conversationId).isEmpty()) {
            throw new NotFound("Conversation");
        }
        List<String> told = mentions.stream().distinct().toList();
        if (advisors.find(told).stream().filter(Advisor::isActive).count() < told.size()) {
            throw new NotFound("Advisor");
        }
        Note fresh = new Note(
                id(actor, key),
                null,
                conversationId,
                actor.advisorId(),
                told.stream()
                        .filter(advisor -> !advisor.equals(actor.advisorId()))
                        .toList(),
                clock.instant(),
                null);
        return keys.attempt(
                        actor.id(),
                        "addNote",
                        key,
                        List.of(conversationId, text, told),
                        () -> Result.done(write(fresh, text.strip()).id()))
                .map(id -> notes.find(id).orElseThrow());
    }

    /** The id follows from the key, so that what a crash interrupts is found by the next try. */
    private static String id(Actor actor, String key) {
        String cause = "note/" + actor.id() + "/" + key;
        return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static List<UserError> problems(String text, List<String> mentions) {
        List<UserError> errors = new ArrayList<>();
        if (text.isBlank()) {
            errors.add(UserError.at("text", Code.REQUIRED, "Escribí la nota."));
        } else if (text.length() > LONGEST) {
            errors.add(UserError.at("text", Code.TOO_LONG, "La nota tiene más de 4.000 caracteres."));
        }
        if (mentions.size() > MOST_MENTIONS) {
            errors.add(UserError.at("mentions", Code.TOO_LONG, "En una nota se mencionan hasta 20 personas."));
        }
        return errors;
    }

    private Note write(Note fresh, String text) {
        Note note = notes.store(fresh);
        Draft line = new Draft(note.key(), Author.SYSTEM, note.authorId(), new TextContent(text), null, null);
        return note.mentions().isEmpty()
                ? place(note, line)
                : outbox.announcing(List.of(mentioning(note)), () -> place(note, line));
    }

    private Note place(Note note, Draft line) {
        Message placed = posting.post(note.conversationId(), List.of(line)).getFirst();
        return notes.placed(note.id(), placed.id());
    }

    private Publication mentioning(Note note) {
        return Publication.of(new ConversationEvent(
                "mentioned/" + note.id(),
                ConversationEvent.Type.MENTIONED,
                note.conversationId(),
                null,
                note.id(),
                clock.instant()));
    }
}
