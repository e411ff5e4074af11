package ar.isac.crm.account;

/** What the shop's accounts are made of, for contexts that are put together by hand. */
public final class AccountParts {

    private AccountParts() {}

    public static Class<?>[] parts() {
        return new Class<?>[] {ChannelAccounts.class, AccountTokens.class, PlatformWays.class, WebhookSecrets.class};
    }
}
