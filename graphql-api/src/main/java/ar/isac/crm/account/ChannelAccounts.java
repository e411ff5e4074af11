package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.account.ChannelAccount.Pause;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.database.Vault;
import ar.isac.crm.dropin.ChannelStarted;
import ar.isac.crm.dropin.RouteFolder;
import ar.isac.crm.hub.Accounts;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.hub.RoutedAccounts;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.shop.ShopSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The shop's accounts, and how to reach the platforms for them. */
@Component
@EnableConfigurationProperties(MetaSettings.class)
public class ChannelAccounts implements Accounts, RoutedAccounts {

    private static final Logger log = LoggerFactory.getLogger(ChannelAccounts.class);
    private static final String WHATSAPP_API = "https://graph.facebook.com/v25.0";
    private static final String INSTAGRAM_API = "https://graph.instagram.com/v25.0";

    /** After this a secret that was set on another node counts here. */
    private static final Duration SECRETS_TIME = Duration.ofSeconds(2);

    private final MongoTemplate database;
    private final MetaSettings meta;
    private final ShopSettings shop;
    private final Environment environment;
    private final Vault vault;
    private final ApplicationEventPublisher events;
    /** Channels of files: none where nobody reads a folder. */
    private final ObjectProvider<RouteFolder> routes;
    private final Clock clock;

    private final StoredSecrets storedSecrets = new StoredSecrets();

    /** Accounts known to be stored: asked for with every message, created once. */
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    ChannelAccounts(
            MongoTemplate database,
            MetaSettings meta,
            ShopSettings shop,
            Environment environment,
            Vault vault,
            ApplicationEventPublisher events,
            ObjectProvider<RouteFolder> routes,
            Clock clock) {
        this.database = database;
        this.meta = meta;
        this.shop = shop;
        this.environment = environment;
        this.vault = vault;
        this.events = events;
        this.routes = routes;
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
                        : token(ref, ChannelAccount.Access.NONE)
                                .map(token -> new ChannelConnection(ref, baseUrl(ref.type()), token)));
    }

    /** The same, for an account that has been read already. */
    public Optional<ChannelConnection> connection(ChannelAccount account) {
        AccountRef ref = account.ref();
        if (Channels.areRouted(ref.type())) {
            // Its route knows the way; without one what is to be sent waits.
            return routes.stream().findFirst().flatMap(folder -> folder.channel(ref.kind())).map(channel -> new ChannelConnection(ref, "", ""));
        }
        return token(ref, account.access())
                .map(token -> new ChannelConnection(ref, baseUrl(ref.type()), token, account.catalogId()));
    }

    private Optional<String> token(AccountRef ref, ChannelAccount.Access access) {
        String set = settingsToken(ref);
        String sealed = access.sealedToken();
        // A token that renews the setting's is of no use once another one is set.
        if (sealed != null
                && (access.renewedFrom() == null || access.renewedFrom().equals(fingerprint(set)))) {
            return opened(sealed, tokenPlace(ref.id()));
        }
        return isBlank(set) ? Optional.of("demo").filter(unused -> shop.demo()) : Optional.of(set);
    }

    private Optional<String> opened(String sealed, String place) {
        try {
            return Optional.of(vault.open(sealed, place));
        } catch (Vault.WrongKey e) {
            log.error("The secret of {} cannot be opened: CRM_SECRET_KEY is another than when it was stored", place);
            return Optional.empty();
        }
    }

    /** WhatsApp's tokens are good for all numbers of a business; Instagram's are each account's own. */
    private @Nullable String settingsToken(AccountRef ref) {
        return switch (ref.type()) {
            case WHATSAPP -> meta.whatsappAccessToken();
            case INSTAGRAM ->
                isBlank(meta.instagramAccountId()) || ref.platformId().equals(meta.instagramAccountId())
                        ? meta.instagramAccessToken()
                        : null;
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> null;
        };
    }

    private static String fingerprint(@Nullable String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((token == null ? "" : token).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static String tokenPlace(String accountId) {
        return accountId + "/token";
    }

    private static String appSecretPlace(String accountId) {
        return accountId + "/appSecret";
    }

    /** Whether the account has a token that is not the demo's. */
    boolean hasToken(ChannelAccount account) {
        return account.access().sealedToken() != null || !isBlank(settingsToken(account.ref()));
    }

    /** Whether the demo's simulator stands in for the account's platform. */
    boolean isSimulated(ChannelAccount account) {
        return switch (account.type()) {
            case WHATSAPP, INSTAGRAM ->
                shop.demo() && isBlank(configuredUrl(account.type())) && !hasToken(account);
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> false;
        };
    }

    private @Nullable String configuredUrl(ChannelType type) {
        return type == ChannelType.INSTAGRAM ? meta.instagramGraphUrl() : meta.graphUrl();
    }

    private String baseUrl(ChannelType type) {
        String configured = configuredUrl(type);
        if (!isBlank(configured)) {
            return configured.replaceFirst("/+$", "");
        }
        if (shop.demo()) {
            // The port is known only once the server runs.
            return "http://localhost:" + environment.getProperty("local.server.port", "8080")
                    + "/simulator/graph/v25.0";
        }
        return type == ChannelType.INSTAGRAM ? INSTAGRAM_API : WHATSAPP_API;
    }

    @Override
    public List<String> webhookSecrets(ChannelType type) {
        Stream<@Nullable String> secrets =
                switch (type) {
                    case WHATSAPP -> Stream.of(meta.appSecret());
                    case INSTAGRAM -> Stream.of(meta.instagramAppSecret(), meta.appSecret());
                    case TELEGRAM, WEBCHAT, EMAIL, OTHER -> Stream.empty();
                };
        return Stream.concat(
                        secrets.filter(secret -> !isBlank(secret)).map(Objects::requireNonNull),
                        storedSecrets.of(type).stream())
                .distinct()
                .toList();
    }

    @Override
    public List<RoutedAccount> ofKind(String kind) {
        return storedSecrets.routed(kind);
    }

    /** The routes of a kind of channel run: what waited for them goes on. */
    @EventListener
    void goOn(ChannelStarted started) {
        ofKind(started.kind())
                .forEach(account ->
                        events.publishEvent(new ChannelMended(account.ref().id())));
    }

    /** The apps' secrets of the stored accounts: read anew after a while, and from memory while the database is away. */
    private final class StoredSecrets {

        private record Known(
                Instant at, Map<ChannelType, List<String>> byType, Map<String, List<RoutedAccount>> routed) {}

        private volatile @Nullable Known known;

        List<String> of(ChannelType type) {
            return now().byType().getOrDefault(type, List.of());
        }

        List<RoutedAccount> routed(String kind) {
            return now().routed().getOrDefault(kind, List.of());
        }

        private Known now() {
            Known last = known;
            Instant now = clock.instant();
            if (last == null || last.at().plus(SECRETS_TIME).isBefore(now)) {
                try {
                    last = read(now);
                } catch (DataAccessException e) {
                    log.warn("The accounts cannot be read now: {}", e.getClass().getSimpleName());
                    last = last == null
                            ? new Known(now, Map.of(), Map.of())
                            : new Known(now, last.byType(), last.routed());
                }
                known = last;
            }
            return last;
        }

        void forget() {
            known = null;
        }

        private Known read(Instant now) {
            List<ChannelAccount> stored = all();
            return new Known(
                    now,
                    stored.stream()
                            .collect(Collectors.groupingBy(
                                    ChannelAccount::type,
                                    Collectors.flatMapping(
                                            account -> appSecret(account).stream(), Collectors.toList()))),
                    stored.stream()
                            .filter(account -> Channels.areRouted(account.type()))
                            .sorted(Comparator.comparing(ChannelAccount::id))
                            .map(this::routed)
                            .collect(Collectors.groupingBy(
                                    account -> account.ref().kind())));
        }

        private Optional<String> appSecret(ChannelAccount account) {
            return Optional.ofNullable(account.access().sealedAppSecret())
                    .flatMap(kept -> opened(kept, appSecretPlace(account.id())));
        }

        private RoutedAccount routed(ChannelAccount account) {
            return new RoutedAccount(
                    account.ref(),
                    account.name(),
                    Optional.ofNullable(account.access().sealedToken())
                            .flatMap(kept -> opened(kept, tokenPlace(account.id())))
                            .orElse(null),
                    appSecret(account).orElse(null),
                    account.access().settings());
        }
    }

    /** What the handshake must bring; empty when none is set. */
    public Optional<String> verifyToken() {
        return Optional.ofNullable(meta.verifyToken()).filter(token -> !token.isBlank());
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
                access = access.withToken(
                        token.isBlank() ? null : vault.seal(token, tokenPlace(id)),
                        token.isBlank() ? null : now,
                        null,
                        null);
            }
            if (appSecret != null) {
                access = access.withAppSecret(appSecret.isBlank() ? null : vault.seal(appSecret, appSecretPlace(id)));
            }
            ChannelAccount reached = further.apply(account.reachedBy(access));
            Pause pause = reached.pause();
            return token != null && pause != null && !pause.isByPerson() ? reached.resumed() : reached;
        });
        storedSecrets.forget();
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
        return update(id, account -> {
            String set = settingsToken(account.ref());
            boolean isOfSettings =
                    account.access().sealedToken() == null || account.access().renewedFrom() != null;
            return account.reachedBy(account.access()
                    .withToken(
                            vault.seal(token, tokenPlace(id)),
                            now,
                            endsAt.truncatedTo(ChronoUnit.MILLIS),
                            isOfSettings ? fingerprint(set) : null));
        });
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
        for (ChannelType type : List.of(ChannelType.WHATSAPP, ChannelType.INSTAGRAM)) {
            if (webhookSecrets(type).isEmpty()) {
                log.warn("The {} webhook accepts nothing: META_APP_SECRET is not set", type);
            }
        }
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
        return isBlank(platformId) ? Optional.empty() : Optional.of(new AccountRef(type, platformId));
    }

    @org.springframework.lang.Contract("null -> true")
    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
