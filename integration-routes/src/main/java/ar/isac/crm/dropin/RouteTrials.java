package ar.isac.crm.dropin;

import ar.isac.crm.hub.MediaKeeper;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tries a file before it counts: reads it, checks it, and runs it on a sample in a sandbox, where nothing leaves and nothing is
 * kept. What it would have called, kept and concluded is told.
 */
@Component
public class RouteTrials {

    private static final long LONGEST_SECONDS = 10;
    private static final String SAMPLE_ACCOUNT = "sample";
    private static final String USUAL_ANSWER = "{}";

    private final Clock clock;

    RouteTrials(Clock clock) {
        this.clock = clock;
    }

    /**
     * What a file is tried on.
     *
     * @param body a delivery as the platform sends it; for a mailbox without headers an e-mail as it travels
     * @param headers that come with it
     * @param answer what the platform answers to whatever the routes call
     */
    public record Sample(
            String body,
            Map<String, String> headers,
            @Nullable String answer) {

        public Sample {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A call that would have gone out. The token in it is {@code sample-token}.
     *
     * @param headers those that a receiver would see
     * @param body of an e-mail with a line for each file within it
     */
    public record Call(String method, String url, Map<String, String> headers, String body) {

        public Call {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * What came of a trial.
     *
     * @param kind the channel that the file defines; null where it cannot be read
     * @param inbound the updates that the sample is understood as, as JSON
     * @param calls what would have been called, in the order
     * @param outcome what sending a text came to; null where it was not tried
     * @param warnings what should be otherwise
     */
    public record Report(
            @Nullable String kind,
            List<String> inbound,
            List<Call> calls,
            @Nullable String outcome,
            List<RouteProblem> problems,
            List<RouteProblem> warnings) {

        public Report {
            inbound = List.copyOf(inbound);
            calls = List.copyOf(calls);
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }

        static Report of(@Nullable String kind, List<RouteProblem> problems) {
            return new Report(kind, List.of(), List.of(), null, problems, List.of());
        }
    }

    /** Tries it; takes some seconds at most. */
    public Report run(String name, String yaml, Sample sample) {
        return switch (Checked.of(name, yaml)) {
            case Checked.Wrong(List<RouteProblem> problems) -> Report.of(null, problems);
            case Checked.Channel(ChannelFile file) -> run(file, sample);
        };
    }

    private Report run(ChannelFile file, Sample sample) {
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Report> trial = thread.submit(() -> tried(file, sample));
            try {
                return trial.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                trial.cancel(true);
                thread.shutdownNow();
                return Report.of(
                        file.kind(),
                        List.of(RouteProblem.of("The routes were not done within " + LONGEST_SECONDS + " seconds")));
            } catch (ExecutionException e) {
                return Report.of(file.kind(), List.of(RouteProblem.of(Objects.requireNonNull(e.getCause()))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Report.of(file.kind(), List.of(RouteProblem.of("The trial was interrupted")));
            }
        }
    }

    private Report tried(ChannelFile file, Sample sample) {
        Sandbox sandbox = new Sandbox(sample.answer() == null ? USUAL_ANSWER : sample.answer());
        RoutedAccount account = account(file.declaration());
        try (ChannelRoutes routes = ChannelRoutes.start(file, sandbox)) {
            routes.serve(List.of(account));
            List<InboundUpdate> received = received(routes, account, sample, sandbox);
            DeliveryOutcome outcome =
                    sandbox.problems.isEmpty() ? routes.send(account, outbound(account, received)) : null;
            if (outcome != null) {
                file.declaration().capabilities().signals().stream()
                        .sorted()
                        .forEach(kind -> routes.tell(account, signal(account, kind, received)));
            }
            return new Report(
                    file.kind(),
                    received.stream().map(sandbox.reading()::write).toList(),
                    sandbox.calls,
                    outcome == null ? null : words(outcome),
                    sandbox.problems,
                    PlainSecrets.in(file.file()));
        } catch (Exception failure) {
            return Report.of(file.kind(), List.of(RouteProblem.of(failure, file.file())));
        }
    }

    private static List<InboundUpdate> received(
            ChannelRoutes routes, RoutedAccount account, Sample sample, Sandbox sandbox) {
        byte[] body = sample.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        sample.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        try {
            if (routes.asks()) {
                sandbox.bring(routes.polled(account), body, headers);
                return sandbox.taken;
            }
            ChannelRoutes.Received received = routes.receive(account, body, headers);
            received.problems().forEach(problem -> sandbox.problems.add(RouteProblem.of(problem)));
            return received.updates();
        } catch (ChannelRoutes.RouteFailed failed) {
            RouteProblem why = RouteProblem.of(Objects.requireNonNull(failed.getCause()));
            sandbox.problems.add(
                    new RouteProblem(why.message(), why.line() == null ? failed.line() : why.line(), why.column()));
        } catch (Exception failure) {
            sandbox.problems.add(RouteProblem.of(failure));
        }
        return List.of();
    }

    /** Every setting has a value that shows where it goes. */
    private static RoutedAccount account(ChannelDeclaration channel) {
        Map<String, String> settings = new HashMap<>();
        channel.settings().forEach(setting -> settings.put(setting.name(), value(setting)));
        return new RoutedAccount(
                AccountRef.of(channel.type(), channel.kind(), SAMPLE_ACCOUNT),
                channel.title(),
                "sample-token",
                "sample-secret",
                settings);
    }

    private static String value(ChannelDeclaration.Setting setting) {
        String name = "sample-" + setting.name();
        for (String value : List.of(name, "https://" + name + ".example", "1", "sample@shop.example")) {
            if (setting.pattern().matcher(value).matches()) {
                return value;
            }
        }
        return name;
    }

    private static OutboundMessage outbound(RoutedAccount account, List<InboundUpdate> received) {
        return new OutboundMessage(
                "sample-attempt", account.ref(), customer(received), new TextContent("¡Hola!"), null);
    }

    private static Signal signal(RoutedAccount account, Signal.Kind kind, List<InboundUpdate> received) {
        return new Signal(
                account.ref(),
                kind,
                customer(received),
                messages(received)
                        .map(InboundUpdate.InboundMessage::externalId)
                        .findFirst()
                        .orElse("sample-message"),
                kind == Signal.Kind.REACTION ? "👍" : null,
                0);
    }

    private static Handle customer(List<InboundUpdate> received) {
        return messages(received)
                .map(message -> message.customer().handles().getFirst())
                .findFirst()
                .orElse(new Handle(Handle.Kind.OTHER, "sample-customer"));
    }

    private static Stream<InboundUpdate.InboundMessage> messages(List<InboundUpdate> received) {
        return received.stream()
                .filter(InboundUpdate.InboundMessage.class::isInstance)
                .map(InboundUpdate.InboundMessage.class::cast);
    }

    private static String words(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Accepted(String externalId, String address) -> "ACCEPTED " + externalId;
            case DeliveryOutcome.Retryable(String code, String reason, java.time.Duration delay) ->
                "RETRY " + code + (delay == null ? "" : " after " + delay.toSeconds() + " s");
            case DeliveryOutcome.Refused(String code, String reason) -> "REFUSED " + code + ": " + reason;
            case DeliveryOutcome.Unknown(String reason) -> "UNKNOWN: " + reason;
            case DeliveryOutcome.AccountBroken(String code, String reason) -> "ACCOUNT_BROKEN " + code;
        };
    }

    /** Keeps nothing. */
    private static final class NoFiles implements MediaKeeper {
        @Override
        public Kept keep(byte[] bytes, @Nullable String mimeType) {
            return new Kept("sample-file", Objects.requireNonNullElse(mimeType, "application/octet-stream"));
        }

        @Override
        public Optional<byte[]> bytes(String mediaId) {
            return Optional.empty();
        }
    }

    /** The outside of a trial. */
    private final class Sandbox implements ChannelRoutes.Outside {

        private final InboundJson reading = new InboundJson(clock);
        private final Captured captured;
        private final List<Call> calls = new CopyOnWriteArrayList<>();
        private final List<InboundUpdate> taken = new CopyOnWriteArrayList<>();
        private final List<RouteProblem> problems = new ArrayList<>();

        Sandbox(String answer) {
            this.captured = new Captured(answer, calls::add);
        }

        @Override
        public void connect(DefaultCamelContext camel) {
            Captured.SCHEMES.forEach(scheme -> camel.addComponent(scheme, captured));
        }

        void bring(org.apache.camel.Endpoint polled, byte[] body, Map<String, String> headers) throws Exception {
            captured.bring(polled, body, headers);
        }

        @Override
        public InboundJson reading() {
            return reading;
        }

        @Override
        public MediaKeeper files() {
            return new NoFiles();
        }

        @Override
        public void take(List<InboundUpdate> updates) {
            taken.addAll(updates);
        }

        @Override
        public void park(RoutedAccount account, String body, InboundJson.WrongUpdate why) {
            problems.add(RouteProblem.of(why));
        }

        @Override
        public void failed(RoutedAccount account, Throwable failure) {
            problems.add(RouteProblem.of(failure));
        }
    }
}
