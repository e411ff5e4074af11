package ar.isac.crm.security;

import ar.isac.crm.shop.ShopSettings;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Sees to it that somebody can log in: the administrator of the settings, and in the demo a small team. */
@Component
class FirstAdvisors {

    private static final Logger log = LoggerFactory.getLogger(FirstAdvisors.class);
    private static final String DEMO_DOMAIN = "@demo.shop";

    private final Advisors advisors;
    private final AdminSettings settings;
    private final ShopSettings shop;
    private final PasswordEncoder passwords;
    private final Environment environment;

    FirstAdvisors(
            Advisors advisors,
            AdminSettings settings,
            ShopSettings shop,
            PasswordEncoder passwords,
            Environment environment) {
        this.advisors = advisors;
        this.settings = settings;
        this.shop = shop;
        this.passwords = passwords;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void prepare() {
        String email = given(settings.email()).orElse("admin" + DEMO_DOMAIN);
        Optional<String> password = given(settings.password());
        if (shop.demo()) {
            prepareDemo(email, password);
        } else if (password.isPresent() && given(settings.email()).isPresent()) {
            provide(email, "Admin", Role.ADMIN, password.get());
        } else if (advisors.active().isEmpty() && given(settings.token()).isEmpty()) {
            log.warn("Nobody can log in: set CRM_ADMIN_EMAIL and CRM_ADMIN_PASSWORD");
        }
    }

    /** The demo's password is new at every start unless it is set: a demo that stays open to a network must not have a known one. */
    private void prepareDemo(String adminEmail, Optional<String> given) {
        String password = given.orElseGet(FirstAdvisors::invent);
        provide(adminEmail, "Dueña del local", Role.ADMIN, password);
        provide("ana" + DEMO_DOMAIN, "Ana Ferreyra", Role.ADVISOR, password);
        provide("bruno" + DEMO_DOMAIN, "Bruno Sosa", Role.ADVISOR, password);
        provide("carla" + DEMO_DOMAIN, "Carla Núñez", Role.SUPERVISOR, password);
        log.info(
                """

                  The shop is open: http://localhost:{}/
                  Log in as         {} (also ana{}, bruno{}, carla{})
                  Password          {}
                  Be a customer at  http://localhost:{}/simulator
                """,
                environment.getProperty("local.server.port", ""),
                adminEmail,
                DEMO_DOMAIN,
                DEMO_DOMAIN,
                DEMO_DOMAIN,
                given.isPresent() ? "(CRM_ADMIN_PASSWORD)" : password,
                environment.getProperty("local.server.port", ""));
    }

    private void provide(String email, String name, Role role, String password) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        Advisor advisor = advisors.findByEmail(address)
                .orElseGet(() -> new Advisor(UUID.randomUUID().toString(), null, address, name, role, "", true));
        if (advisor.passwordHash().isEmpty() || !passwords.matches(password, advisor.passwordHash())) {
            advisors.save(advisor.withPassword(passwords.encode(password)));
        }
    }

    private static String invent() {
        byte[] random = new byte[9];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
