package ar.isac.crm.template;

import ar.isac.crm.message.InboundUpdate.InboundNotice;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the platform tells of one template ({@code message_template_status_update}, {@code message_template_quality_update},
 * {@code template_category_update}); null where the news is of something else.
 */
record TemplateNotice(
        String name,
        String language,
        @Nullable String status,
        @Nullable String reason,
        @Nullable String quality,
        @Nullable String category) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty when it names no template, or has another shape than it should: the list is read again anyway. */
    static Optional<TemplateNotice> of(InboundNotice notice) {
        if (notice.raw() == null) {
            return Optional.empty();
        }
        try {
            return of(JSON.readTree(notice.raw()).path("value"));
        } catch (JacksonException cutShort) {
            return Optional.empty();
        }
    }

    private static Optional<TemplateNotice> of(JsonNode value) {
        String name = value.path("message_template_name").asString("");
        String language = value.path("message_template_language").asString("");
        if (name.isEmpty() || language.isEmpty()) {
            return Optional.empty();
        }
        String event = value.path("event").asString(null);
        String reason = value.path("reason").asString(null);
        return Optional.of(new TemplateNotice(
                name,
                language,
                status(event),
                "NONE".equals(reason) ? null : reason,
                value.path("new_quality_score").asString(null),
                value.path("new_category").asString(null)));
    }

    /** Not every event is a new status: one that is flagged can still be sent. */
    private static @Nullable String status(@Nullable String event) {
        String status = event == null ? "" : event.toUpperCase(Locale.ROOT);
        return switch (status) {
            case "", "FLAGGED" -> null;
            case "REINSTATED" -> MessageTemplate.APPROVED;
            default -> status;
        };
    }

    /** The template with what is told of its quality and category. */
    MessageTemplate applied(MessageTemplate template) {
        MessageTemplate rated = quality == null ? template : template.rated(quality);
        return category == null ? rated : rated.classed(category);
    }
}
