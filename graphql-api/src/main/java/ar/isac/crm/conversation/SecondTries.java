package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.PhoneNumber;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.Handle;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What is tried once more before the platform's refusal counts: a message that it refuses for a window which is open, and the
 * other form of an Argentine number where the account is a number for tests. Only the platform's own words, and never a guess,
 * show that an account is one: on any other, another form of a number may be another person's.
 */
@Component
class SecondTries {

    private final ChannelAccounts accounts;
    private final Customers customers;
    private final Channels channels;
    private final Clock clock;

    SecondTries(ChannelAccounts accounts, Customers customers, Channels channels, Clock clock) {
        this.accounts = accounts;
        this.customers = customers;
        this.channels = channels;
        this.clock = clock;
    }

    /** Where to send: the customer's address verbatim, or on a number for tests the form that is on its list. */
    Handle address(ChannelAccount account, Handle recipient) {
        return account.isTestNumber() && recipient.kind() == Handle.Kind.WA_ID
                ? new Handle(recipient.kind(), customers.reachedBy(account.ref(), recipient.address()))
                : recipient;
    }

    /** Whether the message is worth another try, for which everything is prepared then. */
    boolean isWorthOne(AccountRef account, Conversation conversation, Message message, String code) {
        boolean isFirst = message.triedAgainFor() == null;
        return switch (channels.remedy(account.type(), code)) {
            case NONE -> false;
            case AGAIN_WITHIN_WINDOW ->
                isFirst
                        && ReplyWindow.of(conversation, clock.instant())
                                .allows()
                                .contains(ReplyWindow.Kind.ANY);
            case LISTED_FORM -> {
                accounts.isTestNumber(account);
                yield hasOtherForm(account, conversation.recipient(), isFirst);
            }
            case LISTED_FORM_OF_TEST_NUMBER ->
                accounts.find(account.id()).filter(ChannelAccount::isTestNumber).isPresent()
                        && hasOtherForm(account, conversation.recipient(), isFirst);
        };
    }

    private boolean hasOtherForm(AccountRef account, Handle recipient, boolean isFirst) {
        if (recipient.kind() != Handle.Kind.WA_ID) {
            return false;
        }
        String tried = customers.reachedBy(account, recipient.address());
        Optional<String> other = PhoneNumber.otherListedForm(tried);
        // After the second refusal neither form is known to be good, and the next message begins with the address
        // itself.
        customers.reachBy(account, recipient.address(), isFirst ? other.orElse(tried) : recipient.address());
        return isFirst && other.isPresent();
    }
}
