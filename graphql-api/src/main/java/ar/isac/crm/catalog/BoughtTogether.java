package ar.isac.crm.catalog;

import java.util.List;

/** What customers buy with what, told by whoever keeps the sales. Without such a teller nothing is suggested on this ground. */
@FunctionalInterface
public interface BoughtTogether {

    /** When nobody knows. */
    BoughtTogether NOTHING = family -> List.of();

    /** The families bought most often by those who bought this one, the most often first; a handful. */
    List<String> with(String family);
}
