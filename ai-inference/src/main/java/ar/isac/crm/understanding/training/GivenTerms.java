package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.ShopTerms;
import ar.isac.crm.understanding.training.LabelledMessage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is known of the shop of a training message, so that the model learns to use a catalogue and to do without: half the
 * time nothing; else the shop's catalogue, where one was written, which now and then has what the message mentions for sure.
 */
final class GivenTerms {

    private static final double UNKNOWN = 0.5;

    /**
     * A varied message mentions what no catalogue has. Were that added always, the model would take nothing for a product that the
     * catalogue does not name, and a shop would never learn what it could have sold.
     */
    private static final double ADDED = 0.4;

    private static final double WITH_ATTRIBUTE = 0.5;

    private final Catalogues catalogues;
    private final Random random;

    GivenTerms(Catalogues catalogues, Random random) {
        this.catalogues = catalogues;
        this.random = random;
    }

    /** The terms that come with a message this time, or none. */
    ShopTerms with(LabelledMessage message) {
        ShopTerms sold = catalogues.of(message);
        if (sold.isEmpty() || random.nextDouble() < UNKNOWN) {
            return ShopTerms.NONE;
        }
        return random.nextDouble() < ADDED ? sold.and(names(message)) : sold;
    }

    /** What a message mentions as a catalogue may name it: now and then with the attribute that comes after it. */
    private List<String> names(LabelledMessage message) {
        List<String> names = new ArrayList<>(2);
        for (Span span : message.spans()) {
            String words = message.text().substring(span.start(), span.end());
            if (span.type() == EntityType.PRODUCT) {
                names.add(words);
            } else if (span.type() == EntityType.ATTRIBUTE && random.nextDouble() < WITH_ATTRIBUTE) {
                names.add(names.isEmpty() ? words : names.removeLast() + ' ' + words);
            }
        }
        return names;
    }
}
