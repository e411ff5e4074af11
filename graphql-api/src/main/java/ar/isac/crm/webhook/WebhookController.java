package ar.isac.crm.webhook;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.Webhooks;
import ar.isac.crm.message.ChannelType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Meta's webhooks. 200 only after every update is durably stored; anything else makes Meta deliver again, for up to seven days,
 * so what can never succeed (wrong signature, junk) says so with 4xx.
 */
@RestController
class WebhookController {

    private static final Logger log = LoggerFactory.getLogger(WebhookController.class);

    /** Meta's own limit for a delivery. */
    private static final int MOST_BYTES = 3 * 1024 * 1024;

    private static final Map<String, ChannelType> CHANNELS =
            Map.of("whatsapp", ChannelType.WHATSAPP, "instagram", ChannelType.INSTAGRAM);

    private final Webhooks webhooks;
    private final ChannelAccounts accounts;

    WebhookController(Webhooks webhooks, ChannelAccounts accounts) {
        this.webhooks = webhooks;
        this.accounts = accounts;
    }

    @GetMapping(path = "/webhooks/{channel:whatsapp|instagram}", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> handshake(
            @RequestParam(name = "hub.mode", defaultValue = "") String mode,
            @RequestParam(name = "hub.verify_token", defaultValue = "") String token,
            @RequestParam(name = "hub.challenge", defaultValue = "") String challenge) {
        boolean isOurs = accounts.verifyToken()
                .filter(expected -> MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        if (!"subscribe".equals(mode) || !isOurs) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        return ResponseEntity.ok(challenge);
    }

    @PostMapping("/webhooks/{channel:whatsapp|instagram}")
    ResponseEntity<Void> deliver(
            @PathVariable String channel,
            @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature,
            HttpServletRequest request)
            throws IOException, MalformedWebhook {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        webhooks.accept(Objects.requireNonNull(CHANNELS.get(channel)), body, signature);
        return ResponseEntity.ok().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(Webhooks.WrongSignature refused) {
        log.warn("A webhook delivery was refused: missing or wrong signature");
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
    }

    @ExceptionHandler
    ResponseEntity<Void> refuse(MalformedWebhook refused) {
        log.warn("A webhook delivery was refused: {}", refused.getMessage());
        return ResponseEntity.badRequest().build();
    }

    @ExceptionHandler
    ResponseEntity<Void> comeAgain(BrokerUnavailable unavailable) {
        log.error(
                "A webhook delivery could not be stored; the platform will deliver it again: {}", reason(unavailable));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
    }

    /** The innermost exception's name: its words may hold what a customer wrote. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getName();
    }
}
