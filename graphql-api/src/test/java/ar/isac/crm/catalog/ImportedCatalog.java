package ar.isac.crm.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/** A catalogue imported from a file, for the tests of its neighbours. */
public final class ImportedCatalog implements AutoCloseable {
    private final CatalogFixture fixture;

    private ImportedCatalog(CatalogFixture fixture) {
        this.fixture = fixture;
    }

    public static ImportedCatalog of(String classpath) {
        return new ImportedCatalog(CatalogFixture.of(classpath));
    }

    /** A file's text, for catalogues that are made up. */
    public static ImportedCatalog ofText(String csv) throws IOException {
        CatalogFixture fixture = new CatalogFixture();
        fixture.imports.importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        return new ImportedCatalog(fixture);
    }

    /** What the shops of some files sell, among invented products up to a size. */
    public static ImportedCatalog ofSize(int products, String... classpaths) throws IOException {
        CatalogFixture fixture = new CatalogFixture();
        for (String classpath : classpaths) {
            try (InputStream csv = new ClassPathResource(classpath).getInputStream()) {
                fixture.imports.importCsv(csv);
            }
        }
        int missing = products - fixture.index.known().size();
        fixture.imports.importCsv(new InventedShop(missing).csv());
        return new ImportedCatalog(fixture);
    }

    public CatalogSearch search() {
        return fixture.search;
    }

    public AttributeResolver attributes() {
        return fixture.attributes;
    }

    /** Imports more, as of a file's text; what is of the same sku changes. */
    public void imports(String csv) throws IOException {
        fixture.imports.importCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    /** Has {@code listener} run whenever names change. */
    public void tellsOfNames(Runnable listener) {
        fixture.toldOfNames.add(listener);
    }

    public CatalogNames names() {
        return fixture.names;
    }

    public Products products() {
        return fixture.products;
    }

    @Override
    public void close() throws IOException {
        fixture.close();
    }
}
