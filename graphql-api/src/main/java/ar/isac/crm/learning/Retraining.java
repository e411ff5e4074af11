package ar.isac.crm.learning;

import ar.isac.crm.learning.ShopModel.Published;
import ar.isac.crm.learning.ShopModel.State;
import ar.isac.crm.learning.ShopModel.Training;
import ar.isac.crm.learning.ShopModel.Verdict;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.IntentModel;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains the model anew with the shop's corrections, one training at a time in the cluster, and puts it to use only when it is
 * nowhere worse than the one in use. How a training goes is stored, so that it is known on every node and after a restart.
 */
@Component
class Retraining {

    private static final Logger log = LoggerFactory.getLogger(Retraining.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(5);
    private static final String PROGRAM = "ar.isac.crm.understanding.cli.Main";

    private final ShopModels models;
    private final Feedbacks feedbacks;
    private final ModelArchive archive;
    private final ModelService service;
    private final LearningSettings settings;
    private final Clock clock;
    private final String node;
    private final String program;
    private final AtomicReference<@Nullable RetrainingProcess> running = new AtomicReference<>();

    @Autowired
    Retraining(
            ShopModels models,
            Feedbacks feedbacks,
            ModelArchive archive,
            ModelService service,
            LearningSettings settings,
            ShopSettings shop,
            Clock clock) {
        this(models, feedbacks, archive, service, settings, shop, clock, PROGRAM);
    }

    /** @param program the class whose {@code main} understands {@code retrain} */
    Retraining(
            ShopModels models,
            Feedbacks feedbacks,
            ModelArchive archive,
            ModelService service,
            LearningSettings settings,
            ShopSettings shop,
            Clock clock,
            String program) {
        this.models = models;
        this.feedbacks = feedbacks;
        this.archive = archive;
        this.service = service;
        this.settings = settings;
        this.clock = clock;
        this.program = program;
        this.node = hostName() + ":" + shop.dataDir().toAbsolutePath().normalize();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    /** Why no training was begun. */
    sealed interface Begun {

        /** It goes on by itself. */
        record Started(ShopModel model) implements Begun {}

        record AlreadyRunning() implements Begun {}

        record TooFewCorrections(int there, int needed) implements Begun {}
    }

    Begun begin(Actor actor) {
        List<Feedback> corrections = feedbacks.corrections();
        if (corrections.size() < settings.leastCorrections()) {
            return new Begun.TooFewCorrections(corrections.size(), settings.leastCorrections());
        }
        Instant now = clock.instant();
        Training mine = Training.begun(UUID.randomUUID().toString(), node, actor.name(), corrections.size(), now);
        ShopModel stored = models.update(current ->
                current.isTraining() && !current.isOverdue(now, settings.timeLimit()) ? current : current.with(mine));
        if (!stored.isTraining(mine.id())) {
            return new Begun.AlreadyRunning();
        }
        Thread.ofPlatform().daemon().name("retraining").start(() -> train(mine, stored.current(), corrections));
        return new Begun.Started(stored);
    }

    private void train(Training mine, @Nullable Published current, List<Feedback> corrections) {
        Path workshop = archive.workshop(mine.id());
        log.info("Training {} begins with {} corrections", mine.id(), corrections.size());
        try {
            Files.createDirectories(workshop);
            write(corrections, RetrainingProcess.corrections(workshop));
            RetrainingProcess process = RetrainingProcess.of(
                    program, settings, workshop, current == null ? null : archive.unpacked(current));
            running.set(process);
            Verdict verdict = process.run(settings.timeLimit(), new Notes(mine.id())::hear);
            // Customers' words stay on the disk no longer than they are needed.
            Files.deleteIfExists(RetrainingProcess.corrections(workshop));
            if (verdict.isPublishable()) {
                publish(mine, current, verdict, RetrainingProcess.model(workshop));
            } else {
                models.update(shop -> shop.isTraining(mine.id())
                        ? shop.with(mine.compared(State.REFUSED, verdict, clock.instant()))
                        : shop);
                log.info("Training {} ended: the new model is no better", mine.id());
            }
        } catch (RetrainingProcess.Failed | IOException | RuntimeException failure) {
            log.error("Training {} failed", mine.id(), failure);
            fail(mine.id(), String.valueOf(failure.getMessage()));
        } finally {
            running.set(null);
            ModelArchive.delete(workshop);
        }
    }

    private void publish(Training mine, @Nullable Published comparedWith, Verdict verdict, Path trained) {
        // What cannot be loaded here must not be served anywhere.
        IntentModel candidate = DjlIntentModel.load(trained);
        boolean isInUse = false;
        try {
            if (!candidate.version().equals(verdict.candidate())) {
                throw new IllegalStateException("The trained model is not the one that was measured");
            }
            Published next =
                    new Published(verdict.candidate(), archive.keep(trained), verdict.checks(), mine.corrections());
            ShopModel shop = models.update(current -> current.isTraining(mine.id())
                            && Objects.equals(current.current(), comparedWith)
                    ? current.published(next, mine.compared(State.PUBLISHED, verdict, clock.instant()), clock.instant())
                    : current);
            if (!next.equals(shop.current())) {
                throw new IllegalStateException("Another model has come into use meanwhile: train again");
            }
            isInUse = true;
            service.serve(next, candidate);
            log.info("Training {} ended: model {} is in use", mine.id(), next.version());
            archive.clean(shop);
        } finally {
            if (!isInUse) {
                candidate.close();
            }
        }
    }

    private void fail(String trainingId, String why) {
        try {
            models.update(shop -> shop.isTraining(trainingId)
                    ? shop.with(Objects.requireNonNull(shop.training()).failed(why, clock.instant()))
                    : shop);
        } catch (DataAccessException unreachable) {
            log.error("That training {} failed could not be stored", trainingId, unreachable);
        }
    }

    /** One line a correction, as the trainer reads them. */
    private static void write(List<Feedback> corrections, Path file) throws IOException {
        Files.write(
                file,
                corrections.stream()
                        .map(feedback ->
                                JSON.writeValueAsString(Map.of("text", feedback.text(), "intents", feedback.intents())))
                        .toList());
    }

    /** What a training says, stored now and then. */
    private final class Notes {

        private final String trainingId;
        private Instant noted = Instant.MIN;

        Notes(String trainingId) {
            this.trainingId = trainingId;
        }

        void hear(String line) {
            Instant now = clock.instant();
            if (noted.isAfter(now.minus(BETWEEN_NOTES)) || line.startsWith("{")) {
                return;
            }
            noted = now;
            try {
                models.update(shop -> shop.isTraining(trainingId)
                        ? shop.with(Objects.requireNonNull(shop.training()).saying(line))
                        : shop);
            } catch (DataAccessException unreachable) {
                log.warn("The progress of training {} cannot be stored now", trainingId);
            }
        }
    }

    /** Uses the model before again. */
    ShopModel rollBack() {
        ShopModel shop = models.update(current -> current.rolledBack(clock.instant()));
        service.serve(shop.current());
        return shop;
    }

    /** Nothing of this process's trainings is under way when it has just started. */
    @EventListener(ApplicationReadyEvent.class)
    void settleWhatARestartInterrupted() {
        ShopModel shop = models.read();
        Training training = shop.training();
        if (training != null && training.isRunning() && training.node().equals(node)) {
            fail(training.id(), "The application was stopped meanwhile");
        }
        service.follow();
        archive.clean(models.read());
    }

    @PreDestroy
    void stop() {
        RetrainingProcess process = running.get();
        if (process != null) {
            process.end();
        }
    }
}
