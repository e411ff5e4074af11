package ar.isac.crm.outgoing;

import ar.isac.crm.channel.StandardSignature;
import ar.isac.crm.database.Vault;
import ar.isac.crm.hub.OutgoingWebhooks;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.SignedPost;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.outgoing.Delivery.Status;
import ar.isac.crm.outgoing.Delivery.Try;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Delivers, at least once. A crash between the call and its record calls again, under the same id. What is not taken is tried
 * again later and later, over a day and some hours.
 */
@Component
class Delivering implements OutgoingWebhooks {

    private static final Logger log = LoggerFactory.getLogger(Delivering.class);

    private static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(8),
            Duration.ofHours(10));

    private static final int GONE = 410;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final SignedPost post;
    private final Vault vault;
    private final Clock clock;

    Delivering(Webhooks webhooks, Deliveries deliveries, SignedPost post, Vault vault, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.post = post;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public List<Publication> deliver(Attempt attempt) {
        Optional<Delivery> found = deliveries
                .find(attempt.deliveryId())
                .filter(delivery ->
                        delivery.status() == Status.PENDING && delivery.attempts() == attempt.attempt() - 1);
        if (found.isEmpty()) {
            return List.of();
        }
        Delivery delivery = found.get();
        Optional<Webhook> webhook = webhooks.find(delivery.webhookId());
        // Deliveries of one that is paused wait until it is resumed.
        return webhook.isPresent() && webhook.get().isActive() ? tried(delivery, webhook.get()) : List.of();
    }

    private List<Publication> tried(Delivery delivery, Webhook webhook) {
        Try one = call(delivery, webhook);
        if (one.error() == null) {
            deliveries.update(delivery.id(), current -> current.tried(one, Status.DELIVERED, null));
            webhooks.find(webhook.id()).ifPresent(known -> webhooks.update(known.id(), now -> now.succeeded(one.at())));
            return List.of();
        }
        log.warn("Webhook {} did not take delivery {}: {}", webhook.id(), delivery.id(), one.error());
        int tries = delivery.attempts() - delivery.since();
        boolean isGone = one.httpStatus() != null && one.httpStatus() == GONE;
        boolean isOver = isGone || tries >= RETRIES.size();
        Duration wait = isOver ? Duration.ZERO : jittered(RETRIES.get(tries));
        Delivery noted = deliveries.update(
                delivery.id(),
                current -> current.tried(
                        one,
                        isOver ? Status.FAILED : Status.PENDING,
                        isOver ? null : one.at().plus(wait)));
        List<Publication> publications = new ArrayList<>(noted(webhook, one, isGone));
        if (!isOver) {
            publications.add(new Attempt(noted.id(), noted.attempts() + 1).after(wait));
        }
        return publications;
    }

    private List<Publication> noted(Webhook webhook, Try one, boolean isGone) {
        if (webhooks.find(webhook.id()).isEmpty()) {
            return List.of();
        }
        String error = String.valueOf(one.error());
        Webhook next = webhooks.update(webhook.id(), current -> {
            Webhook failed = current.failed(error, one.at());
            return isGone ? failed.paused(Webhook.Pause.Reason.GONE, one.at()) : failed;
        });
        Webhook.Pause pause = next.pause();
        if (pause == null || pause.reason() == Webhook.Pause.Reason.BY_PERSON) {
            return List.of();
        }
        log.error("Webhook {} is paused: {}", next.id(), pause.reason());
        return List.of(Publication.of(ConversationEvent.ofWebhook(
                "webhook/" + next.id() + "/paused/" + pause.since().toEpochMilli(), next.id(), pause.since())));
    }

    private Try call(Delivery delivery, Webhook webhook) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        Integer status = null;
        String error;
        try {
            byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
            int answered = post.post(
                    URI.create(webhook.url()), headers(delivery, webhook, at, body), body, webhook.isTrusted());
            status = answered;
            error = answered >= 200 && answered < 300 ? null : "HTTP " + answered;
        } catch (SignedPost.Forbidden privateNetwork) {
            error = "The address leads into a private network";
        } catch (IOException noAnswer) {
            error = noAnswer.getClass().getSimpleName();
        } catch (Vault.WrongKey wrongKey) {
            error = "The secret cannot be opened: CRM_SECRET_KEY is another";
        }
        return new Try(
                at, status, error, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }

    private Map<String, String> headers(Delivery delivery, Webhook webhook, Instant at, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(StandardSignature.ID, delivery.messageId());
        headers.put(StandardSignature.TIMESTAMP, Long.toString(at.getEpochSecond()));
        headers.put(
                StandardSignature.SIGNATURE,
                webhook.sealedSecrets(at).stream()
                        .map(kept -> vault.open(kept, place(webhook.id())))
                        .map(secret -> new StandardSignature(secret).of(delivery.messageId(), at, body))
                        .collect(Collectors.joining(" ")));
        headers.put("User-Agent", "isac-crm");
        return headers;
    }

    /** Where the vault keeps a webhook's secrets. */
    static String place(String webhookId) {
        return "webhook/" + webhookId;
    }

    /** By up to a fifth more or less, so that a receiver that comes back is not met by everything at once. */
    private static Duration jittered(Duration wait) {
        return Duration.ofMillis(Math.round(
                wait.toMillis() * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble())));
    }
}
