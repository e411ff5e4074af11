package ar.isac.crm.shop;

import java.util.List;

/** Settings that decide how a shop works, for those who ask what holds here. */
public interface Rules {

    List<Rule> rules();

    /**
     * What holds.
     *
     * @param name in lower case, such as {@code visibility}
     * @param value a number, a duration by ISO 8601, or a name that the schema knows
     * @param setting the environment variable that sets it
     */
    record Rule(String name, String value, String setting) {}
}
