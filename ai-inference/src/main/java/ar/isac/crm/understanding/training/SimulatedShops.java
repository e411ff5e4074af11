package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.ShopTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the shop of a training message may sell, so that the model learns to use such terms and to do without: half the
 * time nothing is known; else most of what is asked for in that shop.
 */
final class SimulatedShops {

    /** Catalogues of one shop that differ in what they lack. */
    private static final int CATALOGUES = 4;

    private static final double UNKNOWN = 0.5;

    private static final double SOLD = 0.85;

    private final Map<String, List<ShopTerms>> cataloguesOfShop = new HashMap<>();
    private final Random random;

    /** Gathers the goods of every shop from {@code messages}, which must be training messages. */
    SimulatedShops(List<LabelledMessage> messages, Random random) {
        this.random = random;
        Map<String, List<String>> goodsOfShop = new HashMap<>();
        for (LabelledMessage message : messages) {
            if (message.primary() != Intent.OTHER) {
                goodsOfShop
                        .computeIfAbsent(message.shop(), key -> new ArrayList<>())
                        .addAll(goods(message));
            }
        }
        // In the order of the messages, so that the same seed makes the same catalogues.
        for (LabelledMessage message : messages) {
            cataloguesOfShop.computeIfAbsent(
                    message.shop(), shop -> catalogues(goodsOfShop.getOrDefault(shop, List.of())));
        }
    }

    /** The terms that come with a message, or none; most of the time the shop sells what the message mentions. */
    ShopTerms of(LabelledMessage message) {
        if (random.nextDouble() < UNKNOWN) {
            return ShopTerms.NONE;
        }
        ShopTerms known = known(message);
        // A varied message mentions goods of other shops.
        return random.nextDouble() < SOLD ? known.and(goods(message)) : known;
    }

    /** The terms of a shop that is known. */
    ShopTerms known(LabelledMessage message) {
        List<ShopTerms> catalogues = cataloguesOfShop.getOrDefault(message.shop(), List.of());
        return catalogues.isEmpty() ? ShopTerms.NONE : catalogues.get(random.nextInt(catalogues.size()));
    }

    private List<ShopTerms> catalogues(List<String> goods) {
        List<ShopTerms> catalogues = new ArrayList<>(CATALOGUES);
        for (int i = 0; i < CATALOGUES; i++) {
            List<String> sold =
                    goods.stream().filter(name -> random.nextDouble() < SOLD).toList();
            catalogues.add(ShopTerms.of(sold, List.of(), List.of(), List.of(), List.of()));
        }
        return catalogues;
    }

    private static List<String> goods(LabelledMessage message) {
        return message.spans().stream()
                .filter(span -> span.type() == EntityType.PRODUCT)
                .map(span -> message.text().substring(span.start(), span.end()))
                .toList();
    }
}
