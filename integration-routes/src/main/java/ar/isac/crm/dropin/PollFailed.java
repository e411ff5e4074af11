package ar.isac.crm.dropin;

import ar.isac.crm.message.AccountRef;

/** A channel could not ask for an account's messages; it will again. */
public record PollFailed(AccountRef account, String failure) {}
