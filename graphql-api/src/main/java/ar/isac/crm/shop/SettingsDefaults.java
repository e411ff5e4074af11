package ar.isac.crm.shop;

import java.math.BigDecimal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Currency;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Settings that follow from others, and a look at those that people get wrong: a bad value stops the start with one line that
 * names the variable.
 */
final class SettingsDefaults implements EnvironmentPostProcessor, Ordered {

    private static final int SHORTEST_KEY = 16;

    /** Whoever can change what the provider says is let in: only a provider on this machine may speak in the clear. */
    private static final Pattern ISSUER =
            Pattern.compile("https://[^\\s?#]+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/[^\\s?#]*)?");

    private static final Set<String> ROLES_FOR_NEW_ADVISORS = Set.of("SUPERVISOR", "ADVISOR", "ANALYST", "INTEGRATOR");

    /** After the configuration files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> defaults = new HashMap<>();
        boolean isDemo = isDemo(environment);
        defaults.put("crm.demo", isDemo);
        // A variable that is set to nothing, as composition files do, is a variable that is not set.
        fill(environment, defaults, "crm.data-dir", "./data");
        fill(environment, defaults, "crm.quotes.valid-for", "PT48H");
        fill(environment, defaults, "crm.quotes.max-discount", "15");
        fill(environment, defaults, "crm.assistant.return-after", "PT12H");
        if (isDemo) {
            // The simulator signs with the secret; nobody else knows it.
            fill(environment, defaults, "crm.meta.app-secret", random());
            fill(environment, defaults, "crm.meta.verify-token", random());
            fill(environment, defaults, "crm.meta.whatsapp-phone-number-id", "106540352242922");
            fill(environment, defaults, "crm.meta.instagram-account-id", "17841405822304914");
            simulatePayments(environment, defaults);
            fill(environment, defaults, "crm.shop.name", "ISAC Tech");
            fill(environment, defaults, "crm.shop.legal-name", "ISAC Tech S.R.L. (demo)");
            fill(environment, defaults, "crm.shop.tax-id", "30-00000000-7");
            fill(environment, defaults, "crm.shop.address", "Av. Corrientes 1234, CABA");
            fill(environment, defaults, "crm.shop.contact", "hola@demo.shop");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("crmDefaults", defaults));
        check(environment);
    }

    /** Without an account of Mercado Pago the demo's payments go to the simulator, which signs as Mercado Pago does. */
    private static void simulatePayments(ConfigurableEnvironment environment, Map<String, Object> defaults) {
        if (environment.getProperty("crm.mercado-pago.access-token", "").isBlank()) {
            defaults.put("crm.mercado-pago.is-simulated", true);
            defaults.put("crm.mercado-pago.access-token", random());
            fill(environment, defaults, "crm.mercado-pago.webhook-secret", random());
        }
    }

    private static boolean isDemo(ConfigurableEnvironment environment) {
        String stated = environment.getProperty("CRM_DEMO", environment.getProperty("crm.demo", ""));
        return switch (stated.strip().toLowerCase(Locale.ROOT)) {
            case "" ->
                Stream.of("crm.mongodb.uri", "crm.meta.whatsapp-access-token", "crm.meta.instagram-access-token")
                        .allMatch(name -> environment.getProperty(name, "").isBlank());
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadSetting("CRM_DEMO", stated, "true or false");
        };
    }

    private static void fill(
            ConfigurableEnvironment environment, Map<String, Object> defaults, String name, String value) {
        if (environment.getProperty(name, "").isBlank()) {
            defaults.put(name, value);
        }
    }

    private static String random() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static void check(ConfigurableEnvironment environment) {
        check(
                environment,
                "CRM_TIME_ZONE",
                "crm.time-zone",
                "a zone such as America/Argentina/Buenos_Aires",
                ZoneId::of);
        check(
                environment,
                "CRM_LOCALE",
                "crm.locale",
                "a locale such as es-AR",
                tag -> new Locale.Builder().setLanguageTag(tag).build());
        check(environment, "CRM_CURRENCY", "crm.currency", "an ISO 4217 code such as ARS", Currency::getInstance);
        check(
                environment,
                "CRM_REGION",
                "crm.region",
                "an ISO 3166 code such as AR",
                region -> new Locale.Builder().setRegion(region).build());
        check(
                environment,
                "CRM_ASSISTANT_BURST_WINDOW",
                "crm.assistant.burst-window",
                "a duration such as PT1S",
                Duration::parse);
        check(environment, "CRM_QUOTES_VALID_FOR", "crm.quotes.valid-for", "a duration such as PT48H", Duration::parse);
        check(
                environment,
                "CRM_QUOTES_MAX_DISCOUNT",
                "crm.quotes.max-discount",
                "a percentage such as 15",
                BigDecimal::new);
        check(environment, "MERCADOPAGO_URL", "crm.mercado-pago.url", "a URL", URI::create);
        check(environment, "CRM_PUBLIC_URL", "crm.public-url", "a URL such as https://crm.example.com", URI::create);
        check(
                environment,
                "CRM_ASSISTANT_RETURN_AFTER",
                "crm.assistant.return-after",
                "a duration such as PT12H",
                Duration::parse);
        checkSecretKey(environment);
        checkSignOn(environment);
        check(environment, "SERVER_PORT", "server.port", "a port number", Integer::parseInt);
    }

    private static void checkSignOn(ConfigurableEnvironment environment) {
        String issuer = environment.getProperty("crm.oidc.issuer", "").strip();
        if (!issuer.isEmpty() && !ISSUER.matcher(issuer).matches()) {
            throw new BadSetting("CRM_OIDC_ISSUER", issuer, "a URL such as https://accounts.google.com");
        }
        if (!issuer.isEmpty()
                && environment.getProperty("crm.oidc.client-id", "").isBlank()) {
            throw new BadSetting("CRM_OIDC_CLIENT_ID", "", "what the identity provider knows this product by");
        }
        String role = environment.getProperty("crm.oidc.new-advisors", "").strip();
        if (!role.isEmpty() && !ROLES_FOR_NEW_ADVISORS.contains(role)) {
            throw new BadSetting(
                    "CRM_OIDC_NEW_ADVISORS",
                    role,
                    "SUPERVISOR, ADVISOR, ANALYST or INTEGRATOR: administrators are made by administrators");
        }
    }

    /** Never quoted: whoever reads the line must not learn the key. */
    private static void checkSecretKey(ConfigurableEnvironment environment) {
        String key = environment.getProperty("crm.secret-key", "").strip();
        if (!key.isEmpty() && key.length() < SHORTEST_KEY) {
            throw new BadSetting(
                    "CRM_SECRET_KEY", "…", "at least 16 characters, such as what openssl rand -base64 32 says");
        }
    }

    /** What makes of a text a value, or fails. */
    private interface Parser {
        Object parse(String text);
    }

    private static void check(
            ConfigurableEnvironment environment, String variable, String property, String wanted, Parser parser) {
        String value = environment.getProperty(property, "");
        try {
            parser.parse(value);
        } catch (DateTimeException | IllformedLocaleException | IllegalArgumentException e) {
            throw new BadSetting(variable, value, wanted);
        }
    }
}
