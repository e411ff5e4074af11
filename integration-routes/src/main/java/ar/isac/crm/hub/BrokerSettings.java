package ar.isac.crm.hub;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the broker is.
 *
 * @param url an external broker's URL (fail-over and cluster URLs work); blank means the embedded one
 * @param directory where the embedded broker keeps its journal
 * @param intakeConsumers how many conversations are stored at once
 * @param sendingConsumers how many calls to platforms may be under way at once
 */
@ConfigurationProperties("crm.broker")
public record BrokerSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        Path directory,
        @DefaultValue("8") int intakeConsumers,
        @DefaultValue("64") int sendingConsumers) {

    public boolean isEmbedded() {
        return url == null || url.isBlank();
    }

    @Override
    public String toString() {
        return "BrokerSettings[" + (isEmbedded() ? "embedded in " + directory : "external") + "]";
    }
}
