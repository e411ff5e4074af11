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
import org.jspecify.annotations.Nullable;
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
        Run run = new Run(null);
        run.take(rows, columns);
        return run.report();
    }

    /**
     * What a system of the shop tells, which may be as little as the stock of a few products.
     *
     * @param tables rows with the same columns each
     */
    ImportReport take(List<? extends ImportRows> tables, Telling telling) {
        Run run = new Run(telling);
        for (ImportRows rows : tables) {
            ImportColumns columns = ImportColumns.partial(rows.header());
            if (columns.problems().isEmpty()) {
                run.take(rows, columns);
            } else if (tables.size() == 1) {
                return new ImportReport(0, 0, 0, List.of(), columns.problems());
            } else {
                run.refuse(rows, columns.problems().getFirst());
            }
        }
        return run.report();
    }

    /**
     * Who tells, and of when.
     *
     * @param isTooOld whether sales since then may be forgotten
     */
    record Telling(Stock.Told told, boolean isTooOld) {}

    private static ImportReport problem(String key, Object... arguments) {
        return new ImportReport(0, 0, 0, List.of(), List.of(new RowError(1, "", ImportTexts.text(key, arguments))));
    }

    /** One import under way. */
    private final class Run {
        private final @Nullable Telling telling;
        private final List<RowError> errors = new ArrayList<>();
        private final Map<String, Long> lineOfId = new HashMap<>();
        private final List<ImportRow> batch = new ArrayList<>();
        private Stored stored = Stored.NOTHING;
        private int count;

        Run(@Nullable Telling telling) {
            this.telling = telling;
        }

        void take(ImportRows rows, ImportColumns columns) {
            columns.warnings().forEach(this::report);
            for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
                if (++count > MAX_ROWS) {
                    report(new RowError(row.line(), "", ImportTexts.text("row.tooMany", MAX_ROWS)));
                    break;
                }
                take(row, columns);
            }
            flush(columns);
        }

        void refuse(ImportRows rows, RowError problem) {
            for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
                report(new RowError(row.line(), problem.field(), problem.message()));
            }
        }

        ImportReport report() {
            return new ImportReport(
                    stored.created(), stored.updated(), stored.unchanged(), List.copyOf(errors), List.of());
        }

        private void take(CsvRows.Row row, ImportColumns columns) {
            ImportRow read = new ImportRow(columns, row, amounts, telling == null ? null : telling.told());
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
                flush(columns);
            }
        }

        private void flush(ImportColumns columns) {
            List<ImportRow> rows = telling == null ? batch : acceptable(columns, telling.isTooOld());
            stored = stored.plus(products.upsertAll(rows));
            batch.clear();
        }

        private List<ImportRow> acceptable(ImportColumns columns, boolean isTooOld) {
            if (columns.makeProducts() && !isTooOld) {
                return batch;
            }
            Map<String, Product> known = new HashMap<>();
            products.findAll(batch.stream().map(ImportRow::sku).toList())
                    .forEach(product -> known.put(product.id(), product));
            List<ImportRow> rows = new ArrayList<>();
            for (ImportRow row : batch) {
                Product product = known.get(Product.idOf(row.sku()));
                if (product == null && !columns.makeProducts()) {
                    report(new RowError(row.line(), "sku", ImportTexts.text("row.unknown", row.sku())));
                } else if (product != null
                        && isTooOld
                        && row.hasStock()
                        && product.stock().told() != null) {
                    report(new RowError(row.line(), "stock", ImportTexts.text("stock.tooOld")));
                } else {
                    rows.add(row);
                }
            }
            return rows;
        }

        private void report(RowError error) {
            if (errors.size() < MAX_ERRORS) {
                errors.add(error);
            }
        }
    }
}
