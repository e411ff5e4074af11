package ar.isac.crm.account;

/** An account that could not send may send again: whoever waited for it looks again. */
public record ChannelMended(String accountId) {}
