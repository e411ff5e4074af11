package ar.isac.crm.shop;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The shop's place in the world.
 *
 * @param timeZone the zone that hours, days and expiries are told in
 * @param locale how money and dates are written, and the language of the assistant's messages
 * @param currency the ISO 4217 currency of every price
 * @param region the ISO 3166 country that national phone numbers belong to
 * @param demo whether this is the demo: demo shop, demo advisors, simulator
 * @param dataDir where the embedded engines and the media live
 */
@ConfigurationProperties("crm")
public record ShopSettings(
        ZoneId timeZone, Locale locale, Currency currency, String region, boolean demo, Path dataDir) {}
