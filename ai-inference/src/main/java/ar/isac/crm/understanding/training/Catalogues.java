package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.ShopTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What shops sell, by kind of shop, as the application would give it to the model ({@code data/catalogues}): an object of
 * arrays, the names of goods with synonyms in brackets. Written for the kind of shop and not for the messages: they name what such
 * a shop sells and not what is asked for in it.
 */
public final class Catalogues {

    /** Nothing is known of any shop. */
    public static final Catalogues NONE = new Catalogues(Map.of());

    private static final Pattern SYNONYMS = Pattern.compile("\\s*\\(([^()]*)\\)");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, ShopTerms> termsOfShop = new HashMap<>();

    private Catalogues(Map<String, List<String>> namesOfShop) {
        namesOfShop.forEach((shop, names) -> termsOfShop.put(
                shop,
                ShopTerms.of(
                        names.stream().flatMap(name -> names(name).stream()).toList(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())));
    }

    /** Reads a file; one that is not there names nothing. */
    static Catalogues read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file)) : NONE;
    }

    static Catalogues parse(String json) {
        return new Catalogues(JSON.readValue(json, new TypeReference<>() {}));
    }

    /** What the shop of this message sells; {@link ShopTerms#NONE} where nobody has written it down. */
    ShopTerms of(LabelledMessage message) {
        return termsOfShop.getOrDefault(message.shop(), ShopTerms.NONE);
    }

    /** An entry's name and its synonyms. */
    static List<String> names(String entry) {
        List<String> names = new ArrayList<>();
        Matcher synonyms = SYNONYMS.matcher(entry);
        while (synonyms.find()) {
            names.addAll(List.of(synonyms.group(1).split(",\\s*")));
        }
        names.addFirst(synonyms.replaceAll(""));
        return names;
    }
}
