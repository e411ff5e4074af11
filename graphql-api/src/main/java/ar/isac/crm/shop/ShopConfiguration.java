package ar.isac.crm.shop;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ShopSettings.class, ShopIdentity.class})
class ShopConfiguration {

    /** Everything that needs the time asks here, so that a test can tell it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
