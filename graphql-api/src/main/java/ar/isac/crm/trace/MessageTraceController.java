package ar.isac.crm.trace;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.conversation.ExternalIds;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.graphql.BadArgument;
import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.security.Permissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class MessageTraceController {

    private static final String MESSAGE = "Message";

    private final MessageTraces traces;
    private final ExternalIds externalIds;
    private final Messages messages;
    private final ChannelAccounts accounts;

    MessageTraceController(MessageTraces traces, ExternalIds externalIds, Messages messages, ChannelAccounts accounts) {
        this.traces = traces;
        this.externalIds = externalIds;
        this.messages = messages;
        this.accounts = accounts;
    }

    @QueryMapping
    @PreAuthorize(Permissions.OPERATIONS)
    MessageTrace messageTrace(
            @Argument @Nullable String id, @Argument @Nullable String account, @Argument @Nullable String externalId) {
        return traces.of(messageId(id, account, externalId)).orElseThrow(() -> new NotFound(MESSAGE));
    }

    private String messageId(@Nullable String id, @Nullable String account, @Nullable String externalId) {
        if (id != null) {
            return GlobalId.raw(MESSAGE, id);
        }
        if (account == null || externalId == null) {
            throw new BadArgument("Either id, or account and externalId");
        }
        return externalIds
                .anyMessageId(GlobalId.raw("ChannelAccount", account), externalId)
                .orElseThrow(() -> new NotFound(MESSAGE));
    }

    @SchemaMapping
    String messageId(MessageTrace trace) {
        return GlobalId.of(MESSAGE, trace.messageId());
    }

    @BatchMapping
    Map<MessageTrace, Message> message(List<MessageTrace> asked) {
        return Edges.of(asked, MessageTrace::messageId, messages::find, Message::id);
    }

    @BatchMapping
    Map<MessageTrace, ChannelAccount> account(List<MessageTrace> asked) {
        return Edges.of(asked, MessageTrace::accountId, accounts::find, ChannelAccount::id);
    }
}
