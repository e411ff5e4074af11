package ar.isac.crm.team;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Advisors who work together.
 *
 * @param name what it is called; no two teams are called the same
 */
@Document("teams")
public record Team(@Id String id, @Version @Nullable Long version, String name, List<String> advisorIds) {}
