package ar.isac.crm.understanding.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The situations in which text classifiers of shops fail most, made of the measured messages themselves.
 *
 * @param single messages with one business intent, as they are
 * @param greeted the same behind a greeting of the same people
 * @param typos every message with one slip in a word of four letters or more
 * @param joined pairs of messages with one business intent each, not the same
 * @param shortened every message as one types who saves letters
 * @param withEmojis every message with an emoji or two
 * @param withoutAccents every message without accents and opening signs
 */
public record Perturbations(
        List<LabelledMessage> single,
        List<LabelledMessage> greeted,
        List<LabelledMessage> typos,
        List<LabelledMessage> joined,
        List<LabelledMessage> shortened,
        List<LabelledMessage> withEmojis,
        List<LabelledMessage> withoutAccents) {

    private static final int PAIRS = 600;

    /** Makes all of them; the same {@code random} makes the same. */
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
        Spellings spellings = new Spellings(random);
        return new Perturbations(
                single,
                single.stream().map(augmentation::greeted).toList(),
                messages.stream().map(augmentation::withTypo).toList(),
                List.copyOf(joined),
                messages.stream().map(spellings::shortened).toList(),
                messages.stream().map(spellings::withEmojis).toList(),
                messages.stream().map(spellings::withoutAccents).toList());
    }
}
