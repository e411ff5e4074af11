package ar.isac.crm.learning;

import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.way.Crm;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;

/** The product with a trainer that is done in a second. Not annotated, so that only those who ask for it get it. */
public class TaughtShop {

    @Bean
    @Primary
    Retraining quickRetraining(
            ShopModels models,
            Feedbacks feedbacks,
            ModelArchive archive,
            ModelService service,
            LearningSettings settings,
            ShopSettings shop,
            Clock clock) {
        return new Retraining(models, feedbacks, archive, service, settings, shop, clock, QuickTrainer.class.getName());
    }

    /** Removes all feedback; the model in use stays. */
    public static void forgetsAll(Crm crm) {
        crm.bean(MongoTemplate.class).remove(new Query(), Feedback.class);
    }
}
