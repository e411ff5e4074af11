package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.ConversationStatus;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.ChannelType;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Narrows a list; every condition is optional, and ids are global. {@code search} is the index's own business. */
record ConversationFilter(
        @Nullable ConversationStatus status,
        @Nullable Control control,
        @Nullable Priority priority,
        @Nullable ChannelType channel,
        @Nullable String account,
        @Nullable String assignee,
        @Nullable String tag,
        @Nullable String search,
        @Nullable Boolean unreadOnly,
        @Nullable String customer) {

    static final ConversationFilter EVERYTHING =
            new ConversationFilter(null, null, null, null, null, null, null, null, null, null);

    ConversationFilter onlyOf(ConversationStatus column) {
        return new ConversationFilter(
                column, control, priority, channel, account, assignee, tag, search, unreadOnly, customer);
    }

    /** The conversations that it admits, whatever it searches for. */
    Query query() {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(term(InboxDocuments.KIND, InboxDocuments.CONVERSATION), Occur.FILTER);
        Stream.of(
                        condition(InboxDocuments.STATUS, status),
                        condition(InboxDocuments.CONTROL, control),
                        condition(InboxDocuments.PRIORITY, priority),
                        condition(InboxDocuments.CHANNEL, channel),
                        reference(InboxDocuments.ACCOUNT, "ChannelAccount", account),
                        reference(InboxDocuments.ASSIGNEE, "Advisor", assignee),
                        reference(InboxDocuments.TAG, "Tag", tag),
                        reference(InboxDocuments.CUSTOMER, "Customer", customer),
                        unreadOnly == null || !unreadOnly
                                ? Stream.<Query>empty()
                                : Stream.of(term(InboxDocuments.UNREAD, InboxDocuments.YES)))
                .flatMap(each -> each)
                .forEach(each -> all.add(each, Occur.FILTER));
        return all.build();
    }

    private static Stream<Query> condition(String field, @Nullable Enum<?> value) {
        return Stream.ofNullable(value).map(each -> term(field, each.name()));
    }

    private static Stream<Query> reference(String field, String type, @Nullable String globalId) {
        return Stream.ofNullable(globalId).map(each -> term(field, GlobalId.raw(type, each)));
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }
}
