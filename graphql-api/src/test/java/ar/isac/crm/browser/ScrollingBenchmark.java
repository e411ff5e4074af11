package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.way.Customer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How smoothly the wheel goes through a list and a thread that are longer than anybody reads. */
class ScrollingBenchmark {

    private static final Logger log = LoggerFactory.getLogger(ScrollingBenchmark.class);
    private static final int CONVERSATIONS = Integer.getInteger("benchmark.conversations", 10_000);
    private static final int MESSAGES = Integer.getInteger("benchmark.messages", 20_000);
    private static final int FAR = Integer.getInteger("benchmark.far", 3_000);
    private static final int STEP = 400;
    private static final Pattern NUMBER = Pattern.compile("n° (\\d+)");

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"));

    private static Customer marta;

    @BeforeAll
    static void gather() {
        marta = Crowd.gathered(panel, CONVERSATIONS, MESSAGES);
    }

    @Test
    void throughTheThread() {
        Page page = panel.loggedIn("ana@demo.shop", panel.chat(marta));
        Chat ana = new Chat(page);
        assertThat(ana.message("n° ").last()).isInViewport();
        double before = new Wheel(page).heap();
        int newest = numberInSight(page);

        Wheel up = new Wheel(page);
        up.turn(ana.thread(), -STEP, () -> newest - numberInSight(page) > FAR);
        say("%d messages up a thread of %d".formatted(FAR, MESSAGES), up, before);
        Wheel down = new Wheel(page);
        down.turn(ana.thread(), STEP, () -> newest - numberInSight(page) < FAR * 2 / 3);
        say("%d messages down again".formatted(FAR / 3), down, before);

        long start = System.nanoTime();
        ana.button("Ir al último").click();
        assertThat(ana.message("n° ").last()).isInViewport();
        log.warn("BENCHMARK the end after one press: {} ms", (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void throughTheList() {
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        Chat ana = new Chat(page);
        Locator rows = page.locator("[data-conversation]");
        assertThat(rows.first()).isVisible();
        double before = new Wheel(page).heap();

        Wheel down = new Wheel(page);
        down.turn(ana.list(), STEP, () -> lastRow(page) >= CONVERSATIONS - 1);
        say("all %d conversations down the list".formatted(CONVERSATIONS), down, before);
        Wheel up = new Wheel(page);
        up.turn(ana.list(), -4 * STEP, () -> ((Number) ana.list().evaluate("box => box.scrollTop")).intValue() == 0);
        say("all %d up again".formatted(CONVERSATIONS), up, before);
    }

    /** The number of the message in the middle of the thread. */
    private static int numberInSight(Page page) {
        String text = (String) page.evaluate("""
                () => {
                  const box = document.getElementById('thread').getBoundingClientRect();
                  for (let y = box.top + box.height / 2; y < box.bottom; y += 20) {
                    for (const it of document.elementsFromPoint(box.left + box.width / 2, y)) {
                      const row = it.querySelector(':scope > [data-message]') ?? it.closest('[data-message]');
                      if (row) return row.textContent;
                    }
                  }
                  return '';
                }""");
        Matcher number = NUMBER.matcher(text);
        return number.find() ? Integer.parseInt(number.group(1)) : Integer.MAX_VALUE;
    }

    private static int lastRow(Page page) {
        return ((Number) page.evaluate("""
                () => {
                  const box = document.getElementById('conversations');
                  return Math.floor((box.scrollTop + box.clientHeight) / document.querySelector('[role=listitem]').offsetHeight) - 1;
                }""")).intValue();
    }

    private static void say(String what, Wheel wheel, double heapBefore) {
        List<Double> frames = wheel.frames();
        log.warn(
                "BENCHMARK {}: {} frames, ms between them: p50 {}, p95 {}, longest {}; {} over 50 ms; at most {} elements; scripts held {} MB before, {} MB after",
                what,
                frames.size(),
                Math.round(frames.get(frames.size() / 2)),
                Math.round(frames.get(frames.size() * 95 / 100)),
                Math.round(frames.getLast()),
                frames.stream().filter(it -> it > 50).count(),
                wheel.mostNodes(),
                Math.round(heapBefore),
                Math.round(wheel.heap()));
    }
}
