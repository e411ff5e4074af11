package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.CatalogSearch;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.customer.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** What an advisor may offer next, by what the talk has been about. */
@Controller
class SuggestedProductsController {

    private static final int USUAL = 5;
    private static final int MOST = 20;

    private final LiveFacts.Shop shop;
    private final CatalogSearch search;

    SuggestedProductsController(LiveFacts.Shop shop, CatalogSearch search) {
        this.shop = shop;
        this.search = search;
    }

    /** What was spoken of last and is in stock, else what may stand for it; then what goes with it. */
    @SchemaMapping(typeName = "Conversation")
    List<Product> suggestedProducts(Conversation conversation, @Argument @Nullable Integer first) {
        int most = first == null ? USUAL : Math.clamp(first, 1, MOST);
        DialogueState state = DialogueState.parse(conversation.dialogue());
        LiveFacts facts = new LiveFacts(shop, Segment.RETAIL);
        Situation situation = Situation.of(state, new Turn(List.of()), facts);
        List<OfFamily> spoken = state.recent().stream()
                .map(Action::parse)
                .flatMap(action -> SubjectReading.ofAction(situation, action).stream())
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .toList();
        Map<String, Product> suggested = new LinkedHashMap<>();
        for (OfFamily family : spoken) {
            List<Product> asked = AttributeResolver.matching(family.variants(), family.chosen());
            List<Product> sellable =
                    asked.stream().filter(Product::inStock).limit(2).toList();
            add(suggested, sellable.isEmpty() ? facts.alternatives(asked, BrowsingTalk.FEW) : sellable);
        }
        for (OfFamily family : spoken) {
            add(suggested, search.related(family.variants().getFirst(), BrowsingTalk.FEW));
        }
        return suggested.values().stream().limit(most).toList();
    }

    private static void add(Map<String, Product> suggested, List<Product> products) {
        products.forEach(product -> suggested.putIfAbsent(product.id(), product));
    }
}
