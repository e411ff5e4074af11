package ar.isac.crm.gate;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A code for programs on every error, also on those that the engine makes. */
final class ErrorCodes {

    static final String TIMEOUT = "TIMEOUT";

    private static final Pattern BEGINNING = Pattern.compile("^Validation error \\(\\w+(?:@\\[[^\\]]*\\])?\\) ?: ");
    private static final Pattern OBJECT = Pattern.compile(" with value '(?:Object|Array)Value\\{.*\\}' (?=is )(is)");
    private static final Pattern LEAF = Pattern.compile("\\b\\w+Value\\{\\w+='?([^'{}]*)'?\\}");

    /** More of an error helps nobody: the rest repeats the document, which may be hostile. */
    private static final int LONGEST = 2_000;

    private ErrorCodes() {}

    static GraphQLError coded(GraphQLError error) {
        Map<String, Object> before = error.getExtensions();
        if (before != null && before.containsKey("code")) {
            return error;
        }
        Map<String, Object> extensions = new LinkedHashMap<>(before == null ? Map.of() : before);
        extensions.put("code", code(error));
        GraphqlErrorBuilder<?> builder = GraphqlErrorBuilder.newError()
                .message("%s", words(String.valueOf(error.getMessage())))
                .errorType(error.getErrorType())
                .extensions(extensions);
        if (error.getLocations() != null) {
            builder.locations(error.getLocations());
        }
        if (error.getPath() != null) {
            builder.path(error.getPath());
        }
        return builder.build();
    }

    /** The engine's words without how it writes down what it has parsed: {@code EnumValue{name='SHUT'}} is SHUT. */
    static String words(String message) {
        String shortened = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
        String plain = BEGINNING.matcher(shortened).replaceFirst("");
        plain = OBJECT.matcher(plain).replaceAll(" $1");
        return LEAF.matcher(plain).replaceAll("$1").strip();
    }

    private static String code(GraphQLError error) {
        if (error instanceof graphql.introspection.IntrospectionDisabledError) {
            return "INTROSPECTION_DISABLED";
        }
        if (!(error.getErrorType() instanceof ErrorType type)) {
            return "BAD_REQUEST";
        }
        return switch (type) {
            case InvalidSyntax -> "GRAPHQL_PARSE_FAILED";
            case ValidationError -> "GRAPHQL_VALIDATION_FAILED";
            case DataFetchingException, NullValueInNonNullableField -> "INTERNAL_ERROR";
            case OperationNotSupported -> "OPERATION_NOT_SUPPORTED";
            case ExecutionAborted -> "CANCELLED";
        };
    }
}
