package ar.isac.crm.dropin;

import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.MediaKeeper;
import ar.isac.crm.hub.MediaUnavailable;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.hub.RoutedAccounts;
import ar.isac.crm.hub.RoutedChannels;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.MediaContent.Problem;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.ParkedLetter;
import ar.isac.crm.message.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The channels of files, running. New routes run before they take the place of the old ones, which finish what they have under
 * way: nothing waits, and nothing is dropped.
 */
@Component
class DropInChannels implements RoutedChannels {

    private static final Logger log = LoggerFactory.getLogger(DropInChannels.class);

    /** A channel that is not there now is asked for again after this; while the folder is still to be read, much sooner. */
    private static final Duration GONE = Duration.ofMinutes(1);

    private static final long PATIENCE_SECONDS = 60;

    private final ObjectProvider<RoutedAccounts> accounts;
    private final ObjectProvider<Entry> entry;
    private final ObjectProvider<MediaKeeper> files;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final InboundJson reading;

    /** Whether the folder has been read: before, nobody knows which channels there are. */
    private volatile boolean isOpen;

    /** By kind. */
    private final ConcurrentMap<String, Running> running = new ConcurrentHashMap<>();

    DropInChannels(
            ObjectProvider<RoutedAccounts> accounts,
            ObjectProvider<Entry> entry,
            ObjectProvider<MediaKeeper> files,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.entry = entry;
        this.files = files;
        this.events = events;
        this.clock = clock;
        this.reading = new InboundJson(clock);
    }

    /** Routes with those who use them just now. */
    private record Running(ChannelRoutes routes, ReentrantReadWriteLock users) {

        Running(ChannelRoutes routes) {
            this(routes, new ReentrantReadWriteLock());
        }

        /** Ends the routes once nobody uses them; from now on nobody can. */
        void end() {
            try {
                if (!users.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    log.warn(
                            "Routes of {} are ended in the middle of their work",
                            routes.file().kind());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            routes.close();
        }
    }

    private final class Product implements ChannelRoutes.Outside {

        private final String kind;
        private final ConcurrentMap<String, String> failures = new ConcurrentHashMap<>();

        Product(String kind) {
            this.kind = kind;
        }

        @Override
        public void connect(DefaultCamelContext camel) {
            ChannelRoutes.connect(
                    camel,
                    host -> accountsOf(kind).stream()
                            .flatMap(account -> account.settings().values().stream())
                            .anyMatch(setting -> host.equals(host(setting))));
        }

        @Override
        public InboundJson reading() {
            return reading;
        }

        @Override
        public MediaKeeper files() {
            return files.getObject();
        }

        @Override
        public void take(List<InboundUpdate> updates) {
            entry.getObject().publish(updates.stream().map(Publication::of).toList());
        }

        @Override
        public void park(RoutedAccount account, String body, InboundJson.WrongUpdate why) {
            String reason = Objects.requireNonNull(why.getMessage());
            entry.getObject().publish(List.of(letter(account, RouteRules.POLL, body, reason)));
        }

        @Override
        public void failed(RoutedAccount account, Throwable failure) {
            String what = failure.getClass().getName();
            // A mailbox that cannot be reached for a night is worth one line.
            if (!what.equals(failures.put(account.ref().id(), what))) {
                log.warn("A route of {} failed: {}", account.ref().id(), what);
            }
            events.publishEvent(new PollFailed(account.ref(), failure.getClass().getSimpleName()));
        }
    }

    private static @Nullable String host(String setting) {
        try {
            String host = setting.contains("://") ? URI.create(setting).getHost() : setting;
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    boolean isOpen() {
        return isOpen;
    }

    List<RoutedAccount> accountsOf(String kind) {
        return accounts.getObject().ofKind(kind);
    }

    /** The name of the file that this kind runs by. */
    Optional<String> fileOf(String kind) {
        return Optional.ofNullable(running.get(kind))
                .map(each -> each.routes().file().name());
    }

    boolean runs(String name) {
        return running.values().stream()
                .anyMatch(each -> each.routes().file().name().equals(name));
    }

    Optional<ChannelDeclaration> ofFile(String name) {
        return running.values().stream()
                .map(each -> each.routes().file())
                .filter(file -> file.name().equals(name))
                .map(ChannelFile::declaration)
                .findFirst();
    }

    Optional<ChannelDeclaration> declaration(String kind) {
        return Optional.ofNullable(running.get(kind))
                .map(each -> each.routes().file().declaration());
    }

    /** Routes that run beside those they are to replace. */
    final class Ready {

        private final ChannelRoutes routes;

        private Ready(ChannelRoutes routes) {
            this.routes = routes;
        }

        /** Takes the place of whatever ran for the kind, or for the file by an earlier name of its channel. */
        void takePlace() {
            String kind = routes.file().kind();
            // Two that ask for the same messages would each bring them; it would do no harm, and no good.
            Running former = running.get(kind);
            if (former != null) {
                former.routes().askNoMore();
            }
            routes.serve(accountsOf(kind));
            Running replaced = running.put(kind, new Running(routes));
            running.forEach((other, each) -> {
                if (!other.equals(kind)
                        && each.routes().file().name().equals(routes.file().name())) {
                    running.remove(other);
                    each.end();
                }
            });
            if (replaced != null) {
                replaced.end();
            }
            log.info("Channel {} runs by {}", kind, routes.file().name());
            events.publishEvent(new ChannelStarted(kind));
        }

        void giveUp() {
            routes.close();
        }
    }

    /**
     * Starts the routes, for nobody yet.
     *
     * @throws Exception when Camel cannot
     */
    Ready prepare(ChannelFile file) throws Exception {
        return new Ready(ChannelRoutes.start(file, new Product(file.kind())));
    }

    /** Ends the channel of a file that is gone. */
    void stop(String name) {
        running.forEach((kind, each) -> {
            if (each.routes().file().name().equals(name)) {
                running.remove(kind);
                each.end();
                log.info("Channel {} ended, as its file is gone", kind);
            }
        });
    }

    /** Looks whether accounts were set up, changed or taken away. */
    void serveAccounts() {
        isOpen = true;
        running.forEach((kind, each) -> each.routes().serve(accountsOf(kind)));
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        isOpen = false;
        running.values().forEach(Running::end);
        running.clear();
    }

    /** Uses the routes of the kind, whichever are its now; empty where there are none. */
    <T> Optional<T> use(String kind, Function<ChannelRoutes, T> use) {
        while (true) {
            Running now = running.get(kind);
            if (now == null) {
                return Optional.empty();
            }
            // Refused once these are being ended: then others have their place already.
            if (now.users().readLock().tryLock()) {
                try {
                    return Optional.of(use.apply(now.routes()));
                } finally {
                    now.users().readLock().unlock();
                }
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public List<MessageContent> parts(AccountRef account, MessageContent content) {
        return declaration(account.kind())
                .map(channel -> channel.capabilities().parts(content))
                .orElse(List.of(content));
    }

    @Override
    public void check(AccountRef account, MessageContent content) {
        declaration(account.kind()).ifPresent(channel -> channel.capabilities().check(content));
    }

    @Override
    public Optional<String> fileProblem(AccountRef account, MediaContent.Kind kind, String mimeType, long bytes) {
        return declaration(account.kind())
                .flatMap(channel -> channel.capabilities().fileProblem(kind, mimeType, bytes, channel.title()));
    }

    @Override
    public boolean tells(AccountRef account, Signal.Kind kind) {
        return declaration(account.kind())
                .filter(channel -> channel.capabilities().signals().contains(kind))
                .isPresent();
    }

    @Override
    public Optional<DeliveryOutcome> tell(Signal signal) {
        return tells(signal.account(), signal.kind())
                ? accounts.getObject()
                        .find(signal.account())
                        .flatMap(account -> use(account.ref().kind(), routes -> routes.tell(account, signal)))
                : Optional.empty();
    }

    @Override
    public boolean limitsAccount(AccountRef account, String code) {
        return declaration(account.kind())
                .filter(channel -> channel.accountLimits().contains(code))
                .isPresent();
    }

    @Override
    public DeliveryOutcome send(OutboundMessage message) {
        RoutedAccount account = accounts.getObject().find(message.account()).orElse(null);
        if (account == null) {
            return new DeliveryOutcome.AccountBroken("account", "La cuenta no está conectada.");
        }
        try {
            return use(account.ref().kind(), routes -> routes.send(account, message))
                    .orElseGet(() -> new DeliveryOutcome.Retryable(
                            "route", "The channel does not run now", isOpen ? GONE : null));
        } catch (UnsendableMessage unsendable) {
            return Outcomes.of(unsendable, false);
        }
    }

    @Override
    public Medium fetch(AccountRef account, String platformMediaId) {
        RoutedAccount known = accounts.getObject()
                .find(account)
                .orElseThrow(() -> MediaUnavailable.now(Problem.NO_ACCESS, "the account is not connected", null));
        return use(account.kind(), routes -> routes.fetch(known, platformMediaId))
                .orElseThrow(() -> MediaUnavailable.now(Problem.UNREACHABLE, "the channel does not run now", null));
    }

    @Override
    public List<InboundUpdate> read(String origin, String body) throws UnreadableDelivery {
        AccountRef ref = AccountRef.parse(origin);
        RoutedAccount account = accounts.getObject()
                .find(ref)
                .orElseThrow(() -> new UnreadableDelivery("The account is not connected", null));
        if (use(ref.kind(), routes -> !routes.hears()).orElse(false)) {
            return readUpdates(ref, body);
        }
        ChannelRoutes.Received received = receive(account, body.getBytes(StandardCharsets.UTF_8), Map.of())
                .orElseThrow(() -> new UnreadableDelivery("The channel does not run now", null));
        if (!received.problems().isEmpty()) {
            throw new UnreadableDelivery(received.problems().getFirst(), null);
        }
        return received.updates();
    }

    /** What a channel that asks has brought is the product's JSON by then, and whatever came along with it is not there any more. */
    private List<InboundUpdate> readUpdates(AccountRef account, String body) throws UnreadableDelivery {
        try {
            return reading.read(body, account, (kind, id) -> {
                throw new InboundJson.WrongUpdate("source.attachment names no file of the message");
            });
        } catch (InboundJson.WrongUpdate | IOException wrong) {
            throw new UnreadableDelivery(Objects.requireNonNull(wrong.getMessage()), wrong);
        }
    }

    /** What a route of the account's channel could not read, kept for whoever mends the one or the other. */
    Publication letter(RoutedAccount account, String half, String body, String reason) {
        return Publication.of(new ParkedLetter(
                UUID.nameUUIDFromBytes(body.getBytes(StandardCharsets.UTF_8)).toString(),
                "webhook:" + RoutedChannels.origin(account.ref()),
                null,
                "channel:" + account.ref().kind() + ":" + half,
                null,
                null,
                reason,
                body,
                clock.instant()));
    }

    private Optional<ChannelRoutes.Received> receive(RoutedAccount account, byte[] body, Map<String, String> headers)
            throws UnreadableDelivery {
        try {
            return use(account.ref().kind(), routes -> {
                try {
                    return routes.receive(account, body, headers);
                } catch (ChannelRoutes.RouteFailed failed) {
                    throw new Failed(failed);
                }
            });
        } catch (Failed failed) {
            throw new UnreadableDelivery(
                    "the channel's route failed: " + failed.getCause().getMessage(), failed.getCause());
        }
    }

    /** As {@link ChannelRoutes.RouteFailed}, through a function. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final ChannelRoutes.RouteFailed failure;

        Failed(ChannelRoutes.RouteFailed failure) {
            super(failure);
            this.failure = failure;
        }

        @Override
        public synchronized ChannelRoutes.RouteFailed getCause() {
            return failure;
        }
    }
}
