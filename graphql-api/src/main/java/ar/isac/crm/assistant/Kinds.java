package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Product;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which products of a category may stand for each other. A word that begins the names of several brands («Yerba …») is a
 * kind of thing; where a category holds such kinds, rice is no alternative to yerba. Where it holds none, as among phones
 * that begin with their brand, all are alike.
 */
final class Kinds {

    private static final int STEM = 5;

    private Kinds() {}

    static List<Product> alike(Product model, Collection<Product> ofCategory, List<Product> candidates) {
        Map<String, Set<String>> brands = new HashMap<>();
        for (Product product : ofCategory) {
            brands.computeIfAbsent(head(product), any -> new HashSet<>())
                    .add(product.brand() == null ? "" : product.brand());
        }
        brands.computeIfAbsent(head(model), any -> new HashSet<>()).add(model.brand() == null ? "" : model.brand());
        // «Auriculares», among headphones, tells them from nothing that stands beside them.
        Set<String> ofCategoryItself = Cues.words(model.category() == null ? "" : model.category()).stream()
                .map(Kinds::stem)
                .collect(Collectors.toSet());
        boolean hasKinds = brands.entrySet().stream()
                .anyMatch(ofHead -> ofHead.getValue().size() > 1 && !ofCategoryItself.contains(stem(ofHead.getKey())));
        String kind = head(model);
        return hasKinds
                ? candidates.stream()
                        .filter(product -> head(product).equals(kind))
                        .toList()
                : candidates;
    }

    /**
     * Of some candidates those that begin as all of the products do, «Aceite …», «iPhone …»; all of them where none does.
     * That says more than a category, in which brake fluid may stand beside oil.
     */
    static List<Product> nearest(Collection<Product> products, List<Product> candidates) {
        Set<String> heads = products.stream().map(Kinds::head).collect(Collectors.toSet());
        List<Product> alike = heads.size() > 1
                ? List.of()
                : candidates.stream()
                        .filter(product -> heads.contains(head(product)))
                        .toList();
        return alike.isEmpty() ? candidates : alike;
    }

    private static String stem(String word) {
        return word.length() > STEM ? word.substring(0, STEM) : word;
    }

    private static String head(Product product) {
        return Cues.words(product.family()).stream().findFirst().orElse("");
    }
}
