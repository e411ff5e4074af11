package ar.isac.crm.template;

import ar.isac.crm.message.MessageContent.MediaContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A template as the platform has it.
 *
 * @param id account, name and language
 * @param status in the platform's words, such as APPROVED or PAUSED
 * @param headerFormat TEXT, IMAGE …; null where there is no header
 * @param header the header's text, where it is one
 * @param reason why the platform does not want it, in its words
 * @param readAt when the platform was asked
 * @param quality what customers think of it, in the platform's words, such as GREEN; null where it does not tell
 */
@Document("messageTemplates")
record MessageTemplate(
        @Id String id,
        @Version @Nullable Long version,
        String accountId,
        String name,
        String language,
        String category,
        String status,
        @Nullable String headerFormat,
        @Nullable String header,
        String body,
        @Nullable String footer,
        List<Button> buttons,
        @Nullable String reason,
        Instant readAt,
        @Nullable String quality) {

    static final String APPROVED = "APPROVED";

    /** Meta writes {{1}}, and {{customer_name}} in newer ones. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}");

    /** A button below the text. */
    record Button(String type, String text, @Nullable String url) {

        public boolean takesParameter() {
            return url != null && PLACE.matcher(url).find();
        }
    }

    MessageTemplate {
        buttons = List.copyOf(buttons);
    }

    static String id(String accountId, String name, String language) {
        return accountId + "/" + name + "/" + language;
    }

    boolean isApproved() {
        return status.toUpperCase(Locale.ROOT).equals(APPROVED);
    }

    /** What the body has to be filled in with: names, or numbers from 1. */
    public List<String> parameters() {
        return places(body);
    }

    boolean namesParameters() {
        return parameters().stream().anyMatch(place -> !place.chars().allMatch(Character::isDigit));
    }

    public boolean headerTakesParameter() {
        return header != null && !places(header).isEmpty();
    }

    /** What has to be given as the header with every message; null where it is text, or there is none. */
    public MediaContent.@Nullable Kind headerKind() {
        return headerFormat == null
                ? null
                : switch (headerFormat) {
                    case "IMAGE" -> MediaContent.Kind.IMAGE;
                    case "VIDEO" -> MediaContent.Kind.VIDEO;
                    case "DOCUMENT" -> MediaContent.Kind.DOCUMENT;
                    default -> null;
                };
    }

    /** Whether the header is something that nobody here knows how to fill in, such as a place. */
    boolean hasUnknownHeader() {
        return headerFormat != null && !headerFormat.equals("TEXT") && headerKind() == null;
    }

    private static List<String> places(String text) {
        Set<String> places = new LinkedHashSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return List.copyOf(places);
    }

    /** What the customer reads. */
    String filledIn(List<String> values, @Nullable String headerValue) {
        List<String> lines = new ArrayList<>();
        if (header != null) {
            lines.add(filled(header, places(header), headerValue == null ? List.of() : List.of(headerValue)));
        }
        lines.add(filled(body, parameters(), values));
        if (footer != null) {
            lines.add(footer);
        }
        return String.join("\n", lines);
    }

    private static String filled(String text, List<String> places, List<String> values) {
        return PLACE.matcher(text).replaceAll(match -> {
            int place = places.indexOf(match.group(1));
            return Matcher.quoteReplacement(place < values.size() ? values.get(place) : match.group());
        });
    }

    MessageTemplate now(String nextStatus, @Nullable String why) {
        return new MessageTemplate(
                id,
                version,
                accountId,
                name,
                language,
                category,
                nextStatus,
                headerFormat,
                header,
                body,
                footer,
                buttons,
                why,
                readAt,
                quality);
    }

    MessageTemplate rated(@Nullable String nextQuality) {
        return with(category, nextQuality);
    }

    MessageTemplate classed(String nextCategory) {
        return with(nextCategory, quality);
    }

    private MessageTemplate with(String nextCategory, @Nullable String nextQuality) {
        return new MessageTemplate(
                id,
                version,
                accountId,
                name,
                language,
                nextCategory,
                status,
                headerFormat,
                header,
                body,
                footer,
                buttons,
                reason,
                readAt,
                nextQuality);
    }

    /** As the platform has it now, in the place of what was known. */
    MessageTemplate replacing(MessageTemplate known) {
        return new MessageTemplate(
                id,
                known.version(),
                accountId,
                name,
                language,
                category,
                status,
                headerFormat,
                header,
                body,
                footer,
                buttons,
                reason,
                readAt,
                quality);
    }
}
