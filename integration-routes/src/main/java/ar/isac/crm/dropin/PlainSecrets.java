package ar.isac.crm.dropin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Finds what looks like a secret in the plain text of a file, which is copied, mailed and kept in repositories. It is a warning
 * and quotes nothing: the file runs.
 */
final class PlainSecrets {

    private static final String WARNING = "This looks like a secret in plain text. A channel's belong into the account"
            + " (accessToken, appSecret), those of plain routes into the environment, as {{NAME}}";

    /** Tokens that show by their form what they are. */
    private static final Pattern TOKEN = Pattern.compile("\\b[0-9]{6,12}:[A-Za-z0-9_-]{30,}"
            + "|whsec_[A-Za-z0-9+/=]{20,}|\\bsk_(live|test)_[A-Za-z0-9]{16,}|\\bEAA[A-Za-z0-9]{40,}|\\bxox[abpr]-[A-Za-z0-9-]{20,}"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY|(?i:\\b(bearer|basic)) [A-Za-z0-9._~+/=-]{16,}"
            + "|://[^/\\s:@{}$]+:[^/\\s@{}$]{3,}@"
            + "|(?i:[?&;](password|passwd|secret|token|access_token|api_?key)=)[^&\\s{}$#]{6,}");

    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passphrase|secret|api[-_]?key|access[-_]?token|auth[-_]?token|authorization)");

    private static final Pattern LITERAL = Pattern.compile("[^\\s{}$#]{6,}");

    private final List<RouteProblem> found = new ArrayList<>();

    private PlainSecrets() {}

    static List<RouteProblem> in(YamlFile file) {
        PlainSecrets secrets = new PlainSecrets();
        file.items().forEach(item -> {
            // What a channel declares describes settings and holds none.
            if (!item.kind().equals(ChannelFile.ITEM)) {
                secrets.look(item.value());
            }
        });
        return List.copyOf(secrets.found);
    }

    private void look(Node node) {
        switch (node) {
            case ScalarNode scalar -> {
                if (TOKEN.matcher(scalar.getValue()).find()) {
                    found.add(YamlFile.problem(scalar, WARNING));
                }
            }
            case SequenceNode list -> list.getValue().forEach(this::look);
            case MappingNode mapping -> {
                named(mapping);
                for (NodeTuple tuple : mapping.getValue()) {
                    boolean isSecret = tuple.getKeyNode() instanceof ScalarNode key
                            && NAME.matcher(key.getValue()).matches()
                            && isLiteral(tuple.getValueNode());
                    if (isSecret) {
                        found.add(YamlFile.problem(tuple.getValueNode(), WARNING));
                    } else {
                        look(tuple.getValueNode());
                    }
                }
            }
            default -> {}
        }
    }

    /** A step that sets something of such a name to a constant. */
    private void named(MappingNode step) {
        Optional<Node> constant = YamlFile.field(step, "constant");
        boolean isSecret = YamlFile.text(step, "name")
                .filter(name -> NAME.matcher(name).matches())
                .isPresent();
        if (isSecret && constant.isPresent() && isLiteral(constant.get())) {
            found.add(YamlFile.problem(constant.get(), WARNING));
        }
    }

    private static boolean isLiteral(Node value) {
        return value instanceof ScalarNode scalar
                && LITERAL.matcher(scalar.getValue()).matches()
                && !TOKEN.matcher(scalar.getValue()).find();
    }
}
