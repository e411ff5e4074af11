package ar.isac.crm.note;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

@Controller
class NoteController implements NodesSource {

    private static final String TYPE = "Note";

    private final Notes notes;
    private final NoteDesk desk;
    private final Conversations conversations;
    private final Messages messages;
    private final Advisors advisors;

    NoteController(
            Notes notes,
            NoteDesk desk,
            Conversations conversations,
            Messages messages,
            Advisors advisors,
            BatchLoaderRegistry loaders) {
        this.notes = notes;
        this.desk = desk;
        this.conversations = conversations;
        this.messages = messages;
        this.advisors = advisors;
        loaders.forTypePair(Notes.Asked.class, Notes.PageOf.class)
                .registerMappedBatchLoader((asked, environment) -> Mono.just(notes.of(asked)));
    }

    /** In the shape of the GraphQL input and payload. */
    record AddNoteInput(
            String conversationId, String text, @Nullable List<String> mentions, String idempotencyKey) {}

    record AddNotePayload(@Nullable Note note, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    AddNotePayload addNote(@Argument AddNoteInput input, @AuthenticationPrincipal Actor actor) {
        List<String> mentions = Objects.requireNonNullElse(input.mentions(), List.<String>of()).stream()
                .map(id -> GlobalId.raw("Advisor", id))
                .toList();
        Result<Note> added = desk.add(
                actor,
                GlobalId.raw("Conversation", input.conversationId()),
                input.text(),
                mentions,
                input.idempotencyKey());
        return new AddNotePayload(added.value(), added.errors());
    }

    @SchemaMapping
    CompletableFuture<Page<Note>> notes(
            Conversation conversation,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Notes.Asked, Notes.PageOf> pages) {
        return pages.load(new Notes.Asked(conversation.id(), PageSize.of(first), after))
                .thenApply(Notes.PageOf::page);
    }

    @BatchMapping(typeName = "Message")
    Map<Message, Note> note(List<Message> lines) {
        return Edges.of(lines, line -> Note.idOf(line.key()), notes::find, Note::id);
    }

    @SchemaMapping
    String id(Note note) {
        return GlobalId.of(TYPE, note.id());
    }

    @BatchMapping
    Map<Note, Conversation> conversation(List<Note> of) {
        return Edges.of(of, Note::conversationId, conversations::find, Conversation::id);
    }

    @BatchMapping
    Map<Note, Message> message(List<Note> of) {
        return Edges.of(of, Note::messageId, messages::find, Message::id);
    }

    @BatchMapping
    Map<Note, String> text(List<Note> of) {
        Map<Note, String> texts = new HashMap<>();
        message(of).forEach((note, line) -> texts.put(note, line.content().plainText()));
        return texts;
    }

    @BatchMapping
    Map<Note, Advisor> author(List<Note> of) {
        return Edges.of(of, Note::authorId, advisors::find, Advisor::id);
    }

    @BatchMapping
    Map<Note, List<Advisor>> mentions(List<Note> of) {
        return Edges.lists(of, Note::mentions, advisors::find, Advisor::id);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return notes.find(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return notes.find(rawIds).stream().collect(Collectors.toMap(Note::id, Function.identity()));
    }
}
