package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.ConversationStatus;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Sight;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class InboxController {

    private final InboxIndex inbox;
    private final Sight sight;

    InboxController(InboxIndex inbox, Sight sight) {
        this.inbox = inbox;
        this.sight = sight;
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<Conversation> conversations(
            @Argument @Nullable ConversationFilter filter,
            @Argument ConversationOrder orderBy,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            @AuthenticationPrincipal Actor actor) {
        return inbox.conversations(
                everythingUnless(filter), Viewer.of(actor, sight), orderBy, PageSize.of(first), after);
    }

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Page<Message> searchMessages(
            @Argument String search,
            @Argument @Nullable String conversationId,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after) {
        String only = conversationId == null ? null : GlobalId.raw("Conversation", conversationId);
        return inbox.messages(search, only, PageSize.of(first), after);
    }

    /** In the shape of the GraphQL types. */
    record Board(ConversationFilter filter, ConversationOrder orderBy) {}

    record BoardColumn(Board board, ConversationStatus status) {}

    @QueryMapping
    @PreAuthorize(Permissions.CONVERSATIONS)
    Board board(@Argument @Nullable ConversationFilter filter, @Argument ConversationOrder orderBy) {
        return new Board(everythingUnless(filter), orderBy);
    }

    @SchemaMapping
    List<BoardColumn> columns(Board board) {
        return Arrays.stream(ConversationStatus.values())
                .filter(status ->
                        board.filter().status() == null || board.filter().status() == status)
                .map(status -> new BoardColumn(board, status))
                .toList();
    }

    @SchemaMapping
    int count(BoardColumn column, @AuthenticationPrincipal Actor actor) {
        return inbox.count(column.board().filter().onlyOf(column.status()), Viewer.of(actor, sight));
    }

    @SchemaMapping
    Page<Conversation> cards(
            BoardColumn column,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            @AuthenticationPrincipal Actor actor) {
        Board board = column.board();
        return inbox.conversations(
                board.filter().onlyOf(column.status()),
                Viewer.of(actor, sight),
                board.orderBy(),
                PageSize.of(first),
                after);
    }

    private static ConversationFilter everythingUnless(@Nullable ConversationFilter filter) {
        return Objects.requireNonNullElse(filter, ConversationFilter.EVERYTHING);
    }
}
