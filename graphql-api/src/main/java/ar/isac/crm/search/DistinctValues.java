package ar.isac.crm.search;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/**
 * The different values that a field has in what a query finds.
 *
 * @param field one that stands by document, a {@code SortedDocValuesField}
 * @param most the search ends when more documents are found
 */
public record DistinctValues(String field, int most) {

    /** All of them, however many documents have them. */
    public static Set<String> all(String field, IndexSearcher searcher, Query query) throws IOException {
        return searcher.search(query, new DistinctValues(field, Integer.MAX_VALUE).new Collecting()).values;
    }

    /** Empty when more documents are found than that. */
    public Optional<Set<String>> of(IndexSearcher searcher, Query query) throws IOException {
        Found found = searcher.search(query, new Collecting());
        return found.documents > most ? Optional.empty() : Optional.of(found.values);
    }

    private final class Collecting implements CollectorManager<Found, Found> {

        @Override
        public Found newCollector() {
            return new Found();
        }

        @Override
        public Found reduce(Collection<Found> parts) {
            return List.copyOf(parts).getFirst();
        }
    }

    private final class Found extends SimpleCollector {

        private final Set<String> values = new HashSet<>();
        private @Nullable SortedDocValues ofSegment;
        private int lastOrdinal;
        private int documents;

        @Override
        protected void doSetNextReader(LeafReaderContext segment) throws IOException {
            if (documents > most) {
                throw new CollectionTerminatedException();
            }
            ofSegment = DocValues.getSorted(segment.reader(), field);
            lastOrdinal = -1;
        }

        @Override
        public void collect(int document) throws IOException {
            if (++documents > most) {
                throw new CollectionTerminatedException();
            }
            SortedDocValues known = ofSegment;
            if (known != null && known.advanceExact(document) && known.ordValue() != lastOrdinal) {
                lastOrdinal = known.ordValue();
                values.add(known.lookupOrd(lastOrdinal).utf8ToString());
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
