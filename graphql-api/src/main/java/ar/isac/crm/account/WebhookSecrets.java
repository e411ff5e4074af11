package ar.isac.crm.account;

import ar.isac.crm.dropin.ChannelStarted;
import ar.isac.crm.hub.Accounts;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.hub.RoutedAccounts;
import ar.isac.crm.message.ChannelType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * What deliveries to the shop are proved by: the secrets of the settings and those of the stored accounts, which are read anew
 * after a while, and from memory while the database is away.
 */
@Component
public class WebhookSecrets implements Accounts, RoutedAccounts {

    private static final Logger log = LoggerFactory.getLogger(WebhookSecrets.class);

    /** After this a secret that was set on another node counts here. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final MongoTemplate database;
    private final MetaSettings meta;
    private final AccountTokens tokens;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile @Nullable Known known;

    WebhookSecrets(
            MongoTemplate database,
            MetaSettings meta,
            AccountTokens tokens,
            ApplicationEventPublisher events,
            Clock clock) {
        this.database = database;
        this.meta = meta;
        this.tokens = tokens;
        this.events = events;
        this.clock = clock;
    }

    private record Known(Instant at, Map<ChannelType, List<String>> byType, Map<String, List<RoutedAccount>> routed) {}

    /** What the handshake must bring; empty when none is set. */
    public Optional<String> verifyToken() {
        return Optional.ofNullable(meta.verifyToken()).filter(token -> !token.isBlank());
    }

    @Override
    public List<String> webhookSecrets(ChannelType type) {
        return Stream.concat(ofSettings(type), now().byType().getOrDefault(type, List.of()).stream())
                .distinct()
                .toList();
    }

    /** Whether deliveries to the account can be proved: by a secret of its own, or by that of the settings. */
    boolean hasSecret(ChannelAccount account) {
        return account.access().sealedAppSecret() != null
                || ofSettings(account.type()).findAny().isPresent();
    }

    private Stream<String> ofSettings(ChannelType type) {
        Stream<@Nullable String> secrets =
                switch (type) {
                    case WHATSAPP -> Stream.of(meta.appSecret());
                    case INSTAGRAM -> Stream.of(meta.instagramAppSecret(), meta.appSecret());
                    case TELEGRAM, WEBCHAT, EMAIL, OTHER -> Stream.empty();
                };
        return secrets.filter(secret -> secret != null && !secret.isBlank()).map(Objects::requireNonNull);
    }

    @Override
    public List<RoutedAccount> ofKind(String kind) {
        return now().routed().getOrDefault(kind, List.of());
    }

    /** The routes of a kind of channel run: what waited for them goes on. */
    @EventListener
    void goOn(ChannelStarted started) {
        ofKind(started.kind())
                .forEach(account ->
                        events.publishEvent(new ChannelMended(account.ref().id())));
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        for (ChannelType type : List.of(ChannelType.WHATSAPP, ChannelType.INSTAGRAM)) {
            if (webhookSecrets(type).isEmpty()) {
                log.warn("The {} webhook accepts nothing: META_APP_SECRET is not set", type);
            }
        }
    }

    /** A secret was set on this node. */
    void forget() {
        known = null;
    }

    private Known now() {
        Known last = known;
        Instant now = clock.instant();
        if (last == null || last.at().plus(FRESH).isBefore(now)) {
            try {
                last = read(now);
            } catch (DataAccessException e) {
                log.warn("The accounts cannot be read now: {}", e.getClass().getSimpleName());
                last = last == null ? new Known(now, Map.of(), Map.of()) : new Known(now, last.byType(), last.routed());
            }
            known = last;
        }
        return last;
    }

    private Known read(Instant now) {
        List<ChannelAccount> stored = database.findAll(ChannelAccount.class);
        return new Known(
                now,
                stored.stream()
                        .collect(Collectors.groupingBy(
                                ChannelAccount::type,
                                Collectors.flatMapping(
                                        account -> tokens.appSecret(account.id(), account.access()).stream(),
                                        Collectors.toList()))),
                stored.stream()
                        .filter(account -> Channels.areRouted(account.type()))
                        .sorted(Comparator.comparing(ChannelAccount::id))
                        .map(this::routed)
                        .collect(Collectors.groupingBy(account -> account.ref().kind())));
    }

    private RoutedAccount routed(ChannelAccount account) {
        return new RoutedAccount(
                account.ref(),
                account.name(),
                tokens.stored(account.id(), account.access()).orElse(null),
                tokens.appSecret(account.id(), account.access()).orElse(null),
                account.access().settings());
    }
}
