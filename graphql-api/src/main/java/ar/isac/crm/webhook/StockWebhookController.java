package ar.isac.crm.webhook;

import ar.isac.crm.channel.StandardSignature;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.Queues;
import ar.isac.crm.hub.RawJson;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.RefusedDeliveries;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the shop's own system pushes products, prices and stock. It proves itself by a signature over the bytes or by a token
 * that may change the inventory. 200 only after the delivery is durably queued.
 */
@RestController
class StockWebhookController {

    private static final int LONGEST_ID = 200;

    private final String secret;
    private final Entry entry;
    private final Clock clock;
    private final RefusedDeliveries refused;
    private final JsonMapper json = JsonMapper.builder().build();

    StockWebhookController(
            @Value("${crm.stock.webhook-secret:}") String secret, Entry entry, Clock clock, RefusedDeliveries refused) {
        this.secret = secret.strip();
        this.entry = entry;
        this.clock = clock;
        this.refused = refused;
    }

    /** {@code /webhooks/stock} takes effect by itself; what comes to a source of that name waits for a route to take it. */
    @PostMapping({"/webhooks/stock", "/webhooks/stock/{source:[a-z0-9-]{1,40}}"})
    ResponseEntity<Void> deliver(
            @PathVariable(required = false) @Nullable String source,
            @RequestHeader(name = StandardSignature.ID, required = false) @Nullable String id,
            @RequestHeader(name = StandardSignature.TIMESTAMP, required = false) @Nullable String timestamp,
            @RequestHeader(name = StandardSignature.SIGNATURE, required = false) @Nullable String signatures,
            @AuthenticationPrincipal @Nullable Actor actor,
            HttpServletRequest request)
            throws IOException, DeliveredBody.TooLarge {
        byte[] body = DeliveredBody.of(request);
        boolean isSigned = !secret.isEmpty()
                && new StandardSignature(secret).matches(id, timestamp, signatures, body, clock.instant());
        if (!isSigned && !mayDeliver(actor)) {
            refused.add(RefusedDeliveries.Reason.STOCK);
            return ResponseEntity.status(actor == null ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN)
                    .build();
        }
        if (id != null && id.length() > LONGEST_ID) {
            return ResponseEntity.badRequest().build();
        }
        // A redelivery is signed anew: the moment of its counts is when it first came, which the id finds again.
        Instant asOf =
                isSigned && timestamp != null ? Instant.ofEpochSecond(Long.parseLong(timestamp)) : clock.instant();
        Optional<String> envelope = envelope(body, id, asOf);
        if (envelope.isEmpty()) {
            return ResponseEntity.badRequest().build();
        }
        entry.publish(List.of(new Publication(
                source == null ? Queues.CATALOGUE : Queues.STOCK_OF + source,
                null,
                Duration.ZERO,
                new RawJson(envelope.get()))));
        return ResponseEntity.ok().build();
    }

    private static boolean mayDeliver(@Nullable Actor actor) {
        return actor != null
                && actor.mayWrite()
                && actor.isProgram()
                && switch (actor.role()) {
                    case ADMIN, SUPERVISOR, INTEGRATOR -> true;
                    case ADVISOR, ANALYST -> false;
                };
    }

    /** The delivery with what it would lose on the queue; empty when it is neither CSV nor JSON in UTF-8. */
    private Optional<String> envelope(byte[] body, @Nullable String id, Instant asOf) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString()
                    .strip();
        } catch (CharacterCodingException otherEncoding) {
            return Optional.empty();
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode envelope = json.createObjectNode();
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                JsonNode root = json.readTree(text);
                if (root instanceof ObjectNode object) {
                    envelope = object;
                } else {
                    envelope.set("products", root);
                }
            } catch (JacksonException notJson) {
                return Optional.empty();
            }
        } else {
            envelope.put("csv", text);
        }
        if (id != null && !id.isBlank()) {
            envelope.put("id", id);
        } else if (isMissing(envelope, "id")) {
            envelope.put("id", UUID.randomUUID().toString());
        }
        if (isMissing(envelope, "name")) {
            envelope.put("name", "webhook");
        }
        if (!envelope.path("asOf").isString()) {
            envelope.put("asOf", asOf.toString());
        }
        return Optional.of(json.writeValueAsString(envelope));
    }

    private static boolean isMissing(ObjectNode envelope, String field) {
        return envelope.path(field).asString("").isBlank();
    }
}
