package ar.isac.crm.outgoing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An address that wants to hear of what happens. Immutable; each verb returns the next state.
 *
 * @param events names of events; {@code sale.*} for all of a kind, {@code *} for all
 * @param secrets what deliveries are signed with: the newest first, and for a day the one before
 * @param includesText whether deliveries hold what customers write
 * @param isTrusted whether an administrator set the address, which may then be of the shop's own network
 * @param pause why nothing is delivered; null while it works
 */
@Document("webhooks")
record Webhook(
        @Id String id,
        @Version @Nullable Long version,
        String name,
        String url,
        List<String> events,
        List<SealedSecret> secrets,
        boolean includesText,
        boolean isTrusted,
        @Nullable Pause pause,
        Health health,
        Instant createdAt) {

    /** How long deliveries are signed with the old secret too. */
    static final Duration BOTH_SECRETS = Duration.ofHours(24);

    /** Who has not taken anything for this long is not tried any more. */
    static final Duration PATIENCE = Duration.ofDays(5);

    /** Signs of life more often than this are not worth a write. */
    private static final Duration COARSE = Duration.ofSeconds(5);

    /** A secret as the vault keeps it; {@code until} is null for the newest. */
    record SealedSecret(String sealed, @Nullable Instant until) {}

    /** Why nothing is delivered. */
    record Pause(Reason reason, Instant since) {

        enum Reason {
            BY_PERSON,
            /** The receiver said that it is gone. */
            GONE,
            /** Nothing was taken for days. */
            FAILING
        }
    }

    /** How it fares. */
    record Health(
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable Instant failingSince,
            @Nullable String lastError) {

        static final Health UNKNOWN = new Health(null, null, null, null);
    }

    boolean wants(String event) {
        return events.stream()
                .anyMatch(wanted -> wanted.equals("*")
                        || wanted.equals(event)
                        || (wanted.endsWith(".*") && event.startsWith(wanted.substring(0, wanted.length() - 1))));
    }

    boolean isActive() {
        return pause == null;
    }

    Webhook described(
            String newName, String newUrl, List<String> newEvents, boolean isTextIncluded, boolean isByAdmin) {
        return new Webhook(
                id,
                version,
                newName,
                newUrl,
                List.copyOf(newEvents),
                secrets,
                isTextIncluded,
                newUrl.equals(url) ? isTrusted || isByAdmin : isByAdmin,
                pause,
                health,
                createdAt);
    }

    /** Signs with this from now on, and with the one before for a day. */
    Webhook signing(String sealed, Instant now) {
        List<SealedSecret> next = secrets.isEmpty()
                ? List.of(new SealedSecret(sealed, null))
                : List.of(
                        new SealedSecret(sealed, null),
                        new SealedSecret(secrets.getFirst().sealed(), now.plus(BOTH_SECRETS)));
        return with(next, pause, health);
    }

    /** The secrets in force. */
    List<String> sealedSecrets(Instant now) {
        return secrets.stream()
                .filter(secret -> secret.until() == null || secret.until().isAfter(now))
                .map(SealedSecret::sealed)
                .toList();
    }

    Webhook paused(Pause.Reason reason, Instant now) {
        return pause != null ? this : with(secrets, new Pause(reason, now), health);
    }

    Webhook resumed() {
        return pause == null
                ? this
                : with(
                        secrets,
                        null,
                        new Health(health.lastSuccessAt(), health.lastFailureAt(), null, health.lastError()));
    }

    Webhook succeeded(Instant now) {
        Instant last = health.lastSuccessAt();
        boolean isNews = health.failingSince() != null
                || last == null
                || last.plus(COARSE).isBefore(now);
        return isNews ? with(secrets, pause, new Health(now, health.lastFailureAt(), null, health.lastError())) : this;
    }

    Webhook failed(String error, Instant now) {
        Instant since = health.failingSince() == null ? now : health.failingSince();
        Webhook failing = with(secrets, pause, new Health(health.lastSuccessAt(), now, since, error));
        return since.plus(PATIENCE).isAfter(now) ? failing : failing.paused(Pause.Reason.FAILING, now);
    }

    private Webhook with(List<SealedSecret> nextSecrets, @Nullable Pause nextPause, Health nextHealth) {
        return new Webhook(
                id, version, name, url, events, nextSecrets, includesText, isTrusted, nextPause, nextHealth, createdAt);
    }

    /** Sealed or not, a secret has no place in a log. */
    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}
