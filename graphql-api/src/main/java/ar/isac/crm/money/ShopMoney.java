package ar.isac.crm.money;

import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The shop's way to write and read amounts, by {@code crm.locale} and {@code crm.currency}. */
@Configuration(proxyBeanMethods = false)
class ShopMoney {

    @Bean
    MoneyFormat moneyFormat(@Value("${crm.locale:es-AR}") String locale) {
        return new MoneyFormat(Locale.forLanguageTag(locale));
    }

    @Bean
    AmountReader amountReader(
            @Value("${crm.locale:es-AR}") String locale, @Value("${crm.currency:ARS}") String currency) {
        return new AmountReader(Locale.forLanguageTag(locale), currency);
    }
}
