package ar.isac.crm.quickaction;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A step that the shop has prepared, so that an advisor does it with one key.
 *
 * @param shortcut what an advisor types for it, such as {@code /promo}; unique
 * @param text what is written, with places such as <code>{{customer.name}}</code>; in front of products or a quote it may be
 *     missing
 * @param lines the products of {@link Type#PRODUCT} and {@link Type#QUOTE}
 */
@Document("quickActions")
public record QuickAction(
        @Id String id,
        @Version @Nullable Long version,
        String shortcut,
        String title,
        Type type,
        @Nullable String text,
        List<Line> lines,
        boolean isActive,
        Instant updatedAt) {

    public QuickAction {
        lines = List.copyOf(lines);
    }

    /** What it does. */
    public enum Type {
        MESSAGE,
        PRODUCT,
        QUOTE
    }

    /** So many of a product. */
    public record Line(String sku, int quantity) {}

    QuickAction edited(QuickAction next) {
        return new QuickAction(
                id,
                version,
                next.shortcut,
                next.title,
                next.type,
                next.text,
                next.lines,
                next.isActive,
                next.updatedAt);
    }
}
