package ar.isac.crm.understanding;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import ar.isac.crm.understanding.FeatureExtractor.Features;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    private final ModelMetadata metadata;
    private final Decoder decoder;

    private DjlIntentModel(
            NDManager manager, FeatureExtractor extractor, List<IntentNetwork> networks, ModelMetadata metadata) {
        this.manager = manager;
        this.extractor = extractor;
        this.networks = List.copyOf(networks);
        this.metadata = metadata;
        this.decoder = new Decoder(metadata);
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
        EngineSettings.prepare(1);
        NDManager manager = NDManager.newBaseManager("PyTorch");
        try {
            ModelMetadata metadata = ModelFiles.metadata(source);
            List<IntentNetwork> networks = ModelFiles.networks(source, metadata, manager);
            DjlIntentModel model =
                    new DjlIntentModel(manager, new FeatureExtractor(Lexicon.load()), networks, metadata);
            model.warmUp();
            return model;
        } catch (IOException e) {
            manager.close();
            throw new IllegalStateException("The intent model cannot be loaded", e);
        }
    }

    /** Networks that are still being trained, as a model; closing it leaves them open. */
    public static DjlIntentModel of(FeatureExtractor extractor, List<IntentNetwork> networks, ModelMetadata metadata) {
        return new DjlIntentModel(NDManager.newBaseManager("PyTorch"), extractor, networks, metadata);
    }

    @Override
    public MessageAnalysis analyse(String text) {
        return analyse(List.of(text)).getFirst();
    }

    @Override
    public List<MessageAnalysis> analyse(List<String> texts) {
        List<Features> features = texts.stream().map(extractor::extract).toList();
        List<MessageAnalysis> analyses = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            int to = Math.min(from + BATCH, texts.size());
            List<Features> batch = features.subList(from, to);
            Scores scores = score(batch);
            for (int row = 0; row < batch.size(); row++) {
                analyses.add(decoder.decode(
                        texts.get(from + row),
                        batch.get(row).tokens(),
                        scores.ofMessage(row),
                        scores.tagsOfMessage(row)));
            }
        }
        return List.copyOf(analyses);
    }

    /** Raw scores of one text, before calibration, in the order of {@link IntentNetwork#SCORES}. */
    public List<float[]> rawScores(List<String> texts) {
        List<float[]> rows = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<Features> batch = texts.subList(from, Math.min(from + BATCH, texts.size())).stream()
                    .map(extractor::extract)
                    .toList();
            Scores scores = score(batch);
            for (int row = 0; row < batch.size(); row++) {
                rows.add(scores.ofMessage(row));
            }
        }
        return rows;
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

    private Scores score(List<Features> batch) {
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
            for (int i = 0; i < scores.length; i++) {
                scores[i] /= networks.size();
            }
            return new Scores(scores, tags, tags.length / batch.size());
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

    private void warmUp() {
        for (int round = 0; round < 50; round++) {
            WARM_UP.forEach(this::analyse);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Handed on once and never compared.
    private record Scores(float[] scores, float[] tags, int tagsPerMessage) {

        float[] ofMessage(int row) {
            return Arrays.copyOfRange(scores, row * IntentNetwork.SCORES, (row + 1) * IntentNetwork.SCORES);
        }

        float[] tagsOfMessage(int row) {
            return Arrays.copyOfRange(tags, row * tagsPerMessage, (row + 1) * tagsPerMessage);
        }
    }
}
