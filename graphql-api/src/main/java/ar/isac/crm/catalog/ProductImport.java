package ar.isac.crm.catalog;

import ar.isac.crm.catalog.ImportReport.RowError;
import ar.isac.crm.catalog.Products.Stored;
import ar.isac.crm.money.AmountReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Takes products from a CSV file: a row is a product, stored anew or onto the one with its sku.
 *
 * <p>Rows that cannot be read are reported and the others are taken, so a corrected file is simply imported again. A
 * column that the file does not have leaves what is stored alone; stock sets what is on hand and leaves reservations
 * alone.
 */
@Service
public class ProductImport {
    static final int MAX_ERRORS = 1_000;
    private static final int MAX_MEGABYTES = 64;
    private static final int MAX_ROWS = 200_000;
    private static final int BATCH = 1_000;

    private final Products products;
    private final AmountReader amounts;

    ProductImport(Products products, AmountReader amounts) {
        this.products = products;
        this.amounts = amounts;
    }

    /** Imports from UTF-8 bytes, with or without a byte order mark. */
    public ImportReport importCsv(InputStream utf8) throws IOException {
        byte[] bytes = utf8.readNBytes(MAX_MEGABYTES * 1024 * 1024 + 1);
        if (bytes.length > MAX_MEGABYTES * 1024 * 1024) {
            return problem("file.tooLarge", MAX_MEGABYTES);
        }
        try {
            return importCsv(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException otherEncoding) {
            return problem("file.notUtf8");
        }
    }

    /** Imports from text. */
    public ImportReport importCsv(String csv) {
        CsvRows rows = new CsvRows(csv);
        if (rows.isEmpty()) {
            return problem("file.empty");
        }
        ImportColumns columns = ImportColumns.of(rows.header());
        if (!columns.problems().isEmpty()) {
            return new ImportReport(0, 0, 0, List.of(), columns.problems());
        }
        return new Run(columns).take(rows);
    }

    private static ImportReport problem(String key, Object... arguments) {
        return new ImportReport(0, 0, 0, List.of(), List.of(new RowError(1, "", ImportTexts.text(key, arguments))));
    }

    /** One import under way. */
    private final class Run {
        private final ImportColumns columns;
        private final List<RowError> errors;
        private final Map<String, Long> lineOfId = new HashMap<>();
        private final List<ImportRow> batch = new ArrayList<>();
        private Stored stored = Stored.NOTHING;

        Run(ImportColumns columns) {
            this.columns = columns;
            this.errors = new ArrayList<>(columns.warnings());
        }

        ImportReport take(CsvRows rows) {
            int count = 0;
            for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
                if (++count > MAX_ROWS) {
                    report(new RowError(row.line(), "", ImportTexts.text("row.tooMany", MAX_ROWS)));
                    break;
                }
                take(row);
            }
            flush();
            return new ImportReport(
                    stored.created(), stored.updated(), stored.unchanged(), List.copyOf(errors), List.of());
        }

        private void take(CsvRows.Row row) {
            ImportRow read = new ImportRow(columns, row, amounts);
            if (!read.errors().isEmpty()) {
                read.errors().forEach(this::report);
                return;
            }
            Long earlier = lineOfId.putIfAbsent(Product.idOf(read.sku()), row.line());
            if (earlier != null) {
                report(new RowError(row.line(), "sku", ImportTexts.text("row.duplicate", read.sku(), earlier)));
                return;
            }
            batch.add(read);
            if (batch.size() == BATCH) {
                flush();
            }
        }

        private void flush() {
            stored = stored.plus(products.upsertAll(batch));
            batch.clear();
        }

        private void report(RowError error) {
            if (errors.size() < MAX_ERRORS) {
                errors.add(error);
            }
        }
    }
}
