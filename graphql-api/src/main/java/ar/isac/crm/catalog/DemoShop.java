package ar.isac.crm.catalog;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Fills an empty catalogue with the demo shop, by the same import that shops use. */
@Component
@ConditionalOnProperty(name = "crm.demo", havingValue = "true")
@Order(Ordered.HIGHEST_PRECEDENCE)
class DemoShop implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DemoShop.class);

    private final Products products;
    private final ProductImport imports;

    DemoShop(Products products, ProductImport imports) {
        this.products = products;
        this.imports = imports;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!products.isEmpty()) {
            return;
        }
        try (InputStream csv = new ClassPathResource("mongo-init/demo/products.csv").getInputStream()) {
            ImportReport report = imports.importCsv(csv);
            if (!report.problems().isEmpty() || !report.rowErrors().isEmpty()) {
                throw new IllegalStateException("The demo shop has errors: " + report);
            }
            LOG.info("The demo shop is open with {} products", report.created());
        }
    }
}
