package ar.isac.crm.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What keeps people from reading and using a page, as axe finds it. */
record Axe(Page page) {

    private static final Path SCRIPT = Path.of("panel", "node_modules", "axe-core", "axe.min.js");

    /** One line each: the rule, and where. */
    private static final String FINDINGS = """
            async (part) => (await axe.run(part, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations'], preload: false }))
              .violations.filter((it) => it.impact === 'serious' || it.impact === 'critical')
              .flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`))
            """;

    /** For whatever this browser opens from its next page on. */
    static Axe of(Page page) {
        try {
            page.context().addInitScript(Files.readString(SCRIPT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Axe(page);
    }

    List<String> findings() {
        return findings("html");
    }

    /** Those of one part of the page alone. */
    @SuppressWarnings("unchecked")
    List<String> findings(String selector) {
        return (List<String>) page.evaluate(FINDINGS, selector);
    }
}
