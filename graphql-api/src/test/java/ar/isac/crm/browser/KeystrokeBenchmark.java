package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long somebody who types into the palette waits for what they look for. */
class KeystrokeBenchmark {

    private static final Logger log = LoggerFactory.getLogger(KeystrokeBenchmark.class);
    private static final int CONVERSATIONS = Integer.getInteger("benchmark.conversations", 1_000);
    private static final int COLD = 10;
    private static final int ROUNDS = 10;
    private static final List<String> WORDS =
            List.of("iphone", "cargador", "marta", "cliente 7", "garantia", "jbl", "C-12");

    /** Notes how long after the last letter the first frame stands there that shows all answers to it. */
    private static final String WATCH = """
            (() => {
              const field = document.querySelector('[role=dialog] [role=combobox]');
              const list = document.querySelector('[role=dialog] [role=listbox]');
              let typed = 0;
              field.addEventListener('keydown', () => { typed = performance.now(); window.waited = null; }, true);
              new MutationObserver(() => {
                if (list.ariaBusy === 'false' && typed > 0) {
                  const since = typed;
                  requestAnimationFrame(() => setTimeout(() => { if (since === typed && list.ariaBusy === 'false') window.waited = performance.now() - since; }));
                }
              }).observe(list, { attributes: true, childList: true, subtree: true });
            })()
            """;

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"));

    @Test
    void whatIsTypedIsFound() {
        Crowd.gathered(panel, CONVERSATIONS, 1_000);
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        assertThat(page.locator("[data-conversation]").first()).isVisible();
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < COLD + ROUNDS; round++) {
            page.keyboard().press("Control+k");
            Locator field = page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.COMBOBOX);
            assertThat(field).isFocused();
            page.evaluate(WATCH);
            for (String word : WORDS) {
                field.fill("");
                field.pressSequentially(word.substring(0, word.length() - 1));
                page.keyboard().press(word.substring(word.length() - 1));
                page.waitForFunction("() => window.waited > 0");
                if (round >= COLD) {
                    millis.add(((Number) page.evaluate("window.waited")).doubleValue());
                }
            }
            page.keyboard().press("Escape");
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        }
        millis.sort(null);
        log.warn(
                "BENCHMARK {} keystrokes, ms until all results are on the screen: p50 {}, p95 {}, longest {}",
                millis.size(),
                Math.round(millis.get(millis.size() / 2)),
                Math.round(millis.get(millis.size() * 95 / 100)),
                Math.round(millis.getLast()));
    }
}
