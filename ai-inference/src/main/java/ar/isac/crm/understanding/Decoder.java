package ar.isac.crm.understanding;

import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Scores to an analysis: calibration, thresholds, and the rule that a courtesy never hides a business intent. */
final class Decoder {

    private static final Intent[] INTENTS = Intent.values();

    private static final double CLEAR = 0.5;

    /** Of a verdict in words that nobody writes. */
    private static final double SURE = 0.9;

    /** A clause stands without what is around it, so it is less sure of itself than a message. */
    private static final double CLEAR_OF_CLAUSE = 0.4;

    private final ModelMetadata metadata;
    private final Spelling spelling;

    Decoder(ModelMetadata metadata, Spelling spelling) {
        this.metadata = metadata;
        this.spelling = spelling;
    }

    /** Puts together what was found; {@code mentions} are looked for once it is known what the message is about. */
    MessageAnalysis decode(
            List<Token> tokens, float[] scores, List<float[]> clauses, Function<Intent, List<Entity>> mentions) {
        if (tokens.stream().noneMatch(Decoder::isReadable)) {
            return nothing();
        }
        double[] single = primary(scores);
        double[] each = independent(scores);
        clauses.forEach(clause -> raise(each, primary(clause)));
        Intent best = choose(single, each);
        double certainty = single[ScoreLayout.columnOf(best)];
        boolean abstains = certainty < metadata.abstainBelow()
                || (isVerdict(best) && certainty < SURE && spelling.isStrange(tokens));
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
                primary.intent() == Intent.OTHER && certainty >= CLEAR ? List.of() : mentions.apply(best),
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
            if (!isCourtesy(intent) && intent != Intent.OTHER && ofClause[column] >= CLEAR_OF_CLAUSE) {
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

    /** A yes or no has consequences: random letters must not be taken for one. */
    private static boolean isVerdict(Intent intent) {
        return intent == Intent.AFFIRM || intent == Intent.DENY;
    }

    private static double sigmoid(double score) {
        return 1 / (1 + Math.exp(-score));
    }
}
