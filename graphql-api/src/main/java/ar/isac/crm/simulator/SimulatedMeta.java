package ar.isac.crm.simulator;

import ar.isac.crm.account.MetaSettings;
import ar.isac.crm.simulator.Phone.App;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The shop as Meta knows it here: its account ids and its app's secret, invented where nothing is configured. */
@Component
@OnlyInDemo
class SimulatedMeta {

    static final String DISPLAY_PHONE_NUMBER = "541150320000";
    static final String BUSINESS_ACCOUNT_ID = "102290129340398";

    private static final String PHONE_NUMBER_ID = "106540352242922";
    private static final String INSTAGRAM_ID = "17841405822304914";

    private final MetaSettings settings;
    private final Environment environment;

    SimulatedMeta(MetaSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** The account that a customer's first message goes to. */
    String accountId(App app) {
        return switch (app) {
            case WHATSAPP -> given(settings.whatsappPhoneNumberId()).orElse(PHONE_NUMBER_ID);
            case INSTAGRAM -> given(settings.instagramAccountId()).orElse(INSTAGRAM_ID);
        };
    }

    /** What signs the webhooks; empty while the shop has set none, and then it accepts none. */
    Optional<String> secret(App app) {
        return switch (app) {
            case WHATSAPP -> given(settings.appSecret());
            case INSTAGRAM ->
                Stream.of(given(settings.instagramAppSecret()), given(settings.appSecret()))
                        .flatMap(Optional::stream)
                        .findFirst();
        };
    }

    /** This server, as a program on the same machine reaches it. The port is known only once the server runs. */
    String baseUrl() {
        return "http://localhost:" + port();
    }

    int port() {
        return Integer.parseInt(Objects.requireNonNull(environment.getProperty("local.server.port", "8080")));
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
