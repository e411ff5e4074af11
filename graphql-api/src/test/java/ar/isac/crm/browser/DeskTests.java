package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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
        customersGreet(2);
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        assertThat(rows(page).nth(1)).isVisible(Panel.visibly());

        page.locator("#pick").click();
        boxes(page).nth(0).click();
        boxes(page).nth(1).click();
        assertThat(page.locator("#bulk")).containsText("2 elegidas");
        page.keyboard().press("e");

        assertThat(page.getByText("2 conversaciones cambiadas.")).isVisible(Panel.visibly());
        assertThat(page.locator("#bulk")).hasCount(0);
        page.getByRole(AriaRole.BUTTON, named("Deshacer")).click();
        assertThat(page.getByText("Todo como estaba.")).isVisible(Panel.visibly());
        page.locator("[data-view=closed]").click();
        assertThat(page.getByText("Estás al día.")).isVisible(Panel.visibly());
    }

    @Test
    void aShiftClickPicksAllRowsBetweenAndEscapePicksNone() {
        customersGreet(3);
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        assertThat(rows(page).nth(2)).isVisible(Panel.visibly());

        rows(page).first().click();
        rows(page).nth(2).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
        assertThat(page.locator("#bulk")).containsText("3 elegidas");

        // The first Escape leaves the composer, the second one the choice.
        page.keyboard().press("Escape");
        page.keyboard().press("Escape");
        assertThat(page.locator("#bulk")).hasCount(0);
    }

    @Test
    void aCardOpensItsConversationBesideTheBoardAndBackLeavesTheBoardAsItWas() {
        Phone phone = panel.phone();
        phone.write("Hola, vengo por el tablero");
        phone.shows("¡Hola!");
        Page page = panel.loggedIn("ana@demo.shop", "/board");
        Locator card = page.locator("article[data-conversation]").first();
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
        phone.write("Hola, ¿me pasás un presupuesto?");
        phone.shows("¡Hola!");
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        assertThat(rows(page).first()).isVisible(Panel.visibly());
        rows(page).first().click();
        assertThat(page.locator("#thread")).containsText("¿me pasás un presupuesto?", Panel.patiently());

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

    private static void customersGreet(int count) {
        for (int n = 0; n < count; n++) {
            Phone phone = panel.phone();
            phone.write("Hola");
            phone.shows("¡Hola!");
        }
    }

    private static Locator rows(Page page) {
        return page.locator("#conversations [data-conversation]");
    }

    private static Locator boxes(Page page) {
        return page.locator("#conversations").getByRole(AriaRole.CHECKBOX);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
