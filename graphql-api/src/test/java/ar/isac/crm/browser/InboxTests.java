package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InboxTests {

    @RegisterExtension
    static final Panel panel = Panel.ofDemo();

    @Test
    void aCustomersTalkIsSeenLiveAndAnAdvisorTakesItOver() {
        Phone phone = panel.phone();
        Page page = panel.loggedIn("ana@demo.shop", "/");

        phone.write("Hola, tenes iphone 15 pro?");

        phone.shows("¿Qué capacidad buscás?");
        openNewest(page);
        assertThat(thread(page)).containsText("Hola, tenes iphone 15 pro?", Panel.patiently());
        assertThat(thread(page)).containsText("¿Qué capacidad buscás?", Panel.patiently());

        page.locator("#change-control").click();
        composer(page).fill("¡Hola! Soy Ana, te ayudo yo.");
        composer(page).press("Enter");

        phone.shows("Soy Ana, te ayudo yo.");
        assertThat(thread(page)).containsText("Soy Ana, te ayudo yo.", Panel.patiently());
        assertThat(page.locator("#control")).containsText("La atiende Ana", Panel.patiently());
        assertThat(page.locator("#silence")).containsText("ISAC no responde: vuelve", Panel.patiently());
        phone.write("buenísimo <script>alert(1)</script>");
        assertThat(thread(page)).containsText("buenísimo <script>alert(1)</script>", Panel.patiently());
    }

    @Test
    void whatIsacSuggestsIsReadEditedAndSentAndNothingGoesOutBefore() {
        Page page = panel.loggedIn("carla@demo.shop", "/");
        Phone phone = panel.phone();
        phone.write("Hola");
        phone.shows("¡Hola!");
        openNewest(page);
        assistantMode(page, "Sugiere");
        assertThat(page.locator("#control")).containsText("ISAC sugiere", Panel.patiently());

        phone.write("tenes iphone 15 pro?");

        assertThat(page.locator("#suggestion-text")).containsText("¿Qué capacidad buscás?", Panel.patiently());
        assertThat(phone.screen())
                .not()
                .containsText("¿Qué capacidad buscás?", new LocatorAssertions.ContainsTextOptions().setTimeout(500));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Editar"))
                .click();
        composer(page).fill("Sí, ¡y en todos los colores!");
        assertThat(page.locator("[data-conversation]").first()).containsText("Borrador: Sí, ¡y", Panel.patiently());
        composer(page).press("Enter");
        phone.shows("Sí, ¡y en todos los colores!");
        assertThat(page.locator("[data-conversation]").first())
                .not()
                .containsText("Borrador", new LocatorAssertions.ContainsTextOptions().setTimeout(Panel.PATIENCE_MS));
        assertThat(page.locator("#suggestion")).isHidden();

        phone.write("hacen envios?");
        assertThat(page.locator("#suggestion")).isVisible(Panel.visibly());
        String suggested = page.locator("#suggestion-text").innerText().strip();
        composer(page).fill("");
        composer(page).press("Enter");
        phone.shows(suggested.split("\n", -1)[0]);
        assistantMode(page, "Responde solo");
        assertThat(page.locator("#control")).containsText("Responde ISAC", Panel.patiently());
    }

    @Test
    void enterSendsAndShiftEnterBreaksTheLineAndADraftWaitsOnAnotherDevice() {
        Phone phone = panel.phone();
        phone.write("buenas, hay alguien?");
        Page page = panel.loggedIn("ana@demo.shop", "/");
        openNewest(page);

        composer(page).pressSequentially("primera");
        composer(page).press("Shift+Enter");
        composer(page).pressSequentially("segunda");
        assertThat(composer(page)).hasValue("primera\nsegunda");
        Page another = panel.loggedIn("ana@demo.shop", "/");
        assertThat(another.locator("[data-conversation]").first())
                .containsText("Borrador: primera segunda", Panel.patiently());
        openNewest(another);
        assertThat(composer(another)).hasValue("primera\nsegunda");

        composer(page).press("Enter");
        phone.shows("segunda");
        assertThat(composer(page)).hasValue("");
        // Nobody is to send there once more what has been sent here.
        assertThat(composer(another)).hasValue("");
    }

    @Test
    void aNoteIsForTheTeamAloneAndAClosedConversationCanBeBroughtBack() {
        Phone phone = panel.phone();
        phone.write("quiero saber por mi pedido");
        Page page = panel.loggedIn("ana@demo.shop", "/");
        openNewest(page);
        assertThat(thread(page)).containsText("quiero saber por mi pedido", Panel.patiently());

        page.keyboard().press("Escape");
        page.keyboard().press("n");
        Locator note = page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Nota"));
        note.fill("Es cliente de siempre.");
        note.press("Enter");
        assertThat(thread(page)).containsText("Es cliente de siempre.", Panel.patiently());
        assertThat(phone.screen()).not().containsText("Es cliente de siempre.");

        page.keyboard().press("Escape");
        page.keyboard().press("e");
        assertThat(page.getByText("Conversación cerrada.")).isVisible(Panel.visibly());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Deshacer"))
                .click();
        assertThat(page.getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName("Cerrar").setExact(true))
                        .first())
                .isVisible(Panel.visibly());
    }

    @Test
    void aProductIsFoundFromTheComposerAndSentWithTheKeyboard() {
        Phone phone = panel.phone();
        phone.write("que me recomendas?");
        Page page = panel.loggedIn("ana@demo.shop", "/");
        openNewest(page);

        composer(page).pressSequentially("#iphone 15 pro 256");
        assertThat(page.locator("#offers:not([aria-busy]) [role=option]").first())
                .containsText("$", Panel.patiently());
        String title = page.locator("#offers [role=option] b").first().innerText();
        composer(page).press("Enter");

        phone.shows(title);
    }

    @Test
    void whatIsWrittenWithoutAConnectionIsSentOnceItIsBack() {
        Phone phone = panel.phone();
        phone.write("sigo esperando");
        Page page = panel.loggedIn("ana@demo.shop", "/");
        openNewest(page);
        assertThat(thread(page)).containsText("sigo esperando", Panel.patiently());

        page.route("**/graphql", route -> route.abort());
        composer(page).fill("Ya te respondo");
        composer(page).press("Enter");
        assertThat(page.locator("[data-letter]")).containsText("Ya te respondo", Panel.patiently());
        panel.forgetComplaints();
        page.unroute("**/graphql");

        phone.shows("Ya te respondo");
        assertThat(page.locator("[data-letter]")).hasCount(0);
        assertThat(thread(page).getByText("Ya te respondo", new Locator.GetByTextOptions().setExact(true)))
                .hasCount(1);
        panel.forgetComplaints();
    }

    @Test
    void onANarrowScreenTheListLeadsToTheChatAndBack() {
        Phone phone = panel.phone();
        phone.write("hola, hacen envios a cordoba?");
        Page page = panel.loggedIn("ana@demo.shop", "/", Panel.narrow());

        openNewest(page);
        assertThat(thread(page)).containsText("hola, hacen envios a cordoba?", Panel.patiently());
        assertThat(page.locator("#conversations")).isHidden();
        Panel.screenshot(page, "InboxTests.narrow-chat");
        page.locator("#back").click();
        assertThat(page.locator("#conversations")).isVisible();
    }

    @Test
    void aQuoteIsMadeAndSentFromTheComposerWithItsTotalsAndPressingTwiceMakesOne() {
        Phone phone = panel.phone();
        phone.write("buenas, quería un precio");
        Page page = panel.loggedIn("ana@demo.shop", "/");
        assertThat(page.locator("[data-conversation]").first()).containsText("quería un precio", Panel.patiently());
        openNewest(page);

        composer(page).pressSequentially("/presup");
        assertThat(page.locator("#offers")).containsText("/cotizacion", Panel.patiently());
        composer(page).press("Enter");
        Locator form = page.locator("#deal");
        form.getByRole(AriaRole.SEARCHBOX).fill("airpods pro 2");
        Locator found = form.getByRole(AriaRole.BUTTON, named("AirPods Pro 2")).first();
        assertThat(found).containsText("389.000", Panel.patiently());
        found.click();
        form.getByLabel("Cant.: AirPods Pro 2").fill("2");
        form.getByLabel("% desc.: AirPods Pro 2").fill("10");
        assertThat(page.locator("#deal-total")).containsText("700.200", Panel.patiently());
        form.getByRole(AriaRole.BUTTON, named("Hacer y enviar")).dblclick();

        phone.shows("700.200");
        assertThat(form).isHidden();
        assertThat(thread(page).getByText("Te preparé la cotización")).hasCount(1);
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static void openNewest(Page page) {
        Locator newest = page.locator("[data-conversation]").first();
        assertThat(newest).isVisible(Panel.visibly());
        newest.click();
        assertThat(composer(page)).isVisible(Panel.visibly());
    }

    private static Locator thread(Page page) {
        return page.locator("#thread");
    }

    private static Locator composer(Page page) {
        return page.locator("#text");
    }

    private static void assistantMode(Page page, String mode) {
        page.locator("#chat header").getByRole(AriaRole.BUTTON, named("Más")).click();
        page.getByRole(
                        AriaRole.MENUITEMRADIO,
                        new Page.GetByRoleOptions().setName(mode).setExact(true))
                .click();
    }
}
