package ar.isac.crm.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV text, separated by comma or semicolon, whichever the header uses.
 *
 * <p>A quote that is never closed would swallow the rest of the file: reading starts anew at the line after it, so that
 * one bad row costs one row.
 */
final class CsvRows implements ImportRows {
    static final int MAX_CELL = 20_000;
    private static final int MAX_RESTARTS = 100;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final String text;
    private final CSVFormat format;
    private final List<String> header;
    private Iterator<CSVRecord> records;
    private int base;
    private long line = 1;
    private int countedTo;
    private int restarts;

    CsvRows(String csv) {
        String start = csv.startsWith(BYTE_ORDER_MARK) ? csv.substring(1) : csv;
        this.text = start;
        this.format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(firstLine(start)))
                .setIgnoreEmptyLines(false)
                .setLenientEof(true)
                .setTrailingData(true)
                .get();
        this.records = parse(0);
        Row first = next();
        this.header = first == null ? List.of() : first.cells();
    }

    /**
     * One row.
     *
     * @param line where it starts, from 1
     * @param isUnclosed whether it opens a quote that is never closed; its cells are then of no use
     */
    record Row(long line, List<String> cells, boolean isUnclosed) {}

    @Override
    public boolean isEmpty() {
        return header.stream().allMatch(String::isBlank);
    }

    @Override
    public List<String> header() {
        return header;
    }

    /** The next row that is not blank, or null at the end. */
    @Override
    public @Nullable Row next() {
        while (true) {
            if (!records.hasNext()) {
                return null;
            }
            CSVRecord cells = records.next();
            long start = lineAt(base + Math.toIntExact(cells.getCharacterPosition()));
            if (isUnclosed(cells) && restarts++ < MAX_RESTARTS) {
                restartAfter(cells);
                return new Row(start, List.of(), true);
            }
            if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                return new Row(start, cells.toList(), false);
            }
        }
    }

    /** Only a quote left open makes a cell of several lines and thousands of characters, or one that ends the text. */
    private boolean isUnclosed(CSVRecord cells) {
        String last = cells.size() == 0 ? "" : cells.get(cells.size() - 1);
        boolean isLast = !records.hasNext();
        boolean endsOpen =
                isLast && last.indexOf('\n') >= 0 && !text.stripTrailing().endsWith("\"");
        return endsOpen || cells.stream().anyMatch(cell -> cell.length() > MAX_CELL && cell.indexOf('\n') >= 0);
    }

    /** The parser reads ahead, so its own count is of no use. */
    private long lineAt(int offset) {
        for (; countedTo < offset; countedTo++) {
            line += text.charAt(countedTo) == '\n' ? 1 : 0;
        }
        return line;
    }

    private void restartAfter(CSVRecord cells) {
        int start = base + Math.toIntExact(cells.getCharacterPosition());
        int end = text.indexOf('\n', start);
        base = end < 0 ? text.length() : end + 1;
        records = parse(base);
    }

    private Iterator<CSVRecord> parse(int offset) {
        try {
            return CSVParser.builder()
                    .setReader(new StringReader(text.substring(offset)))
                    .setFormat(format)
                    .get()
                    .iterator();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static char delimiter(String header) {
        int commas = 0;
        int semicolons = 0;
        boolean isQuoted = false;
        for (int i = 0; i < header.length(); i++) {
            switch (header.charAt(i)) {
                case '"' -> isQuoted = !isQuoted;
                case ',' -> commas += isQuoted ? 0 : 1;
                case ';' -> semicolons += isQuoted ? 0 : 1;
                default -> {}
            }
        }
        return semicolons > commas ? ';' : ',';
    }
}
