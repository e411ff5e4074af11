package ar.isac.crm.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The documents that the panel was built with, by {@code sha256:} and the hash of their text. They come out of the same build
 * as the server, so that neither knows a document that the other does not.
 */
@Component
public class TrustedDocuments {

    static final String LOCATION = "classpath*:static/**/*.graphql";

    private static final String PREFIX = "sha256:";

    private final Map<String, String> documents;

    @Autowired
    TrustedDocuments(ResourcePatternResolver resources) {
        this(read(resources));
    }

    private TrustedDocuments(Map<String, String> documents) {
        this.documents = Map.copyOf(documents);
    }

    private static Map<String, String> read(ResourcePatternResolver resources) {
        try {
            Map<String, String> found = new HashMap<>();
            for (Resource file : resources.getResources(LOCATION)) {
                String document = file.getContentAsString(StandardCharsets.UTF_8);
                found.put(id(document), document);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of a document, trusted or not. */
    public static String id(String document) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The document of this id; empty when the panel has none such. */
    public Optional<String> find(String id) {
        return Optional.ofNullable(documents.get(id));
    }

    public boolean contains(String document) {
        return documents.containsKey(id(document));
    }
}
