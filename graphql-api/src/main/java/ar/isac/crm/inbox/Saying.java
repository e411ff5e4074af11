package ar.isac.crm.inbox;

import ar.isac.crm.search.DistinctValues;
import ar.isac.crm.search.ListIndex;
import ar.isac.crm.search.SearchWords;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.JoinUtil;
import org.apache.lucene.search.join.ScoreMode;
import org.apache.lucene.util.BytesRef;

/**
 * The conversations that some words are about: of whom they are, or what was said in them. Messages stand beside conversations in
 * the index, so the way from one to the other is chosen by how many there are: few messages name their conversations; where many
 * say it, so do many conversations, and looking at them in the order of the list soon fills a page.
 */
record Saying(String search) {

    /** So many messages name their conversations at little cost. */
    private static final int FEW = 1_000;

    /** The messages that say something. */
    static Query messages(String search) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(InboxDocuments.KIND, InboxDocuments.MESSAGE)), Occur.FILTER)
                .add(SearchWords.query(InboxDocuments.TEXT, search), Occur.FILTER)
                .build();
    }

    /** All of them; the cost grows with the messages. */
    Query all(IndexSearcher searcher) throws IOException {
        return orOf(JoinUtil.createJoinQuery(
                InboxDocuments.OF_CONVERSATION, false, ListIndex.ID, messages(search), searcher, ScoreMode.None));
    }

    /** All of them, unless many messages say it. */
    Optional<Query> asLongAsFew(IndexSearcher searcher) throws IOException {
        return new DistinctValues(InboxDocuments.OF_CONVERSATION, FEW)
                .of(searcher, messages(search))
                .map(conversations -> orOf(in(ListIndex.ID, conversations)));
    }

    /** Those of these conversations. */
    Set<String> among(List<String> conversations, IndexSearcher searcher) throws IOException {
        Set<String> among = new HashSet<>(DistinctValues.all(
                InboxDocuments.OF_CONVERSATION,
                searcher,
                both(in(InboxDocuments.CONVERSATION_ID, conversations), messages(search))));
        among.addAll(ListIndex.ids(searcher, both(in(ListIndex.ID, conversations), who())));
        return among;
    }

    private Query orOf(Query conversations) {
        return new BooleanQuery.Builder()
                .add(who(), Occur.SHOULD)
                .add(conversations, Occur.SHOULD)
                .build();
    }

    private Query who() {
        return SearchWords.query(InboxDocuments.WHO, search);
    }

    private static Query both(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.FILTER)
                .add(other, Occur.FILTER)
                .build();
    }

    private static Query in(String field, Collection<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }
}
