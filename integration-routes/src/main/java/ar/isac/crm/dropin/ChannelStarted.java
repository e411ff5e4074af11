package ar.isac.crm.dropin;

/** The routes of a kind of channel run, for the first time or anew: what waits for them may go on. */
public record ChannelStarted(String kind) {}
