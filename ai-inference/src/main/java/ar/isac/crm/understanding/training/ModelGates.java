package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.IntentModel;
import java.util.List;

/**
 * Whether a newly trained model may take the place of the one in use: on the people whom neither was trained on it must
 * not be worse by more than chance, and on corrections that it did not learn from it must be at least as good.
 */
public final class ModelGates {

    /** Chance moves the accuracy of some thousand messages by about this much. */
    private static final double TOLERANCE = 0.005;

    /** Situations and rare labels move more. */
    private static final double WIDE_TOLERANCE = 0.01;

    private ModelGates() {}

    /**
     * One figure of both models.
     *
     * @param holds whether the candidate is at most {@code tolerance} below the current one
     */
    public record Check(String name, double current, double candidate, double tolerance, boolean holds) {

        static Check of(String name, double current, double candidate, double tolerance) {
            return new Check(name, current, candidate, tolerance, candidate >= current - tolerance);
        }
    }

    /** What the comparison says, figure by figure. */
    public record Verdict(String current, String candidate, int heldOut, List<Check> checks) {

        /** Whether every figure holds. */
        public boolean isPublishable() {
            return checks.stream().allMatch(Check::holds);
        }
    }

    /** Compares two models on the test part of the data and on corrections that the candidate did not learn from. */
    public static Verdict compare(IntentModel current, IntentModel candidate, Splits splits, List<Correction> heldOut) {
        Figures before = Figures.of(current, splits.test(), splits.measuredCatalogues());
        Figures after = Figures.of(candidate, splits.test(), splits.measuredCatalogues());
        return new Verdict(
                current.version(),
                candidate.version(),
                heldOut.size(),
                List.of(
                        Check.of(
                                "accuracy",
                                before.plain().accuracy(),
                                after.plain().accuracy(),
                                TOLERANCE),
                        Check.of(
                                "macroF1",
                                before.plain().macroF1(),
                                after.plain().macroF1(),
                                WIDE_TOLERANCE),
                        Check.of(
                                "greetingInFront",
                                before.greeted().accuracy(),
                                after.greeted().accuracy(),
                                WIDE_TOLERANCE),
                        Check.of(
                                "oneTypo",
                                before.typos().accuracy(),
                                after.typos().accuracy(),
                                WIDE_TOLERANCE),
                        Check.of("bothOfTwo", before.bothFound(), after.bothFound(), WIDE_TOLERANCE),
                        Check.of("productMentions", before.productF1(), after.productF1(), WIDE_TOLERANCE),
                        Check.of("heldOutCorrections", share(current, heldOut), share(candidate, heldOut), 0)));
    }

    /** The share of corrections whose primary intent a model finds; all, when there are none. */
    private static double share(IntentModel model, List<Correction> corrections) {
        if (corrections.isEmpty()) {
            return 1;
        }
        long right = corrections.stream()
                .filter(correction -> model.analyse(correction.text()).primary().intent() == correction.primary())
                .count();
        return right / (double) corrections.size();
    }
}
