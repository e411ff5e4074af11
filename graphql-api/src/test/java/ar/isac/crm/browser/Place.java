package ar.isac.crm.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;

/**
 * Where a message that is being read stands on the screen.
 *
 * @param top pixels from the top of the page
 */
record Place(Page page, String id, double top) {

    /** What a reader does not see. */
    private static final Offset<Double> NOTHING = Offset.offset(2.0);

    /** Scrolls to the earliest message that the page has, and reads it; earlier ones are on their way from now on. */
    static Place atTheBeginningOfWhatIsKept(Page page) {
        List<?> first = (List<?>) page.evaluate("""
                () => {
                  const box = document.getElementById('thread');
                  box.scrollTop = -(box.scrollHeight - box.clientHeight) + 20;
                  const message = box.querySelector('[data-message]');
                  return [message.dataset.message, message.getBoundingClientRect().top];
                }""");
        return new Place(page, (String) first.getFirst(), ((Number) first.getLast()).doubleValue());
    }

    /** Waits until there are messages above it. */
    Place notTheFirst() {
        page.waitForFunction("id => document.querySelector('#thread [data-message]').dataset.message !== id", id);
        return this;
    }

    /** It stands where it stood, now and after all that is on its way to the screen. */
    void isKept() {
        page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
        Object now =
                page.evaluate("id => document.querySelector(`[data-message='${id}']`).getBoundingClientRect().top", id);
        Assertions.assertThat(((Number) now).doubleValue()).isCloseTo(top, NOTHING);
    }
}
