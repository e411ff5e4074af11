package ar.isac.crm.learning;

import ar.isac.crm.database.GuardedUpdate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The one document about the shop's model. */
@Component
class ShopModels {

    private static final Logger log = LoggerFactory.getLogger(ShopModels.class);

    private final MongoTemplate database;

    ShopModels(MongoTemplate database) {
        this.database = database;
    }

    ShopModel read() {
        ShopModel stored = database.findById(ShopModel.ID, ShopModel.class);
        return stored == null ? ShopModel.BUILT_IN : stored;
    }

    ShopModel update(UnaryOperator<ShopModel> change) {
        if (database.findById(ShopModel.ID, ShopModel.class) == null) {
            try {
                database.insert(ShopModel.BUILT_IN);
            } catch (DuplicateKeyException storedMeanwhile) {
                log.trace("The shop's model was stored meanwhile");
            }
        }
        return GuardedUpdate.of(database, ShopModel.class, ShopModel.ID, change);
    }
}
