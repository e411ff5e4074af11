package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Customer;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of conversations as a whole: its views with their counts, who has them and what they tell, and many conversations at once. */
class ListTests {

    private static final String ANA = "ana@demo.shop";
    private static final String BRUNO = "bruno@demo.shop";
    private static final String CARLA = "carla@demo.shop";
    private static final Duration SOON = Duration.ofMillis(Panel.PATIENCE_MS);

    /** Notes what a page makes heard and shows on the desktop, and lets a test say whether somebody is at it. */
    private static final String WITNESS = """
            window.sounds = 0;
            window.shown = [];
            window.isLookedAt = true;
            document.hasFocus = () => window.isLookedAt;
            const Context = window.AudioContext;
            window.AudioContext = class extends Context { constructor(...it) { super(...it); window.sounds++; } };
            const Shown = window.Notification;
            window.Notification = class extends Shown { constructor(words, how) { super(words, how); window.shown.push(words); } };
            """;

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"));

    @Test
    void everyViewCountsWhatIsUnreadInItAndAllTabsKnowAtOnce() {
        allAreRead();
        Customer marta = panel.customer("Marta Contada");
        Page tab = panel.loggedIn(ANA, "/inbox");
        Page beside = panel.tabBeside(tab, "/inbox");
        List<Page> tabs = List.of(tab, beside);
        assertThat(beside.locator("[data-view=all]")).isVisible();

        String id = panel.takenOver(marta, "uno").substring("/inbox/".length());
        tabs.forEach(page -> counts(page, Map.of("all", 1, "unassigned", 1, "mine", 0)));
        assign(id, ANA);
        tabs.forEach(page -> counts(page, Map.of("all", 1, "unassigned", 0, "mine", 1)));

        Chat ana = new Chat(tab);
        ana.row("Marta Contada").click();
        ana.shows("uno");
        tabs.forEach(page -> counts(page, Map.of("all", 0, "mine", 0)));
        ana.presses("u");
        tabs.forEach(page -> counts(page, Map.of("all", 1, "mine", 1)));
        ana.presses("s");
        assertThat(ana.dialog().getByRole(AriaRole.COMBOBOX)).isFocused();
        tab.keyboard().press("2");
        tabs.forEach(page -> counts(page, Map.of("all", 0, "mine", 0, "snoozed", 1)));
        assertThat(beside.locator("[data-view=snoozed] [data-all]")).hasText("1");
    }

    @Test
    void aViewThatIsSharedIsSeenByTheTeamWithItsCountsAndChangedOnlyByWhoMayShare() {
        String members = "\"%s\", \"%s\"".formatted(advisor(ANA), advisor(CARLA));
        panel.crm()
                .graphql("mutation { saveTeam(input: {name: \"Salón\", advisorIds: [%s]}) { userErrors { message } } }"
                        .formatted(members));
        Customer marta = panel.customer("Marta Tranquila");
        String id = panel.takenOver(marta, "sin apuro").substring("/inbox/".length());
        panel.crm()
                .graphql(
                        "mutation { changePriority(input: {conversationId: \"%s\", priority: LOW}) { userErrors { message } } }"
                                .formatted(id));
        Page page = panel.loggedIn(ANA, "/inbox");
        Chat ana = new Chat(page);
        Chat carla = new Chat(panel.loggedIn(CARLA, "/inbox?priority=LOW"));
        assertThat(carla.row("Marta Tranquila")).isVisible();

        carla.button("Guardar esta vista").click();
        carla.dialog().getByLabel("Nombre de la vista").fill("Sin apuro");
        carla.dialog().getByRole(AriaRole.COMBOBOX, within("Quién la ve")).click();
        carla.page().getByRole(AriaRole.OPTION, named("Mi equipo")).click();
        carla.dialog().getByRole(AriaRole.BUTTON, within("Guardar esta vista")).click();
        assertThat(saved(carla.page(), "Sin apuro")).hasAttribute("aria-current", "true");
        assertThat(carla.button("Más: Sin apuro")).hasCount(1);

        page.reload();
        Locator hers = saved(page, "Sin apuro");
        assertThat(hers.locator("[data-all]")).hasText("1");
        assertThat(hers.locator("[data-unread]")).hasText("1");
        assertThat(hers).hasAttribute("title", "Sin apuro · la comparte Carla Núñez");
        assertThat(ana.button("Más: Sin apuro")).hasCount(0);
        hers.click();
        assertThat(page).hasURL(Pattern.compile("priority=LOW"));
        assertThat(ana.row("Marta Tranquila")).hasCount(1);

        // Whoever gets the address sees the same list, also without the view.
        Page bruno =
                panel.loggedIn(BRUNO, page.url().substring(panel.crm().url().length()));
        assertThat(bruno.locator("[data-conversation]")).hasCount(1);
        assertThat(new Chat(bruno).row("Marta Tranquila")).isVisible();
        assertThat(bruno.locator("[data-view=all] [data-unread]")).isVisible();
        assertThat(saved(bruno, "Sin apuro")).hasCount(0);

        saved(carla.page(), "Sin apuro").hover();
        carla.button("Más: Sin apuro").click();
        carla.page().getByRole(AriaRole.MENUITEM, named("Cambiar esta vista")).click();
        carla.dialog().getByLabel("Nombre de la vista").fill("Para la tarde");
        carla.dialog().getByRole(AriaRole.BUTTON, within("Guardar")).click();
        assertThat(saved(carla.page(), "Para la tarde")).isVisible();
        page.reload();
        assertThat(saved(page, "Para la tarde")).isVisible();
    }

    @Test
    void manyAreTaggedGivenAndWrittenToAndWhoCannotBeWrittenToIsNamedAndStaysPicked() {
        panel.crm()
                .graphql(
                        "mutation { saveTag(input: {name: \"Feria\", color: \"#336699\"}) { userErrors { message } } }");
        Customer cora = panel.customer("Cora Tanda");
        Customer bea = panel.customer("Bea Tanda");
        Customer ada = panel.customer("Ada Tanda");
        cora.deliver(cora.text("wamid.in." + UUID.randomUUID(), "ayer pregunté")
                .replaceFirst(
                        "\"timestamp\":\"\\d+\"",
                        "\"timestamp\":\""
                                + Instant.now().minus(Duration.ofHours(25)).getEpochSecond() + "\""));
        panel.takenOver(cora.waId());
        panel.takenOver(bea, "hoy pregunté");
        panel.takenOver(ada, "recién pregunté");
        Page page = panel.loggedIn(ANA, "/inbox?q=Tanda");
        Chat ana = new Chat(page);
        Locator rows = page.locator("[data-conversation]");
        assertThat(rows).hasCount(3);

        pickAll(ana, rows);
        ana.presses("t");
        ana.chooses("Feria");
        ana.told("3 conversaciones cambiadas.");
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("Feria"))).hasCount(3);
        pickAll(ana, rows);
        ana.presses("a");
        ana.chooses("Ana");
        assertThat(rows.filter(new Locator.FilterOptions().setHasText("Ana Ferreyra")))
                .hasCount(3);

        pickAll(ana, rows);
        page.locator("#bulk").getByRole(AriaRole.BUTTON, within("Más")).click();
        page.getByRole(AriaRole.MENUITEM, named("Escribirles a todas")).click();
        AtomicReference<Route> held = new AtomicReference<>();
        page.route("**/graphql", route -> {
            String asked = String.valueOf(route.request().postData());
            if (asked.contains("\"operationName\":\"ChangeMany\"") && held.compareAndSet(null, route)) {
                return;
            }
            route.resume();
        });
        ana.dialog().getByRole(AriaRole.TEXTBOX).fill("El sábado estamos en la feria.");
        ana.dialog().getByRole(AriaRole.BUTTON, within("Enviar a 3")).click();
        assertThat(page.locator("#bulk")).containsText("0 de 3…");
        assertThat(page.locator("#bulk").getByRole(AriaRole.PROGRESSBAR)).isVisible();
        Objects.requireNonNull(held.get()).resume();

        assertThat(ana.dialog()).hasAccessibleName("1 no se pudo cambiar.");
        assertThat(ana.dialog().getByRole(AriaRole.LISTITEM)).hasCount(1);
        assertThat(ana.dialog().getByRole(AriaRole.LISTITEM)).containsText("Cora Tanda");
        assertThat(ana.dialog().getByRole(AriaRole.LISTITEM)).containsText(Pattern.compile("Cora Tanda.{10,}"));
        ana.dialog().getByRole(AriaRole.BUTTON, within("Cerrar")).click();
        assertThat(page.locator("#bulk")).containsText("1 elegida");
        await().atMost(SOON)
                .until(() -> panel.platform().calls().stream()
                                .filter(it -> it.text().equals("El sábado estamos en la feria."))
                                .map(it -> it.to())
                                .sorted()
                                .toList()
                                .size()
                        == 2);
        assertThat(panel.platform().calls())
                .filteredOn(it -> it.text().equals("El sábado estamos en la feria."))
                .noneMatch(it -> it.to().equals(cora.waId()));
        ana.presses("e");
        ana.told("1 conversación cambiada.");
        assertThat(page.locator("#bulk")).hasCount(0);
    }

    @Test
    void whatIsToldIsChosenByViewAndKindAndIsToldOnceAndNotOfTheChatThatIsLookedAt() {
        Customer first = panel.customer("Primera Avisada");
        Customer looked = panel.customer("Mirada Callada");
        Customer second = panel.customer("Segunda Avisada");
        Customer muted = panel.customer("Muda Silenciada");
        String address = panel.takenOver(looked, "hola");
        Page tab = panel.page("/", new Browser.NewContextOptions().setPermissions(List.of("notifications")));
        tab.context().addInitScript(WITNESS);
        tab.reload();
        Panel.logIn(tab, ANA);
        Page beside = panel.tabBeside(tab, address);
        List<Page> tabs = List.of(tab, beside);
        new Chat(beside).shows("hola");
        tab.locator("nav a[href='/settings']").click();
        tab.getByRole(AriaRole.SWITCH, named("Avisos del escritorio")).press("Space");
        assertThat(tab.getByRole(AriaRole.SWITCH, named("Avisos del escritorio")))
                .isChecked();
        Locator views = tab.getByRole(AriaRole.GROUP, named("Mensajes nuevos en"));
        views.getByRole(AriaRole.BUTTON, within("Todas")).click();
        assertThat(views.getByRole(AriaRole.BUTTON, within("Todas"))).hasAttribute("aria-pressed", "true");
        tab.locator("nav a[href='/board']").click();
        assertThat(tab.locator("article[data-conversation]").first()).isVisible();

        // Nobody is at any tab: the desktop says it, once.
        tabs.forEach(page -> looks(page, false));
        first.writes("hola, buenas");
        await().atMost(SOON).until(() -> shown(tabs, "Primera Avisada") == 1);
        await().atMost(SOON).until(() -> sounds(tabs) == 1);
        await().atMost(SOON).until(() -> told(tabs, "Primera Avisada") == 1);

        // At one: what is open there is silent in all, and the rest is told where they are.
        looks(beside, true);
        looked.writes("esto ya lo estás leyendo");
        new Chat(beside).shows("esto ya lo estás leyendo");
        second.writes("hola, buen día");
        await().atMost(SOON).until(() -> told(List.of(beside), "Segunda Avisada") == 1);
        await().atMost(SOON).until(() -> sounds(tabs) == 2);
        assertThat(told(tabs, "Mirada Callada")).isZero();
        assertThat(told(List.of(tab), "Segunda Avisada")).isZero();
        assertThat(shown(tabs, "Segunda Avisada") + shown(tabs, "Mirada Callada"))
                .isZero();

        // What is muted in one tab is muted in all.
        looks(tab, true);
        tab.locator("nav a[href='/settings']").click();
        views.getByRole(AriaRole.BUTTON, within("Todas")).click();
        tab.getByRole(AriaRole.GROUP, named("Qué se te avisa"))
                .getByRole(AriaRole.BUTTON, within("Me pasan una conversación"))
                .click();
        muted.writes("buenas tardes");
        assertThat(new Chat(beside).row("Muda Silenciada")).containsText("buenas tardes");
        String id = panel.conversation(first.waId());
        assign(id, ANA);
        panel.crm()
                .graphql(
                        "mutation { addNote(input: {conversationId: \"%s\", text: \"@Ana mirá\", mentions: [\"%s\"], idempotencyKey: \"%s\"}) { userErrors { message } } }"
                                .formatted(id, advisor(ANA), UUID.randomUUID()));
        await().atMost(SOON).until(() -> told(tabs, "te menciona") == 1);
        assertThat(told(tabs, "Muda Silenciada") + told(tabs, "Te pasaron")).isZero();
        await().atMost(SOON).until(() -> sounds(tabs) == 3);
    }

    @Test
    void whatACustomerWritesIsSaidAloudAlsoTheSameTwice() {
        Customer marta = panel.customer("Marta Oída");
        String address = panel.takenOver(marta, "hola");
        for (String path : List.of(address, "/board")) {
            Page page = panel.loggedIn(ANA, path);
            assertThat(page.locator(path.equals("/board") ? "article[data-conversation]" : "[data-message]")
                            .first())
                    .isVisible();
            page.evaluate("""
                    () => {
                      window.spoken = [];
                      const region = document.getElementById('arrivals');
                      if (region.getAttribute('aria-live') !== 'polite') throw new Error('It says nothing');
                      new MutationObserver((changes) => changes.forEach((it) => it.addedNodes.forEach((node) => window.spoken.push(node.textContent))))
                        .observe(region, { childList: true, subtree: true });
                    }
                    """);
            marta.writes("estás?");
            page.waitForFunction("() => window.spoken.length === 1");
            marta.writes("estás?");
            page.waitForFunction("() => window.spoken.length === 2");
            assertThat(page.evaluate("window.spoken[1]")).isEqualTo("Marta Oída: estás?");
        }
    }

    private static void allAreRead() {
        panel.crm()
                .graphql("{ conversations(filter: {unreadOnly: true}, first: 100) { nodes { id } } }")
                .at("/conversations/nodes")
                .valueStream()
                .map(it -> it.path("id").asString())
                .forEach(id -> panel.crm()
                        .graphql("mutation { markRead(input: {conversationId: \"%s\"}) { userErrors { message } } }"
                                .formatted(id)));
    }

    /** From the first row to the last, by Shift. */
    private static void pickAll(Chat chat, Locator rows) {
        rows.first().click();
        assertThat(chat.page().locator("#thread [data-message]").first()).isVisible();
        rows.last().click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(chat.page().locator("#bulk")).containsText("3 elegidas");
    }

    private static void counts(Page page, Map<String, Integer> unread) {
        unread.forEach((view, many) -> {
            Locator count = page.locator("[data-view=" + view + "] [data-unread]");
            if (many == 0) {
                assertThat(count).hasCount(0);
            } else {
                assertThat(count).hasText(String.valueOf(many));
            }
        });
    }

    private static Locator saved(Page page, String name) {
        return page.locator("nav a[href*='?']:not([data-view])").filter(new Locator.FilterOptions().setHasText(name));
    }

    /** Comes to a tab, or goes away from it. */
    private static void looks(Page page, boolean isThere) {
        page.evaluate(
                "is => { window.isLookedAt = is; window.dispatchEvent(new Event(is ? 'focus' : 'blur')); }", isThere);
    }

    private static int shown(List<Page> pages, String words) {
        return sum(pages, "words => window.shown.filter((it) => it.includes(words)).length", words);
    }

    private static int told(List<Page> pages, String words) {
        return sum(pages, "words => window.told.filter((it) => it.includes(words)).length", words);
    }

    private static int sounds(List<Page> pages) {
        return sum(pages, "() => window.sounds", "");
    }

    private static int sum(List<Page> pages, String question, String words) {
        return pages.stream()
                .mapToInt(page -> ((Number) page.evaluate(question, words)).intValue())
                .sum();
    }

    private static void assign(String conversation, String email) {
        panel.crm()
                .graphql(
                        "mutation { assignConversation(input: {conversationId: \"%s\", advisorId: \"%s\"}) { userErrors { message } } }"
                                .formatted(conversation, advisor(email)));
    }

    private static String advisor(String email) {
        return panel.crm()
                .graphql("{ advisors { id email } }")
                .at("/advisors")
                .valueStream()
                .filter(it -> it.path("email").asString().equals(email))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private static Locator.GetByRoleOptions within(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
