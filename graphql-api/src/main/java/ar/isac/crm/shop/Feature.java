package ar.isac.crm.shop;

/** Something that a shop may have or not, for those who ask what this server can do. */
public interface Feature {

    /** In lower case, such as {@code simulator}. */
    String name();

    boolean isOn();
}
