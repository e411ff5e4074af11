package ar.isac.crm.learning;

import ar.isac.crm.learning.ShopModel.Published;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.IntentModel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sees to it that the model which serves on this node is the one that the shop uses, whichever node it was changed on. */
@Component
class ModelService {

    private static final Logger log = LoggerFactory.getLogger(ModelService.class);

    private final ShopModels models;
    private final ModelArchive archive;
    private final ServedModel served;

    /** What serves, and what could not be loaded: null for the model that the program comes with. */
    private @Nullable String servedVersion;

    private @Nullable String unusable;

    ModelService(ShopModels models, ModelArchive archive, ServedModel served) {
        this.models = models;
        this.archive = archive;
        this.served = served;
    }

    @Scheduled(fixedDelay = 5_000)
    void follow() {
        try {
            serve(models.read().current());
        } catch (DataAccessException e) {
            log.warn(
                    "The shop's model cannot be looked up now: {}", e.getClass().getSimpleName());
        }
    }

    /** Puts a model to use that has just been loaded, and is this service's from here on. */
    synchronized void serve(Published published, IntentModel loaded) {
        if (published.version().equals(servedVersion)) {
            loaded.close();
            return;
        }
        served.replaceBy(loaded);
        servedVersion = published.version();
        log.info("The intent model {} serves", servedVersion);
    }

    /** Puts the model to use, unless it serves already. One that cannot be loaded leaves the one that serves where it is. */
    synchronized void serve(@Nullable Published wanted) {
        String version = wanted == null ? null : wanted.version();
        if (Objects.equals(version, servedVersion) || (version != null && version.equals(unusable))) {
            return;
        }
        try {
            IntentModel next = wanted == null ? DjlIntentModel.load() : archive.load(wanted);
            served.replaceBy(next);
            servedVersion = version;
            unusable = null;
            log.info("The intent model {} serves", next.version());
        } catch (RuntimeException | LinkageError failure) {
            unusable = version;
            log.error("The intent model {} cannot be loaded; {} goes on serving", version, served.version(), failure);
        }
    }
}
