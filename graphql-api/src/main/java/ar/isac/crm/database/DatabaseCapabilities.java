package ar.isac.crm.database;

/**
 * What the engine behind the connection can do, for code that must choose.
 *
 * @param isEmbedded whether it is the server in this process: all data in memory, no transactions, change streams,
 *     text search or GridFS worth using, and indexes that serve exact equality on a unique key only
 */
public record DatabaseCapabilities(boolean isEmbedded) {}
