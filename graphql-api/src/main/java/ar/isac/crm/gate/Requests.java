package ar.isac.crm.gate;

import ar.isac.crm.graphql.TrustedDocuments;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body of a GraphQL request once, up to its limit, refuses what is none, and puts a trusted document in the place
 * of its id. Behind the login: nobody else's body is read.
 */
@Component
@Order(0)
class Requests extends OncePerRequestFilter {

    private static final String BAD_REQUEST = "BAD_REQUEST";
    private static final String GRAPHQL_RESPONSE = "application/graphql-response+json";

    private final GateSettings settings;
    private final TrustedDocuments documents;
    private final JsonMapper json;

    Requests(GateSettings settings, TrustedDocuments documents, JsonMapper json) {
        this.settings = settings;
        this.documents = documents;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals("/graphql")
                || !request.getMethod().equals("POST")
                || !isJson(request);
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, "application/json", 0, "application/json".length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int most = Math.toIntExact(settings.body().toBytes());
        boolean isTooLong = request.getContentLengthLong() > most;
        byte[] body = isTooLong ? new byte[0] : request.getInputStream().readNBytes(most + 1);
        if (isTooLong || body.length > most) {
            refuse(
                    request,
                    response,
                    HttpStatus.CONTENT_TOO_LARGE,
                    new Refusal(Excess.LIMIT_EXCEEDED, "A request has " + most + " bytes at most"));
            return;
        }
        JsonNode asked = parse(body);
        Optional<Refusal> refusal = wrong(asked);
        if (refusal.isPresent()) {
            refuse(request, response, HttpStatus.BAD_REQUEST, refusal.get());
            return;
        }
        chain.doFilter(new Replayed(request, withDocument(asked, body)), response);
    }

    private record Refusal(String code, String message) {}

    private @Nullable JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private Optional<Refusal> wrong(@Nullable JsonNode asked) {
        if (asked == null) {
            return refusal("The body is not JSON");
        }
        if (asked.isArray()) {
            return refusal("One operation a request: batches are not taken");
        }
        if (!asked.isObject()) {
            return refusal("The body is not a JSON object");
        }
        boolean hasQuery = isGiven(asked, "query");
        if (!hasQuery && isGiven(asked, "documentId")) {
            return documents.find(asked.path("documentId").asString("")).isPresent()
                    ? wrongParameters(asked)
                    : Optional.of(new Refusal(
                            "PERSISTED_DOCUMENT_NOT_FOUND", "No document of this id is part of this version"));
        }
        return asked.path("query").isString() ? wrongParameters(asked) : refusal("\"query\" must be a string");
    }

    private static Optional<Refusal> wrongParameters(JsonNode asked) {
        if (isGiven(asked, "operationName") && !asked.path("operationName").isString()) {
            return refusal("\"operationName\" must be a string");
        }
        if (isGiven(asked, "variables") && !asked.path("variables").isObject()) {
            return refusal("\"variables\" must be an object");
        }
        return isGiven(asked, "extensions") && !asked.path("extensions").isObject()
                ? refusal("\"extensions\" must be an object")
                : Optional.empty();
    }

    private static boolean isGiven(JsonNode asked, String parameter) {
        return asked.has(parameter) && !asked.path(parameter).isNull();
    }

    private static Optional<Refusal> refusal(String message) {
        return Optional.of(new Refusal(BAD_REQUEST, message));
    }

    private byte[] withDocument(@Nullable JsonNode asked, byte[] body) {
        if (!(asked instanceof ObjectNode request) || isGiven(request, "query")) {
            return body;
        }
        documents.find(request.path("documentId").asString("")).ifPresent(text -> request.put("query", text));
        return json.writeValueAsBytes(request);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, Refusal refusal)
            throws IOException {
        response.setStatus(status.value());
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        response.setContentType(
                accept != null && accept.contains(GRAPHQL_RESPONSE)
                        ? GRAPHQL_RESPONSE
                        : MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(json.writeValueAsString(Map.of(
                        "errors",
                        java.util.List.of(
                                Map.of("message", refusal.message(), "extensions", Map.of("code", refusal.code()))))));
    }

    /** The request again, from the bytes that were read. */
    private static final class Replayed extends HttpServletRequestWrapper {

        private final byte[] body;

        Replayed(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public int getContentLength() {
            return body.length;
        }

        @Override
        public long getContentLengthLong() {
            return body.length;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Bytes(new ByteArrayInputStream(body));
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body is here already");
        }
    }
}
