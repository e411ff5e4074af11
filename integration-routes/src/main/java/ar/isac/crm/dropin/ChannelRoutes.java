package ar.isac.crm.dropin;

import ar.isac.crm.dropin.AttachedFiles.AttachedFile;
import ar.isac.crm.hub.MediaKeeper;
import ar.isac.crm.hub.MediaUnavailable;
import ar.isac.crm.hub.PublicAddresses;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.hub.RoutedChannels.Medium;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.MediaContent.Problem;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import jakarta.activation.DataHandler;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailMessage;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The routes of one channel, running in a Camel context of their own: they meet the product in what they are given and what
 * they return, and can be started beside those that they replace.
 */
final class ChannelRoutes implements AutoCloseable {

    /** The parameters of templates, beside the settings: whose it is, and how to log in with its token. */
    static final String ACCOUNT = "account";

    static final String LOGIN = "login";

    private static final String TOKEN = "token";

    /** The setting that says who logs in, where it is not the account's id. */
    private static final String USERNAME = "username";

    private static final Logger log = LoggerFactory.getLogger(ChannelRoutes.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String OWNER = "crmAccount";
    private static final String RECEIVED = "crmReceived";
    private static final String CALLED = "crmCalled";

    /** The property by which a route for sending knows that a file is in the message already. */
    private static final String ATTACHED = "attached";

    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /** A platform that does not answer within this leaves the outcome unknown. */
    private static final int ANSWER_TIMEOUT_MS = 10_000;

    private static final int CONNECTIONS = 128;
    private static final String FETCHED_BYTES = "1048576";
    private static final int SHUTDOWN_SECONDS = 30;

    private final ChannelFile file;
    private final Outside outside;
    private final DefaultCamelContext camel;
    private final ProducerTemplate calls;
    private final AtomicInteger logins = new AtomicInteger();

    /** Whose routes those are that were made from templates, by their ids. */
    private final ConcurrentMap<String, RoutedAccount> owners = new ConcurrentHashMap<>();

    /** Accounts whose routes could not be made; not tried again before something of them is set. */
    private final ConcurrentMap<String, RoutedAccount> failing = new ConcurrentHashMap<>();

    private ChannelRoutes(ChannelFile file, Outside outside) {
        this.file = file;
        this.outside = outside;
        this.camel = new DefaultCamelContext();
        this.calls = camel.createProducerTemplate();
    }

    /** What lies around the routes: the product, or a sandbox. */
    interface Outside {

        /** Puts Camel's components for what is outside into the context. */
        void connect(DefaultCamelContext camel);

        InboundJson reading();

        /** Where files are that come and go within messages. */
        MediaKeeper files();

        /** Keeps what came by itself, durably. */
        void take(List<InboundUpdate> updates);

        /** Keeps what came by itself and is not what the product reads, durably, for whoever mends it or its route. */
        void park(RoutedAccount account, String body, InboundJson.WrongUpdate why);

        /** Something that the channel asked for failed; it will be asked for again. */
        void failed(RoutedAccount account, Throwable failure);
    }

    /** What a delivery turned out to hold. */
    record Received(List<InboundUpdate> updates, List<String> problems) {

        Received() {
            this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        }
    }

    /** A route failed. */
    static final class RouteFailed extends Exception {
        private static final long serialVersionUID = 1;
        private final @Nullable Integer line;

        RouteFailed(Throwable cause, @Nullable Integer line) {
            super("The route failed: " + cause.getClass().getSimpleName(), cause);
            this.line = line;
        }

        /** The line of the step that failed. */
        @Nullable
        Integer line() {
            return line;
        }
    }

    /**
     * Runs the routes of the file; those of accounts come with {@link #serve}.
     *
     * @throws Exception when Camel cannot; then nothing runs
     */
    static ChannelRoutes start(ChannelFile file, Outside outside) throws Exception {
        ChannelRoutes routes = new ChannelRoutes(file, outside);
        try {
            routes.start();
            return routes;
        } catch (Exception failure) {
            routes.close();
            throw failure;
        }
    }

    private void start() throws Exception {
        camel.getCamelContextExtension()
                .setName(file.declaration().routeId("routes").replace(':', '-'));
        camel.setSourceLocationEnabled(true);
        camel.setMessageHistory(true);
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        camel.getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        // A failure is told to whoever called; the log would quote addresses with tokens in them.
        camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerBuilder());
        camel.getCamelContextExtension().registerEndpointCallback(this::quiet);
        camel.getManagementStrategy().addEventNotifier(new CallNotes());
        camel.getRegistry().bind(Jq.NAME, new Jq());
        camel.addRoutePolicyFactory((context, routeId, node) -> new OwnerPolicy());
        outside.connect(camel);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(RouteRules.INBOUND).routeId("crm-inbound").process(new Taking());
            }
        });
        camel.start();
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name(), file.routes()));
    }

    /** The real outside: calls go out once, in time, and to private networks only where a setting of an account leads there. */
    static void connect(DefaultCamelContext camel, java.util.function.Predicate<String> isTrusted) {
        HttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Names(isTrusted))
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(CONNECT_TIMEOUT_MS))
                        .setSocketTimeout(Timeout.ofMilliseconds(ANSWER_TIMEOUT_MS))
                        .build())
                .build();
        for (String scheme : List.of("http", "https")) {
            HttpComponent http = camel.getComponent(scheme, HttpComponent.class);
            http.setClientConnectionManager(connections);
            http.setAutomaticRetriesDisabled(true);
            http.setFollowRedirects(false);
            http.setCookieManagementDisabled(true);
            http.setResponseTimeout(ANSWER_TIMEOUT_MS);
            http.setConnectionRequestTimeout(CONNECT_TIMEOUT_MS);
        }
        for (String scheme : List.of("imap", "imaps")) {
            Properties pieces = new Properties();
            // By the usual 16 KB a photo is two hundred questions.
            pieces.setProperty("mail." + scheme + ".fetchsize", FETCHED_BYTES);
            camel.getComponent(scheme, MailComponent.class).getConfiguration().setAdditionalJavaMailProperties(pieces);
        }
    }

    private record Names(java.util.function.Predicate<String> isTrusted) implements DnsResolver {
        @Override
        public java.net.InetAddress[] resolve(String host) throws java.net.UnknownHostException {
            DnsResolver names = SystemDefaultDnsResolver.INSTANCE;
            return isTrusted.test(host.toLowerCase(Locale.ROOT))
                    ? names.resolve(host)
                    : new PublicAddresses(names).resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    ChannelFile file() {
        return file;
    }

    /** Whether the channel asks for its messages, or sends by routes of each account. */
    private List<RouteTemplateDefinition> templates() {
        return camel.getRouteTemplateDefinitions();
    }

    /** Asks for no more messages, so that others can; what is under way goes on. */
    synchronized void askNoMore() {
        String poll = file.declaration().routeId(RouteRules.POLL) + "/";
        owners.keySet().stream()
                .filter(routeId -> routeId.startsWith(poll))
                .toList()
                .forEach(this::remove);
    }

    /** Makes the templates' routes for these accounts, anew where something was set, and ends those of others. */
    synchronized void serve(List<RoutedAccount> accounts) {
        if (templates().isEmpty()) {
            return;
        }
        Map<String, RoutedAccount> wanted = new LinkedHashMap<>();
        accounts.forEach(account -> wanted.put(account.ref().localId(), account));
        owners.forEach((routeId, owner) -> {
            if (!owner.equals(wanted.get(owner.ref().localId()))) {
                remove(routeId);
            }
        });
        failing.values().retainAll(wanted.values());
        wanted.values().forEach(this::serve);
    }

    private void serve(RoutedAccount account) {
        for (RouteTemplateDefinition template : templates()) {
            String routeId = template.getId() + "/" + account.ref().localId();
            if (!account.equals(failing.get(routeId)) && owners.putIfAbsent(routeId, account) == null) {
                try {
                    make(template, routeId, account);
                } catch (Exception failure) {
                    remove(routeId);
                    failing.put(routeId, account);
                    outside.failed(account, failure);
                }
            }
        }
    }

    private void make(RouteTemplateDefinition template, String routeId, RoutedAccount account) {
        Map<String, Object> parameters = new HashMap<>();
        for (RouteTemplateParameterDefinition parameter : Objects.requireNonNullElse(
                template.getTemplateParameters(), List.<RouteTemplateParameterDefinition>of())) {
            String value = parameter(parameter.getName(), account);
            if (value != null) {
                parameters.put(parameter.getName(), value);
            }
        }
        TemplatedRouteBuilder.builder(camel, template.getId())
                .routeId(routeId)
                .parameters(parameters)
                .add();
    }

    private @Nullable String parameter(String name, RoutedAccount account) {
        return switch (name) {
            case ACCOUNT -> account.ref().localId();
            case LOGIN -> login(account);
            default -> account.settings().get(name);
        };
    }

    /** A password stands in no endpoint's address, whatever signs it has: that has the name under which Camel finds it. */
    private String login(RoutedAccount account) {
        String place = LOGIN + logins.incrementAndGet();
        camel.getRegistry()
                .bind(
                        place,
                        MailAuthenticator.class,
                        new Login(
                                account.settings()
                                        .getOrDefault(USERNAME, account.ref().localId()),
                                Objects.requireNonNullElse(account.token(), "")));
        return "#" + place;
    }

    private static final class Login extends MailAuthenticator {

        private final String username;
        private final String password;

        Login(String username, String password) {
            this.username = username;
            this.password = password;
        }

        @Override
        public PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(username, password);
        }
    }

    private void remove(String routeId) {
        owners.remove(routeId);
        try {
            if (camel.getRoute(routeId) != null) {
                camel.getRouteController().stopRoute(routeId);
                camel.removeRoute(routeId);
            }
            if (camel.getRouteDefinition(routeId) != null) {
                camel.removeRouteDefinition(camel.getRouteDefinition(routeId));
            }
        } catch (Exception e) {
            log.warn(
                    "A route of {} could not be removed: {}",
                    file.kind(),
                    e.getClass().getName());
        }
    }

    /** What a delivery holds, by the channel's route; whoever calls keeps it. */
    Received receive(RoutedAccount account, byte[] body, Map<String, String> headers) throws RouteFailed {
        Received received = new Received();
        call("direct:" + file.declaration().routeId(RouteRules.IN), account, exchange -> {
            exchange.setProperty(RECEIVED, received);
            headers.forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setBody(body);
        });
        return received;
    }

    /** Whether the channel takes deliveries, which its route understands. */
    boolean hears() {
        return camel.hasEndpoint("direct:" + file.declaration().routeId(RouteRules.IN)) != null;
    }

    /** Sends by the channel's route. */
    DeliveryOutcome send(RoutedAccount account, OutboundMessage message) {
        OutboundMessage leaving = new OutboundMessage(
                message.attemptId(),
                message.account(),
                message.recipient(),
                file.declaration().capabilities().leaving(message.content()),
                message.replyToExternalId(),
                message.tag(),
                message.topic());
        ObjectNode json = JSON.valueToTree(leaving);
        json.put("text", leaving.content().plainText());
        Optional<byte[]> file;
        try {
            file = file(leaving.content());
        } catch (RuntimeException notNow) {
            return new DeliveryOutcome.Retryable("file", "The file cannot be read now", null);
        }
        return outcome(RouteRules.OUT, account, json, exchange -> {
            exchange.setProperty(ATTACHED, file.isPresent());
            file.ifPresent(bytes -> attach(exchange, (MediaContent) leaving.content(), bytes));
        });
    }

    /** A file leaves within the message where the channel does so and the bytes are here; else there is its link. */
    private Optional<byte[]> file(MessageContent content) {
        return file.declaration().capabilities().isAttached()
                        && content instanceof MediaContent media
                        && media.mediaId() != null
                ? outside.files().bytes(media.mediaId())
                : Optional.empty();
    }

    private static void attach(Exchange exchange, MediaContent media, byte[] bytes) {
        String type = Objects.requireNonNullElse(media.mimeType(), "application/octet-stream");
        String name = media.fileName() == null
                ? media.kind().name().toLowerCase(Locale.ROOT) + "." + type.replaceFirst(".*/", "")
                : media.fileName();
        exchange.getMessage(AttachmentMessage.class)
                .addAttachment(name, new DataHandler(new ByteArrayDataSource(bytes, type)));
    }

    /** Tells the customer what is no message, by the channel's route. */
    DeliveryOutcome tell(RoutedAccount account, Signal signal) {
        ObjectNode json = JSON.createObjectNode();
        json.put("signal", signal.kind().name());
        json.set("recipient", JSON.valueToTree(signal.recipient()));
        json.put("messageExternalId", signal.messageExternalId());
        json.put("emoji", signal.emoji());
        return outcome(RouteRules.SIGNAL, account, json, exchange -> {});
    }

    private DeliveryOutcome outcome(String half, RoutedAccount account, ObjectNode json, Processor preparation) {
        String shared = "direct:" + file.declaration().routeId(half);
        String own = shared + ":" + account.ref().localId();
        boolean hasOwn = camel.hasEndpoint(own) != null;
        Exchange[] done = new Exchange[1];
        try {
            done[0] = call(hasOwn ? own : shared, account, exchange -> {
                done[0] = exchange;
                exchange.getMessage().setBody(json.toString());
                preparation.process(exchange);
            });
            Object answer = done[0].getMessage().getBody();
            return half.equals(RouteRules.SIGNAL) ? Outcomes.ofSignal(answer) : Outcomes.of(answer);
        } catch (RouteFailed failed) {
            boolean wasCalled = done[0] != null && done[0].getProperty(CALLED, false, Boolean.class);
            return Outcomes.of(Objects.requireNonNull(failed.getCause()), wasCalled);
        } catch (RuntimeException unusable) {
            return Outcomes.of(unusable, true);
        }
    }

    /** The bytes of a medium, by the channel's route for them. */
    Medium fetch(RoutedAccount account, String platformMediaId) {
        String uri = "direct:" + file.declaration().routeId(RouteRules.MEDIA);
        if (camel.hasEndpoint(uri) == null) {
            throw MediaUnavailable.forGood(Problem.GONE, "the channel has no route for media");
        }
        try {
            Exchange exchange = call(uri, account, asked -> asked.getMessage().setBody(platformMediaId));
            byte[] bytes = exchange.getMessage().getBody(byte[].class);
            if (bytes == null || bytes.length == 0) {
                throw MediaUnavailable.now(Problem.GONE, "the channel's route brought no bytes", null);
            }
            return new Medium(bytes, exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class));
        } catch (RouteFailed failed) {
            throw unavailable(Objects.requireNonNull(failed.getCause()));
        }
    }

    /** By what the platform answered, as with the channels that no file defines. */
    private static MediaUnavailable unavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpOperationFailedException answer) {
                return unavailable(answer.getStatusCode(), Objects.requireNonNullElse(answer.getResponseBody(), ""));
            }
        }
        return MediaUnavailable.now(
                Problem.UNREACHABLE,
                "the channel's route failed: " + failure.getClass().getSimpleName(),
                null);
    }

    private static MediaUnavailable unavailable(int status, String body) {
        String what = "the platform answered " + status;
        // Telegram's word for what its bots may not fetch, under a status that says nothing of it.
        if (status == 413 || body.contains("too big")) {
            return MediaUnavailable.forGood(Problem.TOO_LARGE, what);
        }
        Problem problem =
                switch (status) {
                    case 401, 403 -> Problem.NO_ACCESS;
                    case 400, 404, 410 -> Problem.GONE;
                    default -> Problem.UNREACHABLE;
                };
        return MediaUnavailable.now(problem, what, null);
    }

    /** What would be done with something that an account's poll brings. */
    Endpoint polled(RoutedAccount account) {
        return Objects.requireNonNull(camel.getRoute(file.declaration().routeId(RouteRules.POLL) + "/"
                        + account.ref().localId()))
                .getEndpoint();
    }

    boolean asks() {
        return templates().stream()
                .anyMatch(template -> template.getId().equals(file.declaration().routeId(RouteRules.POLL)));
    }

    private Exchange call(String uri, RoutedAccount account, Processor preparation) throws RouteFailed {
        Exchange exchange = calls.send(uri, asked -> {
            own(asked, account);
            preparation.process(asked);
        });
        Exception failure = exchange.getException();
        if (failure != null) {
            throw new RouteFailed(failure, failedLine(exchange));
        }
        return exchange;
    }

    private static void own(Exchange exchange, RoutedAccount account) {
        exchange.setProperty(OWNER, account);
        exchange.setProperty(
                Jq.ACCOUNT,
                Map.of("id", account.ref().localId(), "kind", account.ref().kind(), "name", account.name()));
        exchange.setProperty(Jq.SETTINGS, account.settings());
        exchange.setProperty(TOKEN, account.token());
    }

    private static @Nullable Integer failedLine(Exchange exchange) {
        @SuppressWarnings("unchecked")
        List<MessageHistory> history = exchange.getProperty(Exchange.MESSAGE_HISTORY, List.class);
        if (history == null || history.isEmpty()) {
            return null;
        }
        int line = history.getLast().getNode().getLineNumber();
        return line > 0 ? line : null;
    }

    /** What the routes bring in: kept at once where they asked for it, else by whoever called them. */
    private final class Taking implements Processor {
        @Override
        public void process(Exchange exchange) throws Exception {
            RoutedAccount owner = exchange.getProperty(OWNER, RoutedAccount.class);
            if (owner == null) {
                throw new IllegalStateException("Nobody knows whose message this is");
            }
            Received received = exchange.getProperty(RECEIVED, Received.class);
            try {
                List<InboundUpdate> updates = outside.reading()
                        .read(exchange.getMessage().getBody(), owner.ref(), (kind, id) -> kept(exchange, kind, id));
                if (received == null) {
                    outside.take(updates);
                } else {
                    received.updates().addAll(updates);
                }
            } catch (InboundJson.WrongUpdate wrong) {
                if (received == null) {
                    // Left where it is, it would be asked for again for ever.
                    String body = exchange.getMessage().getBody(String.class);
                    outside.park(owner, Objects.requireNonNullElse(body, ""), wrong);
                } else {
                    received.problems().add(Objects.requireNonNull(wrong.getMessage()));
                }
            }
        }
    }

    private MediaContent kept(Exchange exchange, MediaContent.Kind kind, String id)
            throws InboundJson.WrongUpdate, IOException {
        AttachedFile attached = AttachedFiles.of(exchange)
                .find(id)
                .orElseThrow(() -> new InboundJson.WrongUpdate("source.attachment names no file of the message"));
        MediaContent medium = new MediaContent(
                kind, attached.mimeType(), null, attached.name(), MediaContent.State.PENDING, null, null);
        Optional<byte[]> bytes = attached.bytes();
        if (bytes.isEmpty()) {
            return medium.failed(Problem.TOO_LARGE);
        }
        MediaKeeper.Kept kept = outside.files().keep(bytes.get(), attached.mimeType());
        return medium.stored(kept.mediaId(), kept.mimeType());
    }

    /** A route that was made for an account tells its messages whose they are. */
    private final class OwnerPolicy extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            RoutedAccount owner = owners.get(route.getRouteId());
            if (owner != null) {
                own(exchange, owner);
            }
            if (exchange.getMessage() instanceof MailMessage mail) {
                exchange.setProperty(AttachedFiles.MESSAGE, mail.getOriginalMessage());
            }
        }
    }

    /** Notes that something has left, since from then on nobody knows whether it arrived. */
    private static final class CallNotes extends EventNotifierSupport {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof CamelEvent.ExchangeSendingEvent sending
                    && !sending.getEndpoint().getEndpointUri().startsWith("direct:")) {
                sending.getExchange().setProperty(CALLED, true);
            }
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof CamelEvent.ExchangeSendingEvent;
        }
    }

    /** Consumers would log their failures with what they stumbled over. */
    private Endpoint quiet(String uri, Endpoint endpoint) {
        if (endpoint instanceof DefaultEndpoint consumed) {
            consumed.setExceptionHandler(new Quiet());
        }
        return endpoint;
    }

    private final class Quiet implements ExceptionHandler {
        @Override
        public void handleException(Throwable failure) {
            handleException("", null, failure);
        }

        @Override
        public void handleException(String message, Throwable failure) {
            handleException(message, null, failure);
        }

        @Override
        public void handleException(String message, @Nullable Exchange exchange, Throwable failure) {
            RoutedAccount owner = exchange == null ? null : exchange.getProperty(OWNER, RoutedAccount.class);
            List<RoutedAccount> concerned =
                    owner == null ? new ArrayList<>(Set.copyOf(owners.values())) : List.of(owner);
            concerned.forEach(account -> outside.failed(account, failure));
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
