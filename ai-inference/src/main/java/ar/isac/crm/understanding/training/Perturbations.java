package ar.isac.crm.understanding.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The three situations in which text classifiers of shops fail most: a greeting before the question, a slip of the
 * thumb, two questions in one message. Made of the measured messages themselves.
 *
 * @param greeted messages with one business intent, behind a greeting of the same people
 * @param typos every message with one slip in a word of four letters or more
 * @param joined pairs of messages with one business intent each, not the same
 */
public record Perturbations(List<LabelledMessage> greeted, List<LabelledMessage> typos, List<LabelledMessage> joined) {

    private static final int PAIRS = 600;

    /** Makes all three; the same {@code random} makes the same. */
    public static Perturbations of(List<LabelledMessage> messages, Random random) {
        Augmentation augmentation = new Augmentation(messages, random);
        List<LabelledMessage> single = messages.stream()
                .filter(message -> message.isBusiness() && message.intents().size() == 1)
                .toList();
        List<LabelledMessage> joined = new ArrayList<>();
        for (int i = 0; i < PAIRS && !single.isEmpty(); i++) {
            LabelledMessage first = single.get(random.nextInt(single.size()));
            LabelledMessage second = single.get(random.nextInt(single.size()));
            if (first.primary() != second.primary()) {
                joined.add(augmentation.joined(first, second));
            }
        }
        return new Perturbations(
                single.stream().map(augmentation::greeted).toList(),
                messages.stream().map(augmentation::withTypo).toList(),
                List.copyOf(joined));
    }
}
