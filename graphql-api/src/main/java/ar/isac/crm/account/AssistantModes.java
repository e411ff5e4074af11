package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the assistant does on an account at this moment. Read at each turn, so a change counts from the next one on every node. */
@Component
public class AssistantModes {

    private final ChannelAccounts accounts;
    private final ObjectProvider<OpeningTimes> hours;

    AssistantModes(ChannelAccounts accounts, ObjectProvider<OpeningTimes> hours) {
        this.accounts = accounts;
        this.hours = hours;
    }

    /** The mode now; OFF on an account that nobody knows. */
    public AssistantMode now(String accountId) {
        return accounts.find(accountId)
                .map(account -> account.modeWhile(isClosed(account)))
                .orElse(AssistantMode.OFF);
    }

    /** The modes of these now; the hours are asked for once. */
    Map<ChannelAccount, AssistantMode> now(Collection<ChannelAccount> asked) {
        boolean isClosed = asked.stream().anyMatch(this::isClosed);
        return asked.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), account -> account.modeWhile(isClosed)));
    }

    /** Whether the hours make a difference now. */
    private boolean isClosed(ChannelAccount account) {
        return account.assistantModeOutsideHours() != null && hours.stream().anyMatch(OpeningTimes::isClosedNow);
    }
}
