package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Sight;
import ar.isac.crm.security.Actor;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * In whose eyes a list is: what is theirs, and what they see at all.
 *
 * @param advisorId null for a program, which nothing belongs to
 * @param owners whose conversations they see beside nobody's; empty for everybody's
 */
record Viewer(@Nullable String advisorId, Optional<Set<String>> owners) {

    static Viewer of(Actor actor, Sight sight) {
        return new Viewer(actor.advisorId(), sight.limit(actor));
    }

    /** Of what is wanted, only what they see, so that counts tell and pages hold just that. */
    Query sees(Query wanted) {
        return owners.<Query>map(seen -> new BooleanQuery.Builder()
                        .add(wanted, Occur.FILTER)
                        .add(theirsOrNobodys(seen), Occur.FILTER)
                        .build())
                .orElse(wanted);
    }

    private static Query theirsOrNobodys(Set<String> seen) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(InboxDocuments.UNASSIGNED, InboxDocuments.YES)), Occur.SHOULD)
                .add(
                        new TermInSetQuery(
                                InboxDocuments.ASSIGNEE,
                                seen.stream().map(BytesRef::new).toList()),
                        Occur.SHOULD)
                .build();
    }
}
