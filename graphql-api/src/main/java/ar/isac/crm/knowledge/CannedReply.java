package ar.isac.crm.knowledge;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A text that advisors send often.
 *
 * @param shortcut what an advisor types for it, such as {@code /saludo}; unique
 * @param text with places such as <code>{{customer.name}}</code>
 */
@Document("cannedReplies")
public record CannedReply(
        @Id String id,
        @Version @Nullable Long version,
        String shortcut,
        String title,
        String text,
        boolean isActive,
        Instant updatedAt) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final Pattern PLACE_WITH_LEAD = Pattern.compile(",?[ \\t]*\\{\\{\\s*([^{}]*?)\\s*}}");

    /** What a text may leave open. */
    enum Placeholder {
        CUSTOMER_NAME("customer.name"),
        ADVISOR_NAME("advisor.name"),
        SHOP_NAME("shop.name");

        private final String written;

        Placeholder(String written) {
            this.written = written;
        }

        static Optional<Placeholder> of(String written) {
            return Arrays.stream(values())
                    .filter(place -> place.written.equals(written))
                    .findFirst();
        }
    }

    /**
     * What the places are filled with.
     *
     * @param customer null for one whose name nobody knows; an address is no name
     */
    public record Names(
            @Nullable String customer,
            String advisor,
            @Nullable String shop) {

        @Nullable
        String of(Placeholder place) {
            return switch (place) {
                case CUSTOMER_NAME -> customer;
                case ADVISOR_NAME -> advisor;
                case SHOP_NAME -> shop;
            };
        }
    }

    /**
     * The text with its places filled in; what is filled in is never read again. A place whose name is unknown goes, and the
     * comma or space before it.
     */
    public String rendered(Names names) {
        return rendered(text, names);
    }

    /** The same for any text with such places. */
    public static String rendered(String text, Names names) {
        Matcher places = PLACE_WITH_LEAD.matcher(text);
        StringBuilder rendered = new StringBuilder();
        while (places.find()) {
            String name = Placeholder.of(places.group(1)).map(names::of).orElse(null);
            String whole = places.group();
            String lead = whole.substring(0, whole.indexOf('{'));
            places.appendReplacement(
                    rendered, name == null || name.isBlank() ? "" : Matcher.quoteReplacement(lead + name.strip()));
        }
        places.appendTail(rendered);
        return rendered.toString().strip();
    }

    /** The places of a text that nothing can fill, as they are written; an open brace that nothing closes is one of them. */
    public static List<String> unknownPlaces(String text) {
        List<String> unknown = PLACE.matcher(text)
                .results()
                .map(place -> place.group(1))
                .filter(written -> Placeholder.of(written).isEmpty())
                .toList();
        String rest = PLACE.matcher(text).replaceAll("");
        boolean isOpen = rest.contains("{{") || rest.contains("}}");
        return isOpen ? List.of("{{") : unknown;
    }
}
