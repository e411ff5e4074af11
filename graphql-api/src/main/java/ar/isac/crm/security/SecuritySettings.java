package ar.isac.crm.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a browser stays logged in.
 *
 * @param sessionIdle after so long without a request a session is over
 * @param sessionLongest after so long it is over in any case
 */
@ConfigurationProperties("crm.security")
record SecuritySettings(
        @DefaultValue("PT12H") Duration sessionIdle,
        @DefaultValue("P30D") Duration sessionLongest) {}
