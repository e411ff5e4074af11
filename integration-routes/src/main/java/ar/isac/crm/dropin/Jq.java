package ar.isac.crm.dropin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.ExpressionToPredicateAdapter;
import org.apache.camel.support.LanguageSupport;
import org.jspecify.annotations.Nullable;

/**
 * Camel's language {@code jq}: JSON out of the message's body, which is JSON. Beside it an expression sees {@code $headers} (by
 * their names in lower case), {@code $properties} (those of the exchange that are text, numbers or booleans), of
 * an e-mail the text as {@code $letter} and the files as {@code $attachments}, and of a channel's account {@code $account} and {@code $settings}. An object comes out as JSON, a list as a list, anything else as it is; several
 * results are a list. {@code todate} also reads the dates of e-mails. The environment of the process is out of reach.
 */
final class Jq extends LanguageSupport {

    /** The name under which Camel finds it in a registry. */
    static final String NAME = "jq-language";

    static final String ACCOUNT = "account";
    static final String SETTINGS = "settings";
    private static final String ATTACHMENTS = "attachments";
    private static final String LETTER = "letter";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Scope FUNCTIONS = functions();

    private static Scope functions() {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        scope.addFunction(
                "env", 0, (in, arguments, input, path, output, version) -> output.emit(JSON.createObjectNode(), null));
        scope.addFunction(
                "todate",
                0,
                (in, arguments, input, path, output, version) -> output.emit(TextNode.valueOf(date(input)), null));
        scope.setValue("ENV", JSON.createObjectNode());
        return scope;
    }

    /** Seconds since 1970, or a date as e-mails have it, as ISO 8601. */
    private static String date(JsonNode input) throws JsonQueryException {
        try {
            return input.isNumber()
                    ? Instant.ofEpochMilli(
                                    input.decimalValue().movePointRight(3).longValue())
                            .toString()
                    : ZonedDateTime.parse(
                                    input.asText().replaceFirst("\\s*\\([^)]*\\)\\s*$", ""),
                                    DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                            .toString();
        } catch (DateTimeException notADate) {
            throw new JsonQueryException("todate: this is neither seconds nor an e-mail's date");
        }
    }

    static boolean isJson(byte[] body) {
        try {
            return !JSON.readTree(body).isMissingNode();
        } catch (IOException notJson) {
            return false;
        }
    }

    @Override
    public Predicate createPredicate(String expression) {
        return ExpressionToPredicateAdapter.toPredicate(createExpression(expression));
    }

    @Override
    public Expression createExpression(String expression) {
        return new Query(
                compiled(expression), expression.contains("$" + ATTACHMENTS) || expression.contains("$" + LETTER));
    }

    /** @throws IllegalArgumentException when it is none, with the reason */
    private static JsonQuery compiled(String expression) {
        try {
            return JsonQuery.compile(expression.strip(), Versions.JQ_1_6);
        } catch (JsonQueryException e) {
            throw new IllegalArgumentException(Problem.of(e).words(), e);
        }
    }

    /**
     * Why something is no expression.
     *
     * @param line of the expression, from 1; 0 where none is to blame
     * @param column likewise
     */
    record Problem(String words, int line, int column) {

        private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)\\.?");
        private static final int LONGEST = 200;

        /** The reader of expressions tells what it met and all that it would rather have met. */
        static Problem of(Throwable failure) {
            Throwable innermost = failure;
            while (innermost.getCause() != null) {
                innermost = innermost.getCause();
            }
            String words = Objects.requireNonNullElse(innermost.getMessage(), "it cannot be read");
            Matcher place = PLACE.matcher(words);
            boolean isPlaced = place.find();
            String told = (isPlaced ? words.substring(0, place.start()) : words)
                    .replaceAll("\\s+", " ")
                    .strip();
            return new Problem(
                    "Not a jq expression: " + told.substring(0, Math.min(told.length(), LONGEST)),
                    isPlaced ? Integer.parseInt(place.group(1)) : 0,
                    isPlaced ? Integer.parseInt(place.group(2)) : 0);
        }
    }

    /** Why it is no expression; empty when it is one. */
    static Optional<Problem> problem(String expression) {
        try {
            return JsonQuery.compile(expression, Versions.JQ_1_6).toString().isEmpty()
                    ? Optional.of(new Problem("The jq expression is empty", 0, 0))
                    : Optional.empty();
        } catch (JsonQueryException e) {
            return Optional.of(Problem.of(e));
        }
    }

    private static final class Query extends ExpressionAdapter {

        private final JsonQuery query;
        private final boolean asksForParts;

        Query(JsonQuery query, boolean asksForParts) {
            this.query = query;
            this.asksForParts = asksForParts;
        }

        @Override
        public @Nullable Object evaluate(Exchange exchange) {
            Scope scope = Scope.newChildScope(FUNCTIONS);
            scope.setValue("headers", scalars(exchange.getMessage().getHeaders(), true));
            scope.setValue("properties", scalars(exchange.getProperties(), false));
            scope.setValue(ACCOUNT, tree(exchange.getProperty(ACCOUNT)));
            scope.setValue(SETTINGS, tree(exchange.getProperty(SETTINGS)));
            if (asksForParts) {
                AttachedFiles parts = parts(exchange);
                scope.setValue(
                        ATTACHMENTS,
                        tree(parts.all().stream()
                                .map(AttachedFiles.AttachedFile::described)
                                .toList()));
                scope.setValue(LETTER, tree(parts.letter()));
            }
            List<@Nullable Object> results = new ArrayList<>();
            JsonNode body;
            try {
                body = body(exchange);
            } catch (NotJson e) {
                throw new RuntimeCamelException(e);
            } catch (IOException e) {
                throw new IllegalStateException("A body in memory cannot be read", e);
            }
            try {
                query.apply(scope, body, result -> results.add(plain(result)));
            } catch (JsonQueryException e) {
                // Its cause is an IOException, which would be taken for one of the platform's.
                throw new IllegalStateException("jq: " + e.getMessage());
            }
            return results.size() == 1 ? results.getFirst() : results.isEmpty() ? null : results;
        }

        private static AttachedFiles parts(Exchange exchange) {
            try {
                return AttachedFiles.of(exchange);
            } catch (IOException e) {
                throw new RuntimeCamelException(e);
            }
        }

        private static JsonNode body(Exchange exchange) throws IOException {
            Object body = exchange.getMessage().getBody();
            if (body == null) {
                return NullNode.getInstance();
            }
            if (body instanceof Map<?, ?>
                    || body instanceof List<?>
                    || body instanceof Number
                    || body instanceof Boolean) {
                return JSON.valueToTree(body);
            }
            byte[] bytes = exchange.getMessage().getBody(byte[].class);
            if (bytes == null) {
                throw new NotJson();
            }
            // What has been read is kept, so that another expression can read it too.
            exchange.getMessage().setBody(bytes);
            try {
                return bytes.length == 0 ? NullNode.getInstance() : JSON.readTree(bytes);
            } catch (JsonProcessingException e) {
                // The parser's message quotes the body, so the cause is left behind.
                throw new NotJson();
            }
        }

        private static ObjectNode scalars(Map<String, Object> values, boolean inLowerCase) {
            ObjectNode all = JSON.createObjectNode();
            values.forEach((name, value) -> {
                if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                    all.set(inLowerCase ? name.toLowerCase(Locale.ROOT) : name, JSON.valueToTree(value));
                }
            });
            return all;
        }

        private static JsonNode tree(@Nullable Object value) {
            return value == null ? NullNode.getInstance() : JSON.valueToTree(value);
        }

        private static @Nullable Object plain(JsonNode result) {
            return switch (result.getNodeType()) {
                case STRING -> result.textValue();
                case BOOLEAN -> result.booleanValue();
                case NUMBER -> result.numberValue();
                case NULL, MISSING -> null;
                case ARRAY -> {
                    List<@Nullable Object> all = new ArrayList<>();
                    result.forEach(element -> all.add(plain(element)));
                    yield all;
                }
                case OBJECT, POJO, BINARY -> result.toString();
            };
        }
    }

    /** A body is not JSON. */
    static final class NotJson extends IOException {
        private static final long serialVersionUID = 1;

        NotJson() {
            super("the body is not JSON");
        }
    }
}
