package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an advisor does at their desk with many conversations, the board and the palette. */
class DeskTests {

    @RegisterExtension
    static final Panel panel = Panel.ofDemo();

    @Test
    void severalConversationsAreClosedTogetherAndBroughtBackWithOneUndo() {
        panel.phone().write("hola, soy la primera");
        panel.phone().write("hola, soy la segunda");
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        Locator rows = page.locator("[data-conversation]");
        assertThat(rows.filter(having("hola, soy la primera"))).hasCount(1, patiently());
        assertThat(rows.filter(having("hola, soy la segunda"))).hasCount(1, patiently());

        page.locator("#pick").click();
        pick(page, "hola, soy la primera");
        pick(page, "hola, soy la segunda");
        assertThat(page.locator("#bulk")).containsText("2 elegidas");
        page.keyboard().press("e");

        assertThat(page.getByText("2 conversaciones cambiadas.")).isVisible(Panel.visibly());
        assertThat(page.locator("#bulk")).hasCount(0);
        page.getByRole(AriaRole.BUTTON, named("Deshacer")).click();
        assertThat(page.getByText("Todo como estaba.")).isVisible(Panel.visibly());
        page.getByRole(AriaRole.LINK, named("Cerradas")).click();
        assertThat(rows.filter(having("hola, soy la primera"))).hasCount(0, patiently());
    }

    @Test
    void aShiftClickPicksAllRowsBetweenAndEscapePicksNone() {
        for (int n = 1; n <= 3; n++) {
            panel.phone().write("somos varios, numero " + n);
        }
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        assertThat(page.locator("[data-conversation]").filter(having("somos varios")))
                .hasCount(3, patiently());

        page.locator("[data-conversation]").first().click();
        page.locator("[data-conversation]")
                .nth(2)
                .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(page.locator("#bulk")).containsText("3 elegidas");

        // The first Escape leaves the composer, the second one the choice.
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        assertThat(page.locator("#bulk")).hasCount(0);
    }

    @Test
    void aCardOpensItsConversationBesideTheBoardAndBackLeavesTheBoardAsItWas() {
        Phone phone = panel.phone();
        phone.write("vengo por el tablero");
        Page page = panel.loggedIn("ana@demo.shop", "/board");
        Locator card =
                page.locator("article[data-conversation]").filter(having("vengo por el tablero"));
        assertThat(card).isVisible(Panel.visibly());

        card.getByRole(AriaRole.LINK).click();

        Locator beside = page.locator("#beside");
        assertThat(beside.locator("#thread")).containsText("vengo por el tablero", Panel.patiently());
        assertThat(card).isVisible();
        beside.locator("#change-control").click();
        beside.locator("#text").fill("Te atiendo desde el tablero.");
        beside.locator("#text").press("Enter");
        phone.shows("Te atiendo desde el tablero.");
        page.goBack();
        assertThat(beside).hasCount(0);
        assertThat(card).isVisible();
    }

    @Test
    void aQuoteIsBegunFromThePaletteSeenOnPaperAndSent() {
        Phone phone = panel.phone();
        phone.write("me pasas un presupuesto?");
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        Locator row = page.locator("[data-conversation]").filter(having("me pasas un presupuesto?"));
        assertThat(row).isVisible(Panel.visibly());
        row.click();
        assertThat(page.locator("#text")).isVisible(Panel.visibly());

        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.COMBOBOX).fill("cotizar");
        page.getByRole(AriaRole.OPTION, named("Cotizar productos")).waitFor();
        page.keyboard().press("Enter");
        Locator form = page.locator("#deal");
        form.getByRole(AriaRole.SEARCHBOX).fill("airpods pro 2");
        form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("AirPods Pro 2"))
                .first()
                .click();
        form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Ver el PDF"))
                .click();
        assertThat(form.locator("img")).isVisible(Panel.visibly());
        form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Hacer y enviar"))
                .click();

        phone.shows("389.000");
        assertThat(page.locator("#thread img[src$='/pages.png']")).isVisible(Panel.visibly());
    }

    @Test
    void aSimulatedAccountRaisesNoAlarm() {
        Page page = panel.loggedIn("admin@demo.shop", "/channels");

        assertThat(page.getByText("Simulado").first()).isVisible(Panel.visibly());
        assertThat(page.getByText("Sin token")).hasCount(0);
    }

    private static void pick(Page page, String said) {
        page.locator("[data-conversation]")
                .filter(having(said))
                .locator("xpath=..")
                .getByRole(AriaRole.CHECKBOX)
                .click();
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static LocatorAssertions.HasCountOptions patiently() {
        return new LocatorAssertions.HasCountOptions().setTimeout(Panel.PATIENCE_MS);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
