package ar.isac.crm.understanding.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ar.isac.crm.understanding.FeatureExtractor;
import ar.isac.crm.understanding.FeatureExtractor.Features;
import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentNetwork;
import ar.isac.crm.understanding.ScoreLayout;
import ar.isac.crm.understanding.Token;
import ar.isac.crm.understanding.training.LabelledMessage.Flag;
import ar.isac.crm.understanding.training.LabelledMessage.Span;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Trains one network on labelled messages, each epoch on new variations of them. */
public final class Trainer {

    private static final int INTENTS = Intent.values().length;

    /** Rows of hashed features are seen rarely, so they move faster than the dense weights. */
    private static final float TABLE_RATE = 3f;

    /** A word counts for less than a message, and most words are outside of any mention. */
    private static final float TAG_WEIGHT = 4f;

    private static final int FLAGS = Flag.values().length;

    private final FeatureExtractor extractor;
    private final Catalogues catalogues;
    private final TrainingSettings settings;
    private final Consumer<String> progress;

    /** {@code progress} hears a line an epoch; {@code catalogues} are given to the network with some of the messages. */
    public Trainer(
            FeatureExtractor extractor, Catalogues catalogues, TrainingSettings settings, Consumer<String> progress) {
        this.extractor = extractor;
        this.catalogues = catalogues;
        this.settings = settings;
        this.progress = progress;
    }

    /** A message as the loss reads it. */
    private record Example(Features features, LabelledMessage message) {}

    /** A trained network whose values {@code manager} owns. */
    public IntentNetwork train(List<LabelledMessage> messages, NDManager manager) {
        Engine.getEngine("PyTorch").setRandomSeed((int) settings.seed());
        Random random = new Random(settings.seed());
        Augmentation augmentation = new Augmentation(messages, random, extractor.goods());
        GivenTerms terms = new GivenTerms(catalogues, random);
        IntentNetwork network = new IntentNetwork(settings.size(), settings.featureDropout(), settings.dropout());
        network.initializeOn(manager);

        int stepsPerEpoch = (messages.size() + settings.batch() - 1) / settings.batch();
        Tracker schedule = schedule(stepsPerEpoch, settings.epochs());
        Optimizer optimizer = Optimizer.adamW()
                .optLearningRateTracker(schedule)
                .optWeightDecays(settings.weightDecay())
                .build();
        Tables tables = new Tables(
                new SparseTable(network.wideTable().getArray(), settings.weightDecay()),
                new SparseTable(network.subwordTable().getArray(), settings.weightDecay()),
                network.getParameters().values().stream()
                        .filter(parameter -> parameter != network.wideTable() && parameter != network.subwordTable())
                        .toList(),
                new ParameterStore(manager, false),
                schedule);
        // An epoch's messages are varied on another core while the one before is learnt: in the same order, so with the
        // same outcome.
        try (ExecutorService ahead = Executors.newSingleThreadExecutor()) {
            Callable<List<List<Example>>> vary = () -> batches(messages, augmentation, terms, random);
            Future<List<List<Example>>> next = ahead.submit(vary);
            for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                long began = System.nanoTime();
                double loss = 0;
                List<List<Example>> batches = done(next);
                if (epoch + 1 < settings.epochs()) {
                    next = ahead.submit(vary);
                }
                for (List<Example> batch : batches) {
                    loss += step(network, tables, optimizer, batch, manager);
                }
                progress.accept(String.format(
                        Locale.ROOT,
                        "epoch %d: loss %.4f, %d ms",
                        epoch + 1,
                        loss / batches.size(),
                        (System.nanoTime() - began) / 1_000_000));
            }
        }
        tables.wide().writeTo(network.wideTable().getArray(), manager);
        tables.subwords().writeTo(network.subwordTable().getArray(), manager);
        return network;
    }

    private static <T> T done(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while training", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Messages could not be varied", e.getCause());
        }
    }

    /** Batches of messages of about one length, so that little is padding; their order is random. */
    private List<List<Example>> batches(
            List<LabelledMessage> messages, Augmentation augmentation, GivenTerms terms, Random random) {
        List<Example> examples = new ArrayList<>(messages.size());
        for (LabelledMessage message : messages) {
            LabelledMessage varied = augmentation.vary(message);
            examples.add(new Example(extractor.extract(varied.text(), terms.with(varied)), varied));
        }
        Collections.shuffle(examples, random);
        int pool = settings.batch() * 16;
        List<List<Example>> batches = new ArrayList<>();
        for (int from = 0; from < examples.size(); from += pool) {
            List<Example> part = new ArrayList<>(examples.subList(from, Math.min(from + pool, examples.size())));
            part.sort(Comparator.comparingInt(example -> example.features().wide().length));
            for (int at = 0; at < part.size(); at += settings.batch()) {
                batches.add(part.subList(at, Math.min(at + settings.batch(), part.size())));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private float step(
            IntentNetwork network, Tables tables, Optimizer optimizer, List<Example> examples, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            IntentNetwork.Batch batch =
                    IntentNetwork.batch(examples.stream().map(Example::features).toList());
            int[] wideRows = tables.wide().localise(batch.ids());
            int[] subwordRows = tables.subwords().localise(batch.wordIds());
            NDArray wide = tables.wide().gather(scope, wideRows);
            NDArray subwords = tables.subwords().gather(scope, subwordRows);
            float value;
            try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDList inputs = batch.toTensors(scope);
                inputs.add(wide);
                inputs.add(subwords);
                NDList outputs = network.forward(tables.store(), inputs, true);
                NDArray loss = loss(scope, outputs, examples);
                gradients.backward(loss);
                value = loss.getFloat();
            }
            float rate =
                    TABLE_RATE * tables.schedule().getNewValue(tables.wide().nextStep());
            tables.wide().update(wideRows, wide, rate);
            tables.subwords().update(subwordRows, subwords, rate);
            for (Parameter parameter : tables.dense()) {
                NDArray weight = parameter.getArray();
                try (NDArray gradient = weight.getGradient()) {
                    optimizer.update(parameter.getId(), weight, gradient);
                }
            }
            return value;
        }
    }

    /** What a step works on besides the batch. */
    private record Tables(
            SparseTable wide, SparseTable subwords, List<Parameter> dense, ParameterStore store, Tracker schedule) {}

    /**
     * Numbers are arrays of the scope's: DJL gives the memory of a plain number back to the heap at once, while the backward
     * pass still reads it, and a collection of garbage in between would train on whatever stands there then.
     */
    private NDArray loss(NDManager scope, NDList outputs, List<Example> batch) {
        int size = batch.size();
        NDArray scores = outputs.get(0);
        NDArray tags = outputs.get(1);
        int words = (int) tags.getShape().get(1);

        float[] primary = new float[size * INTENTS];
        float[] each = new float[size * (INTENTS + FLAGS)];
        float[] known = new float[each.length];
        float[] spans = new float[size * words * IntentNetwork.TAGS];
        int counted = 0;
        for (int row = 0; row < size; row++) {
            LabelledMessage message = batch.get(row).message();
            primaryTarget(message, primary, row * INTENTS);
            int from = row * (INTENTS + FLAGS);
            for (Intent intent : message.intents()) {
                each[from + ScoreLayout.columnOf(intent)] = 1;
            }
            for (Flag flag : message.flags()) {
                each[from + INTENTS + flag.column()] = 1;
            }
            Arrays.fill(known, from, from + INTENTS + (message.isMarked() ? FLAGS : 0), 1);
            if (!message.teachesMentions()) {
                continue;
            }
            List<Token> tokens = batch.get(row).features().tokens();
            for (int i = 0; i < tokens.size(); i++) {
                int tag = tag(message, tokens.get(i));
                spans[(row * words + i) * IntentNetwork.TAGS + tag] = 1;
                counted++;
            }
        }
        NDArray primaryLoss = scores.get(":, :" + INTENTS)
                .logSoftmax(1)
                .mul(array(scope, primary, new Shape(size, INTENTS)))
                .sum()
                .div(scope.create(-size));
        NDArray single = scores.get(":, " + INTENTS + ":");
        // −[y·log σ(x) + (1−y)·log(1−σ(x))] = softplus(x) − x·y
        NDArray eachLoss = single.getNDArrayInternal()
                .softPlus()
                .sub(single.mul(array(scope, each, new Shape(size, INTENTS + FLAGS))))
                .mul(array(scope, known, new Shape(size, INTENTS + FLAGS)))
                .sum()
                .div(scope.create(size));
        NDArray tagLoss = tags.logSoftmax(2)
                .mul(array(scope, spans, new Shape(size, words, IntentNetwork.TAGS)))
                .sum()
                .div(scope.create(-Math.max(1, counted)));
        return primaryLoss.add(eachLoss).add(tagLoss.mul(scope.create(TAG_WEIGHT)));
    }

    private void primaryTarget(LabelledMessage message, float[] target, int from) {
        float spread = settings.smoothing() / INTENTS;
        for (int i = 0; i < INTENTS; i++) {
            target[from + i] = spread;
        }
        target[from + ScoreLayout.columnOf(message.primary())] += 1 - settings.smoothing();
    }

    private static int tag(LabelledMessage message, Token token) {
        for (Span span : message.spans()) {
            if (token.start() >= span.start() && token.end() <= span.end()) {
                boolean begins = token.start() == span.start();
                return ScoreLayout.tagOf(span.type(), begins);
            }
        }
        return 0;
    }

    private static NDArray array(NDManager scope, float[] values, Shape shape) {
        return scope.create(FloatBuffer.wrap(values), shape, DataType.FLOAT32);
    }

    /** The update count that DJL passes is per parameter. */
    private Tracker schedule(int stepsPerEpoch, int epochs) {
        int warmUp = Math.max(1, stepsPerEpoch);
        int total = Math.max(warmUp + 1, stepsPerEpoch * epochs);
        return new Tracker() {
            @Override
            public float getNewValue(int update) {
                if (update < warmUp) {
                    return settings.learningRate() * (update + 1) / warmUp;
                }
                double progress = Math.min(1, (update - warmUp) / (double) (total - warmUp));
                return (float) (settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * progress)));
            }
        };
    }
}
