package ar.isac.crm.catalog;

import ar.isac.crm.graphql.IllegalCursor;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.search.SpanishWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lists of products for people: filtered, searched as they type, a page at a time. */
@Service
class ProductQueries {
    private static final int MAX_WORDS = 16;

    private final CatalogIndex index;
    private final Products products;
    private final Language language;

    ProductQueries(CatalogIndex index, Products products, Language language) {
        this.index = index;
        this.products = products;
        this.language = language;
    }

    /** What narrows a list; null means any. */
    record ProductFilter(
            @Nullable String category,
            @Nullable String brand,
            @Nullable String family,
            @Nullable String tag,
            @Nullable Boolean inStock,
            @Nullable Boolean isActive) {
        static final ProductFilter NONE = new ProductFilter(null, null, null, null, null, null);
    }

    /** By relevance when something is searched, else by title. */
    Page<Product> find(
            @Nullable String search, @Nullable ProductFilter filter, @Nullable Integer first, @Nullable String after) {
        List<Words.Word> words = search == null ? List.of() : Words.of(search);
        boolean isSearch = !words.isEmpty();
        List<Object> from = after == null ? null : place(after, isSearch);
        Sort sort = isSearch
                ? new Sort(SortField.FIELD_SCORE, new SortField("idOrder", SortField.Type.STRING))
                : new Sort(
                        new SortField("titleOrder", SortField.Type.STRING),
                        new SortField("idOrder", SortField.Type.STRING));
        Query query = query(words, filter == null ? ProductFilter.NONE : filter);
        return stored(index.page(query, sort, PageSize.of(first), from), after != null);
    }

    private Page<Product> stored(CatalogIndex.Page page, boolean hasPrevious) {
        Map<String, String> cursors = new HashMap<>();
        page.hits().forEach(hit -> cursors.put(hit.id(), cursor(hit.place())));
        List<Product> found = products.current(page.hits().stream()
                .map(hit -> index.known(hit.id()))
                .flatMap(Stream::ofNullable)
                .toList());
        return Page.of(
                found, product -> Objects.requireNonNull(cursors.get(product.id())), hasPrevious, page.hasMore());
    }

    private Query query(List<Words.Word> words, ProductFilter filter) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (words.isEmpty()) {
            all.add(new MatchAllDocsQuery(), Occur.FILTER);
        }
        filter(all, "category", folded(filter.category()));
        filter(all, "brand", folded(filter.brand()));
        filter(all, "family", folded(filter.family()));
        filter(all, "tag", folded(filter.tag()));
        filter(all, "inStock", Optional.ofNullable(filter.inStock()).map(String::valueOf));
        filter(all, "isActive", Optional.ofNullable(filter.isActive()).map(String::valueOf));
        for (int i = 0; i < Math.min(words.size(), MAX_WORDS); i++) {
            String word = words.get(i).text();
            boolean isLast = i == words.size() - 1;
            boolean isUnit =
                    i > 0 && words.get(i - 1).isNumber() && !words.get(i).isNumber();
            boolean isSilent = language.isSilent(word) && !isLast;
            all.add(word(words.get(i), isLast), isUnit || isSilent ? Occur.SHOULD : Occur.MUST);
        }
        return all.build();
    }

    private Query word(Words.Word word, boolean isBeingTyped) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        String stem = SpanishWords.stem(word.text());
        any.add(new BoostQuery(new TermQuery(new Term("names", stem)), 4), Occur.SHOULD);
        any.add(new TermQuery(new Term("description", stem)), Occur.SHOULD);
        if (isBeingTyped) {
            any.add(new PrefixQuery(new Term("names", word.text())), Occur.SHOULD);
        }
        if (!word.isNumber()) {
            language.synonyms(word.text())
                    .forEach(other -> any.add(
                            new BoostQuery(new TermQuery(new Term("names", SpanishWords.stem(other))), 2),
                            Occur.SHOULD));
            Set<String> terms = index.vocabulary().meaning(word).terms();
            terms.forEach(term -> any.add(
                    new BoostQuery(new TermQuery(new Term("names", SpanishWords.stem(term))), 2), Occur.SHOULD));
            if (terms.isEmpty() && stem.length() >= 4) {
                any.add(new FuzzyQuery(new Term("names", stem), stem.length() >= 8 ? 2 : 1, 1), Occur.SHOULD);
            }
        }
        return any.build();
    }

    private static void filter(BooleanQuery.Builder all, String field, Optional<String> value) {
        value.ifPresent(text -> all.add(new TermQuery(new Term(field, text)), Occur.FILTER));
    }

    private static Optional<String> folded(@Nullable String value) {
        return Optional.ofNullable(value).map(Words::folded);
    }

    /** Opaque outside: the first sort value (score or title), then the id. */
    private static String cursor(List<Object> place) {
        byte[] first = place.getFirst() instanceof Float score
                ? ByteBuffer.allocate(4).putFloat(score).array()
                : bytes(place.getFirst());
        byte[] id = bytes(place.getLast());
        ByteBuffer cursor = ByteBuffer.allocate(2 + first.length + id.length);
        cursor.putShort((short) first.length).put(first).put(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.array());
    }

    private static byte[] bytes(Object value) {
        return ((BytesRef) value).utf8ToString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where a cursor points; throws {@link IllegalCursor} when it is none of ours. */
    private static List<Object> place(String cursor, boolean isSearch) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            byte[] first = new byte[bytes.getShort()];
            bytes.get(first);
            byte[] id = new byte[bytes.remaining()];
            bytes.get(id);
            Object value = isSearch ? (Object) ByteBuffer.wrap(first).getFloat() : new BytesRef(first);
            return List.of(value, new BytesRef(id));
        } catch (RuntimeException foreign) {
            throw new IllegalCursor(cursor, foreign);
        }
    }
}
