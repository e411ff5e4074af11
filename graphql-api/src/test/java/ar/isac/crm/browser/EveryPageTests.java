package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for each page of the panel, those that are still to come included: they are those of the rail. */
class EveryPageTests {

    private static final String ADMIN = "admin@demo.shop";

    /** The words of the panel itself: headings, buttons, fields; not what people and products are called. */
    private static final String WORDS = """
            () => {
              const own = document.querySelectorAll('h1, h2, h3, th, label, legend, summary, nav a, [role=group] button, header button, form button, dt, [aria-label], [placeholder], [title]');
              const data = '#conversations, #thread, tbody, [data-conversation], time, iframe';
              const said = [...own].filter((it) => !it.closest(data)).flatMap((it) => [
                ...(it.matches('h1, h2, h3, th, label, legend, summary, nav a, button, dt') ? [it.innerText] : []),
                it.getAttribute('aria-label'), it.getAttribute('placeholder'), it.getAttribute('title'),
              ]);
              return [...new Set(said.filter(Boolean).flatMap((it) => it.split(/[\\n:·]/)).map((it) => it.trim()).filter((it) => /\\p{L}{3,}/u.test(it)))];
            }
            """;

    /** Names, and words that are the same in Spanish and in English. */
    private static final Set<String> SHARED = Set.of(
            "ISAC",
            "WhatsApp",
            "Instagram",
            "Telegram",
            "E-mail",
            "Total",
            "Subtotal",
            "Normal",
            "SKU",
            "Panel",
            "Dueña del local",
            "Menu",
            "Stock",
            "Español",
            "English",
            "Português",
            "No",
            "Simulador",
            "URL",
            "Local",
            // As the shop has written them.
            "Fin de año",
            "Nochebuena");

    @RegisterExtension
    static final Panel panel = Panel.ofDemo();

    @Test
    void everyoneCanReadAndUseItInLightAndInDark() {
        somethingHasHappened();
        SoftAssertions softly = new SoftAssertions();
        Page page = panel.page("/");
        Axe axe = Axe.of(page);
        page.reload();
        assertThat(page.locator("input[name=email]")).isVisible();
        softly.assertThat(axe.findings()).as("login").isEmpty();
        Panel.logIn(page, ADMIN);
        Map<String, Runnable> dialogs = dialogs(page);
        for (String scheme : List.of("light", "dark")) {
            page.evaluate("it => localStorage.setItem('mantine-color-scheme-value', it)", scheme);
            page.reload();
            assertThat(page.locator("html")).hasAttribute("data-mantine-color-scheme", scheme);
            for (String path : paths(page)) {
                open(page, path);
                softly.assertThat(axe.findings()).as(scheme + " " + path).isEmpty();
            }
            open(page, "/inbox");
            page.locator("[data-conversation]").first().click();
            assertThat(page.getByRole(AriaRole.COMPLEMENTARY).locator("h3").first())
                    .isVisible();
            softly.assertThat(axe.findings()).as(scheme + " chat").isEmpty();
            dialogs.forEach((name, opening) -> {
                softly.assertThatCode(() -> {
                            opening.run();
                            assertThat(page.getByRole(AriaRole.DIALOG)).hasAccessibleName(Pattern.compile("\\S"));
                        })
                        .as(name)
                        .doesNotThrowAnyException();
                softly.assertThat(axe.findings()).as(scheme + " " + name).isEmpty();
                // The first one may close a list that is open in it.
                page.keyboard().press("Escape");
                page.keyboard().press("Escape");
                softly.assertThatCode(() ->
                                assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0))
                        .doesNotThrowAnyException();
            });
        }
        softly.assertAll();
    }

    @Test
    void everyPageIsUsableOnANarrowScreen() {
        somethingHasHappened();
        Page page = panel.loggedIn(ADMIN, "/inbox", Panel.narrow());
        SoftAssertions softly = new SoftAssertions();
        for (String path : paths(page)) {
            open(page, path);
            softly.assertThat(tooWide(page)).as(path).isEmpty();
            softly.assertThat(page.locator("nav a[href='" + path + "']").first().isVisible())
                    .as("the way on from " + path)
                    .isTrue();
        }
        open(page, "/inbox");
        page.locator("[data-conversation]").first().click();
        assertThat(page.locator("#text")).isVisible();
        softly.assertThat(tooWide(page)).as("chat").isEmpty();
        softly.assertAll();
    }

    /** A screen of 1280 by 720 whose letters are twice as large. */
    @Test
    void everyPageIsUsableAtTwiceItsSize() {
        somethingHasHappened();
        Page page = panel.loggedIn(ADMIN, "/inbox", new Browser.NewContextOptions().setViewportSize(640, 360));
        SoftAssertions softly = new SoftAssertions();
        for (String path : paths(page)) {
            open(page, path);
            softly.assertThat(tooWide(page)).as(path).isEmpty();
            softly.assertThat(outOfReach(page)).as("out of reach on " + path).isEmpty();
        }
        open(page, "/inbox");
        page.locator("[data-conversation]").first().click();
        assertThat(page.locator("#text")).isVisible();
        softly.assertThat(tooWide(page)).as("chat").isEmpty();
        softly.assertThat(outOfReach(page)).as("out of reach in the chat").isEmpty();
        softly.assertThat(page.locator("#thread").boundingBox().height)
                .as("what is left for the messages")
                .isGreaterThan(80);
        softly.assertAll();
    }

    @Test
    void theKeyboardGoesThroughTheInboxAsItIsReadAndIsSeenWhereItIs() {
        somethingHasHappened();
        Page page = panel.loggedIn(ADMIN, "/inbox");
        page.locator("[data-conversation]").first().click();
        assertThat(page.getByRole(AriaRole.COMPLEMENTARY).locator("h3").first()).isVisible();
        assertThat(page.locator("#text")).isFocused();
        page.locator("#panel > nav a").first().focus();
        List<Integer> way = new ArrayList<>();
        SoftAssertions softly = new SoftAssertions();
        for (int steps = 0; steps < 150 && !(way.contains(4) && way.getLast() < 4); steps++) {
            page.keyboard().press("Tab");
            Focus focus = focus(page);
            softly.assertThat(focus.isSeen()).as(focus.name()).isTrue();
            if (focus.region() >= 0 && (way.isEmpty() || way.getLast() != focus.region())) {
                way.add(focus.region());
            }
        }

        softly.assertThat(way).startsWith(0, 1, 2, 3, 4);
        softly.assertAll();
    }

    /** Where the keyboard is: the rail, the views, the list, the chat or the customer; past all of them it begins anew. */
    private record Focus(int region, boolean isSeen, String name) {}

    private static Focus focus(Page page) {
        List<?> found = (List<?>) page.evaluate("""
                () => {
                  const it = document.activeElement;
                  const regions = ['#panel > nav', '#inbox > nav', '#inbox :has(> #conversations)', '#chat', '#inbox aside'];
                  const region = regions.findIndex((each) => document.querySelector(each)?.contains(it));
                  const { width, height, top, left } = it.getBoundingClientRect();
                  const isInSight = width > 0 && height > 0 && top < innerHeight && left < innerWidth && top + height > 0 && left + width > 0;
                  const marked = (each, up) => {
                    const { outlineStyle, boxShadow } = getComputedStyle(each);
                    return outlineStyle !== 'none' || boxShadow !== 'none' || (up > 0 && each.parentElement && marked(each.parentElement, up - 1));
                  };
                  // In a field the caret says so; past the last thing nothing has the keyboard.
                  const isSeen = it === document.body || (isInSight && (it.matches('input, textarea') || marked(it, 3)));
                  return [region, Boolean(isSeen), it.outerHTML.slice(0, 160)];
                }
                """);
        return new Focus(((Number) found.get(0)).intValue(), (Boolean) found.get(1), String.valueOf(found.get(2)));
    }

    @Test
    void noWordOfOneLanguageIsLeftInAnother() {
        somethingHasHappened();
        Page page = panel.loggedIn(ADMIN, "/inbox");
        Map<String, Map<String, Set<String>>> said = new LinkedHashMap<>();
        for (String language : List.of("es", "en", "pt")) {
            page.evaluate("it => localStorage.setItem('isac.language', it)", language);
            page.reload();
            assertThat(page.locator("#panel")).isVisible();
            for (String path : paths(page)) {
                open(page, path);
                said.computeIfAbsent(path, it -> new LinkedHashMap<>()).put(language, words(page));
            }
        }

        SoftAssertions softly = new SoftAssertions();
        said.forEach((path, words) -> {
            softly.assertThat(common(words, "es", "en"))
                    .as("Spanish and English on " + path)
                    .isEmpty();
            softly.assertThat(common(words, "pt", "en"))
                    .as("Portuguese and English on " + path)
                    .isEmpty();
            softly.assertThat(words.get("en")).as("English on " + path).hasSizeGreaterThan(3);
        });
        softly.assertAll();
    }

    private static Set<String> common(Map<String, Set<String>> words, String one, String other) {
        Set<String> shared = new TreeSet<>(words.getOrDefault(one, Set.of()));
        shared.retainAll(words.getOrDefault(other, Set.of()));
        shared.removeAll(SHARED);
        return shared;
    }

    /** Enough for no page to be empty; a second time it changes nothing that a test looks at. */
    private static void somethingHasHappened() {
        Phone phone = panel.phoneOf("Elsa Ejemplo");
        phone.write("quiero el parlante jbl flip 6 azul");
        phone.shows("¿Querés que te prepare la cotización?");
        phone.write("sí");
        phone.shows("¿La confirmamos?");
        phone.write("quiero hablar con una persona");
        phone.shows("asesor");
        phone.page().close();
    }

    private static List<String> paths(Page page) {
        Locator links = page.locator("#panel > nav a[href^='/']");
        assertThat(links.first()).isVisible();
        List<String> paths = new ArrayList<>();
        for (Locator link : links.all()) {
            paths.add(link.getAttribute("href"));
        }
        return paths;
    }

    /** Goes there as the rail does, and waits until what is read has been read. */
    private static void open(Page page, String path) {
        Locator link = page.locator("#panel > nav a[href='" + path + "']");
        link.click();
        assertThat(link).hasAttribute("aria-current", "page");
        assertThat(page.locator("#page h1:visible, #conversations:visible").first())
                .isVisible();
        assertThat(page.locator("#page [class*=bone]")).hasCount(0);
    }

    private static Map<String, Runnable> dialogs(Page page) {
        Map<String, Runnable> dialogs = new LinkedHashMap<>();
        dialogs.put("palette", () -> {
            page.keyboard().press("Control+k");
            page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.COMBOBOX).fill("iphone");
            assertThat(page.getByRole(AriaRole.OPTION)
                            .filter(new Locator.FilterOptions().setHasText("iPhone"))
                            .first())
                    .isVisible();
        });
        dialogs.put("help", () -> key(page, "Shift+Slash"));
        dialogs.put("put off", () -> key(page, "s"));
        dialogs.put("pass on", () -> key(page, "x"));
        return dialogs;
    }

    private static void key(Page page, String key) {
        page.locator("#text").blur();
        page.keyboard().press(key);
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    }

    @SuppressWarnings("unchecked")
    private static Set<String> words(Page page) {
        return new TreeSet<>((List<String>) page.evaluate(WORDS));
    }

    /** What can be pressed or filled in, and is covered by something else even after it was scrolled to. */
    @SuppressWarnings("unchecked")
    private static List<String> outOfReach(Page page) {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('#panel :is(button, a[href], input, textarea, select):not([disabled])')]
                  .filter((it) => it.checkVisibility({ visibilityProperty: true }) && it.tabIndex >= 0 && getComputedStyle(it).opacity !== '0' && it.getBoundingClientRect().width > 4)
                  .filter((it) => !it.closest('[class*=unseen], [class*=skip]'))
                  .filter((it) => {
                    it.scrollIntoView({ block: 'center', inline: 'center' });
                    const { x, y, width, height } = it.getBoundingClientRect();
                    const there = document.elementFromPoint(x + width / 2, y + height / 2);
                    return there === null || !(it.contains(there) || there.contains(it) || there.closest('label')?.contains(it));
                  })
                  .slice(0, 6).map((it) => it.outerHTML.slice(0, 160))
                """);
    }

    /** What stands out of the screen's right edge, but for what scrolls within a frame of its own. */
    @SuppressWarnings("unchecked")
    private static List<String> tooWide(Page page) {
        return (List<String>) page.evaluate("""
                () => {
                  const scrolls = (it) => it && it !== document.body && (/auto|scroll|hidden|clip/.test(getComputedStyle(it).overflowX) && it.id !== 'page' || scrolls(it.parentElement));
                  return [...document.querySelectorAll('#panel *')]
                    .filter((it) => it.getClientRects().length > 0 && it.getBoundingClientRect().right > innerWidth + 1 && !scrolls(it.parentElement))
                    .slice(0, 5).map((it) => it.outerHTML.slice(0, 160));
                }
                """);
    }
}
