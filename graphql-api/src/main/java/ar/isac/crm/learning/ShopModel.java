package ar.isac.crm.learning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Which model the shop uses, which one it used before, and how its last training went. One document, so that publishing,
 * rolling back and beginning a training are each one guarded update.
 *
 * @param current the model in use; null for the one that the program comes with
 * @param since when it came into use; null from the beginning
 * @param previous what rolling back returns to
 * @param training the last one; null before the first
 */
@Document("aiModels")
record ShopModel(
        @Id String id,
        @Version @Nullable Long version,
        @Nullable Published current,
        @Nullable Instant since,
        @Nullable Previous previous,
        @Nullable Training training) {

    static final String ID = "shop";

    static final ShopModel BUILT_IN = new ShopModel(ID, null, null, null, null, null);

    /**
     * A model trained here.
     *
     * @param version identifies the weights
     * @param files the id of each of its files among the media, by name
     * @param corrections how many of the shop's corrections it has seen
     */
    record Published(String version, Map<String, String> files, List<Check> checks, int corrections) {}

    /** What was in use before; the model is null for the one that the program comes with. */
    record Previous(@Nullable Published model) {}

    /** One gate: what is measured, for the model in use and for the candidate. */
    record Check(String name, double current, double candidate, double tolerance, boolean holds) {}

    /** How far a training has come. */
    enum State {
        RUNNING,
        /** The gates hold and the new model is in use. */
        PUBLISHED,
        /** The new model is worse somewhere and is not used. */
        REFUSED,
        FAILED
    }

    /**
     * One training.
     *
     * @param node where it runs
     * @param progress what it said last
     * @param comparedWith the version of the model that the candidate was measured against
     * @param candidate the version of the new model; null until there is one
     * @param problem why it failed
     */
    record Training(
            String id,
            String node,
            String startedBy,
            Instant startedAt,
            @Nullable Instant endedAt,
            State state,
            int corrections,
            @Nullable String progress,
            @Nullable String comparedWith,
            @Nullable String candidate,
            List<Check> checks,
            @Nullable String problem) {

        static Training begun(String id, String node, String startedBy, int corrections, Instant now) {
            return new Training(
                    id, node, startedBy, now, null, State.RUNNING, corrections, null, null, null, List.of(), null);
        }

        boolean isRunning() {
            return state == State.RUNNING;
        }

        Training saying(String line) {
            return new Training(
                    id,
                    node,
                    startedBy,
                    startedAt,
                    endedAt,
                    state,
                    corrections,
                    line,
                    comparedWith,
                    candidate,
                    checks,
                    problem);
        }

        Training compared(State verdict, Verdict figures, Instant now) {
            return new Training(
                    id,
                    node,
                    startedBy,
                    startedAt,
                    now,
                    verdict,
                    corrections,
                    null,
                    figures.current(),
                    figures.candidate(),
                    figures.checks(),
                    null);
        }

        Training failed(String why, Instant now) {
            return new Training(
                    id,
                    node,
                    startedBy,
                    startedAt,
                    now,
                    State.FAILED,
                    corrections,
                    null,
                    comparedWith,
                    candidate,
                    checks,
                    why);
        }
    }

    /** What a comparison of two models found. */
    record Verdict(boolean isPublishable, String current, String candidate, List<Check> checks) {}

    boolean isTraining() {
        return training != null && training.isRunning();
    }

    boolean isTraining(String trainingId) {
        return training != null && training.isRunning() && training.id().equals(trainingId);
    }

    /** Whether a training should have ended long ago: its node has gone without a word. */
    boolean isOverdue(Instant now, Duration limit) {
        return training != null
                && training.isRunning()
                && training.startedAt().plus(limit).plus(limit.dividedBy(10)).isBefore(now);
    }

    ShopModel with(Training next) {
        return new ShopModel(id, version, current, since, previous, next);
    }

    ShopModel published(Published next, Training by, Instant now) {
        return new ShopModel(id, version, next, now, new Previous(current), by);
    }

    /** Back to what was in use before; rolling back again undoes it. */
    ShopModel rolledBack(Instant now) {
        return previous == null
                ? this
                : new ShopModel(id, version, previous.model(), now, new Previous(current), training);
    }
}
