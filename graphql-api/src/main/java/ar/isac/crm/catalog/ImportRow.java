package ar.isac.crm.catalog;

import ar.isac.crm.catalog.ImportReport.RowError;
import ar.isac.crm.money.AmountReader;
import ar.isac.crm.money.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One row of an import, read into what a product holds; what is wrong with it is in {@link #errors()}. */
final class ImportRow implements Products.Upsert {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,12}(?:[.,]0{1,2})?");

    private final ImportColumns columns;
    private final CsvRows.Row row;
    private final List<RowError> errors = new ArrayList<>();

    private final String sku;
    private final String title;
    private final @Nullable String family;
    private final @Nullable String brand;
    private final @Nullable String category;
    private final @Nullable String description;
    private final @Nullable String url;
    private final @Nullable String imageUrl;
    private final List<String> tags;
    private final List<String> related;
    private final List<Attribute> attributes;
    private final @Nullable Money retailPrice;
    private final @Nullable Money wholesalePrice;
    private final @Nullable Integer stock;

    private final Stock.@Nullable Told told;

    /** @param told what the stock of the row speaks of, where the shop's own system tells it; null where a person does */
    ImportRow(ImportColumns columns, CsvRows.Row row, AmountReader amounts, Stock.@Nullable Told told) {
        this.columns = columns;
        this.row = row;
        this.told = told;
        boolean isWhole = !row.isUnclosed() && row.cells().size() <= columns.size();
        if (row.isUnclosed()) {
            error("", "row.quotes");
        } else if (!isWhole && row.cells().stream().skip(columns.size()).anyMatch(cell -> !cell.isBlank())) {
            error("", "row.cells", row.cells().size(), columns.size());
        }
        boolean isReadable = errors.isEmpty();
        this.sku = isReadable ? required("sku", ProductRules.MAX_SKU) : "";
        this.title = isReadable && columns.has("title") ? required("title", ProductRules.MAX_NAME) : "";
        this.family = isReadable ? line("family", ProductRules.MAX_NAME) : null;
        this.brand = isReadable ? line("brand", ProductRules.MAX_NAME) : null;
        this.category = isReadable ? line("category", ProductRules.MAX_NAME) : null;
        this.description = isReadable ? text("description", ProductRules.MAX_DESCRIPTION) : null;
        this.url = isReadable ? url("url") : null;
        this.imageUrl = isReadable ? url("image_url") : null;
        this.tags = isReadable ? items("tags") : List.of();
        this.related = isReadable ? items("related") : List.of();
        this.attributes = isReadable ? attributes() : List.of();
        this.retailPrice = isReadable ? price("retail_price", amounts) : null;
        this.wholesalePrice = isReadable ? price("wholesale_price", amounts) : null;
        this.stock = isReadable ? stock() : null;
        if (isReadable && columns.has("retail_price") && retailPrice == null && !hasError("retail_price")) {
            error("retail_price", "cell.required");
        }
    }

    List<RowError> errors() {
        return errors;
    }

    long line() {
        return row.line();
    }

    boolean hasStock() {
        return stock != null;
    }

    @Override
    public String sku() {
        return sku;
    }

    @Override
    public Product onto(Optional<Product> stored) {
        Product old = stored.orElse(null);
        List<Attribute> merged = columns.attributes().isEmpty() && old != null ? old.attributes() : attributes;
        String givenFamily = columns.has("family") || old == null ? family : old.family();
        String newTitle = columns.has("title") || old == null ? title : old.title();
        Money newPrice = columns.has("retail_price") || old == null ? retailPrice : old.retailPrice();
        return new Product(
                Product.idOf(sku),
                old == null ? null : old.version(),
                old == null ? sku : old.sku(),
                newTitle,
                keep("description", description, old == null ? null : old.description()),
                keep("url", url, old == null ? null : old.url()),
                columns.has("tags") || old == null ? tags : old.tags(),
                old == null || old.isActive(),
                givenFamily == null ? FamilyName.of(newTitle, merged) : givenFamily,
                keep("brand", brand, old == null ? null : old.brand()),
                keep("category", category, old == null ? null : old.category()),
                merged,
                Objects.requireNonNull(newPrice, "rows with errors are not stored"),
                keep("wholesale_price", wholesalePrice, old == null ? null : old.wholesalePrice()),
                counted(old == null ? Stock.of(0) : old.stock()),
                keep("image_url", imageUrl, old == null ? null : old.imageUrl()),
                columns.has("related") || old == null ? related : old.relatedSkus(),
                old == null ? List.of() : old.adjustments());
    }

    private Stock counted(Stock now) {
        if (stock == null) {
            return now;
        }
        return told == null ? now.counted(stock) : now.told(stock, told);
    }

    private <T> @Nullable T keep(String column, @Nullable T read, @Nullable T stored) {
        return columns.has(column) ? read : stored;
    }

    private String required(String column, int max) {
        String value = line(column, max);
        if (value == null) {
            if (!hasError(column)) {
                error(column, "cell.required");
            }
            return "";
        }
        return value;
    }

    private @Nullable String line(String column, int max) {
        String value = text(column, max);
        return value == null ? null : value.replaceAll("\\s+", " ");
    }

    private @Nullable String text(String column, int max) {
        Integer position = columns.positions().get(column);
        return position == null ? null : cell(column, position, max);
    }

    private @Nullable String cell(String column, int position, int max) {
        if (position >= row.cells().size()) {
            return null;
        }
        String raw = row.cells().get(position);
        if (raw.length() > 2 * max + ProductRules.MAX_ITEM) {
            error(column, "cell.tooLong", max);
            return null;
        }
        String clean = ProductRules.withoutApostrophe(ProductRules.clean(raw));
        if (clean.length() > max) {
            error(column, "cell.tooLong", max);
            return null;
        }
        return clean.isEmpty() ? null : clean;
    }

    private List<String> items(String column) {
        String value = text(column, ProductRules.MAX_ITEMS * ProductRules.MAX_ITEM);
        if (value == null) {
            return List.of();
        }
        List<String> items = Arrays.stream(value.split("\\|", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
        if (items.size() > ProductRules.MAX_ITEMS) {
            error(column, "cell.tooManyItems", ProductRules.MAX_ITEMS);
        } else if (items.stream().anyMatch(item -> item.length() > ProductRules.MAX_ITEM)) {
            error(column, "cell.tooLong", ProductRules.MAX_ITEM);
        }
        return items;
    }

    private List<Attribute> attributes() {
        List<Attribute> read = new ArrayList<>();
        columns.attributes().forEach((name, position) -> {
            String value = cell("attr:" + name, position, ProductRules.MAX_ITEM);
            if (value != null) {
                read.add(new Attribute(name, value));
            }
        });
        return read;
    }

    private @Nullable String url(String column) {
        String value = line(column, ProductRules.MAX_URL);
        if (value == null) {
            return null;
        }
        boolean isOwnPath = column.equals("image_url") && ProductRules.isOwnPath(value);
        if (ProductRules.isWebAddress(value) || isOwnPath) {
            return value;
        }
        error(column, "url.invalid", shortened(value));
        return null;
    }

    private @Nullable Money price(String column, AmountReader amounts) {
        String value = line(column, ProductRules.MAX_NAME);
        if (value == null) {
            return null;
        }
        return switch (amounts.read(value)) {
            case AmountReader.Amount(Money money)
            when money.isZero() -> {
                error(column, "price.zero");
                yield null;
            }
            case AmountReader.Amount(Money money) -> money;
            case AmountReader.Refused(AmountReader.Reason reason) -> {
                error(column, "price." + reason, shortened(value));
                yield null;
            }
        };
    }

    private @Nullable Integer stock() {
        String value = line("stock", ProductRules.MAX_NAME);
        if (value == null) {
            return null;
        }
        if (!WHOLE.matcher(value).matches()) {
            error("stock", "stock.notANumber", shortened(value));
            return null;
        }
        long units = Long.parseLong(value.replaceAll("[.,]0{1,2}$", ""));
        if (units < 0) {
            error("stock", "stock.negative");
            return null;
        }
        if (units > ProductRules.MAX_STOCK) {
            error("stock", "stock.tooLarge");
            return null;
        }
        return (int) units;
    }

    private boolean hasError(String column) {
        return errors.stream().anyMatch(error -> error.field().equals(column));
    }

    private void error(String column, String key, Object... arguments) {
        errors.add(new RowError(row.line(), column, ImportTexts.text(key, arguments)));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
