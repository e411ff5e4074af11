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
 * time nothing is known; else some of what is asked for in that shop, and mostly what the message itself names.
 */
final class SimulatedShops {

    private static final int GOODS = 25;

    private static final double UNKNOWN = 0.5;

    private static final double NAMED = 0.8;

    private final Map<String, List<String>> goodsOfShop = new HashMap<>();
    private final Random random;

    /** Gathers the goods of every shop from {@code messages}, which must be training messages. */
    SimulatedShops(List<LabelledMessage> messages, Random random) {
        this.random = random;
        for (LabelledMessage message : messages) {
            if (message.primary() != Intent.OTHER) {
                goodsOfShop
                        .computeIfAbsent(message.shop(), key -> new ArrayList<>())
                        .addAll(goods(message));
            }
        }
    }

    /** The terms that come with a message, or none. */
    ShopTerms of(LabelledMessage message) {
        return random.nextDouble() < UNKNOWN ? ShopTerms.NONE : known(message);
    }

    /** The terms of a shop that is known. */
    ShopTerms known(LabelledMessage message) {
        List<String> all = goodsOfShop.getOrDefault(message.shop(), List.of());
        List<String> some = new ArrayList<>();
        for (int i = 0; i < GOODS && !all.isEmpty(); i++) {
            some.add(all.get(random.nextInt(all.size())));
        }
        if (message.primary() != Intent.OTHER) {
            goods(message).stream().filter(name -> random.nextDouble() < NAMED).forEach(some::add);
        }
        return ShopTerms.of(some, List.of(), List.of(), List.of(), List.of());
    }

    private static List<String> goods(LabelledMessage message) {
        return message.spans().stream()
                .filter(span -> span.type() == EntityType.PRODUCT)
                .map(span -> message.text().substring(span.start(), span.end()))
                .toList();
    }
}
