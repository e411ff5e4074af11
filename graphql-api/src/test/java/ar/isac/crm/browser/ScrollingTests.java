package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ar.isac.crm.way.Customer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A list and a thread that are longer than anybody reads: what the page holds of them has an end, and what is read stays in its place. */
class ScrollingTests {

    private static final String ANA = "ana@demo.shop";
    private static final int CONVERSATIONS = 700;
    private static final int MESSAGES = 1_500;
    private static final int STEP = 900;

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"));

    private static Customer marta;

    @BeforeAll
    static void gather() {
        marta = Crowd.gathered(panel, CONVERSATIONS, MESSAGES);
    }

    @Test
    void howeverFarOneScrollsThePageKeepsFewMessagesAndWhatIsReadStaysWhereItIs() {
        Page page = panel.loggedIn(ANA, panel.chat(marta));
        Chat ana = new Chat(page);
        Locator messages = ana.thread().locator("[data-message]");
        assertThat(ana.message("n° ").last()).isInViewport();
        int newest = numberOf(messages.last());

        Wheel wheel = new Wheel(page);
        wheel.turn(ana.thread(), -STEP, () -> newest - numberOf(messages.first()) > 800);
        assertThat(messages.count()).isBetween(100, 400);
        assertThat(wheel.mostNodes()).isLessThan(15_000);

        Place read = Place.atTheBeginningOfWhatIsKept(page);
        read.notTheFirst().isKept();
        marta.writes("y esto es nuevo");
        Locator jump = ana.button("Ir al último");
        assertThat(jump).containsText("1 mensaje nuevo");
        read.isKept();

        jump.click();
        assertThat(ana.message("y esto es nuevo")).isInViewport();
        assertThat(jump).hasCount(0);
        assertThat(messages.count()).isLessThan(200);
    }

    @Test
    void howeverLongTheListThePageHoldsWhatIsInSight() {
        Page page = panel.loggedIn(ANA, "/inbox");
        Chat ana = new Chat(page);
        Locator rows = page.locator("[data-conversation]");
        assertThat(rows.first()).containsText(marta.name());

        Wheel wheel = new Wheel(page);
        wheel.turn(ana.list(), STEP, () -> rows.last().textContent().contains("Cliente 3"));
        Locator read = rows.nth(15);
        String id = read.getAttribute("data-conversation");
        double top = read.boundingBox().y;
        panel.customer("Nora Nueva").writes("soy nueva acá");
        assertThat(page.locator("[aria-live=polite]").filter(new Locator.FilterOptions().setHasText("soy nueva acá")))
                .hasCount(1);
        assertThat(page.locator("[data-conversation='" + id + "']").boundingBox().y)
                .isCloseTo(top, within(2.0));

        wheel.turn(ana.list(), STEP, () -> rows.last().textContent().contains("Cliente " + (CONVERSATIONS - 2)));

        assertThat(rows.count()).isBetween(5, 40);
        assertThat(wheel.mostNodes()).isLessThan(4_000);
    }

    private static int numberOf(Locator message) {
        return Integer.parseInt(message.textContent().replaceFirst("(?s).*?n° (\\d+).*", "$1"));
    }
}
