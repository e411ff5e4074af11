package ar.isac.crm.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes the catalogue as a file that {@link ProductImport} takes in again, safe to open in a spreadsheet. */
@Service
class ProductExport {
    private static final List<String> COLUMNS = List.of(
            "sku",
            "title",
            "family",
            "brand",
            "category",
            "retail_price",
            "wholesale_price",
            "stock",
            "image_url",
            "url",
            "description",
            "tags",
            "related");

    private final CatalogIndex index;

    ProductExport(CatalogIndex index) {
        this.index = index;
    }

    /** All products, also those that are not offered, by sku; stock is what is on hand. */
    String csv() {
        List<Product> products =
                index.known().stream().sorted(Comparator.comparing(Product::id)).toList();
        List<String> attributes = attributes(products);
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.DEFAULT)) {
            List<String> header = new ArrayList<>(COLUMNS);
            attributes.forEach(name -> header.add("attr:" + name));
            printer.printRecord(header);
            for (Product product : products) {
                printer.printRecord(row(product, attributes));
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return csv.toString();
    }

    /** The names of all attributes in an order that keeps that of each product, where there is one. */
    private static List<String> attributes(List<Product> products) {
        List<String> names = new ArrayList<>();
        for (Product product : products) {
            int place = names.size();
            for (Attribute attribute : product.attributes().reversed()) {
                int known = names.indexOf(attribute.name());
                if (known < 0) {
                    names.add(place, attribute.name());
                } else {
                    place = known;
                }
            }
        }
        return names;
    }

    private static List<String> row(Product product, List<String> attributes) {
        List<String> row = new ArrayList<>();
        row.add(safe(product.sku()));
        row.add(safe(product.title()));
        row.add(safe(product.family()));
        row.add(safe(product.brand()));
        row.add(safe(product.category()));
        row.add(product.retailPrice().amount().toPlainString());
        row.add(
                product.wholesalePrice() == null
                        ? ""
                        : product.wholesalePrice().amount().toPlainString());
        row.add(Integer.toString(product.stock().onHand()));
        row.add(safe(product.imageUrl()));
        row.add(safe(product.url()));
        row.add(safe(product.description()));
        row.add(safe(String.join("|", product.tags())));
        row.add(safe(String.join("|", product.relatedSkus())));
        attributes.forEach(name -> row.add(safe(product.attribute(name).orElse(""))));
        return row;
    }

    private static String safe(@Nullable String value) {
        return ProductRules.withApostrophe(Objects.requireNonNullElse(value, ""));
    }
}
