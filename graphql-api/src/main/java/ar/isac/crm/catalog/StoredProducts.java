package ar.isac.crm.catalog;

import java.util.Collection;
import java.util.List;

/** Products as they are stored. */
interface StoredProducts {

    /**
     * These products as they are stored now.
     *
     * @param known as read before
     * @return in their order, without those that do not exist any more
     */
    List<Product> current(List<Product> known);

    /** The products of these skus in their order, without those that do not exist. */
    List<Product> findAll(Collection<String> skus);
}
