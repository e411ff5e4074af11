package ar.isac.crm.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ar.isac.crm.CrmApplication;
import ar.isac.crm.hub.BrokerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.env.MockEnvironment;

class StartTests {

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource({
        "CRM_TIME_ZONE, Nowhere/City",
        "CRM_LOCALE, es_AR_x",
        "CRM_CURRENCY, PESO",
        "CRM_REGION, Argentina",
        "CRM_ASSISTANT_BURST_WINDOW, one second",
        "CRM_DEMO, perhaps",
        "CRM_OIDC_ISSUER, http://accounts.example.com",
        "CRM_OIDC_NEW_ADVISORS, ADMIN",
        "SERVER_PORT, http"
    })
    void aBadSettingStopsTheStartAndIsNamed(String variable, String value) {
        assertThatThrownBy(() -> start("--" + variable + "=" + value))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }

    @Test
    void aBrokerThatCannotRunStopsTheStartWithOneLine() throws IOException {
        Files.writeString(data.resolve("broker"), "a file where the broker's folder should be");

        assertThatThrownBy(() -> start())
                .hasRootCauseInstanceOf(java.nio.file.FileAlreadyExistsException.class)
                .satisfies(failure -> assertThat(broker(failure).getMessage())
                        .startsWith("The message broker could not start in")
                        .doesNotContain("\n"));
    }

    @Test
    void theDemoIsOnlyTheDefaultWhileNothingRealIsConnected() {
        assertThat(demo()).isTrue();
        assertThat(demo("crm.mongodb.uri", "mongodb://shop")).isFalse();
        assertThat(demo("crm.meta.whatsapp-access-token", "t")).isFalse();
        assertThat(demo("crm.meta.whatsapp-access-token", "t", "CRM_DEMO", "true"))
                .isTrue();
        assertThat(demo("CRM_DEMO", "false")).isFalse();
    }

    private void start(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--CRM_DATA_DIR=" + data;
        all[1] = "--spring.main.banner-mode=off";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        new SpringApplicationBuilder(CrmApplication.class).run(all).close();
    }

    private static BrokerStartException broker(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof BrokerStartException)) {
            assertThat(cause.getCause()).as("the broker's own failure").isNotNull();
            cause = cause.getCause();
        }
        return (BrokerStartException) cause;
    }

    private static boolean demo(String... settings) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("crm.time-zone", "UTC")
                .withProperty("crm.locale", "es-AR")
                .withProperty("crm.currency", "ARS")
                .withProperty("crm.region", "AR")
                .withProperty("crm.assistant.burst-window", "PT1S")
                .withProperty("server.port", "0");
        for (int n = 0; n < settings.length; n += 2) {
            environment.setProperty(settings[n], settings[n + 1]);
        }
        StandardEnvironment merged = new StandardEnvironment();
        merged.merge(environment);
        new SettingsDefaults().postProcessEnvironment(merged, new SpringApplication());
        return Boolean.parseBoolean(merged.getProperty("crm.demo"));
    }
}
