package ar.isac.crm.webhook;

import ar.isac.crm.account.WebhookSecrets;
import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.hub.Webhooks;
import ar.isac.crm.message.ChannelType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Meta's webhooks. 200 only after every update is durably stored; anything else makes Meta deliver again, for up to seven days. */
@RestController
class WebhookController {

    private static final Map<String, ChannelType> CHANNELS =
            Map.of("whatsapp", ChannelType.WHATSAPP, "instagram", ChannelType.INSTAGRAM);

    private final Webhooks webhooks;
    private final WebhookSecrets secrets;

    WebhookController(Webhooks webhooks, WebhookSecrets secrets) {
        this.webhooks = webhooks;
        this.secrets = secrets;
    }

    @GetMapping(path = "/webhooks/{channel:whatsapp|instagram}", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> handshake(
            @RequestParam(name = "hub.mode", defaultValue = "") String mode,
            @RequestParam(name = "hub.verify_token", defaultValue = "") String token,
            @RequestParam(name = "hub.challenge", defaultValue = "") String challenge) {
        boolean isOurs = secrets.verifyToken()
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
            throws IOException, DeliveredBody.TooLarge, MalformedWebhook {
        webhooks.accept(Objects.requireNonNull(CHANNELS.get(channel)), DeliveredBody.of(request), signature);
        return ResponseEntity.ok().build();
    }
}
