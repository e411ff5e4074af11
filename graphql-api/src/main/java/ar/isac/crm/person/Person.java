package ar.isac.crm.person;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By what everything about a customer can be found.
 *
 * @param ids of things, by the type of their global ids, such as {@code Conversation}
 * @param handles account and address on it, with a slash between them: what {@code handles} has as its ids
 */
public record Person(Map<String, Set<String>> ids, Set<String> handles) {

    public static final String CUSTOMER = "Customer";
    public static final String CONVERSATION = "Conversation";
    public static final String MEDIA = "Media";

    /** What stands in the place of a person's id where a record has to be kept without them. */
    public static final String ERASED = "erased";

    /** The shortest phone numbers, with their country. */
    private static final int SHORTEST_ADDRESS = 7;

    public Person {
        ids = ids.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
        handles = Set.copyOf(handles);
    }

    /** The customer with this id, of whom nothing more is known yet. */
    public static Person of(String customerId) {
        return new Person(Map.of(CUSTOMER, Set.of(customerId)), Set.of());
    }

    /** The ids of one type. */
    public Set<String> all(String type) {
        return ids.getOrDefault(type, Set.of());
    }

    public Person with(String type, Stream<String> more) {
        Map<String, Set<String>> next = new HashMap<>(ids);
        Set<String> all = new HashSet<>(all(type));
        more.forEach(all::add);
        next.put(type, all);
        return new Person(next, handles);
    }

    /** Known by these handles and no others. */
    public Person knownBy(Set<String> those) {
        return new Person(ids, those);
    }

    /** All of both. */
    public Person and(Person other) {
        Person sum = knownBy(
                Stream.concat(handles.stream(), other.handles().stream()).collect(Collectors.toSet()));
        for (Map.Entry<String, Set<String>> entry : other.ids().entrySet()) {
            sum = sum.with(entry.getKey(), entry.getValue().stream());
        }
        return sum;
    }

    /**
     * What a text that speaks of this person holds: the ids of their records and conversations, which those of messages begin
     * with, and their addresses; as they are, and as base64 writes them within something longer, as global ids and the
     * platforms' message ids do. Other ids are no marks: of media, since the same picture may be somebody else's too, and of
     * what the books keep.
     */
    public Set<String> marks() {
        Stream<String> unique = Stream.concat(all(CUSTOMER).stream(), all(CONVERSATION).stream());
        Stream<String> addressed = handles.stream()
                .map(handle -> handle.substring(handle.indexOf('/') + 1))
                .map(address -> address.startsWith("+") ? address.substring(1) : address)
                .filter(address -> address.length() >= SHORTEST_ADDRESS);
        return Stream.concat(unique, addressed)
                .flatMap(mark -> Stream.concat(Stream.of(mark), encoded(mark)))
                .collect(Collectors.toSet());
    }

    /** Base64 of the mark at each of the three places it can have within three bytes, without what its neighbours decide. */
    private static Stream<String> encoded(String mark) {
        byte[] bytes = mark.getBytes(StandardCharsets.UTF_8);
        return Stream.of(0, 1, 2).flatMap(shift -> {
            byte[] shifted = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, shifted, shift, bytes.length);
            int from = shift == 0 ? 0 : shift + 1;
            int to = shifted.length * 8 / 6;
            return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                    .map(encoder ->
                            encoder.withoutPadding().encodeToString(shifted).substring(from, to));
        });
    }

    /** Ids and addresses stay out of logs. */
    @Override
    public String toString() {
        return "Person[" + ids.keySet() + "]";
    }
}
