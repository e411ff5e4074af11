package ar.isac.crm.dropin;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where drop-in routes are.
 *
 * @param dir the folder whose YAML files are loaded; it need not exist
 */
@ConfigurationProperties("crm.routes")
record RouteSettings(Path dir) {}
