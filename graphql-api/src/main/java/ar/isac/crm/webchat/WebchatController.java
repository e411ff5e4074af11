package ar.isac.crm.webchat;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.conversation.SeenThreads;
import ar.isac.crm.dropin.RoutedWebhooks;
import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.message.Handle;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the chat window asks for. Only pages of an account's own origins get an answer; a visitor is whoever shows what we signed
 * for them, and no cookie is looked at.
 */
@RestController
@RequestMapping("/webchat/{account:[A-Za-z0-9@._+-]{1,100}}")
class WebchatController {

    private static final String VISITOR = "X-Webchat-Visitor";
    private static final String LAST = "Last-Event-ID";

    /** What a page may send along. */
    static final String HEADERS = HttpHeaders.CONTENT_TYPE + ", " + VISITOR + ", " + LAST;

    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_BYTES = 16 * 1024;
    private static final int LONGEST_FIELD = 300;
    private static final int MESSAGES_PER_MINUTE = 20;
    private static final int VISITORS_PER_MINUTE = 30;
    private static final int LOOKS_PER_MINUTE = 120;
    private static final int STREAMS_PER_MINUTE = 60;

    private final Pages pages;
    private final RoutedWebhooks webhooks;
    private final SeenThreads threads;
    private final Visitors visitors;
    private final Rates rates;
    private final OpenWindows windows;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    WebchatController(
            Pages pages,
            RoutedWebhooks webhooks,
            SeenThreads threads,
            Visitors visitors,
            Rates rates,
            OpenWindows windows,
            Clock clock) {
        this.pages = pages;
        this.webhooks = webhooks;
        this.threads = threads;
        this.visitors = visitors;
        this.rates = rates;
        this.windows = windows;
        this.clock = clock;
    }

    /** The window shows nothing but why. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final HttpStatus status;

        Refused(HttpStatus status) {
            super(status.getReasonPhrase());
            this.status = status;
        }

        Refused(HttpStatus status, Exception cause) {
            super(status.getReasonPhrase(), cause);
            this.status = status;
        }
    }

    record Admitted(String visitor) {}

    record Option(String id, String title) {}

    /** In the shape of the window's JSON. */
    record Written(
            @Nullable String id,
            @Nullable String text,
            @Nullable Option option,
            @Nullable String name) {}

    record Window(List<WindowMessage> messages, long after) {}

    @PostMapping("/visitors")
    ResponseEntity<Admitted> admit(@PathVariable String account, HttpServletRequest request) {
        RoutedAccount known = account(account, request);
        within("visitor/" + request.getRemoteAddr(), VISITORS_PER_MINUTE);
        return ResponseEntity.ok()
                .headers(headers -> allow(headers, request))
                .body(new Admitted(visitors.admit(known.ref().id())));
    }

    @PostMapping(path = "/messages", consumes = "application/json")
    ResponseEntity<Void> write(
            @PathVariable String account,
            @RequestHeader(name = VISITOR, required = false) @Nullable String shown,
            HttpServletRequest request)
            throws MalformedWebhook, IOException {
        RoutedAccount known = account(account, request);
        String visitor = visitor(known, shown);
        within("message/" + visitor, MESSAGES_PER_MINUTE);
        Written written = written(request.getInputStream().readNBytes(MOST_BYTES + 1));
        webhooks.accept(known, json.writeValueAsBytes(delivery(visitor, written)));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .headers(headers -> allow(headers, request))
                .build();
    }

    private Written written(byte[] body) {
        try {
            Written written = body.length > MOST_BYTES ? null : json.readValue(body, Written.class);
            if (written != null) {
                return written;
            }
        } catch (JacksonException e) {
            throw new Refused(HttpStatus.BAD_REQUEST, e);
        }
        throw new Refused(HttpStatus.CONTENT_TOO_LARGE);
    }

    /** What the channel's route is given. */
    private Map<String, Object> delivery(String visitor, Written written) {
        boolean isText = written.text() != null
                && !written.text().isBlank()
                && written.text().length() <= LONGEST_TEXT;
        Option option = written.option();
        boolean isChoice = option != null && isShort(option.id()) && isShort(option.title());
        if (!isShort(written.id()) || isText == isChoice || (written.name() != null && !isShort(written.name()))) {
            throw new Refused(HttpStatus.BAD_REQUEST);
        }
        Map<String, Object> delivery = new LinkedHashMap<>();
        delivery.put("visitor", visitor);
        delivery.put("id", written.id());
        if (isChoice) {
            delivery.put("option", option);
        } else {
            delivery.put("text", written.text());
        }
        if (written.name() != null) {
            delivery.put("name", written.name());
        }
        delivery.put("at", clock.instant().toString());
        return delivery;
    }

    @org.springframework.lang.Contract("null -> false")
    private static boolean isShort(@Nullable String value) {
        return value != null && !value.isBlank() && value.getBytes(StandardCharsets.UTF_8).length <= LONGEST_FIELD;
    }

    @GetMapping("/messages")
    ResponseEntity<Window> read(
            @PathVariable String account,
            @RequestHeader(name = VISITOR, required = false) @Nullable String shown,
            @RequestParam(defaultValue = "0") long after,
            HttpServletRequest request) {
        RoutedAccount known = account(account, request);
        String visitor = visitor(known, shown);
        within("look/" + visitor, LOOKS_PER_MINUTE);
        SeenThreads.Piece piece =
                threads.since(known.ref(), new Handle(Handle.Kind.OTHER, visitor), Math.max(0, after));
        return ResponseEntity.ok()
                .headers(headers -> {
                    allow(headers, request);
                    headers.setCacheControl("no-store");
                })
                .body(new Window(WindowMessage.of(piece.messages()), piece.upTo()));
    }

    /**
     * The thread as it grows.
     *
     * @param last the number of the last message that the window shows; all of the thread's end without one
     */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> follow(
            @PathVariable String account,
            @RequestHeader(name = VISITOR, required = false) @Nullable String shown,
            @RequestHeader(name = LAST, defaultValue = "0") String last,
            HttpServletRequest request) {
        RoutedAccount known = account(account, request);
        String visitor = visitor(known, shown);
        within("stream/" + visitor, STREAMS_PER_MINUTE);
        if (!last.matches("[0-9]{1,18}")) {
            throw new Refused(HttpStatus.BAD_REQUEST);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        SseEmitter events = windows.follow(known, visitor, Long.parseLong(last), () -> pages.mayShow(account, origin))
                .orElseThrow(() -> new Refused(HttpStatus.SERVICE_UNAVAILABLE));
        return ResponseEntity.ok()
                .headers(headers -> {
                    allow(headers, request);
                    headers.setCacheControl("no-store, no-transform");
                    // A proxy that collects before it passes on would turn news into history.
                    headers.set("X-Accel-Buffering", "no");
                })
                .body(events);
    }

    private RoutedAccount account(String localId, HttpServletRequest request) {
        RoutedAccount account = pages.account(localId).orElseThrow(() -> new Refused(HttpStatus.NOT_FOUND));
        if (!Pages.mayShow(account, request.getHeader(HttpHeaders.ORIGIN))) {
            throw new Refused(HttpStatus.FORBIDDEN);
        }
        return account;
    }

    private String visitor(RoutedAccount account, @Nullable String shown) {
        return visitors.id(account.ref().id(), shown).orElseThrow(() -> new Refused(HttpStatus.UNAUTHORIZED));
    }

    private void within(String key, int most) {
        if (!rates.allows(key, most)) {
            throw new Refused(HttpStatus.TOO_MANY_REQUESTS);
        }
    }

    private static void allow(HttpHeaders headers, HttpServletRequest request) {
        Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN)).ifPresent(headers::setAccessControlAllowOrigin);
        headers.setVary(List.of(HttpHeaders.ORIGIN));
    }

    /** A page of the account's is told why; another is told nothing that its scripts could read. */
    @ExceptionHandler
    ResponseEntity<Void> refuse(Refused refused, HttpServletRequest request) {
        boolean isOfTheAccount = refused.status != HttpStatus.FORBIDDEN && refused.status != HttpStatus.NOT_FOUND;
        return ResponseEntity.status(refused.status)
                .headers(headers -> {
                    if (isOfTheAccount) {
                        allow(headers, request);
                    }
                })
                .build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(MalformedWebhook malformed) {
        return ResponseEntity.badRequest().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> comeAgain(BrokerUnavailable unavailable, HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .headers(headers -> allow(headers, request))
                .build();
    }
}
