package ar.isac.crm.media;

import ar.isac.crm.database.DatabaseCapabilities;
import ar.isac.crm.shop.ShopSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.gridfs.GridFsTemplate;

@Configuration(proxyBeanMethods = false)
class MediaConfiguration {

    @Bean
    MediaStore mediaStore(DatabaseCapabilities database, ShopSettings shop, GridFsTemplate gridFs) {
        return database.isEmbedded()
                ? new FileMediaStore(shop.dataDir().resolve("media"))
                : new GridFsMediaStore(gridFs);
    }
}
