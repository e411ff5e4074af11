package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.way.Customer;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long people wait for the panel: for a customer's words after the platform was told that they are kept, and for the page. */
class MessageOnScreenBenchmark {

    private static final Logger log = LoggerFactory.getLogger(MessageOnScreenBenchmark.class);
    private static final int COLD = 30;
    private static final int MESSAGES = 200;
    private static final int LOADS = 20;
    private static final String ANA = "ana@demo.shop";

    /** Notes when each message is first painted, in milliseconds since 1970, as the server's clock on the same machine has it. */
    private static final String EYE = """
            window.painted = {};
            new MutationObserver(() => {
              for (const it of document.querySelectorAll('#thread [data-message]')) {
                const name = /medida \\d+!/.exec(it.textContent)?.[0];
                if (name && !(name in window.painted)) {
                  window.painted[name] = 0;
                  requestAnimationFrame(() => { window.painted[name] = performance.timeOrigin + performance.now(); });
                }
              }
            }).observe(document.getElementById('thread'), { childList: true, subtree: true });
            """;

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"));

    @Test
    void aCustomersWordsReachTheScreen() {
        Customer marta = panel.customer("Marta Medida");
        Page page = panel.loggedIn(ANA, panel.takenOver(marta, "empieza"));
        assertThat(page.locator("#thread")).containsText("empieza");
        page.evaluate(EYE);

        List<Double> millis = new ArrayList<>();
        for (int n = 0; n < COLD + MESSAGES; n++) {
            // The time stands right behind it.
            String name = "medida " + n + "!";
            assertThat(marta.writes(name)).isEqualTo(200);
            double told = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e3;
            page.waitForFunction("name => window.painted[name] > 0", name);
            if (n >= COLD) {
                millis.add(Math.max(
                        0, ((Number) page.evaluate("name => window.painted[name]", name)).doubleValue() - told));
            }
        }
        say("a message on the screen after the webhook's 200", millis);
    }

    @Test
    void thePanelIsThere() {
        Customer marta = panel.customer("Marta Espera");
        String address = panel.takenOver(marta, "hola");
        Page first = panel.loggedIn(ANA, address);
        List<Double> kept = new ArrayList<>();
        List<Double> cold = new ArrayList<>();
        String session = first.context().storageState();
        for (int n = 0; n < LOADS; n++) {
            kept.add(load(first, address));
            Page page = panel.page("/favicon.svg", new Browser.NewContextOptions().setStorageState(session));
            cold.add(load(page, address));
            page.context().close();
        }
        // A picture alone has no icon of its own, and the browser asks for one.
        panel.forgetComplaints();
        say("a chat to write in, in a browser that knows the panel", kept);
        say("a chat to write in, in a browser that has never been here", cold);
    }

    private static double load(Page page, String address) {
        long start = System.nanoTime();
        page.navigate(panel.crm().url() + address);
        page.locator("#text:enabled").waitFor();
        page.locator("#thread [data-message]").first().waitFor();
        return (System.nanoTime() - start) / 1e6;
    }

    private static void say(String what, List<Double> millis) {
        millis.sort(null);
        log.warn(
                "BENCHMARK {} times, ms until {}: p50 {}, p95 {}, longest {}",
                millis.size(),
                what,
                Math.round(millis.get(millis.size() / 2)),
                Math.round(millis.get(millis.size() * 95 / 100)),
                Math.round(millis.getLast()));
    }
}
