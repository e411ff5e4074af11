package ar.isac.crm.tag;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A label.
 *
 * @param key the name without case or accents: of two tags that read alike there is one
 * @param color as {@code #rrggbb}
 */
@Document("tags")
public record Tag(@Id String id, @Version @Nullable Long version, String key, String name, String color) {}
