package ar.isac.crm.catalog;

import java.util.List;

/**
 * What an import did.
 *
 * @param problems what keeps the file as a whole from being read (a required column is missing); nothing was taken then
 * @param rowErrors rows, or single columns, that were not taken, in the file's order; at most
 *     {@value ProductImport#MAX_ERRORS}
 */
public record ImportReport(int created, int updated, int unchanged, List<RowError> rowErrors, List<RowError> problems) {

    /**
     * Something that could not be read.
     *
     * @param line of the file, from 1 (the header)
     * @param field the column's name, or empty when the whole row is meant
     * @param message in the words of a shop owner
     */
    public record RowError(long line, String field, String message) {}
}
