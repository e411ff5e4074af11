package ar.isac.crm.export;

import ar.isac.crm.export.Lists.ExportedList;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.ResponseError;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultGraphQlRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;

/**
 * Asks for the pages of a list as the caller would over GraphQL: with the same rules, the same sight, the same values and on
 * the same budget, for which it waits.
 */
@Component
class ListPages {

    /** A page of the largest rows stays well below what one operation may cost. */
    private static final int ROWS = 50;

    private static final int MOST_WAITS = 60;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final WebGraphQlHandler graphql;

    ListPages(WebGraphQlHandler graphql) {
        this.graphql = graphql;
    }

    /** One page of rows; {@code next} is the cursor to go on after, null at the end. */
    record Rows(List<Map<?, ?>> nodes, @Nullable String next) {}

    /** The list cannot be had: the code and the words are those that GraphQL would answer. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** @throws Refused when GraphQL answers with errors */
    Rows page(ExportedList list, Map<String, Object> variables, @Nullable String after, HttpServletRequest caller) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("first", ROWS);
        all.put("after", after);
        for (int waits = 0; ; waits++) {
            WebGraphQlResponse response = ask(list, all, caller);
            if (response.getErrors().isEmpty()) {
                return rows(response);
            }
            ResponseError error = response.getErrors().getFirst();
            Object wait = error.getExtensions().get("retryAfter");
            if (wait == null || waits == MOST_WAITS) {
                throw new Refused(
                        String.valueOf(error.getExtensions().getOrDefault("code", "INTERNAL_ERROR")),
                        String.valueOf(error.getMessage()));
            }
            pause(Duration.ofSeconds(Long.parseLong(wait.toString())));
        }
    }

    private WebGraphQlResponse ask(ExportedList list, Map<String, Object> variables, HttpServletRequest caller) {
        WebGraphQlRequest request = new WebGraphQlRequest(
                URI.create(caller.getRequestURL().toString()),
                new HttpHeaders(),
                new LinkedMultiValueMap<>(),
                null,
                Map.of(),
                new DefaultGraphQlRequest(list.document(), null, variables, Map.of()),
                caller.getRequestId(),
                caller.getLocale());
        WebGraphQlResponse response = graphql.handleRequest(request).block();
        if (response == null) {
            throw new IllegalStateException("GraphQL has not answered");
        }
        return response;
    }

    private static Rows rows(WebGraphQlResponse response) {
        Map<String, Object> data = response.getData();
        if (data == null || !(data.get("list") instanceof Map<?, ?> list)) {
            throw new IllegalStateException("A list without an answer");
        }
        List<Map<?, ?>> nodes = list.get("nodes") instanceof List<?> several
                ? several.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(node -> (Map<?, ?>) node)
                        .toList()
                : List.of();
        Map<?, ?> pageInfo = list.get("pageInfo") instanceof Map<?, ?> info ? info : Map.of();
        Object end = pageInfo.get("endCursor");
        return new Rows(nodes, Boolean.TRUE.equals(pageInfo.get("hasNextPage")) && end != null ? end.toString() : null);
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
