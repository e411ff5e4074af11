package ar.isac.crm.catalog;

import java.io.IOException;

/** A catalogue imported from a file, for the tests of its neighbours. */
public final class ImportedCatalog implements AutoCloseable {
    private final CatalogFixture fixture;

    private ImportedCatalog(CatalogFixture fixture) {
        this.fixture = fixture;
    }

    public static ImportedCatalog of(String classpath) {
        return new ImportedCatalog(CatalogFixture.of(classpath));
    }

    public CatalogSearch search() {
        return fixture.search;
    }

    public AttributeResolver attributes() {
        return fixture.attributes;
    }

    public Products products() {
        return fixture.products;
    }

    @Override
    public void close() throws IOException {
        fixture.close();
    }
}
