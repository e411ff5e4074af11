package ar.isac.crm.assistant;

import ar.isac.crm.catalog.AttributeResolver;
import ar.isac.crm.catalog.CatalogSearch;
import ar.isac.crm.catalog.Products;
import ar.isac.crm.knowledge.ShopKnowledge;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.shop.ShopSettings;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The model, the shop's words and the shop's facts, put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SalesRules.class)
class AssistantConfiguration {

    @Bean
    Wording wording(ShopSettings shop, MoneyFormat money) {
        return new Wording(Phrasebook.of(shop.locale(), own(shop, "assistant.properties")), money);
    }

    @Bean
    Assistant assistant(Wording wording) {
        return new Assistant(wording);
    }

    @Bean
    LiveFacts.Shop shopFacts(
            CatalogSearch search,
            AttributeResolver attributes,
            Products products,
            ShopKnowledge knowledge,
            Clock clock,
            ShopSettings shop,
            SalesRules rules) {
        return new LiveFacts.Shop(search, attributes, products, knowledge, clock, shop.timeZone(), rules);
    }

    private static Path own(ShopSettings shop, String file) {
        return shop.dataDir().resolve("messages").resolve(file);
    }
}
