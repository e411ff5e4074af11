package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.MentionTagger;
import ar.isac.crm.understanding.ScoreLayout;
import ar.isac.crm.understanding.Token;
import ar.isac.crm.understanding.Tokenizer;
import ar.isac.crm.understanding.training.LabelledMessage.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Trains the tagger of mentions as an averaged perceptron, each epoch on new variations of the messages. Several of them,
 * each with a seed of its own, are made one by the mean of their weights.
 */
final class TaggerTraining {

    /** How many are made one to serve; each up to the fourth added a little on validation, more were not tried. */
    static final int MEMBERS = 4;

    private static final int TAGS = ScoreLayout.TAGS;

    private static final int EPOCHS = 16;

    /** The share of a word's features hidden in training: without it the tagger learns words by heart. */
    private static final float HIDDEN = 0.3f;

    private final FeatureExtractor extractor;
    private final Catalogues catalogues;
    private final long seed;
    private final float[] weights = new float[MentionTagger.BUCKETS * TAGS];
    private final double[] drift = new double[weights.length];
    private final float[] transitions = new float[TAGS * TAGS];
    private final double[] transitionDrift = new double[transitions.length];
    private int step = 1;

    private TaggerTraining(FeatureExtractor extractor, Catalogues catalogues, long seed) {
        this.extractor = extractor;
        this.catalogues = catalogues;
        this.seed = seed;
    }

    /** A tagger of these messages, the mean of so many members; the same seed makes the same one. */
    static MentionTagger train(
            FeatureExtractor extractor, Catalogues catalogues, long seed, int members, List<LabelledMessage> messages) {
        List<LabelledMessage> marked =
                messages.stream().filter(LabelledMessage::teachesMentions).toList();
        List<TaggerTraining> trained = LongStream.range(seed, seed + members)
                .parallel()
                .mapToObj(each -> new TaggerTraining(extractor, catalogues, each).run(marked))
                .toList();
        float[] weights = new float[MentionTagger.BUCKETS * TAGS];
        float[] transitions = new float[TAGS * TAGS];
        for (TaggerTraining member : trained) {
            member.addTo(weights, members, member.weights, member.drift);
            member.addTo(transitions, members, member.transitions, member.transitionDrift);
        }
        return new MentionTagger(weights, transitions);
    }

    private TaggerTraining run(List<LabelledMessage> messages) {
        Random random = new Random(seed);
        List<LabelledMessage> marked = new ArrayList<>(messages);
        Augmentation augmentation = new Augmentation(marked, random, extractor.goods());
        GivenTerms terms = new GivenTerms(catalogues, random);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(marked, random);
            for (LabelledMessage message : marked) {
                LabelledMessage varied = epoch % 2 == 0 ? message : augmentation.vary(message);
                List<Token> tokens = Tokenizer.tokenize(varied.text());
                learn(
                        hidden(extractor.contexts(tokens, terms.with(varied), varied.primary()), random),
                        tagsOf(varied, tokens));
            }
        }
        return this;
    }

    /** Its part of the mean of so many, itself the mean over all steps. */
    private void addTo(float[] mean, int members, float[] values, double[] drifts) {
        for (int i = 0; i < mean.length; i++) {
            mean[i] += (float) ((values[i] - drifts[i] / step) / members);
        }
    }

    /** Some features of each word hidden, so that none is relied upon alone. */
    private static int[][] hidden(int[][] features, Random random) {
        int[][] kept = new int[features.length][];
        for (int word = 0; word < kept.length; word++) {
            int count = 0;
            int[] some = new int[features[word].length];
            for (int bucket : features[word]) {
                if (random.nextFloat() >= HIDDEN) {
                    some[count++] = bucket;
                }
            }
            kept[word] = Arrays.copyOf(some, count);
        }
        return kept;
    }

    private void learn(int[][] features, int[] right) {
        int[] said = MentionTagger.best(features, weights, transitions);
        for (int word = 0; word < right.length; word++) {
            if (said[word] != right[word]) {
                for (int bucket : features[word]) {
                    move(weights, drift, bucket * TAGS + right[word], 1);
                    move(weights, drift, bucket * TAGS + said[word], -1);
                }
            }
            int rightBefore = word == 0 ? 0 : right[word - 1];
            int saidBefore = word == 0 ? 0 : said[word - 1];
            if (said[word] != right[word] || saidBefore != rightBefore) {
                move(transitions, transitionDrift, right[word] * TAGS + rightBefore, 1);
                move(transitions, transitionDrift, said[word] * TAGS + saidBefore, -1);
            }
        }
        step++;
    }

    private void move(float[] values, double[] drifts, int at, int by) {
        values[at] += by;
        drifts[at] += (double) by * step;
    }

    /** The right tag of each token. */
    static int[] tagsOf(LabelledMessage message, List<Token> tokens) {
        int[] tags = new int[tokens.size()];
        for (Span span : message.spans()) {
            boolean begun = false;
            for (int i = 0; i < tags.length; i++) {
                Token token = tokens.get(i);
                if (token.start() >= span.start() && token.end() <= span.end()) {
                    tags[i] = ScoreLayout.tagOf(span.type(), !begun);
                    begun = true;
                }
            }
        }
        return tags;
    }
}
