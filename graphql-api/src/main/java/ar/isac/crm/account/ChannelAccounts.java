package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.account.ChannelAccount.Pause;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The shop's accounts. */
@Component
@EnableConfigurationProperties(MetaSettings.class)
public class ChannelAccounts {

    private static final Logger log = LoggerFactory.getLogger(ChannelAccounts.class);

    private final MongoTemplate database;
    private final MetaSettings meta;
    private final AccountTokens tokens;
    private final PlatformWays ways;
    private final WebhookSecrets webhookSecrets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** Accounts known to be stored: asked for with every message, created once. */
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    ChannelAccounts(
            MongoTemplate database,
            MetaSettings meta,
            AccountTokens tokens,
            PlatformWays ways,
            WebhookSecrets webhookSecrets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database;
        this.meta = meta;
        this.tokens = tokens;
        this.ways = ways;
        this.webhookSecrets = webhookSecrets;
        this.events = events;
        this.clock = clock;
    }

    public Optional<ChannelAccount> find(String id) {
        return Optional.ofNullable(database.findById(id, ChannelAccount.class));
    }

    public List<ChannelAccount> find(Collection<String> ids) {
        return database.find(Query.query(Criteria.where("_id").in(ids)), ChannelAccount.class);
    }

    public List<ChannelAccount> all() {
        return database.findAll(ChannelAccount.class);
    }

    /** Makes sure the account is stored: a signed delivery for a number that nobody configured is still the shop's. */
    public void ensure(AccountRef ref) {
        if (known.containsKey(ref.id())) {
            return;
        }
        if (find(ref.id()).isEmpty()) {
            try {
                database.insert(new ChannelAccount(
                        ref.id(),
                        null,
                        ref.type(),
                        ref.kind(),
                        defaultName(ref),
                        AssistantMode.AUTO,
                        null,
                        null,
                        ChannelAccount.Access.NONE));
            } catch (DuplicateKeyException storedMeanwhile) {
                log.trace("Account {} was stored meanwhile", ref.id());
            }
        }
        known.put(ref.id(), true);
    }

    private static String defaultName(AccountRef ref) {
        return switch (ref.type()) {
            case WHATSAPP -> "WhatsApp";
            case INSTAGRAM -> "Instagram";
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> ref.localId();
        };
    }

    /** The way to the platform; empty when the account has no token, and then its messages wait. */
    public Optional<ChannelConnection> connection(AccountRef ref) {
        return find(ref.id())
                .flatMap(this::connection)
                .or(() -> Channels.areRouted(ref.type())
                        ? Optional.empty()
                        : ways.connection(ref, ChannelAccount.Access.NONE));
    }

    /** The same, for an account that has been read already. */
    public Optional<ChannelConnection> connection(ChannelAccount account) {
        return ways.connection(account.ref(), account.access());
    }

    /** Whether the account has a token that is not the demo's. */
    boolean hasToken(ChannelAccount account) {
        return tokens.hasToken(account.ref(), account.access());
    }

    /** Whether the demo's simulator stands in for the account's platform. */
    boolean isSimulated(ChannelAccount account) {
        return ways.isSimulated(account.ref(), account.access());
    }

    /** Stops sending for the account until somebody mends it; the reason that came first stays. */
    public ChannelAccount pause(AccountRef ref, String code, String reason) {
        log.error("Account {} is paused: code {}", ref.id(), code);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return update(ref.id(), account -> account.isPaused() ? account : account.paused(new Pause(code, reason, now)));
    }

    /** Lets the account send again: whatever waits for it goes out, in its order. */
    public ChannelAccount resume(AccountRef ref) {
        ChannelAccount resumed = update(ref.id(), account -> account.isPaused() ? account.resumed() : account);
        events.publishEvent(new ChannelMended(ref.id()));
        return resumed;
    }

    /**
     * Notes how to reach the platform. A new token ends a pause that the platform was the reason of.
     *
     * @param token null to leave the one there is, blank to take it away
     * @param appSecret likewise
     */
    ChannelAccount reach(
            String id, @Nullable String token, @Nullable String appSecret, UnaryOperator<ChannelAccount> further) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ChannelAccount stored = update(id, account -> {
            ChannelAccount.Access access = account.access();
            if (token != null) {
                access = tokens.withToken(id, access, token, now);
            }
            if (appSecret != null) {
                access = tokens.withAppSecret(id, access, appSecret);
            }
            ChannelAccount reached = further.apply(account.reachedBy(access));
            Pause pause = reached.pause();
            return token != null && pause != null && !pause.isByPerson() ? reached.resumed() : reached;
        });
        webhookSecrets.forget();
        if (token != null) {
            events.publishEvent(new ChannelMended(id));
        }
        return stored;
    }

    /** The platform has shown the account to be a number for tests. */
    public void isTestNumber(AccountRef ref) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        update(
                ref.id(),
                account -> account.isTestNumber()
                        ? account
                        : account.reachedBy(account.access().ofTestNumber(now)));
    }

    /** A platform gave a longer life to the account's token. */
    ChannelAccount renewed(String id, String token, Instant endsAt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return update(
                id,
                account -> account.reachedBy(tokens.renewed(
                        account.ref(), account.access(), token, now, endsAt.truncatedTo(ChronoUnit.MILLIS))));
    }

    /**
     * Sets what the assistant does on the account, from each conversation's next turn on.
     *
     * @param outsideHours while the shop is closed; null for the same as always
     */
    ChannelAccount answer(String id, AssistantMode mode, @Nullable AssistantMode outsideHours) {
        return update(id, account -> account.answeredBy(mode, outsideHours));
    }

    private ChannelAccount update(String id, UnaryOperator<ChannelAccount> change) {
        return GuardedUpdate.of(database, ChannelAccount.class, id, change);
    }

    /** The configured accounts exist from the start, and a restart with a mended token ends a pause. */
    @EventListener(ApplicationReadyEvent.class)
    void prepareConfiguredAccounts() {
        configured().forEach(ref -> {
            ensure(ref);
            // What a person stopped stays so.
            find(ref.id())
                    .filter(account ->
                            account.pause() != null && !account.pause().isByPerson())
                    .ifPresent(account -> resume(ref));
        });
    }

    /** The accounts named in the settings. */
    public List<AccountRef> configured() {
        return Stream.of(
                        configured(ChannelType.WHATSAPP, meta.whatsappPhoneNumberId()),
                        configured(ChannelType.INSTAGRAM, meta.instagramAccountId()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<AccountRef> configured(ChannelType type, @Nullable String platformId) {
        return Optional.ofNullable(platformId).filter(id -> !id.isBlank()).map(id -> new AccountRef(type, id));
    }
}
