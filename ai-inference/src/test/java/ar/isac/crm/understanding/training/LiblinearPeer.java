package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.ScoreLayout;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A linear support vector machine on TF-IDF of n-grams. */
final class LiblinearPeer implements Peer {

    private static final double TOLERANCE = 0.01;

    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<Integer, Double> rarity = new HashMap<>();
    private final Model model;

    private LiblinearPeer(List<LabelledMessage> messages, double cost) {
        Map<Integer, Integer> documents = new HashMap<>();
        for (LabelledMessage message : messages) {
            for (String gram : new HashSet<>(Peer.grams(message.text()))) {
                documents.merge(columns.computeIfAbsent(gram, key -> columns.size() + 1), 1, Integer::sum);
            }
        }
        documents.forEach((column, count) -> rarity.put(column, 1 + Math.log(messages.size() / (double) count)));
        Problem problem = new Problem();
        problem.l = messages.size();
        problem.n = columns.size();
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            problem.x[i] = features(messages.get(i).text());
            problem.y[i] = ScoreLayout.columnOf(messages.get(i).primary());
        }
        Linear.disableDebugOutput();
        model = Linear.train(problem, new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, cost, TOLERANCE));
    }

    /** Trains with the cost that does best on validation, then on both parts, as the model itself is. */
    static LiblinearPeer train(Splits splits) {
        double best = 0;
        double highest = -1;
        for (double cost : List.of(0.1, 0.3, 1.0)) {
            LiblinearPeer candidate = new LiblinearPeer(splits.training(), cost);
            long right = splits.validation().stream()
                    .filter(message -> candidate.predict(message.text()) == message.primary())
                    .count();
            if (right > highest) {
                highest = right;
                best = cost;
            }
        }
        return new LiblinearPeer(splits.trainingAndValidation(), best);
    }

    /** Trains with a usual cost. */
    static LiblinearPeer train(List<LabelledMessage> messages) {
        return new LiblinearPeer(messages, 0.3);
    }

    @Override
    public String name() {
        return "liblinear";
    }

    @Override
    public Intent predict(String text) {
        return ScoreLayout.intentOf((int) Linear.predict(model, features(text)));
    }

    private Feature[] features(String text) {
        TreeMap<Integer, Double> values = new TreeMap<>();
        for (String gram : Peer.grams(text)) {
            Integer column = columns.get(gram);
            if (column != null) {
                values.merge(column, 1.0, Double::sum);
            }
        }
        values.replaceAll((column, count) -> (1 + Math.log(count)) * rarity.getOrDefault(column, 1.0));
        double length = Math.sqrt(
                values.values().stream().mapToDouble(value -> value * value).sum());
        return values.entrySet().stream()
                .map(value -> new FeatureNode(value.getKey(), value.getValue() / length))
                .toArray(Feature[]::new);
    }
}
