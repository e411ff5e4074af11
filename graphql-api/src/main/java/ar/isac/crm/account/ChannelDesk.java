package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.Pause;
import ar.isac.crm.dropin.RouteFolder;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.pending.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What people do with the shop's accounts. */
@Component
class ChannelDesk {

    static final String TYPE = "ChannelAccount";

    private static final Pattern PLATFORM_ID = Pattern.compile("[0-9]{3,40}");
    private static final Pattern LOCAL_ID = Pattern.compile("[A-Za-z0-9@._+-]{1,100}");
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_SECRET = 2_000;
    private static final int LONGEST_REASON = 300;
    private static final int MOST_PER_SECOND = 1_000;

    private final ChannelAccounts accounts;
    private final InstagramTokens tokens;
    private final RouteFolder routes;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ChannelDesk(
            ChannelAccounts accounts,
            InstagramTokens tokens,
            RouteFolder routes,
            Outbox outbox,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.routes = routes;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /** In the shape of the GraphQL inputs. */
    record SaveChannelInput(
            @Nullable String id,
            @Nullable ChannelType type,
            @Nullable String kind,
            @Nullable String platformId,
            @Nullable String name,
            @Nullable String accessToken,
            @Nullable String appSecret,
            @Nullable String businessAccountId,
            @Nullable String catalogId,
            @Nullable Integer messagesPerSecond,
            @Nullable List<ChannelSettingInput> settings) {

        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "SaveChannelInput[…]";
        }
    }

    record ChannelSettingInput(String name, String value) {}

    record PauseChannelInput(String channelId, @Nullable String reason) {}

    record ResumeChannelInput(String channelId) {}

    Result<ChannelAccount> save(SaveChannelInput input) {
        ChannelAccount named = input.id() == null ? null : find(input.id());
        RouteFolder.Channel routed =
                named == null ? routed(input) : routes.channel(named.kind()).orElse(null);
        List<UserError> errors = check(input, routed);
        if (routed != null) {
            errors.addAll(RoutedAccountRules.check(
                    routed, named == null ? Map.of() : named.access().settings(), input));
        } else if (input.settings() != null && !input.settings().isEmpty()) {
            errors.add(UserError.at("settings", Code.NOT_ALLOWED, "Este canal no tiene otros datos."));
        }
        if (!errors.isEmpty()) {
            return new Result.Refused<>(errors);
        }
        ChannelAccount known;
        if (input.id() == null) {
            String localId = Objects.requireNonNull(input.platformId()).strip();
            AccountRef ref = routed == null
                    ? new AccountRef(Objects.requireNonNull(input.type()), localId)
                    : AccountRef.of(routed.type(), routed.kind(), localId);
            accounts.ensure(ref);
            known = accounts.find(ref.id()).orElseThrow();
        } else {
            known = find(input.id());
        }
        ChannelAccount saved = accounts.reach(
                known.id(),
                stripped(input.accessToken()),
                stripped(input.appSecret()),
                account -> applied(input, account));
        tokens.watch(saved);
        events.publishEvent(new ChannelSaved(saved.id()));
        return Result.done(saved);
    }

    private static ChannelAccount applied(SaveChannelInput input, ChannelAccount account) {
        ChannelAccount.Access access = account.access();
        ChannelAccount.Access next = access.with(
                        kept(input.businessAccountId(), access.businessAccountId()),
                        kept(input.catalogId(), access.catalogId()),
                        input.messagesPerSecond() == null ? access.messagesPerSecond() : input.messagesPerSecond())
                .withSettings(RoutedAccountRules.merged(access.settings(), input));
        ChannelAccount reached = account.reachedBy(next);
        return input.name() == null ? reached : reached.named(input.name().strip());
    }

    /** What is null stays, what is blank is taken away. */
    private static @Nullable String kept(@Nullable String written, @Nullable String known) {
        return written == null ? known : written.isBlank() ? null : written.strip();
    }

    private static @Nullable String stripped(@Nullable String secret) {
        return secret == null ? null : secret.strip();
    }

    /** The channel of a new account, where a file defines it. */
    private RouteFolder.@Nullable Channel routed(SaveChannelInput input) {
        String kind = input.kind() != null
                ? input.kind().strip()
                : input.type() != null && Channels.areRouted(input.type())
                        ? input.type().name().toLowerCase(Locale.ROOT)
                        : "";
        return routes.channel(kind)
                .filter(channel -> input.type() == null || input.type() == channel.type())
                .orElse(null);
    }

    private static List<UserError> check(SaveChannelInput input, RouteFolder.@Nullable Channel routed) {
        List<UserError> errors = new ArrayList<>();
        if (input.id() == null) {
            checkNew(input, routed, errors);
        } else if (input.type() != null || input.platformId() != null || input.kind() != null) {
            errors.add(UserError.at(
                    input.type() != null ? "type" : input.kind() != null ? "kind" : "platformId",
                    Code.NOT_ALLOWED,
                    "La cuenta de un canal no cambia de número: conectá la otra como una nueva."));
        }
        if (input.name() != null && input.name().isBlank()) {
            errors.add(UserError.at("name", Code.REQUIRED, "Ponele un nombre a la cuenta."));
        } else if (input.name() != null && input.name().length() > LONGEST_NAME) {
            errors.add(UserError.at("name", Code.TOO_LONG, "El nombre tiene más de 80 caracteres."));
        }
        checkSecret("accessToken", input.accessToken(), errors);
        checkSecret("appSecret", input.appSecret(), errors);
        checkNumber("businessAccountId", input.businessAccountId(), errors);
        checkNumber("catalogId", input.catalogId(), errors);
        Integer perSecond = input.messagesPerSecond();
        if (perSecond != null && (perSecond < 1 || perSecond > MOST_PER_SECOND)) {
            errors.add(UserError.at("messagesPerSecond", Code.INVALID, "Los mensajes por segundo van de 1 a 1.000."));
        }
        return errors;
    }

    private static void checkNew(SaveChannelInput input, RouteFolder.@Nullable Channel routed, List<UserError> errors) {
        boolean isBuiltIn = input.kind() == null && input.type() != null && !Channels.areRouted(input.type());
        if (input.type() == null && input.kind() == null) {
            errors.add(UserError.at("type", Code.REQUIRED, "Elegí el canal."));
        } else if (!isBuiltIn && routed == null) {
            errors.add(UserError.at(
                    input.kind() == null ? "type" : "kind",
                    Code.NOT_ALLOWED,
                    "Ninguna ruta activa define ese canal: activá primero la suya."));
        }
        String platformId = input.platformId();
        if (platformId == null || platformId.isBlank()) {
            errors.add(UserError.at(
                    "platformId", Code.REQUIRED, "Falta el id que la plataforma le da al número o a la cuenta."));
        } else if (routed == null) {
            checkNumber("platformId", platformId, errors);
        } else if (!LOCAL_ID.matcher(platformId.strip()).matches()) {
            errors.add(UserError.at(
                    "platformId", Code.INVALID, "El id lleva letras, números y los signos . _ @ + -, hasta 100."));
        }
        if (input.name() == null) {
            errors.add(UserError.at("name", Code.REQUIRED, "Ponele un nombre a la cuenta."));
        }
    }

    private static void checkNumber(String field, @Nullable String value, List<UserError> errors) {
        if (value != null
                && !value.isBlank()
                && !PLATFORM_ID.matcher(value.strip()).matches()) {
            errors.add(UserError.at(field, Code.INVALID, "Los ids de Meta son solo números, sin el +."));
        }
    }

    private static void checkSecret(String field, @Nullable String value, List<UserError> errors) {
        if (value == null) {
            return;
        }
        if (value.length() > LONGEST_SECRET) {
            errors.add(UserError.at(field, Code.TOO_LONG, "Tiene más de 2.000 caracteres: revisá lo que pegaste."));
        } else if (value.strip().chars().anyMatch(Character::isWhitespace)) {
            errors.add(UserError.at(field, Code.INVALID, "Hay un espacio en el medio: pegalo de nuevo."));
        }
    }

    Result<ChannelAccount> pause(PauseChannelInput input, String actorName) {
        ChannelAccount account = find(input.channelId());
        String reason = input.reason() == null ? "" : input.reason().strip();
        if (reason.length() > LONGEST_REASON) {
            return Result.refused(UserError.at("reason", Code.TOO_LONG, "El motivo tiene más de 300 caracteres."));
        }
        String words = reason.isEmpty() ? "La pausó " + actorName + "." : reason;
        return Result.done(announced(
                account,
                ConversationEvent.Type.CHANNEL_PAUSED,
                () -> accounts.pause(account.ref(), Pause.BY_PERSON, words)));
    }

    Result<ChannelAccount> resume(ResumeChannelInput input) {
        ChannelAccount account = find(input.channelId());
        return Result.done(
                announced(account, ConversationEvent.Type.CHANNEL_RESUMED, () -> accounts.resume(account.ref())));
    }

    private ChannelAccount announced(
            ChannelAccount account, ConversationEvent.Type type, java.util.function.Supplier<ChannelAccount> change) {
        return outbox.announcing(
                List.of(Publication.of(ConversationEvent.ofAccount(
                        "channel/" + account.id() + "/" + UUID.randomUUID(), type, account.id(), clock.instant()))),
                change);
    }

    private ChannelAccount find(String globalId) {
        return Optional.of(GlobalId.raw(TYPE, globalId)).flatMap(accounts::find).orElseThrow(() -> new NotFound(TYPE));
    }
}
