package ar.isac.crm.understanding.training;

import java.util.Collection;
import java.util.Map;
import opennlp.tools.doccat.FeatureGenerator;

/** The peers' n-grams as OpenNLP wants them; it makes one by its name. */
public final class GramFeatures implements FeatureGenerator {

    @Override
    public Collection<String> extractFeatures(String[] text, Map<String, Object> extraInformation) {
        return Peer.grams(String.join(" ", text));
    }
}
