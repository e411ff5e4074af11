package ar.isac.crm.assistant;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a button or a row of ours does. Its id says everything that is needed to do it, so that a press works however late
 * it comes; values in it are checked against the catalogue of now.
 */
sealed interface Action {

    /** No list of ours is longer, and a page of it may still be counted on. */
    int MOST_PAGES = 1_000;

    /** As the channel carries it and gives it back. */
    String id();

    /** «Ver productos», and further pages of the categories. */
    record ShowCategories(int page) implements Action {
        @Override
        public String id() {
            return join("categories", Integer.toString(page));
        }
    }

    /** The families of a category. */
    record ShowCategory(String category, int page) implements Action {
        @Override
        public String id() {
            return join("category", category, Integer.toString(page));
        }
    }

    /** A family, to choose a variant of. */
    record ShowFamily(String family) implements Action {
        @Override
        public String id() {
            return join("family", family);
        }
    }

    /** One product. */
    record ShowProduct(String sku) implements Action {
        @Override
        public String id() {
            return join("product", sku);
        }
    }

    /** One value of an attribute of a family. */
    record Choose(String attribute, String value, String family) implements Action {
        @Override
        public String id() {
            return join("choose", attribute, value, family);
        }
    }

    /** «Sí, la acepto». */
    record AcceptQuote(String quote) implements Action {
        @Override
        public String id() {
            return join("quote-accept", quote);
        }
    }

    /** «No, gracias». */
    record RejectQuote(String quote) implements Action {
        @Override
        public String id() {
            return join("quote-reject", quote);
        }
    }

    /** «Consultar precio». */
    record AskPrice() implements Action {
        @Override
        public String id() {
            return "menu:price";
        }
    }

    /** «Hablar con asesor». */
    record AskPerson() implements Action {
        @Override
        public String id() {
            return "menu:advisor";
        }
    }

    /** An id that no button of today has. */
    record Unknown(String id) implements Action {}

    /** Reads what came back; never fails. */
    static Action parse(String id) {
        try {
            List<String> parts = Arrays.stream(id.split(":", -1))
                    .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                    .toList();
            return parse(id, parts);
        } catch (IllegalArgumentException notOurs) {
            return new Unknown(id);
        }
    }

    private static Action parse(String id, List<String> parts) {
        String shape = parts.getFirst() + "/" + (parts.size() - 1);
        return switch (shape) {
            case "categories/1" -> new ShowCategories(page(parts.get(1)));
            case "category/2" -> new ShowCategory(parts.get(1), page(parts.get(2)));
            case "family/1" -> new ShowFamily(parts.get(1));
            case "product/1" -> new ShowProduct(parts.get(1));
            case "choose/3" -> new Choose(parts.get(1), parts.get(2), parts.get(3));
            case "quote-accept/1" -> new AcceptQuote(parts.get(1));
            case "quote-reject/1" -> new RejectQuote(parts.get(1));
            case "menu/1" -> menu(id, parts.get(1));
            default -> new Unknown(id);
        };
    }

    private static Action menu(String id, String entry) {
        return switch (entry) {
            case "products" -> new ShowCategories(0);
            case "price" -> new AskPrice();
            case "advisor" -> new AskPerson();
            default -> new Unknown(id);
        };
    }

    private static int page(String number) {
        return Math.clamp(Integer.parseInt(number), 0, MOST_PAGES);
    }

    private static String join(String verb, String... values) {
        return Stream.concat(
                        Stream.of(verb),
                        Arrays.stream(values).map(value -> URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining(":"));
    }
}
