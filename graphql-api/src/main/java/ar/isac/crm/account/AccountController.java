package ar.isac.crm.account;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodeSource;
import ar.isac.crm.security.Permissions;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class AccountController implements NodeSource {

    private final ChannelAccounts accounts;

    AccountController(ChannelAccounts accounts) {
        this.accounts = accounts;
    }

    @SchemaMapping
    String id(ChannelAccount channelAccount) {
        return GlobalId.of("ChannelAccount", channelAccount.id());
    }

    @Override
    public String type() {
        return "ChannelAccount";
    }

    @Override
    @PreAuthorize(Permissions.SIGNED_IN)
    public @Nullable Object find(String rawId) {
        return accounts.find(rawId).orElse(null);
    }
}
