package ar.isac.crm.understanding;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ar.isac.crm.understanding.FeatureExtractor.Features;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The trained networks, served by DJL on PyTorch in this process. Loading takes no network; the native libraries are
 * unpacked once into the folder that the system property or variable {@code DJL_CACHE_DIR} names (default
 * {@code ~/.djl.ai}, about 450 MB).
 */
public final class DjlIntentModel implements IntentModel {

    private static final String FOLDER = "/model/";

    private static final int BATCH = 64;

    private static final List<String> WARM_UP = List.of(
            "hola",
            "Hola, tenes iphone 15 pro? cuanto sale?",
            "buenas!! me llego roto el pedido #4521 y nadie me contesta, quiero hablar con una persona\nes urgente",
            "necesito 2 docenas de facturas para el sabado, hacen envios a Caballito?");

    private final NDManager manager;
    private final FeatureExtractor extractor;
    private final List<IntentNetwork> networks;
    private final MentionTagger tagger;
    private final ModelMetadata metadata;
    private final Decoder decoder;

    private DjlIntentModel(
            NDManager manager,
            FeatureExtractor extractor,
            List<IntentNetwork> networks,
            MentionTagger tagger,
            ModelMetadata metadata) {
        this.manager = manager;
        this.extractor = extractor;
        this.networks = List.copyOf(networks);
        this.tagger = tagger;
        this.metadata = metadata;
        this.decoder = new Decoder(metadata, extractor.spelling());
    }

    /** The model that comes with the application, warmed up. Throws {@link IllegalStateException} when it is missing. */
    public static DjlIntentModel load() {
        return load(name -> {
            InputStream in = DjlIntentModel.class.getResourceAsStream(FOLDER + name);
            if (in == null) {
                throw new FileNotFoundException(FOLDER + name + " is not on the classpath");
            }
            return in;
        });
    }

    /** A model trained into a folder, warmed up. */
    public static DjlIntentModel load(Path folder) {
        return load(name -> Files.newInputStream(folder.resolve(name)));
    }

    private static DjlIntentModel load(ModelFiles.Source source) {
        EngineSettings.prepare();
        NDManager manager = NDManager.newBaseManager("PyTorch");
        try {
            ModelMetadata metadata = ModelFiles.metadata(source);
            List<IntentNetwork> networks = ModelFiles.networks(source, metadata, manager);
            DjlIntentModel model = new DjlIntentModel(
                    manager, ModelFiles.extractor(source), networks, ModelFiles.tagger(source), metadata);
            model.warmUp();
            return model;
        } catch (IOException | UncheckedIOException e) {
            manager.close();
            throw new IllegalStateException("The intent model cannot be loaded", e);
        }
    }

    /** Networks that are still being trained, as a model; closing it leaves them open. */
    public static DjlIntentModel of(
            FeatureExtractor extractor, List<IntentNetwork> networks, MentionTagger tagger, ModelMetadata metadata) {
        return new DjlIntentModel(NDManager.newBaseManager("PyTorch"), extractor, networks, tagger, metadata);
    }

    @Override
    public MessageAnalysis analyse(String text) {
        return analyse(text, ShopTerms.NONE);
    }

    @Override
    public MessageAnalysis analyse(String text, ShopTerms terms) {
        return analyse(List.of(text), terms).getFirst();
    }

    @Override
    public List<MessageAnalysis> analyse(List<String> texts) {
        return analyse(texts, ShopTerms.NONE);
    }

    @Override
    public List<MessageAnalysis> analyse(List<String> texts, ShopTerms terms) {
        List<Reading> readings = texts.stream().map(text -> read(text, terms)).toList();
        List<Features> rows = readings.stream()
                .flatMap(reading -> Stream.concat(Stream.of(reading.whole()), reading.clauses().stream()))
                .toList();
        List<RowScores> scores = score(rows);
        List<MessageAnalysis> analyses = new ArrayList<>(texts.size());
        int row = 0;
        for (int i = 0; i < texts.size(); i++) {
            Reading reading = readings.get(i);
            RowScores whole = scores.get(row++);
            List<float[]> clauses = new ArrayList<>(reading.clauses().size());
            for (int clause = 0; clause < reading.clauses().size(); clause++) {
                clauses.add(scores.get(row++).scores());
            }
            String text = texts.get(i);
            List<Token> tokens = reading.whole().tokens();
            analyses.add(decoder.decode(
                    tokens, whole.scores(), clauses, about -> mentions(text, tokens, terms, about, whole.tags())));
        }
        return List.copyOf(analyses);
    }

    /**
     * The mentions as the shop's terms have them read, and as the words alone do where that finds no product: what a shop does
     * not sell is asked for, too.
     */
    private List<Entity> mentions(String text, List<Token> tokens, ShopTerms terms, Intent about, float[] opinions) {
        List<Entity> mentions =
                MentionTagger.entities(text, tokens, tagger.tags(extractor.contexts(tokens, terms, about), opinions));
        boolean hasProduct = mentions.stream().anyMatch(mention -> mention.type() == EntityType.PRODUCT);
        return hasProduct || !terms.nameGoods() ? mentions : mentions(text, tokens, ShopTerms.NONE, about, opinions);
    }

    /** A message as a whole, and clause by clause where it has several. */
    private record Reading(Features whole, List<Features> clauses) {}

    private Reading read(String text, ShopTerms terms) {
        List<Token> tokens = Tokenizer.tokenize(text);
        return new Reading(
                extractor.extract(tokens, terms),
                Clauses.of(tokens).stream()
                        .map(clause -> extractor.extract(clause, terms))
                        .toList());
    }

    /** Scores of whole texts before calibration, in the order of {@link IntentNetwork#SCORES}. */
    public List<float[]> rawScores(List<String> texts) {
        return score(texts.stream()
                        .map(text -> extractor.extract(text, ShopTerms.NONE))
                        .toList())
                .stream()
                .map(RowScores::scores)
                .toList();
    }

    @Override
    public String version() {
        return metadata.version();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** How many arrays and open requests the model holds; constant between requests. */
    int openArrays() {
        return manager.getManagedArrays().size();
    }

    private List<RowScores> score(List<Features> rows) {
        List<RowScores> scored = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += BATCH) {
            scoreBatch(rows.subList(from, Math.min(from + BATCH, rows.size())), scored);
        }
        return scored;
    }

    private void scoreBatch(List<Features> batch, List<RowScores> scored) {
        try (NDManager request = manager.newSubManager()) {
            NDList inputs = IntentNetwork.batch(batch).toTensors(request);
            ParameterStore store = new ParameterStore(request, false);
            float[] scores = new float[0];
            float[] tags = new float[0];
            for (IntentNetwork network : networks) {
                NDList outputs = network.forward(store, inputs, false);
                scores = sum(scores, outputs.get(0).toFloatArray());
                tags = sum(tags, outputs.get(1).toFloatArray());
            }
            divide(scores, networks.size());
            divide(tags, networks.size());
            int tagsPerRow = tags.length / batch.size();
            for (int row = 0; row < batch.size(); row++) {
                scored.add(new RowScores(
                        Arrays.copyOfRange(scores, row * IntentNetwork.SCORES, (row + 1) * IntentNetwork.SCORES),
                        Arrays.copyOfRange(tags, row * tagsPerRow, (row + 1) * tagsPerRow)));
            }
        }
    }

    private static float[] sum(float[] sofar, float[] more) {
        if (sofar.length == 0) {
            return more;
        }
        for (int i = 0; i < sofar.length; i++) {
            sofar[i] += more[i];
        }
        return sofar;
    }

    private static void divide(float[] values, int by) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= by;
        }
    }

    private void warmUp() {
        for (int round = 0; round < 50; round++) {
            WARM_UP.forEach(this::analyse);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    private record RowScores(float[] scores, float[] tags) {}
}
