package ar.isac.crm.export;

import ar.isac.crm.export.ListPages.Refused;
import ar.isac.crm.export.ListPages.Rows;
import ar.isac.crm.export.Lists.ExportedList;
import ar.isac.crm.security.AccessNoted;
import ar.isac.crm.security.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list as CSV, row by row as it is read, for whoever may ask for the list over GraphQL. An error that comes before the first
 * row is told as JSON; one that comes later breaks the connection off, so that half a file is not taken for a whole one.
 */
@RestController
class ExportController {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Paging is the file's own business. */
    private static final Set<String> OWN = Set.of("first", "after");

    private final Lists lists;
    private final ListPages pages;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    ExportController(Lists lists, ListPages pages, ApplicationEventPublisher events, JsonMapper json, Clock clock) {
        this.lists = lists;
        this.pages = pages;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param variables of the list's query, as JSON
     * @param bom whether a byte order mark comes first, which some spreadsheets need to read accents
     */
    @GetMapping("/exports/{list:[A-Za-z]{1,40}}.csv")
    void csv(
            @PathVariable String list,
            @RequestParam(defaultValue = "{}") String variables,
            @RequestParam(defaultValue = "false") boolean bom,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ExportedList exported = lists.find(list).orElse(null);
        if (exported == null) {
            refuse(response, HttpStatus.NOT_FOUND, "NOT_FOUND", "There is no list " + list);
            return;
        }
        Map<String, Object> given = read(variables);
        if (given == null || given.keySet().stream().anyMatch(OWN::contains)) {
            refuse(
                    response,
                    HttpStatus.BAD_REQUEST,
                    "BAD_REQUEST",
                    "\"variables\" must be a JSON object of the list's own arguments");
            return;
        }
        Rows first;
        try {
            first = pages.page(exported, given, null, request);
        } catch (Refused refused) {
            note(actor, list, AccessNoted.Outcome.REFUSED);
            refuse(response, status(refused), refused.code(), String.valueOf(refused.getMessage()));
            return;
        }
        note(actor, list, AccessNoted.Outcome.DONE);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"%s-%s.csv\"".formatted(list, LocalDate.now(clock)));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        write(exported, given, first, bom, request, response);
    }

    private void write(
            ExportedList list,
            Map<String, Object> variables,
            Rows first,
            boolean bom,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        if (bom) {
            out.write(BYTE_ORDER_MARK);
        }
        CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
        printer.printRecord(list.columns().names());
        Rows rows = first;
        while (true) {
            for (Map<?, ?> node : rows.nodes()) {
                printer.printRecord(list.columns().cells(node));
            }
            if (rows.next() == null) {
                break;
            }
            printer.flush();
            try {
                rows = pages.page(list, variables, rows.next(), request);
            } catch (Refused refused) {
                throw new IOException("The list ended early: " + refused.code(), refused);
            }
        }
        printer.flush();
    }

    private @Nullable Map<String, Object> read(String variables) {
        try {
            return json.readValue(variables, new TypeReference<Map<String, Object>>() {});
        } catch (JacksonException notAnObject) {
            return null;
        }
    }

    private void note(Actor actor, String list, AccessNoted.Outcome outcome) {
        events.publishEvent(AccessNoted.of(actor, "export/" + list, outcome));
    }

    private static HttpStatus status(Refused refused) {
        return switch (refused.code()) {
            case "FORBIDDEN" -> HttpStatus.FORBIDDEN;
            case "UNAUTHENTICATED" -> HttpStatus.UNAUTHORIZED;
            case "RATE_LIMITED" -> HttpStatus.TOO_MANY_REQUESTS;
            case "INTERNAL_ERROR", "TIMEOUT" -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.BAD_REQUEST;
        };
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String code, String message)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter()
                .write(json.writeValueAsString(Map.of(
                        "errors", java.util.List.of(Map.of("message", message, "extensions", Map.of("code", code))))));
    }
}
