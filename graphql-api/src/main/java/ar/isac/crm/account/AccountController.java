package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Permissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class AccountController implements NodeSource {

    private static final String TYPE = "ChannelAccount";

    private final ChannelAccounts accounts;
    private final AssistantModes modes;
    private final ChannelDesk desk;
    private final ChannelHealth health;
    private final WebhookSecrets secrets;
    private final ObjectProvider<Backlog> backlogs;

    AccountController(
            ChannelAccounts accounts,
            AssistantModes modes,
            ChannelDesk desk,
            ChannelHealth health,
            WebhookSecrets secrets,
            ObjectProvider<Backlog> backlogs) {
        this.accounts = accounts;
        this.modes = modes;
        this.desk = desk;
        this.health = health;
        this.secrets = secrets;
        this.backlogs = backlogs;
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    List<ChannelAccount> channels() {
        return accounts.all().stream()
                .sorted(Comparator.comparing(ChannelAccount::id))
                .toList();
    }

    @SchemaMapping
    String id(ChannelAccount channelAccount) {
        return GlobalId.of(TYPE, channelAccount.id());
    }

    @BatchMapping
    Map<ChannelAccount, AssistantMode> assistantModeNow(List<ChannelAccount> accounts) {
        return modes.now(accounts);
    }

    @SchemaMapping
    String platformId(ChannelAccount channelAccount) {
        return channelAccount.ref().localId();
    }

    /** In the shape of the GraphQL type. */
    record ChannelSetting(String name, String value) {}

    @SchemaMapping
    List<ChannelSetting> settings(ChannelAccount channelAccount) {
        return channelAccount.access().settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> new ChannelSetting(setting.getKey(), setting.getValue()))
                .toList();
    }

    @SchemaMapping
    boolean hasAccessToken(ChannelAccount channelAccount) {
        return accounts.hasToken(channelAccount);
    }

    @SchemaMapping
    boolean isSimulated(ChannelAccount channelAccount) {
        return accounts.isSimulated(channelAccount);
    }

    @SchemaMapping
    @Nullable
    Instant accessTokenEndsAt(ChannelAccount channelAccount) {
        return channelAccount.access().tokenEndsAt();
    }

    @SchemaMapping
    boolean hasAppSecret(ChannelAccount channelAccount) {
        return secrets.hasSecret(channelAccount);
    }

    /** In the shape of the GraphQL type. */
    record Health(
            @Nullable Instant lastInboundAt,
            @Nullable Instant lastSentAt,
            ChannelHealth.@Nullable LastError lastError,
            ChannelHealth.@Nullable LastError lastAlarm,
            int queueDepth) {}

    @BatchMapping
    Map<ChannelAccount, Health> health(List<ChannelAccount> asked) {
        Map<String, ChannelHealth.Health> known =
                health.of(asked.stream().map(ChannelAccount::id).distinct().toList());
        Map<String, Integer> waiting = new HashMap<>();
        backlogs.stream().forEach(backlog -> waiting.putAll(backlog.waiting()));
        return asked.stream().distinct().collect(Collectors.toMap(Function.identity(), account -> {
            ChannelHealth.Health noted = known.getOrDefault(account.id(), ChannelHealth.Health.unknown(account.id()));
            return new Health(
                    noted.lastInboundAt(),
                    noted.lastSentAt(),
                    noted.lastError(),
                    noted.lastAlarm(),
                    waiting.getOrDefault(account.id(), 0));
        }));
    }

    /** In the shape of the GraphQL payload. */
    record ChannelPayload(@Nullable ChannelAccount channel, List<UserError> userErrors) {

        static ChannelPayload of(Result<ChannelAccount> result) {
            return new ChannelPayload(result.value(), result.errors());
        }
    }

    @MutationMapping
    @PreAuthorize(Permissions.INTEGRATION)
    ChannelPayload saveChannel(@Argument ChannelDesk.SaveChannelInput input) {
        return ChannelPayload.of(desk.save(input));
    }

    @MutationMapping
    @PreAuthorize(Permissions.OPERATIONS)
    ChannelPayload pauseChannel(@Argument ChannelDesk.PauseChannelInput input, @AuthenticationPrincipal Actor actor) {
        return ChannelPayload.of(desk.pause(input, actor.name()));
    }

    @MutationMapping
    @PreAuthorize(Permissions.OPERATIONS)
    ChannelPayload resumeChannel(@Argument ChannelDesk.ResumeChannelInput input) {
        return ChannelPayload.of(desk.resume(input));
    }

    /** In the shape of the GraphQL input and payload. */
    record SetAssistantModeInput(
            String accountId, AssistantMode mode, @Nullable AssistantMode outsideHours) {}

    record SetAssistantModePayload(@Nullable ChannelAccount account, List<UserError> userErrors) {}

    @MutationMapping
    @PreAuthorize(Permissions.SUPERVISION)
    SetAssistantModePayload setAssistantMode(@Argument SetAssistantModeInput input) {
        String id = GlobalId.raw(TYPE, input.accountId());
        if (accounts.find(id).isEmpty()) {
            throw new NotFound(TYPE);
        }
        return new SetAssistantModePayload(accounts.answer(id, input.mode(), input.outsideHours()), List.of());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return accounts.find(rawId).orElse(null);
    }
}
