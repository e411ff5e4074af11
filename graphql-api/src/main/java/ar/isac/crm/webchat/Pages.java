package ar.isac.crm.webchat;

import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.hub.RoutedAccounts;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which pages may show the window of which account, as its setting says now. */
@Component
class Pages {

    private static final String KIND = "webchat";
    private static final String ORIGINS = "allowedOrigins";

    private final RoutedAccounts accounts;

    Pages(RoutedAccounts accounts) {
        this.accounts = accounts;
    }

    /** The account with the platform's id. */
    Optional<RoutedAccount> account(String localId) {
        return accounts.ofKind(KIND).stream()
                .filter(each -> each.ref().localId().equals(localId))
                .findFirst();
    }

    /** Whether pages of the origin may show the window of the account, as it is set now. */
    boolean mayShow(String localId, @Nullable String origin) {
        return account(localId).filter(account -> mayShow(account, origin)).isPresent();
    }

    static boolean mayShow(RoutedAccount account, @Nullable String origin) {
        return origin != null
                && Arrays.asList(account.settings().getOrDefault(ORIGINS, "").split(",", -1))
                        .contains(origin);
    }
}
