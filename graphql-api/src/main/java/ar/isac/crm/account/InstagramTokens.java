package ar.isac.crm.account;

import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.pending.Outbox;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps Instagram's tokens alive. They live 60 days and can be renewed once they are a day old and as long as they live, so
 * they are renewed by the calendar and not when they are used; whoever is in charge is told before one ends.
 */
@Component
class InstagramTokens implements AlarmHandler {

    private static final Logger log = LoggerFactory.getLogger(InstagramTokens.class);
    private static final String KIND = "instagramToken";
    private static final Duration LOOK = Duration.ofHours(12);
    private static final Duration LEAST_AGE = Duration.ofHours(24);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ChannelAccounts accounts;
    private final ChannelHealth health;
    private final Alarms alarms;
    private final Outbox outbox;
    private final Clock clock;
    private final Executor beside =
            task -> Thread.ofVirtual().name("instagram-token").start(task);
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    InstagramTokens(ChannelAccounts accounts, ChannelHealth health, Alarms alarms, Outbox outbox, Clock clock) {
        this.accounts = accounts;
        this.health = health;
        this.alarms = alarms;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A token and how long it lives. */
    private record Renewed(String token, Duration life) {}

    @EventListener(ApplicationReadyEvent.class)
    void watchAll() {
        accounts.all().forEach(this::watch);
    }

    void watch(ChannelAccount account) {
        if (account.type() == ChannelType.INSTAGRAM && accounts.hasToken(account)) {
            alarms.setUnlessSet(KIND, account.id(), clock.instant().plus(LOOK));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The platform is asked beside: it may be slow, and other alarms are not to wait for it. */
    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Instant now = clock.instant();
        ChannelAccount account = accounts.find(alarm.subject()).orElse(null);
        if (account == null || !accounts.hasToken(account)) {
            return null;
        }
        if (isDue(account.access(), now)) {
            beside.execute(() -> renewed(account, now));
        }
        return now.plus(LOOK);
    }

    /** A token whose end is not known is renewed as soon as the platform does that: then its end is known. */
    private static boolean isDue(ChannelAccount.Access access, Instant now) {
        Instant since = access.tokenSince();
        Instant endsAt = access.tokenEndsAt();
        return endsAt == null
                ? since == null || !now.isBefore(since.plus(LEAST_AGE))
                : !now.isBefore(endsAt.minus(RENEWED_BEFORE));
    }

    private void renewed(ChannelAccount account, Instant now) {
        try {
            renew(account, now);
        } catch (RuntimeException e) {
            log.error("The token of {} cannot be renewed now and will be tried again", account.id(), e);
        }
    }

    private void renew(ChannelAccount account, Instant now) {
        Optional<Renewed> renewed = accounts.connection(account).flatMap(this::ask);
        if (renewed.isPresent()) {
            accounts.renewed(
                    account.id(), renewed.get().token(), now.plus(renewed.get().life()));
            log.info("The token of {} is renewed", account.id());
            return;
        }
        Instant endsAt = account.access().tokenEndsAt();
        String words = endsAt == null
                ? "No se pudo renovar el acceso a Instagram: volvé a conectar la cuenta antes de que venza."
                : "No se pudo renovar el acceso a Instagram: vence el " + LocalDate.ofInstant(endsAt, ZoneOffset.UTC)
                        + ". Volvé a conectar la cuenta.";
        health.failed(account.id(), "TOKEN", words);
        // One alert a day, however often it is tried.
        String key = "channel/" + account.id() + "/token/" + LocalDate.ofInstant(now, ZoneOffset.UTC);
        outbox.announcing(
                List.of(Publication.of(
                        ConversationEvent.ofAccount(key, ConversationEvent.Type.CHANNEL_ALERT, account.id(), now))),
                () -> account);
    }

    /** The token stands in the address: nothing of it may reach a log. */
    private Optional<Renewed> ask(ChannelConnection connection) {
        String base = connection.baseUrl().replaceFirst("/v[0-9]+\\.[0-9]+$", "");
        URI address = URI.create(base + "/refresh_access_token?grant_type=ig_refresh_token&access_token="
                + URLEncoder.encode(connection.accessToken(), StandardCharsets.UTF_8));
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                log.warn(
                        "The token of {} is not renewed: HTTP {}",
                        connection.account().id(),
                        answer.statusCode());
                return Optional.empty();
            }
            JsonNode body = json.readTree(answer.body());
            String token = body.path("access_token").asString("");
            long seconds = body.path("expires_in").asLong(0);
            return token.isBlank() || seconds <= 0
                    ? Optional.empty()
                    : Optional.of(new Renewed(token, Duration.ofSeconds(seconds)));
        } catch (IOException | JacksonException e) {
            log.warn(
                    "The token of {} is not renewed: {}",
                    connection.account().id(),
                    e.getClass().getSimpleName());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
