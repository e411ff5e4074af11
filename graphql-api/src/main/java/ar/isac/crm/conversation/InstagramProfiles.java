package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.Sender;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Instagram who writes: a message brings an id alone. Nothing waits for the answer, which comes beside the messages; no
 * answer is asked for again a few times and then when they write after a month, and so is a name, since people change theirs.
 * Their picture is not kept: its link lives for some days, and nothing here shows it.
 */
@Component
class InstagramProfiles implements AlarmHandler {

    private static final Logger log = LoggerFactory.getLogger(InstagramProfiles.class);
    private static final String KIND = "instagramProfile";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MONTH = Duration.ofDays(30);

    /** After each try in vain; who is not known after the last is asked for when they write again. */
    private static final List<Duration> PATIENCE = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            Duration.ofHours(2),
            Duration.ofHours(12),
            Duration.ofDays(1));

    private static final int SIDE_BY_SIDE = 4;

    private final ChannelAccounts accounts;
    private final Customers customers;
    private final Conversations conversations;
    private final Threads threads;
    private final Alarms alarms;
    private final Outbox outbox;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Executor beside =
            task -> Thread.ofVirtual().name("instagram-profile").start(task);
    private final Semaphore turns = new Semaphore(SIDE_BY_SIDE);
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    InstagramProfiles(
            ChannelAccounts accounts,
            Customers customers,
            Conversations conversations,
            Threads threads,
            Alarms alarms,
            Outbox outbox,
            Clock clock) {
        this.accounts = accounts;
        this.customers = customers;
        this.conversations = conversations;
        this.threads = threads;
        this.alarms = alarms;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What the platform says of somebody. */
    private record Profile(@Nullable String name, @Nullable String username) {}

    /** The platform could not be asked now. */
    private static final class Unanswered extends Exception {
        Unanswered(String message) {
            super(message);
        }
    }

    /** Somebody has written. */
    void met(AccountRef account, Sender sender) {
        if (account.type() != ChannelType.INSTAGRAM) {
            return;
        }
        sender.handles().stream()
                .filter(handle -> handle.kind() == Handle.Kind.IGSID)
                .map(Handle::address)
                .filter(address -> customers.isProfileDue(account, address))
                .forEach(address -> alarms.setUnlessSet(KIND, subject(account, address), clock.instant()));
    }

    private static String subject(AccountRef account, String address) {
        return account.id() + "/" + address;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The platform is asked beside: it may be slow, and other alarms are not to wait for it. */
    @Override
    public @Nullable Instant ring(Alarm alarm) {
        int end = alarm.subject().lastIndexOf('/');
        AccountRef account = AccountRef.parse(alarm.subject().substring(0, end));
        String address = alarm.subject().substring(end + 1);
        ChannelConnection connection = accounts.find(account.id())
                .filter(known -> !known.isPaused())
                .flatMap(accounts::connection)
                .orElse(null);
        if (!customers.isProfileDue(account, address) || connection == null) {
            return null;
        }
        int tries = customers.askingForProfile(account, address, InstagramProfiles::patience);
        beside.execute(() -> ask(account, address, connection));
        return tries < PATIENCE.size() ? clock.instant().plus(patience(tries)) : null;
    }

    private static Duration patience(int tries) {
        return tries < PATIENCE.size() ? PATIENCE.get(tries) : MONTH;
    }

    private void ask(AccountRef account, String address, ChannelConnection connection) {
        turns.acquireUninterruptibly();
        try {
            Profile profile = read(address, connection);
            customers.profileAnswered(account, address, MONTH);
            if (profile != null) {
                isCalled(account, address, profile);
            }
        } catch (Unanswered e) {
            log.debug("Who writes to {} is not known yet: {}", account.id(), e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Who writes to {} cannot be noted now", account.id(), e);
        } finally {
            turns.release();
        }
    }

    private void isCalled(AccountRef account, String address, Profile profile) {
        customers
                .isCalled(account, address, profile.name(), profile.username())
                .flatMap(customer -> conversations.find(account.id(), customer.id()))
                .ifPresent(conversation -> outbox.announcing(
                        List.of(threads.changed(conversation.id(), "called/" + UUID.randomUUID())),
                        () -> conversation));
    }

    /**
     * Null when the platform will not tell: consent is missing, they have blocked the shop, they are gone.
     *
     * @throws Unanswered when it may tell another time
     */
    private @Nullable Profile read(String address, ChannelConnection connection) throws Unanswered {
        URI uri = URI.create(connection.baseUrl() + "/" + URLEncoder.encode(address, StandardCharsets.UTF_8)
                + "?fields=name,username");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + connection.accessToken())
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 500 || answer.statusCode() == 429 || answer.statusCode() == 401) {
                throw new Unanswered("HTTP " + answer.statusCode());
            }
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() != 200) {
                if (isPassing(body.path("error"))) {
                    throw new Unanswered("code " + body.at("/error/code").asInt(0));
                }
                return null;
            }
            return new Profile(
                    body.path("name").asString(null), body.path("username").asString(null));
        } catch (IOException | JacksonException e) {
            throw new Unanswered(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted");
        }
    }

    /** Limits and tokens: 4, 17, 32, 613, 80002 and 190, as for sending. */
    private static boolean isPassing(JsonNode error) {
        return error.path("is_transient").asBoolean(false)
                || switch (error.path("code").asInt(0)) {
                    case 1, 2, 4, 17, 32, 190, 613, 80002 -> true;
                    default -> false;
                };
    }
}
