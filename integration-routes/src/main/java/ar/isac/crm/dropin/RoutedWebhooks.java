package ar.isac.crm.dropin;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.hub.BrokerUnavailable;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.RoutedAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The door for deliveries to the channels of files. When it returns, everything in the delivery is durably stored. */
@Component
public class RoutedWebhooks {

    /** Headers with these beginnings would steer the routes. */
    private static final List<String> STEERING = List.of("camel", "crm", "jms");

    private final DropInChannels channels;
    private final Entry entry;
    private final Clock clock;

    RoutedWebhooks(DropInChannels channels, Entry entry, Clock clock) {
        this.channels = channels;
        this.entry = entry;
        this.clock = clock;
    }

    /** There is no such channel, or it takes nothing here. */
    public static final class UnknownChannel extends Exception {
        private static final long serialVersionUID = 1;

        UnknownChannel() {
            super("No channel of this name takes webhooks");
        }
    }

    /** The delivery does not prove that it comes from the platform. */
    public static final class Unproven extends Exception {
        private static final long serialVersionUID = 1;

        Unproven() {
            super("Missing or wrong proof");
        }
    }

    /**
     * Takes a delivery: of the account that it names, else of the one whose secret it proves to know.
     *
     * @param localId the platform's id of the account; null where the address has none
     * @throws BrokerUnavailable when it cannot be taken now; the platform should deliver it again
     * @throws MalformedWebhook when it is not what the channel's route reads at all
     */
    public void accept(String kind, @Nullable String localId, byte[] body, Map<String, String> headers)
            throws UnknownChannel, Unproven, MalformedWebhook {
        if (!channels.isOpen()) {
            throw new BrokerUnavailable("The channels are not read yet", new IllegalStateException(kind));
        }
        Proof proof = channels.declaration(kind)
                .map(ChannelDeclaration::proof)
                .filter(each -> !(each instanceof Proof.None))
                .orElseThrow(UnknownChannel::new);
        Map<String, String> given = inLowerCase(headers);
        List<RoutedAccount> proven = new ArrayList<>();
        for (RoutedAccount account : channels.accountsOf(kind)) {
            boolean isMeant = localId == null || account.ref().localId().equals(localId);
            String secret = account.secret();
            if (isMeant && secret != null && proof.holds(body, given, secret, clock.instant())) {
                proven.add(account);
            }
        }
        // Accounts with one secret are told apart by the address alone.
        if (proven.size() != 1) {
            throw new Unproven();
        }
        deliver(proven.getFirst(), body, given);
    }

    /** Takes what the product itself vouches for. */
    public void accept(RoutedAccount account, byte[] body) throws MalformedWebhook {
        deliver(account, body, Map.of("content-type", "application/json"));
    }

    private void deliver(RoutedAccount account, byte[] body, Map<String, String> headers) throws MalformedWebhook {
        ChannelRoutes.Received received;
        try {
            received = channels.use(account.ref().kind(), routes -> {
                        try {
                            return routes.receive(account, body, headers);
                        } catch (ChannelRoutes.RouteFailed failed) {
                            throw new DropInChannels.Failed(failed);
                        }
                    })
                    .orElseThrow(() -> new BrokerUnavailable(
                            "The channel does not run now",
                            new IllegalStateException(account.ref().kind())));
        } catch (DropInChannels.Failed failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause().getCause(), failed);
            if (find(cause, Jq.NotJson.class).isPresent() && !Jq.isJson(body)) {
                throw new MalformedWebhook("The body is not JSON");
            }
            if (isPassing(cause)) {
                throw new BrokerUnavailable("What the channel's route asks for cannot be had now", failed);
            }
            entry.publish(List.of(letter(
                    account, body, "the route failed: " + cause.getClass().getSimpleName())));
            return;
        }
        List<Publication> publications = new ArrayList<>();
        received.updates().stream().map(Publication::of).forEach(publications::add);
        if (!received.problems().isEmpty()) {
            publications.add(letter(account, body, String.join("; ", received.problems())));
        }
        entry.publish(publications);
    }

    /** What the route could not read would come again for days: it is kept for whoever mends the route. */
    private Publication letter(RoutedAccount account, byte[] body, String reason) {
        return channels.letter(account, RouteRules.IN, new String(body, StandardCharsets.UTF_8), reason);
    }

    /** Whether the same delivery may succeed later. */
    private static boolean isPassing(Throwable failure) {
        Optional<HttpOperationFailedException> answered = find(failure, HttpOperationFailedException.class);
        return answered.isPresent()
                ? answered.get().getStatusCode() == 429 || answered.get().getStatusCode() >= 500
                : find(failure, IOException.class).isPresent()
                        && find(failure, Jq.NotJson.class).isEmpty();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> inLowerCase(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (STEERING.stream().noneMatch(lower::startsWith)) {
                all.put(lower, value);
            }
        });
        return all;
    }
}
