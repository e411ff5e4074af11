package ar.isac.crm.shop;

import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where the rest of the world reaches this server. */
@Component
public class PublicUrl {

    private final Environment environment;

    PublicUrl(Environment environment) {
        this.environment = environment;
    }

    /** The address of a path: as set, else on this machine, which is enough for the simulator. */
    public String of(String path) {
        return set().map(url -> url + path).orElseGet(() -> here(path));
    }

    /** The address of a path as a program on this machine reaches it. */
    public String here(String path) {
        return "http://localhost:" + environment.getProperty("local.server.port", "8080") + path;
    }

    /** The address as set; empty when it is not, and then nobody outside reaches this server. */
    public Optional<String> set() {
        String url = environment.getProperty("crm.public-url", "").strip();
        return url.isEmpty() ? Optional.empty() : Optional.of(url.replaceFirst("/+$", ""));
    }
}
