package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.AssistantMode;
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
        return accounts.find(accountId).map(this::now).orElse(AssistantMode.OFF);
    }

    AssistantMode now(ChannelAccount account) {
        boolean goesByHours = account.assistantModeOutsideHours() != null;
        return account.modeWhile(goesByHours && hours.stream().anyMatch(OpeningTimes::isClosedNow));
    }
}
