package ar.isac.crm.search;

import ar.isac.crm.graphql.IllegalCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * An order of a list: by numbers, and by id where they are equal, so that everything has one place. A cursor is that place,
 * whatever is inserted around it.
 */
public final class ListOrder {

    /** The field that holds the id for comparison. */
    static final String ID = "idOrder";

    private final Sort sort;
    private final int numbers;

    private ListOrder(List<Key> keys) {
        Stream<SortField> byNumber = keys.stream()
                .map(key -> LongField.newSortField(key.field(), key.isDescending(), SortedNumericSelector.Type.MIN));
        this.sort = new Sort(Stream.concat(byNumber, Stream.of(new SortField(ID, SortField.Type.STRING)))
                .toArray(SortField[]::new));
        this.numbers = keys.size();
    }

    /** A number to order by; documents have it as a {@link LongField}. */
    public record Key(String field, boolean isDescending) {}

    public static ListOrder by(Key... keys) {
        return new ListOrder(List.of(keys));
    }

    Sort sort() {
        return sort;
    }

    /** A document's place in the order. */
    record Place(List<Long> numbers, String id) {

        static Place of(FieldDoc hit) {
            List<Long> numbers = new ArrayList<>();
            for (int i = 0; i < hit.fields.length - 1; i++) {
                numbers.add((Long) hit.fields[i]);
            }
            return new Place(numbers, ((BytesRef) hit.fields[hit.fields.length - 1]).utf8ToString());
        }

        String cursor() {
            String plain = numbers.stream().map(number -> number + " ").collect(Collectors.joining()) + id;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Where a list goes on; null for its beginning.
     *
     * @param documents how many there are in the index
     * @throws IllegalCursor when it is no cursor of this order
     */
    @Nullable
    FieldDoc after(@Nullable String cursor, int documents) {
        if (cursor == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = plain.split(" ", numbers + 1);
            Object[] fields = new Object[numbers + 1];
            for (int i = 0; i < numbers; i++) {
                fields[i] = Long.valueOf(parts[i]);
            }
            fields[numbers] = new BytesRef(parts[numbers]);
            return new FieldDoc(documents - 1, Float.NaN, fields);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException foreign) {
            throw new IllegalCursor(cursor, foreign);
        }
    }
}
