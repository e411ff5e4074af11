package ar.isac.crm.customer;

/** Which price list a customer buys by. */
public enum Segment {
    RETAIL,
    WHOLESALE
}
