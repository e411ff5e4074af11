package ar.isac.crm.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Words that mean the same in this shop.
 *
 * @param id for a usual group that the shop changed, the usual group's
 * @param terms words or phrases; none when the shop does not want a usual group
 */
@Document("synonyms")
record Synonym(@Id String id, @Version @Nullable Long version, List<String> terms) {

    Synonym {
        terms = List.copyOf(terms);
    }

    Synonym with(List<String> next) {
        return new Synonym(id, version, next);
    }
}
