package ar.isac.crm.quote;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param validFor how long prices hold when nobody says otherwise */
@ConfigurationProperties("crm.quotes")
record QuoteSettings(@DefaultValue("PT48H") Duration validFor) {}
