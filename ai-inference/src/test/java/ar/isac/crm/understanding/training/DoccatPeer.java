package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.util.CollectionObjectStream;
import opennlp.tools.util.TrainingParameters;

/** Apache OpenNLP's document categoriser (maximum entropy) on the same n-grams. */
final class DoccatPeer implements Peer {

    private final DocumentCategorizerME categorizer;

    private DoccatPeer(DocumentCategorizerME categorizer) {
        this.categorizer = categorizer;
    }

    static DoccatPeer train(List<LabelledMessage> messages) {
        TrainingParameters parameters = TrainingParameters.defaultParams();
        parameters.put(TrainingParameters.CUTOFF_PARAM, 2);
        parameters.put(TrainingParameters.ITERATIONS_PARAM, 100);
        parameters.put("PrintMessages", false);
        List<DocumentSample> samples = messages.stream()
                .map(message -> new DocumentSample(message.primary().name(), new String[] {message.text()}))
                .toList();
        try {
            return new DoccatPeer(new DocumentCategorizerME(DocumentCategorizerME.train(
                    "es", new CollectionObjectStream<>(samples), parameters, new DoccatFactory(new FeatureGenerator[] {
                        new GramFeatures()
                    }))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "OpenNLP doccat";
    }

    @Override
    public Intent predict(String text) {
        return Intent.valueOf(categorizer.getBestCategory(categorizer.categorize(new String[] {text})));
    }
}
