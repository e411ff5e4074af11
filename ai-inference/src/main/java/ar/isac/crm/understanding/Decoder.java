package ar.isac.crm.understanding;

import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Scores to an analysis: calibration, thresholds, and the rule that a courtesy never hides a business intent. */
final class Decoder {

    private static final Intent[] INTENTS = Intent.values();

    private static final EntityType[] TYPES = EntityType.values();

    private static final double CLEAR = 0.5;

    private final ModelMetadata metadata;

    Decoder(ModelMetadata metadata) {
        this.metadata = metadata;
    }

    MessageAnalysis decode(String text, List<Token> tokens, float[] scores, float[] tags, List<float[]> clauses) {
        if (tokens.stream().noneMatch(Decoder::isReadable)) {
            return nothing();
        }
        double[] single = primary(scores);
        double[] each = independent(scores);
        clauses.forEach(clause -> raise(each, primary(clause)));
        Intent best = choose(single, each);
        double certainty = single[ScoreLayout.columnOf(best)];
        boolean abstains = certainty < metadata.abstainBelow();
        ScoredIntent primary = abstains
                ? new ScoredIntent(Intent.OTHER, Math.min(certainty, single[ScoreLayout.columnOf(Intent.OTHER)]))
                : new ScoredIntent(best, certainty);

        List<ScoredIntent> intents = new ArrayList<>(3);
        for (Intent intent : INTENTS) {
            double probability = each[ScoreLayout.columnOf(intent)];
            if (intent == primary.intent()) {
                intents.add(abstains ? primary : new ScoredIntent(intent, Math.max(probability, certainty)));
            } else if (probability >= metadata.intentThreshold() && intent != Intent.OTHER) {
                intents.add(new ScoredIntent(intent, probability));
            }
        }
        intents.sort(Comparator.comparingDouble(ScoredIntent::probability).reversed());
        int flags = 2 * INTENTS.length;
        return new MessageAnalysis(
                List.copyOf(intents),
                primary,
                entities(text, tokens, tags),
                sigmoid(scores[flags]),
                sigmoid(scores[flags + 1]),
                scores[flags + 2] > 0,
                metadata.version());
    }

    private MessageAnalysis nothing() {
        ScoredIntent other = new ScoredIntent(Intent.OTHER, 0);
        return new MessageAnalysis(List.of(other), other, List.of(), 0, 0, false, metadata.version());
    }

    /** Signs alone and other alphabets say nothing to a model that was trained on Spanish. */
    private static boolean isReadable(Token token) {
        return switch (token.kind()) {
            case NUMBER, EMOJI -> true;
            case SIGN, BREAK -> false;
            case WORD -> Character.UnicodeScript.of(token.text().codePointAt(0)) == Character.UnicodeScript.LATIN;
        };
    }

    private double[] primary(float[] scores) {
        double[] probabilities = new double[INTENTS.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < probabilities.length; i++) {
            highest = Math.max(highest, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = Math.exp((scores[i] - highest) / metadata.primaryTemperature());
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    private double[] independent(float[] scores) {
        double[] probabilities = new double[INTENTS.length];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = sigmoid(metadata.intentScale() * scores[INTENTS.length + i] + metadata.intentShift());
        }
        return probabilities;
    }

    /** What a clause alone clearly asks, the message asks, too: a second question hides behind a first one. */
    private static void raise(double[] each, double[] ofClause) {
        for (Intent intent : INTENTS) {
            int column = ScoreLayout.columnOf(intent);
            if (!isCourtesy(intent) && intent != Intent.OTHER && ofClause[column] >= CLEAR) {
                each[column] = Math.max(each[column], ofClause[column]);
            }
        }
    }

    /** A business intent goes before a courtesy, unless it is so faint that it would only lead to abstention. */
    private Intent choose(double[] single, double[] each) {
        Intent best = INTENTS[highest(single, false)];
        if (isCourtesy(best)) {
            int business = highest(single, true);
            if (each[business] >= metadata.intentThreshold() && single[business] >= metadata.abstainBelow()) {
                return INTENTS[business];
            }
        }
        return best;
    }

    private static int highest(double[] probabilities, boolean onlyBusiness) {
        int best = -1;
        for (Intent intent : INTENTS) {
            boolean counts = !onlyBusiness || (!isCourtesy(intent) && intent != Intent.OTHER);
            if (counts && (best < 0 || probabilities[ScoreLayout.columnOf(intent)] > probabilities[best])) {
                best = ScoreLayout.columnOf(intent);
            }
        }
        return best;
    }

    private static boolean isCourtesy(Intent intent) {
        return intent == Intent.GREETING || intent == Intent.THANKS_BYE;
    }

    private static List<Entity> entities(String text, List<Token> tokens, float[] tags) {
        List<Entity> entities = new ArrayList<>(2);
        int[] best = bestTags(tags, tokens.size());
        int at = 0;
        while (at < tokens.size()) {
            int first = at++;
            if (best[first] != 0) {
                EntityType type = TYPES[(best[first] - 1) / 2];
                while (at < tokens.size() && best[at] == ScoreLayout.tagOf(type, false)) {
                    at++;
                }
                int from = tokens.get(first).start();
                int to = tokens.get(at - 1).end();
                entities.add(new Entity(type, text.substring(from, to), from, to));
            }
        }
        return List.copyOf(entities);
    }

    /** The likeliest sequence in which a mention is continued only where it was begun. */
    private static int[] bestTags(float[] tags, int words) {
        double[] score = new double[IntentNetwork.TAGS];
        int[][] from = new int[words][IntentNetwork.TAGS];
        for (int word = 0; word < words; word++) {
            double[] next = new double[IntentNetwork.TAGS];
            for (int tag = 0; tag < IntentNetwork.TAGS; tag++) {
                int before = -1;
                for (int candidate = 0; candidate < IntentNetwork.TAGS; candidate++) {
                    boolean follows = word == 0 ? candidate == 0 && !continues(tag) : follows(tag, candidate);
                    if (follows && (before < 0 || score[candidate] > score[before])) {
                        before = candidate;
                    }
                }
                from[word][tag] = before;
                next[tag] = before < 0
                        ? Double.NEGATIVE_INFINITY
                        : score[before] + tags[word * IntentNetwork.TAGS + tag];
            }
            score = next;
        }
        int[] best = new int[words];
        int tag = 0;
        for (int last = 1; last < score.length; last++) {
            tag = score[last] > score[tag] ? last : tag;
        }
        for (int word = words - 1; word >= 0; word--) {
            best[word] = tag;
            tag = from[word][tag];
        }
        return best;
    }

    private static boolean continues(int tag) {
        return tag > 0 && tag % 2 == 0;
    }

    private static boolean follows(int tag, int before) {
        return !continues(tag) || before == tag || before == tag - 1;
    }

    private static double sigmoid(double score) {
        return 1 / (1 + Math.exp(-score));
    }
}
