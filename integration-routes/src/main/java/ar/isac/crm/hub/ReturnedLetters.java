package ar.isac.crm.hub;

import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.ParkedLetter;
import ar.isac.crm.message.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * The way back of parked letters: read as the queue they came from reads them, so that a body that cannot go through is told
 * to whoever mends it, with the field, and not found out by failing again.
 */
@Component
public class ReturnedLetters {

    /** How the origin of a letter begins that a webhook could not understand. */
    static final String WEBHOOK = "webhook:";

    private final JsonMapper strict = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Channels channels;

    ReturnedLetters(Channels channels) {
        this.channels = channels;
    }

    /** What a body turns into on its way back. */
    public sealed interface Reading {

        /** It can go back; from a webhook it may be nothing or several updates. */
        record Read(List<Publication> publications) implements Reading {}

        /**
         * The body is not what its queue takes.
         *
         * @param where the path to the field, or line and column where it is no JSON; null when the body as a whole is meant
         */
        record Unreadable(Complaint complaint, @Nullable String where) implements Reading {}

        /** Nothing reads where it came from. */
        record Nowhere() implements Reading {}
    }

    /** What is wrong with a body. */
    public enum Complaint {
        NOT_JSON,
        MISSING,
        UNKNOWN,
        WRONG,
        /** The platform's JSON, and {@code where} says what the channel misses in it. */
        UNINTELLIGIBLE
    }

    /** Whether a letter was kept by a webhook: what it holds is the platform's JSON. */
    public static boolean isFromWebhook(ParkedLetter letter) {
        return letter.origin().startsWith(WEBHOOK);
    }

    /** Reads a body, mended or as it was, for the place that the letter came from. */
    public Reading read(ParkedLetter letter, String body) {
        return switch (letter.origin()) {
            case Queues.INBOUND -> read(letter, body, InboundUpdate.class, Publication::of);
            case Queues.ASSISTANT ->
                read(letter, body, ReplyRequest.class, request -> Publication.of(request, Duration.ZERO));
            case Queues.OUTBOUND -> read(letter, body, Nudge.class, nudge -> Publication.of(nudge, Duration.ZERO));
            case Queues.MEDIA ->
                read(letter, body, MediaRequest.class, request -> Publication.of(request, Duration.ZERO));
            case Queues.SIGNALS -> read(letter, body, Signal.class, signal -> Publication.of(signal, Duration.ZERO));
            case Queues.PAYMENTS ->
                read(letter, body, PaymentNotice.class, notice -> Publication.of(notice, Duration.ZERO));
            // What it holds is between the shop and its own systems.
            case Queues.SALES ->
                read(
                        letter,
                        body,
                        ObjectNode.class,
                        sale -> new Publication(Queues.SALES, letter.group(), Duration.ZERO, new RawJson(body)));
            case Queues.CUSTOMERS ->
                read(
                        letter,
                        body,
                        ObjectNode.class,
                        customer ->
                                new Publication(Queues.CUSTOMERS, letter.group(), Duration.ZERO, new RawJson(body)));
            case Queues.WEBHOOKS ->
                read(letter, body, OutgoingWebhooks.Attempt.class, attempt -> attempt.after(Duration.ZERO));
            // CSV or JSON, and whoever takes it says what is wrong with it.
            case Queues.CATALOGUE -> catalogue(letter, body);
            default ->
                letter.origin().startsWith(Queues.STOCK_OF)
                        ? catalogue(letter, body)
                        : channel(letter.origin())
                                .map(channel -> parse(channel, body))
                                .orElseGet(() -> routed(letter, body));
        };
    }

    private Reading catalogue(ParkedLetter letter, String body) {
        return new Reading.Read(
                List.of(new Publication(letter.origin(), letter.group(), Duration.ZERO, counted(letter, body))
                        .returning(letter.id())));
    }

    /** What it counts was so when it came, and not when it comes again. */
    private RawJson counted(ParkedLetter letter, String body) {
        String start = body.stripLeading();
        if (start.startsWith("{")) {
            return new RawJson(body);
        }
        ObjectNode envelope = strict.createObjectNode();
        envelope.put("asOf", letter.parkedAt().toString());
        if (start.startsWith("[")) {
            envelope.putRawValue("products", new RawValue(body));
        } else {
            envelope.put("csv", body);
        }
        return new RawJson(strict.writeValueAsString(envelope));
    }

    private <T> Reading read(ParkedLetter letter, String body, Class<T> type, Function<T, Publication> publication) {
        T value;
        try {
            value = strict.readValue(body, type);
        } catch (StreamReadException notJson) {
            var at = notJson.getLocation();
            return new Reading.Unreadable(
                    Complaint.NOT_JSON, at == null ? null : at.getLineNr() + ":" + at.getColumnNr());
        } catch (UnrecognizedPropertyException unknown) {
            return new Reading.Unreadable(Complaint.UNKNOWN, path(unknown));
        } catch (JacksonException wrong) {
            return new Reading.Unreadable(Complaint.WRONG, path(wrong));
        }
        if (value == null) {
            return new Reading.Unreadable(Complaint.WRONG, null);
        }
        Optional<String> missing = MissingFields.first(value);
        return missing.isPresent()
                ? new Reading.Unreadable(Complaint.MISSING, missing.get())
                : new Reading.Read(List.of(publication.apply(value).returning(letter.id())));
    }

    /** What is parked again from here is a letter of its own: one body may be several updates. */
    private static Reading parse(Channel channel, String body) {
        try {
            WebhookBatch batch = channel.parse(body.getBytes(StandardCharsets.UTF_8));
            return batch.unintelligible().isEmpty()
                    ? new Reading.Read(
                            batch.updates().stream().map(Publication::of).toList())
                    : new Reading.Unreadable(
                            Complaint.UNINTELLIGIBLE,
                            batch.unintelligible().getFirst().reason());
        } catch (MalformedWebhook malformed) {
            return new Reading.Unreadable(Complaint.NOT_JSON, null);
        }
    }

    /** The delivery of a channel that a file defines, or none. */
    private Reading routed(ParkedLetter letter, String body) {
        if (!isFromWebhook(letter)
                || !letter.origin().substring(WEBHOOK.length()).contains(":")) {
            return new Reading.Nowhere();
        }
        try {
            return new Reading.Read(channels.routed().read(letter.origin().substring(WEBHOOK.length()), body).stream()
                    .map(Publication::of)
                    .toList());
        } catch (RoutedChannels.UnreadableDelivery unreadable) {
            return new Reading.Unreadable(Complaint.UNINTELLIGIBLE, unreadable.getMessage());
        }
    }

    private Optional<Channel> channel(String origin) {
        return channels.all().stream()
                .filter(channel -> origin.equals(WEBHOOK + channel.type().name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static @Nullable String path(JacksonException failure) {
        String path = failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? null : path;
    }
}
