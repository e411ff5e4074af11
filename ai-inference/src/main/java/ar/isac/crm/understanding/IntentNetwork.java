package ar.isac.crm.understanding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;
import ar.isac.crm.understanding.FeatureExtractor.Features;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A wide path (hashed n-grams straight to the scores, as a linear model) beside a deep path (sub-words → words →
 * convolutions → pooling). Per message it scores the primary intent, every intent on its own, and the flags; per word
 * the span tags.
 */
public final class IntentNetwork extends AbstractBlock {

    /** Scores of one message: primary intents, then independent intents, then flags (urgent, negative, wholesale). */
    public static final int SCORES = 2 * Intent.values().length + 3;

    /** Tags of one word, see {@link ScoreLayout#tagOf}. */
    public static final int TAGS = ScoreLayout.TAGS;

    private static final int BATCH_WITH_ROWS = 8;

    private final float featureDropout;
    private final float dropout;
    private final int attentionHeads;
    private final @Nullable Parameter wide;
    private final Parameter subwords;
    private final Parameter firstWeight;
    private final Parameter firstBias;
    private final Parameter secondWeight;
    private final Parameter secondBias;
    private final Parameter attention;
    private final Parameter outWeight;
    private final Parameter outBias;
    private final Parameter tagWeight;
    private final Parameter tagBias;

    /**
     * The sizes of a network.
     *
     * @param wordSize values per word
     * @param hidden channels of the convolutions
     * @param heads attention poolings beside the maximum
     */
    public record Size(int wordSize, int hidden, int heads) {}

    /** A network yet without values; the dropouts act in training only. */
    public IntentNetwork(Size size, float featureDropout, float dropout) {
        this(size, featureDropout, dropout, true, null);
    }

    /**
     * A network to serve: {@code stored} is asked for the values of each parameter by its shape, in order. The wide paths of
     * networks that are averaged are one linear path, so one of them has it for all.
     */
    IntentNetwork(Size size, boolean isWide, Function<Shape, NDArray> stored) {
        this(size, 0, 0, isWide, stored);
    }

    private IntentNetwork(
            Size size, float featureDropout, float dropout, boolean isWide, @Nullable Function<Shape, NDArray> stored) {
        super((byte) 1);
        this.featureDropout = featureDropout;
        this.dropout = dropout;
        this.attentionHeads = size.heads();
        int word = size.wordSize();
        int hidden = size.hidden();
        Initializer zero = Initializer.ZEROS;
        Initializer xavier =
                new XavierInitializer(XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.AVG, 3f);
        wide = isWide ? parameter(stored, "wide", new Shape(FeatureExtractor.WIDE_BUCKETS, SCORES), zero) : null;
        subwords = parameter(
                stored, "subwords", new Shape(FeatureExtractor.WORD_BUCKETS, word), new NormalInitializer(0.1f));
        firstWeight = parameter(stored, "firstWeight", new Shape(hidden, word, 3), xavier);
        firstBias = parameter(stored, "firstBias", new Shape(hidden), zero);
        secondWeight = parameter(stored, "secondWeight", new Shape(hidden, hidden, 3), xavier);
        secondBias = parameter(stored, "secondBias", new Shape(hidden), zero);
        attention = parameter(stored, "attention", new Shape(attentionHeads, hidden), xavier);
        outWeight = parameter(stored, "outWeight", new Shape(SCORES, (long) hidden * (1 + attentionHeads)), xavier);
        outBias = parameter(stored, "outBias", new Shape(SCORES), zero);
        tagWeight = parameter(stored, "tagWeight", new Shape(TAGS, hidden), xavier);
        tagBias = parameter(stored, "tagBias", new Shape(TAGS), zero);
    }

    private Parameter parameter(
            @Nullable Function<Shape, NDArray> stored, String name, Shape shape, Initializer initializer) {
        Parameter.Builder builder =
                Parameter.builder().setName(name).setType(Parameter.Type.WEIGHT).optInitializer(initializer);
        if (stored == null) {
            return addParameter(builder.optShape(shape).build());
        }
        Parameter parameter = addParameter(builder.optRequiresGrad(false).build());
        parameter.setArray(stored.apply(shape));
        return parameter;
    }

    /** Gives every parameter its first values. */
    public void initializeOn(NDManager manager) {
        initialize(manager, DataType.FLOAT32, new Shape(1));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray features = inputs.get(0);
        NDArray weights = drop(inputs.get(1), featureDropout, training);
        NDArray wordFeatures = inputs.get(2);
        NDArray wordWeights = drop(inputs.get(3), featureDropout, training);
        NDArray order = inputs.get(4);
        NDArray mask = inputs.get(5);

        boolean hasRows = inputs.size() == BATCH_WITH_ROWS;
        NDArray words =
                weightedSum(wordFeatures, wordWeights, hasRows ? inputs.get(7) : value(store, subwords, training));
        NDArray sequence = drop(lookUp(order, words).mul(mask.expandDims(2)), dropout, training);

        NDArray channelMask = mask.expandDims(1);
        NDArray first = convolve(
                sequence.swapAxes(1, 2),
                value(store, firstWeight, training),
                value(store, firstBias, training),
                channelMask);
        NDArray second = convolve(
                drop(first, dropout, training),
                value(store, secondWeight, training),
                value(store, secondBias, training),
                channelMask);
        NDArray hidden = first.add(second);

        NDArray outside = channelMask.sub(1f).mul(1e4f);
        NDArray strongest = hidden.add(outside).max(new int[] {2});
        NDArray byWord = hidden.swapAxes(1, 2);
        NDArray focus = Linear.linear(byWord, value(store, attention, training))
                .singletonOrThrow()
                .swapAxes(1, 2)
                .add(outside)
                .softmax(2);
        NDArray attended = focus.matMul(byWord);
        long batch = attended.getShape().get(0);
        long width = attended.getShape().get(1) * attended.getShape().get(2);
        NDArray pooled = strongest.concat(attended.reshape(batch, width), 1);
        NDArray deepScores = Linear.linear(
                        drop(pooled, dropout, training),
                        value(store, outWeight, training),
                        value(store, outBias, training))
                .singletonOrThrow();
        NDArray tags = Linear.linear(
                        drop(byWord, dropout, training),
                        value(store, tagWeight, training),
                        value(store, tagBias, training))
                .singletonOrThrow();
        if (wide == null) {
            return new NDList(deepScores, tags);
        }
        NDArray wideScores = weightedSum(features, weights, hasRows ? inputs.get(6) : value(store, wide, training));
        return new NDList(wideScores.add(deepScores), tags);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        long batch = inputShapes[0].get(0);
        long words = inputShapes.length > 4 ? inputShapes[4].get(1) : 1;
        return new Shape[] {new Shape(batch, SCORES), new Shape(batch, words, TAGS)};
    }

    private static NDArray value(ParameterStore store, Parameter parameter, boolean training) {
        return training ? store.getValue(parameter, parameter.getArray().getDevice(), true) : parameter.getArray();
    }

    private static NDArray weightedSum(NDArray ids, NDArray weights, NDArray table) {
        return weights.expandDims(1).matMul(lookUp(ids, table)).squeeze(1);
    }

    private static NDArray lookUp(NDArray ids, NDArray table) {
        return Embedding.embedding(ids, table, SparseFormat.DENSE).singletonOrThrow();
    }

    private static NDArray convolve(NDArray input, NDArray weight, NDArray bias, NDArray mask) {
        return Conv1d.conv1d(input, weight, bias, new Shape(1), new Shape(1), new Shape(1))
                .singletonOrThrow()
                .getNDArrayInternal()
                .relu()
                .mul(mask);
    }

    private static NDArray drop(NDArray array, float rate, boolean training) {
        return training && rate > 0 ? Dropout.dropout(array, rate, true).singletonOrThrow() : array;
    }

    /** The table of the wide path, a row a bucket, of a network that has one. */
    public Parameter wideTable() {
        return Objects.requireNonNull(wide);
    }

    /** The table of the deep path's sub-words, a row a bucket. */
    public Parameter subwordTable() {
        return subwords;
    }

    /**
     * Messages as arrays, padded to the longest; words that several messages share are computed once.
     *
     * @param ids buckets of the wide path, a row a message
     * @param wordIds buckets of the deep path, a row a distinct word
     * @param order which distinct words make each message
     * @param mask 1 where there is a word, 0 where there is padding
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    public record Batch(
            int messages,
            int words,
            long[] ids,
            float[] weights,
            long[] wordIds,
            float[] wordWeights,
            long[] order,
            float[] mask) {

        /**
         * The network's inputs; training may append the rows of the two tables that the ids then number. They lie in memory of this
         * thread, so they are good until it makes the next ones.
         */
        public NDList toTensors(NDManager manager) {
            Space space = Space.of(Long.BYTES * (ids.length + wordIds.length + order.length)
                    + Float.BYTES * (weights.length + wordWeights.length + mask.length)
                    + 3 * Float.BYTES);
            return new NDList(
                    space.longs(manager, ids, messages),
                    space.floats(manager, weights, messages),
                    space.longs(manager, wordIds, words),
                    space.floats(manager, wordWeights, words),
                    space.longs(manager, order, messages),
                    space.floats(manager, mask, messages));
        }
    }

    /**
     * Memory outside of Java's heap, kept for each thread: what is allocated there for one call is given back when the heap is
     * collected, and a heap that is in no need seldom is, while the process grows.
     */
    private static final class Space {

        private static final ThreadLocal<ByteBuffer> KEPT =
                ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 16));

        private final ByteBuffer bytes;
        private int used;

        private Space(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        /** The thread's own, with at least this much room. */
        static Space of(int bytes) {
            if (KEPT.get().capacity() < bytes) {
                KEPT.set(ByteBuffer.allocateDirect(bytes + bytes / 2));
            }
            return new Space(KEPT.get());
        }

        NDArray longs(NDManager manager, long[] values, int rows) {
            ByteBuffer part = next(Long.BYTES * values.length);
            part.asLongBuffer().put(values);
            return manager.create(part, new Shape(rows, values.length / rows), DataType.INT64);
        }

        NDArray floats(NDManager manager, float[] values, int rows) {
            ByteBuffer part = next(Float.BYTES * values.length);
            part.asFloatBuffer().put(values);
            return manager.create(part, new Shape(rows, values.length / rows), DataType.FLOAT32);
        }

        /** Each part begins where a long may. */
        private ByteBuffer next(int size) {
            ByteBuffer part = bytes.slice(used, size).order(ByteOrder.nativeOrder());
            used += size + size % Long.BYTES;
            return part;
        }
    }

    /** Puts messages, at least one, into one batch. */
    public static Batch batch(List<Features> messages) {
        int batch = messages.size();
        int widest = 1;
        int longest = 1;
        int deepest = 1;
        Map<WordKey, Integer> indexOfWord = new LinkedHashMap<>();
        for (Features message : messages) {
            widest = Math.max(widest, message.wide().length);
            longest = Math.max(longest, message.words().length);
            for (int[] word : message.words()) {
                deepest = Math.max(deepest, word.length);
                indexOfWord.putIfAbsent(new WordKey(word), indexOfWord.size());
            }
        }
        long[] ids = new long[batch * widest];
        float[] weights = new float[batch * widest];
        long[] order = new long[batch * longest];
        float[] mask = new float[batch * longest];
        for (int row = 0; row < batch; row++) {
            Features message = messages.get(row);
            fill(message.wide(), ids, weights, row * widest);
            for (int i = 0; i < message.words().length; i++) {
                order[row * longest + i] = indexOfWord.getOrDefault(new WordKey(message.words()[i]), 0);
                mask[row * longest + i] = 1f;
            }
        }
        long[] wordIds = new long[indexOfWord.size() * deepest];
        float[] wordWeights = new float[wordIds.length];
        for (Map.Entry<WordKey, Integer> word : indexOfWord.entrySet()) {
            fill(word.getKey().buckets(), wordIds, wordWeights, word.getValue() * deepest);
        }
        return new Batch(batch, indexOfWord.size(), ids, weights, wordIds, wordWeights, order, mask);
    }

    /** Length does not decide how loud a message is: its n features weigh 1/√n each. */
    private static void fill(int[] buckets, long[] ids, float[] weights, int from) {
        float weight = (float) (1 / Math.sqrt(Math.max(1, buckets.length)));
        for (int i = 0; i < buckets.length; i++) {
            ids[from + i] = buckets[i];
            weights[from + i] = weight;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by content, see below.
    private record WordKey(int[] buckets) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WordKey key && Arrays.equals(buckets, key.buckets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(buckets);
        }
    }
}
