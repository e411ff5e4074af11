package ar.isac.crm.conversation;

/** Towards the shop, or from it. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
