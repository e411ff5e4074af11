package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.security.Permissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class AccountController implements NodeSource {

    private static final String TYPE = "ChannelAccount";

    private final ChannelAccounts accounts;
    private final AssistantModes modes;

    AccountController(ChannelAccounts accounts, AssistantModes modes) {
        this.accounts = accounts;
        this.modes = modes;
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
