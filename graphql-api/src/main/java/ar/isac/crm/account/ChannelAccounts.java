package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.account.ChannelAccount.Pause;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.database.GuardedUpdate;
import ar.isac.crm.hub.Accounts;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The shop's accounts, and how to reach the platforms for them. */
@Component
@EnableConfigurationProperties(MetaSettings.class)
public class ChannelAccounts implements Accounts {

    private static final Logger log = LoggerFactory.getLogger(ChannelAccounts.class);
    private static final String WHATSAPP_API = "https://graph.facebook.com/v25.0";
    private static final String INSTAGRAM_API = "https://graph.instagram.com/v25.0";

    private final MongoTemplate database;
    private final MetaSettings meta;
    private final ShopSettings shop;
    private final Environment environment;
    private final Clock clock;

    /** Accounts known to be stored: asked for with every message, created once. */
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    ChannelAccounts(
            MongoTemplate database, MetaSettings meta, ShopSettings shop, Environment environment, Clock clock) {
        this.database = database;
        this.meta = meta;
        this.shop = shop;
        this.environment = environment;
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
                        ref.type().name().toLowerCase(Locale.ROOT),
                        defaultName(ref),
                        AssistantMode.AUTO,
                        null,
                        null));
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
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> ref.id();
        };
    }

    /** The way to the platform; empty when the account has no token, and then its messages wait. */
    public Optional<ChannelConnection> connection(AccountRef ref) {
        String token =
                switch (ref.type()) {
                    case WHATSAPP -> meta.whatsappAccessToken();
                    case INSTAGRAM -> meta.instagramAccessToken();
                    case TELEGRAM, WEBCHAT, EMAIL, OTHER -> null;
                };
        if (isBlank(token)) {
            return shop.demo()
                    ? Optional.of(new ChannelConnection(ref, baseUrl(ref.type()), "demo"))
                    : Optional.empty();
        }
        return Optional.of(new ChannelConnection(ref, baseUrl(ref.type()), token));
    }

    private String baseUrl(ChannelType type) {
        String configured = type == ChannelType.INSTAGRAM ? meta.instagramGraphUrl() : meta.graphUrl();
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
        return secrets.filter(secret -> !isBlank(secret))
                .map(Objects::requireNonNull)
                .toList();
    }

    /** What the handshake must bring; empty when none is set. */
    public Optional<String> verifyToken() {
        return Optional.ofNullable(meta.verifyToken()).filter(token -> !token.isBlank());
    }

    /** Stops sending for the account until somebody mends it. */
    public void pause(AccountRef ref, String code, String reason) {
        log.error("Account {} is paused: code {}", ref.id(), code);
        update(
                ref.id(),
                account -> account.isPaused() ? account : account.paused(new Pause(code, reason, clock.instant())));
    }

    /** Lets the account send again. */
    public void resume(AccountRef ref) {
        update(ref.id(), account -> account.isPaused() ? account.resumed() : account);
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
            resume(ref);
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
