package ar.isac.crm.outgoing;

import ar.isac.crm.database.Vault;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.OutgoingWebhooks.Attempt;
import ar.isac.crm.outgoing.Delivery.Status;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people and programs do with outgoing webhooks. */
@Component
class WebhookDesk {

    static final String TYPE = "Webhook";
    static final String DELIVERY = "WebhookDelivery";

    /** All that can be asked for, also as {@code sale.*} or {@code *}. */
    static final Set<String> KINDS =
            Set.of("message", "conversation", "quote", "sale", "payment", "customer", "webhook");

    private static final Pattern EVENT = Pattern.compile("\\*|([a-z]+)\\.(\\*|[a-z_]+)");
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_URL = 2_000;
    private static final int SHORTEST_SECRET = 24;
    private static final int LONGEST_SECRET = 200;
    private static final int SHORTEST_KEY = 24;
    private static final int MOST = 50;
    private static final int MOST_EVENTS = 50;
    private static final int PIECE = 100;
    private static final int MOST_REPLAYED = 10_000;
    private static final String SECRET_PREFIX = "whsec_";

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final NewsFollower follower;
    private final Entry entry;
    private final Vault vault;
    private final Clock clock;

    WebhookDesk(
            Webhooks webhooks, Deliveries deliveries, NewsFollower follower, Entry entry, Vault vault, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.follower = follower;
        this.entry = entry;
        this.vault = vault;
        this.clock = clock;
    }

    /** In the shape of the GraphQL inputs. */
    record SaveWebhookInput(
            @Nullable String id,
            @Nullable String name,
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable String secret,
            @Nullable Boolean includesText) {

        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "SaveWebhookInput[…]";
        }
    }

    record ReplayWebhookDeliveriesInput(
            String webhookId,
            Instant from,
            @Nullable Instant to,
            @Nullable Status status) {}

    List<Webhook> all() {
        return webhooks.all();
    }

    Webhook find(String globalId) {
        return webhooks.find(GlobalId.raw(TYPE, globalId)).orElseThrow(() -> new NotFound(TYPE));
    }

    Page<Delivery> deliveries(
            String webhookId, @Nullable Status status, @Nullable Integer first, @Nullable String after) {
        String raw = find(webhookId).id();
        return deliveries.newest(
                delivery -> delivery.webhookId().equals(raw) && (status == null || delivery.status() == status),
                PageSize.of(first),
                after);
    }

    Result<Webhook> save(SaveWebhookInput input, Actor actor) {
        Webhook known = input.id() == null ? null : find(input.id());
        List<UserError> errors = check(input, known, actor);
        if (!errors.isEmpty()) {
            return new Result.Refused<>(errors);
        }
        if (known == null) {
            return webhooks.all().size() >= MOST
                    ? Result.refused(UserError.at(
                            "url", Code.NOT_ALLOWED, "Ya hay " + MOST + " avisos: borrá los que no hagan falta."))
                    : Result.done(webhooks.insert(changed(fresh(), input, actor)));
        }
        return Result.done(webhooks.update(known.id(), current -> changed(current, input, actor)));
    }

    private Webhook fresh() {
        return new Webhook(
                UUID.randomUUID().toString(),
                null,
                "",
                "",
                List.of(),
                List.of(),
                false,
                false,
                null,
                Webhook.Health.UNKNOWN,
                clock.instant());
    }

    private Webhook changed(Webhook now, SaveWebhookInput input, Actor actor) {
        String name = input.name();
        String url = input.url();
        List<String> events = input.events();
        Webhook described = now.described(
                name == null ? now.name() : name.strip(),
                url == null ? now.url() : url.strip(),
                events == null ? now.events() : events.stream().distinct().toList(),
                input.includesText() == null ? now.includesText() : input.includesText(),
                actor.role() == Role.ADMIN);
        String secret = input.secret();
        return secret == null
                ? described
                : described.signing(vault.seal(secret.strip(), Delivering.place(now.id())), clock.instant());
    }

    private static List<UserError> check(SaveWebhookInput input, @Nullable Webhook known, Actor actor) {
        List<UserError> errors = new ArrayList<>();
        checkName(input.name(), known == null, errors);
        checkUrl(input.url(), known == null, errors);
        checkEvents(input.events(), known == null, errors);
        checkSecret(input.secret(), known == null, errors);
        boolean isTextWanted =
                input.includesText() == null ? known != null && known.includesText() : input.includesText();
        boolean isReached = known == null || input.url() != null || input.secret() != null || !known.includesText();
        if (isTextWanted && isReached && actor.role() != Role.ADMIN) {
            errors.add(UserError.at(
                    "includesText",
                    Code.NOT_ALLOWED,
                    "Lo que escriben los clientes solo lo puede mandar afuera un administrador."));
        }
        return errors;
    }

    private static void checkName(@Nullable String name, boolean isNew, List<UserError> errors) {
        if (name == null ? isNew : name.isBlank()) {
            errors.add(UserError.at("name", Code.REQUIRED, "Ponele un nombre."));
        } else if (name != null && name.length() > LONGEST_NAME) {
            errors.add(UserError.at("name", Code.TOO_LONG, "El nombre tiene más de 80 caracteres."));
        }
    }

    private static void checkUrl(@Nullable String url, boolean isNew, List<UserError> errors) {
        if (url == null) {
            if (isNew) {
                errors.add(UserError.at("url", Code.REQUIRED, "Falta la dirección a la que avisar."));
            }
        } else if (url.length() > LONGEST_URL) {
            errors.add(UserError.at("url", Code.TOO_LONG, "La dirección tiene más de 2.000 caracteres."));
        } else if (!isWebAddress(url.strip())) {
            errors.add(UserError.at(
                    "url",
                    Code.INVALID,
                    "No es una dirección web: empieza con https:// o http:// y no lleva usuario ni clave."));
        }
    }

    private static boolean isWebAddress(String url) {
        try {
            URI address = URI.create(url);
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null;
        } catch (IllegalArgumentException notAUrl) {
            return false;
        }
    }

    private static void checkEvents(@Nullable List<String> events, boolean isNew, List<UserError> errors) {
        if (events == null ? isNew : events.isEmpty()) {
            errors.add(UserError.at("events", Code.REQUIRED, "Elegí al menos un evento; «*» son todos."));
        } else if (events != null && events.size() > MOST_EVENTS) {
            errors.add(UserError.at("events", Code.TOO_LONG, "Son más de 50 eventos: usá «sale.*» o «*»."));
        } else if (events != null) {
            events.stream()
                    .filter(event -> !isEvent(event))
                    .findFirst()
                    .ifPresent(unknown -> errors.add(UserError.at(
                            "events",
                            Code.INVALID,
                            "No conozco el evento «%s»."
                                    .formatted(unknown.length() > 60 ? unknown.substring(0, 60) + "…" : unknown))));
        }
    }

    private static boolean isEvent(String event) {
        var parts = EVENT.matcher(event);
        return parts.matches() && (parts.group(1) == null || KINDS.contains(parts.group(1)));
    }

    private static void checkSecret(@Nullable String secret, boolean isNew, List<UserError> errors) {
        if (secret == null) {
            if (isNew) {
                errors.add(UserError.at("secret", Code.REQUIRED, "Falta el secreto con el que se firma."));
            }
            return;
        }
        String given = secret.strip();
        boolean isLongEnough = given.startsWith(SECRET_PREFIX)
                ? keyLength(given.substring(SECRET_PREFIX.length())) >= SHORTEST_KEY
                : given.getBytes(StandardCharsets.UTF_8).length >= SHORTEST_SECRET;
        if (given.length() > LONGEST_SECRET) {
            errors.add(UserError.at("secret", Code.TOO_LONG, "El secreto tiene más de 200 caracteres."));
        } else if (!isLongEnough || given.chars().anyMatch(Character::isWhitespace)) {
            errors.add(UserError.at(
                    "secret",
                    Code.INVALID,
                    "El secreto es «whsec_» y 24 bytes o más en base64, o 24 caracteres o más sin espacios."));
        }
    }

    private static int keyLength(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException notBase64) {
            return 0;
        }
    }

    Webhook pause(String globalId) {
        return webhooks.update(
                find(globalId).id(), current -> current.paused(Webhook.Pause.Reason.BY_PERSON, clock.instant()));
    }

    /** What waited meanwhile is delivered now. */
    Webhook resume(String globalId) {
        Webhook resumed = webhooks.update(find(globalId).id(), Webhook::resumed);
        Instant now = clock.instant();
        each(
                resumed.id(),
                now.minus(Deliveries.KEPT),
                delivery -> delivery.status() == Status.PENDING,
                waiting -> waiting);
        return resumed;
    }

    Webhook delete(String globalId) {
        Webhook known = find(globalId);
        webhooks.delete(known.id());
        return known;
    }

    /** Sends a piece of news that says nothing, whatever the webhook wants to hear of. */
    Delivery test(String globalId) {
        Webhook webhook = find(globalId);
        News ping = new News(
                "webhook.ping/" + UUID.randomUUID(),
                "webhook.ping",
                clock.instant(),
                null,
                Map.of("webhookId", GlobalId.of(TYPE, webhook.id())),
                null);
        Delivery delivery = deliveries.of(webhook.id(), ping, follower.body(ping, webhook));
        entry.publish(List.of(new Attempt(delivery.id(), 1).after(Duration.ZERO)));
        return delivery;
    }

    Delivery replay(String deliveryGlobalId) {
        Delivery known =
                deliveries.find(GlobalId.raw(DELIVERY, deliveryGlobalId)).orElseThrow(() -> new NotFound(DELIVERY));
        return again(known, Delivery::replayed);
    }

    /** Delivers again what it was told in a time; says how many. */
    Result<Integer> replay(ReplayWebhookDeliveriesInput input) {
        Webhook webhook = find(input.webhookId());
        if (input.to() != null && !input.to().isAfter(input.from())) {
            return Result.refused(UserError.at("to", Code.INVALID, "Termina antes de empezar."));
        }
        return Result.done(each(
                webhook.id(),
                input.from(),
                delivery -> (input.status() == null || delivery.status() == input.status())
                        && (input.to() == null || delivery.createdAt().isBefore(input.to())),
                Delivery::replayed));
    }

    /** From the newest back to an instant: numbers and instants grow together. */
    private int each(String webhookId, Instant from, Predicate<Delivery> admits, UnaryOperator<Delivery> change) {
        int count = 0;
        String after = null;
        while (count < MOST_REPLAYED) {
            Page<Delivery> page =
                    deliveries.newest(delivery -> delivery.webhookId().equals(webhookId), PIECE, after);
            for (Delivery delivery : page.nodes()) {
                if (delivery.createdAt().isBefore(from)) {
                    return count;
                }
                if (admits.test(delivery)) {
                    again(delivery, change);
                    count++;
                }
            }
            if (!page.pageInfo().isHasNextPage()) {
                return count;
            }
            after = Objects.requireNonNull(page.pageInfo().getEndCursor()).getValue();
        }
        return count;
    }

    private Delivery again(Delivery delivery, UnaryOperator<Delivery> change) {
        Delivery next = deliveries.update(delivery.id(), change);
        entry.publish(List.of(new Attempt(next.id(), next.attempts() + 1).after(Duration.ZERO)));
        return next;
    }
}
