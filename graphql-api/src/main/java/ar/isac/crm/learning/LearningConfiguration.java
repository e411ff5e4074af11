package ar.isac.crm.learning;

import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LearningSettings.class)
class LearningConfiguration {

    private static final String ENGINE_CACHE = "DJL_CACHE_DIR";
    private static final Logger log = LoggerFactory.getLogger(LearningConfiguration.class);

    /**
     * The model that serves: at first the one that the program comes with, then at once the shop's own. A shop whose model
     * cannot be loaded still sells: every conversation goes to a person.
     */
    @Bean(destroyMethod = "close")
    ServedModel intentModel(ShopSettings shop) {
        keepEngineUnder(shop.dataDir());
        return new ServedModel(builtIn());
    }

    private static IntentModel builtIn() {
        try {
            return DjlIntentModel.load();
        } catch (RuntimeException | LinkageError unusable) {
            log.error("The intent model cannot be loaded; the assistant hands every conversation over", unusable);
            return new Missing(unusable);
        }
    }

    /** The engine unpacks its native libraries once; they belong with the shop's data and not in somebody's home. */
    private static void keepEngineUnder(Path dataDir) {
        if (System.getenv(ENGINE_CACHE) == null && System.getProperty(ENGINE_CACHE) == null) {
            System.setProperty(
                    ENGINE_CACHE, dataDir.resolve("cache").toAbsolutePath().toString());
        }
    }

    /** Stands in for a model that could not be loaded, and says so to whoever asks. */
    private record Missing(Throwable why) implements IntentModel {

        @Override
        public MessageAnalysis analyse(String text) {
            throw new IllegalStateException("There is no intent model", why);
        }

        @Override
        public List<MessageAnalysis> analyse(List<String> texts) {
            throw new IllegalStateException("There is no intent model", why);
        }

        @Override
        public String version() {
            return "none";
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
