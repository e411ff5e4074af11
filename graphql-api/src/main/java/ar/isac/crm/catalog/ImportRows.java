package ar.isac.crm.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of cells under a header. */
interface ImportRows {

    boolean isEmpty();

    List<String> header();

    /** The next row, or null at the end. */
    CsvRows.@Nullable Row next();
}
