package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.ConversationStatus;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.ChannelType;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Narrows a list; every condition is optional, and ids are global. {@code search} is the index's own business. What is about
 * "me" is about whoever looks, so that one filter serves a whole team.
 */
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
        @Nullable String customer,
        @Nullable Boolean mine,
        @Nullable Boolean unassigned,
        @Nullable Boolean snoozed,
        @Nullable Boolean mentionsMe,
        @Nullable Boolean hasMyDraft) {

    static final ConversationFilter EVERYTHING = new ConversationFilter(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    ConversationFilter onlyOf(ConversationStatus column) {
        return with(column, unreadOnly);
    }

    ConversationFilter onlyUnread() {
        return with(status, true);
    }

    private ConversationFilter with(@Nullable ConversationStatus nextStatus, @Nullable Boolean nextUnreadOnly) {
        return new ConversationFilter(
                nextStatus,
                control,
                priority,
                channel,
                account,
                assignee,
                tag,
                search,
                nextUnreadOnly,
                customer,
                mine,
                unassigned,
                snoozed,
                mentionsMe,
                hasMyDraft);
    }

    /** The conversations that it admits in the eyes of somebody, whatever it searches for. */
    Query query(Viewer viewer) {
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
                                ? Stream.<BooleanClause>empty()
                                : Stream.of(must(term(InboxDocuments.UNREAD, InboxDocuments.YES))),
                        either(mine, viewers(InboxDocuments.ASSIGNEE, viewer)),
                        either(unassigned, term(InboxDocuments.UNASSIGNED, InboxDocuments.YES)),
                        either(snoozed, term(InboxDocuments.SNOOZED, InboxDocuments.YES)),
                        either(mentionsMe, viewers(InboxDocuments.MENTIONED, viewer)),
                        either(hasMyDraft, viewers(InboxDocuments.DRAFTING, viewer)))
                .flatMap(each -> each)
                .forEach(all::add);
        return all.build();
    }

    private static Stream<BooleanClause> condition(String field, @Nullable Enum<?> value) {
        return Stream.ofNullable(value).map(each -> must(term(field, each.name())));
    }

    private static Stream<BooleanClause> reference(String field, String type, @Nullable String globalId) {
        return Stream.ofNullable(globalId).map(each -> must(term(field, GlobalId.raw(type, each))));
    }

    /** True for those, false for all but those. */
    private static Stream<BooleanClause> either(@Nullable Boolean wanted, Query those) {
        return Stream.ofNullable(wanted).map(is -> new BooleanClause(those, is ? Occur.FILTER : Occur.MUST_NOT));
    }

    private static Query viewers(String field, Viewer viewer) {
        String me = viewer.advisorId();
        return me == null ? new MatchNoDocsQuery("A program is nobody") : term(field, me);
    }

    private static BooleanClause must(Query query) {
        return new BooleanClause(query, Occur.FILTER);
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }
}
