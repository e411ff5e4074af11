package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Customer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Several people at the same conversations. */
class TeamTests {

    private static final String ANA = "ana@demo.shop";
    private static final String CARLA = "carla@demo.shop";
    private static final Duration SOON = Duration.ofMillis(Panel.PATIENCE_MS);

    /** Counts the sounds that a page makes. */
    private static final String EAR = """
            window.sounds = 0;
            const Context = window.AudioContext;
            window.AudioContext = class extends Context { constructor(...it) { super(...it); window.sounds++; } };
            const { send } = WebSocket.prototype;
            WebSocket.prototype.send = function (words) {
              window.hasAsked ||= String(words).includes('"Notifications"');
              return send.call(this, words);
            };
            """;

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of());

    @Test
    void whoLooksAndWritesIsSeenAndWhoSendsBlindlyIsAskedFirst() {
        Customer marta = panel.customer("Marta Dos Asesoras");
        String address = panel.takenOver(marta, "me atienden?");
        Chat ana = new Chat(panel.loggedIn(ANA, address));
        Chat carla = new Chat(panel.loggedIn(CARLA, "/inbox"));

        assertThat(carla.row("Marta Dos Asesoras").getByTitle("Ana Ferreyra la está viendo"))
                .hasCount(1);
        carla.row("Marta Dos Asesoras").click();
        assertThat(ana.page().locator("#chat header").getByTitle("Carla Núñez la está viendo"))
                .isVisible();
        carla.composer().pressSequentially("Hola M");
        assertThat(ana.page().locator("#chat header").getByTitle("Carla Núñez está escribiendo"))
                .isVisible();
        assertThat(ana.page().locator("#chat")).containsText("Carla Núñez está escribiendo un borrador: Hola M");

        ana.page().route("**/graphql", route -> route.abort());
        ana.writes("Yo te ayudo");
        assertThat(ana.page().locator("[data-letter]")).containsText("Yo te ayudo");
        carla.writes("Hola Marta, soy Carla");
        carla.hasCome("Hola Marta, soy Carla", "SENT");
        ana.page().unroute("**/graphql");
        Locator question = ana.page().locator("[data-letter]").getByRole(AriaRole.ALERT);
        assertThat(question).containsText("Otra persona escribió mientras tanto");
        question.getByRole(AriaRole.BUTTON, named("Mandar igual")).click();

        ana.hasCome("Yo te ayudo", "SENT");
        assertThat(ana.message("Yo te ayudo")).hasCount(1);
        panel.forgetComplaints();
    }

    @Test
    void whatIsUnreadIsCountedMarkedByALineAndReadInAllTabsAtOnce() {
        Customer marta = panel.customer("Marta Sin Leer");
        panel.takenOver(marta, "primero");
        Chat ana = new Chat(panel.loggedIn(ANA, "/inbox"));
        Chat beside = new Chat(panel.tabBeside(ana.page(), "/inbox"));
        ana.page().bringToFront();
        marta.writes("segundo");
        marta.writes("tercero");
        Locator count = ana.row("Marta Sin Leer").getByLabel(Pattern.compile("^\\d+ +sin leer"));
        assertThat(count).hasText("3");

        ana.row("Marta Sin Leer").click();
        assertThat(ana.thread().getByRole(AriaRole.SEPARATOR)).hasText("Mensajes nuevos");
        assertThat(count).hasCount(0);
        assertThat(beside.row("Marta Sin Leer")).isVisible();
        assertThat(beside.row("Marta Sin Leer").getByLabel(Pattern.compile("sin leer")))
                .hasCount(0);
        ana.presses("u");
        assertThat(count).hasText("1");
        assertThat(beside.row("Marta Sin Leer").getByLabel(Pattern.compile("sin leer")))
                .hasText("1");
    }

    @Test
    void everyKeyDoesWhatTheHelpSays() {
        Customer first = panel.customer("Marta Teclas");
        Customer second = panel.customer("Nora Teclas");
        tag("VIP teclas");
        panel.takenOver(first, "uno");
        panel.takenOver(second, "dos");
        Page page = panel.loggedIn(ANA, "/inbox?q=Teclas");
        Chat ana = new Chat(page);
        assertThat(page.locator("[data-conversation]")).hasCount(2);

        page.locator("[data-conversation]").first().click();
        ana.presses("Shift+Slash");
        for (String name : List.of("Asignar", "Etiquetas", "Posponer", "Nota interna", "Cerrar", "Buscar y hacer")) {
            assertThat(ana.dialog().locator("dt").getByText(name, exactly())).hasCount(1);
        }
        page.keyboard().press("Escape");
        assertThat(ana.dialog()).hasCount(0);
        String open = page.locator("#customer").innerText();
        ana.presses("j");
        assertThat(page.locator("#customer")).not().hasText(open);
        ana.presses("k");
        assertThat(page.locator("#customer")).hasText(open);

        ana.presses("a");
        ana.chooses("Carla");
        ana.told("Asignada a Carla Núñez.");
        assertThat(page.locator("#control")).hasText("La atiende Carla Núñez");
        ana.button("Deshacer").click();
        assertThat(page.locator("#control")).not().hasText("La atiende Carla Núñez");
        ana.presses("t");
        ana.chooses("VIP teclas");
        assertThat(page.locator("[data-conversation][aria-current]")).containsText("VIP teclas");
        ana.presses("n");
        assertThat(ana.composer()).hasAttribute("aria-label", "Nota");
        ana.presses("r");
        assertThat(ana.composer()).hasAttribute("aria-label", "Respuesta");
        ana.composer().pressSequentially("/");
        assertThat(page.locator("#offers")).containsText("/ubicacion");
        ana.composer().fill("");

        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(Pattern.compile("Buscar conversaciones")))
                .fill("posponer");
        assertThat(ana.dialog().getByRole(AriaRole.OPTION).first()).containsText("S");
        page.keyboard().press("Enter");
        assertThat(ana.dialog()).containsText("Mañana a las 9:00");
    }

    @Test
    void whoeverIsAwayIsAwayInEveryTabAndAfterAReload() {
        Page page = panel.loggedIn(ANA, "/inbox");
        Page beside = panel.tabBeside(page, "/inbox");
        Locator here = page.locator("[aria-label^='Menú: ']");
        Locator there = beside.locator("[aria-label^='Menú: ']");
        assertThat(there).hasAttribute("data-present", "true");

        here.click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Disponible"))
                .click();
        assertThat(there).not().hasAttribute("data-present", "true");
        page.reload();
        assertThat(here).isVisible();
        assertThat(here).not().hasAttribute("data-present", "true");
        beside.reload();
        assertThat(there).isVisible();
        assertThat(there).not().hasAttribute("data-present", "true");
    }

    @Test
    void whatIsPutOffComesBackOnTimeOrWithAnAnswerAndCanBeUndone() {
        Customer marta = panel.customer("Marta Pospuesta");
        Customer nora = panel.customer("Nora Pospuesta");
        panel.takenOver(marta, "mañana te digo");
        String noras = panel.takenOver(nora, "después vuelvo");
        Page page = panel.loggedIn(ANA, "/inbox");
        Chat ana = new Chat(page);

        ana.row("Marta Pospuesta").click();
        ana.presses("s");
        assertThat(ana.dialog()).containsText("En 3 horas");
        assertThat(ana.dialog()).containsText("El lunes a las 9:00");
        page.keyboard().press("2");
        assertThat(page.getByText(Pattern.compile("^Pospuesta hasta .*09:00"))).isVisible();
        ana.button("Deshacer").click();
        assertThat(ana.row("Marta Pospuesta")).not().containsText("09:00");
        ana.presses("s");
        ana.dialog()
                .locator("input[type=datetime-local]")
                .fill(LocalDate.now(ZoneId.of("America/Argentina/Buenos_Aires")).plusDays(2) + "T15:47");
        ana.dialog().getByRole(AriaRole.BUTTON, named("Posponer")).click();
        assertThat(ana.row("Marta Pospuesta")).containsText("15:47");
        ana.presses("s");
        assertThat(ana.dialog()).containsText("En 3 horas");
        page.keyboard().press("2");
        assertThat(ana.row("Marta Pospuesta")).containsText("09:00");
        // What was closed by mistake comes back when it was to come back.
        ana.presses("e");
        page.getByText("Conversación cerrada.")
                .locator("..")
                .getByRole(AriaRole.BUTTON, named("Deshacer"))
                .click();
        assertThat(ana.row("Marta Pospuesta")).containsText("09:00");
        ana.row("Nora Pospuesta").click();
        assertThat(ana.row("Marta Pospuesta")).hasCount(0);
        page.locator("[data-view=snoozed]").click();
        assertThat(ana.row("Marta Pospuesta")).hasCount(1);

        marta.writes("ya estoy de vuelta");
        assertThat(ana.row("Marta Pospuesta")).hasCount(0);
        page.locator("[data-view=all]").click();
        assertThat(ana.row("Marta Pospuesta")).containsText("ya estoy de vuelta");
        // What one looks at is not told.
        ana.row("Marta Pospuesta").click();
        ana.shows("ya estoy de vuelta");
        panel.crm()
                .graphql(
                        "mutation { snoozeConversation(input: {conversationId: \"%s\", until: \"%s\", idempotencyKey: \"%s\"}) { userErrors { message } } }"
                                .formatted(
                                        noras.substring("/inbox/".length()),
                                        Instant.now().plusSeconds(3),
                                        UUID.randomUUID()));
        ana.told("Volvió la conversación de Nora Pospuesta");
        assertThat(ana.row("Nora Pospuesta")).hasCount(1);
    }

    @Test
    void aViewIsItsAddressIsSavedWithItsCountAndForgotten() {
        Customer marta = panel.customer("Marta Vista");
        String id = panel.takenOver(marta, "urgente!!").substring("/inbox/".length());
        panel.crm()
                .graphql(
                        "mutation { changePriority(input: {conversationId: \"%s\", priority: URGENT}) { userErrors { message } } }"
                                .formatted(id));
        Page page = panel.loggedIn(ANA, "/inbox?priority=URGENT");
        Chat ana = new Chat(page);
        assertThat(page.locator("[data-conversation]")).hasCount(1);

        ana.button("Guardar esta vista").click();
        ana.dialog().getByLabel("Nombre de la vista").fill("Lo urgente");
        page.keyboard().press("Enter");
        Locator saved =
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Lo urgente")));
        assertThat(saved).containsText("1");
        page.locator("[data-view=closed]").click();
        assertThat(ana.row("Marta Vista")).hasCount(0);
        saved.click();
        assertThat(page).hasURL(Pattern.compile("priority=URGENT"));
        assertThat(ana.row("Marta Vista")).hasCount(1);
        saved.hover();
        ana.button("Más: Lo urgente").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Olvidar esta vista"))
                .click();
        assertThat(saved).hasCount(0);
    }

    @Test
    void aMentionIsHeardAndSeenOnceOverAllTabsAndNotInTheChatThatIsOpen() {
        Customer marta = panel.customer("Marta Mención");
        String address = panel.takenOver(marta, "consulta difícil");
        Page tab = panel.page("/");
        tab.context().addInitScript(EAR);
        Panel.logIn(tab, CARLA);
        Page beside = panel.tabBeside(tab, "/inbox");
        tab.navigate(panel.crm().url() + "/board");
        assertThat(tab.locator("h1")).isVisible();
        assertThat(beside.locator("#conversations")).isVisible();
        // News that came before a page has asked for it is not told by that page.
        List.of(tab, beside).forEach(page -> page.waitForFunction("() => window.hasAsked"));
        Chat ana = new Chat(panel.loggedIn(ANA, address));

        ana.presses("n");
        ana.composer().pressSequentially("@car");
        assertThat(ana.page().locator("#offers [role=option]").first()).containsText("Carla");
        ana.page().keyboard().press("Enter");
        ana.composer().pressSequentially("¿lo ves vos?");
        ana.composer().press("Enter");
        assertThat(ana.message("@Carla Núñez ¿lo ves vos?")).hasCount(1);
        assertThat(ana.composer()).hasAttribute("aria-label", "Nota");

        await().atMost(SOON).until(() -> mentions(tab) + mentions(beside) == 1);
        // Each piece of news is heard once, of whatever else there may be to tell her.
        await().atMost(SOON).until(() -> sounds(tab) + sounds(beside) == told(tab) + told(beside));
        Chat carla = new Chat(tab);
        tab.bringToFront();
        tab.navigate(panel.crm().url() + address);
        carla.shows("@Carla Núñez ¿lo ves vos?");
        beside.close();
        ana.composer().pressSequentially("@car");
        assertThat(ana.page().locator("#offers [role=option]").first()).containsText("Carla");
        ana.page().keyboard().press("Enter");
        ana.composer().pressSequentially("gracias");
        ana.composer().press("Enter");
        carla.shows("@Carla Núñez gracias");
        Assertions.assertThat(mentions(tab)).isZero();
    }

    @Test
    void aConversationIsPassedOnWithANoteAndASummaryAndTakenByWhoGetsIt() {
        Customer marta = panel.customer("Marta Pasada");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "quiero precio mayorista")));
        Page page = panel.page("/");
        page.context().addInitScript(EAR);
        page.reload();
        Panel.logIn(page, CARLA);
        Chat carla = new Chat(page);
        assertThat(carla.row("Marta Pasada")).isVisible();

        ana.presses("x");
        Locator summary = ana.dialog().getByLabel("Resumen de la conversación");
        assertThat(summary).hasValue(Pattern.compile("Marta Pasada, minorista[^$]*«quiero precio mayorista»"));
        assertThat(ana.dialog().getByLabel("Qué tiene que saber")).hasValue("");
        Locator to = ana.dialog().getByRole(AriaRole.COMBOBOX, named("A quién"));
        to.fill("Carla");
        to.press("ArrowDown");
        to.press("Enter");
        ana.dialog().getByLabel("Qué tiene que saber").fill("Compra cien por mes.");
        summary.fill(summary.inputValue() + "\nPaga con transferencia.");
        ana.dialog().getByRole(AriaRole.BUTTON, named("Pasar a otra persona")).click();
        ana.told("Pasada a Carla Núñez.");
        carla.told("Te pasaron la conversación de Marta Pasada");
        await().atMost(SOON).until(() -> sounds(page) >= 1);
        carla.row("Marta Pasada").click();
        assertThat(page.locator("#chat")).containsText("Ana Ferreyra te pasa esta conversación. Compra cien por mes.");
        Locator line = carla.message("le pasó la conversación a Carla Núñez");
        assertThat(line).containsText("Compra cien por mes.");
        assertThat(line).containsText("«quiero precio mayorista»\nPaga con transferencia.");
        carla.button("Aceptar").click();
        assertThat(page.locator("#control")).hasText("La atiende Carla Núñez");
        assertThat(ana.page().locator("#control")).hasText("La atiende Carla Núñez");
        assertThat(ana.page().getByText("Espera que Carla Núñez la acepte.")).hasCount(0);
    }

    @Test
    void beforeTheAdvisorStandsWhoTheCustomerIsAndEveryIdLeadsOn() {
        Customer marta = panel.customer("Marta Contexto");
        String address = panel.takenOver(marta, "hola, soy clienta");
        String id = address.substring("/inbox/".length());
        String product = panel.crm()
                .graphql("{ products(search: \"airpods pro 2\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        String lines = "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}]".formatted(id, product);
        JsonNode sale = panel.crm()
                .graphql(
                        "mutation { createSale(input: {%s, idempotencyKey: \"ctx-1\"}) { sale { id number total { amount } } userErrors { message } } }"
                                .formatted(lines))
                .at("/createSale/sale");
        panel.crm()
                .graphql(
                        "mutation { recordPayment(input: {saleId: \"%s\", method: CASH, amount: \"%s\", idempotencyKey: \"ctx-2\"}) { userErrors { message } } }"
                                .formatted(
                                        sale.path("id").asString(),
                                        sale.at("/total/amount").asString()));
        String quote = panel.crm()
                .graphql(
                        "mutation { createQuote(input: {%s, idempotencyKey: \"ctx-3\"}) { quote { number } userErrors { message } } }"
                                .formatted(lines))
                .at("/createQuote/quote/number")
                .asString();
        panel.crm()
                .graphql(
                        "mutation { scheduleFollowUp(input: {conversationId: \"%s\", dueAt: \"%s\", note: \"Llamar por la funda\", idempotencyKey: \"ctx-4\"}) { userErrors { message } } }"
                                .formatted(id, Instant.now().plus(Duration.ofDays(1))));

        Page page = panel.loggedIn(ANA, address);
        Locator pane = page.getByRole(AriaRole.COMPLEMENTARY);
        assertThat(pane).containsText("Minorista");
        assertThat(pane).containsText("Llamar por la funda");
        assertThat(pane.locator("a[href^='/sales/']"))
                .containsText(sale.path("number").asString());
        assertThat(pane.locator("a[href^='/sales/']")).containsText("Pagada");
        assertThat(pane.locator("a[href^='/customers/']").first()).hasText("Marta Contexto");
        pane.locator("a[href^='/quotes/']").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(quote);
        page.goBack();
        assertThat(page.locator("#customer")).hasText("Marta Contexto");
        page.getByRole(AriaRole.COMPLEMENTARY).locator("a[href^='/sales/']").click();
        assertThat(page.getByRole(AriaRole.DIALOG))
                .containsText(sale.path("number").asString());
    }

    @Test
    void aListWithNothingInItSaysWhyAndWhatToDoNext() {
        panel.takenOver(panel.customer("Marta Única"), "hola");
        Page page = panel.loggedIn(ANA, "/inbox?q=zzzzqqq");
        assertThat(page.getByText("Ninguna conversación con esas condiciones.")).isVisible();
        page.locator("#conversations")
                .getByRole(AriaRole.BUTTON, named("Quitar filtros"))
                .click();
        assertThat(page.locator("[data-conversation]").first()).isVisible();
        page.locator("[data-view=mentions]").click();
        assertThat(page.getByText("No hay conversaciones en esta vista.")).isVisible();
        page.locator("#conversations")
                .getByRole(AriaRole.BUTTON, named("Ver todas"))
                .click();
        assertThat(page.locator("[data-conversation]").first()).isVisible();
    }

    private static void tag(String name) {
        panel.crm()
                .graphql(
                        "mutation { saveTag(input: {name: \"%s\", color: \"#336699\"}) { tag { id } userErrors { message } } }"
                                .formatted(name));
    }

    /** How often a page has told its reader that they were mentioned. */
    private static int mentions(Page page) {
        return ((Number) page.evaluate("window.told.filter((it) => it.includes('te menciona')).length")).intValue();
    }

    private static int told(Page page) {
        return ((Number) page.evaluate("window.told.length")).intValue();
    }

    private static int sounds(Page page) {
        return ((Number) page.evaluate("window.sounds ?? 0")).intValue();
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
