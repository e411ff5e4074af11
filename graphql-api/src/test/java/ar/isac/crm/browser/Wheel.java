package ar.isac.crm.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A hand on the wheel over something that scrolls, and a watch that sees every frame meanwhile. */
final class Wheel {

    private static final String WATCH = """
            () => {
              window.frames_ = [];
              let last = performance.now();
              const tick = (now) => {
                window.frames_.push(now - last);
                last = now;
                window.watch_ = requestAnimationFrame(tick);
              };
              cancelAnimationFrame(window.watch_);
              window.watch_ = requestAnimationFrame(tick);
            }""";

    private final Page page;
    private final CDPSession browser;
    private final List<Double> frames = new ArrayList<>();
    private int mostNodes;

    Wheel(Page page) {
        this.page = page;
        browser = page.context().newCDPSession(page);
        browser.send("Performance.enable");
    }

    /**
     * Turns the wheel until something holds.
     *
     * @param step pixels for each turn, less than 0 for upwards
     */
    void turn(Locator over, int step, BooleanSupplier isDone) {
        BoundingBox box = over.boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        page.evaluate(WATCH);
        long end = System.nanoTime() + Panel.PATIENCE_MS * 20_000_000L;
        for (int turns = 0; !isDone.getAsBoolean(); turns++) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never came to an end, after " + turns + " turns of the wheel");
            }
            page.mouse().wheel(0, step);
            if (turns % 10 == 0) {
                mostNodes = Math.max(
                        mostNodes, ((Number) page.evaluate("document.getElementsByTagName('*').length")).intValue());
            }
        }
        for (Object frame :
                (List<?>) page.evaluate("() => { cancelAnimationFrame(window.watch_); return window.frames_; }")) {
            frames.add(((Number) frame).doubleValue());
        }
    }

    /** The most elements that the page had at a time. */
    int mostNodes() {
        return mostNodes;
    }

    /** Milliseconds between the frames, the shortest first. */
    List<Double> frames() {
        return frames.stream().sorted().toList();
    }

    /** What the page's scripts hold, in MB, after all rubbish is gone. */
    double heap() {
        browser.send("HeapProfiler.collectGarbage");
        for (JsonElement metric : browser.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject it = metric.getAsJsonObject();
            if (it.get("name").getAsString().equals("JSHeapUsedSize")) {
                return it.get("value").getAsDouble() / 1e6;
            }
        }
        throw new AssertionError("The browser does not tell what it holds");
    }
}
