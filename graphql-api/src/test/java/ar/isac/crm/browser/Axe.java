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

    /** One line each: the rule, and where. What fades in or out has no colours of its own yet. */
    private static final String FINDINGS = """
            async (part) => {
              const fading = () => document.getAnimations().filter((it) => it.effect.getComputedTiming().iterations < Infinity && it.playState !== 'finished');
              for (let still = fading(); still.length > 0; still = fading()) await Promise.allSettled(still.map((it) => it.finished));
              return (await axe.run(part, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations'], preload: false }))
              .violations.filter((it) => it.impact === 'serious' || it.impact === 'critical')
              .flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
            }
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
        // Away from the link that was pressed: its tooltip would come while axe is looking.
        page.mouse().move(0, 0);
        return (List<String>) page.evaluate(FINDINGS, selector);
    }
}
