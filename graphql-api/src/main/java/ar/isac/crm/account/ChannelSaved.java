package ar.isac.crm.account;

/** Somebody changed how an account is reached. */
public record ChannelSaved(String accountId) {}
