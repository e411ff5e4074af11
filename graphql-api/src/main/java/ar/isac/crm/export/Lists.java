package ar.isac.crm.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The lists that there are as files: a document each, {@code static/exports/<list>.graphql}, which asks for {@code list} with
 * its {@code nodes} and {@code pageInfo}. They are trusted documents, as the panel's are.
 */
@Component
class Lists {

    private static final String LOCATION = "classpath*:static/exports/*.graphql";

    private final SortedMap<String, ExportedList> lists = new TreeMap<>();

    Lists(ResourcePatternResolver resources) {
        try {
            for (Resource file : resources.getResources(LOCATION)) {
                String name = String.valueOf(file.getFilename()).replace(".graphql", "");
                String document = file.getContentAsString(StandardCharsets.UTF_8);
                lists.put(name, new ExportedList(name, document, Columns.of(document)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of them. */
    record ExportedList(String name, String document, Columns columns) {}

    Optional<ExportedList> find(String name) {
        return Optional.ofNullable(lists.get(name));
    }
}
