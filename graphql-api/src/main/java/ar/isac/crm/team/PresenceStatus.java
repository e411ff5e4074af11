package ar.isac.crm.team;

/** Whether an advisor takes on what is handed over. */
public enum PresenceStatus {
    ONLINE,
    AWAY,
    OFFLINE
}
