package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages beside the inbox, used as somebody who may do everything uses them. */
class PagesTests {

    private static final String ADMIN = "admin@demo.shop";

    @RegisterExtension
    static final Panel panel = Panel.ofDemo();

    @Test
    void aFileOfProductsIsTakenButForTheLinesThatCannotBeRead() {
        Page page = panel.loggedIn(ADMIN, "/catalogue");
        button(page, "Importar").click();
        String csv =
                "sku,title,retail_price,stock\nTEST-MESA-1,Mesa ratona de roble,250000,4\nTEST-MESA-2,Mesa chica,gratis,1\n";
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload("productos.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        button(dialog(page), "Importar").click();

        assertThat(dialog(page)).containsText("1 nuevos", Panel.patiently());
        assertThat(dialog(page).locator("tbody tr")).hasCount(1);
        assertThat(dialog(page).locator("tbody tr").first()).containsText("3");
        page.keyboard().press("Escape");

        page.getByRole(AriaRole.SEARCHBOX).fill("mesa ratona");
        button(page, "Mesa ratona de roble").click();
        Locator drawer = dialog(page);
        assertThat(drawer).containsText("TEST-MESA-1", Panel.patiently());
        drawer.getByLabel("Hay en el estante").fill("7");
        button(drawer, "Ajustar stock").click();
        assertThat(drawer).containsText("4 → 7", Panel.patiently());
    }

    @Test
    void aQuoteOfTheChatIsSoldPaidInCashAndDeliveredFromItsPages() {
        Phone phone = panel.phone();
        phone.write("quiero el parlante jbl flip 6 azul");
        phone.shows("¿Querés que te prepare la cotización?");
        phone.write("sí");
        phone.shows("¿La confirmamos?");

        Page page = panel.loggedIn(ADMIN, "/quotes");
        button(page, "C-00000").first().click();
        assertThat(dialog(page)).containsText("Parlante JBL Flip 6 Azul", Panel.patiently());
        button(dialog(page), "Vender").click();
        assertThat(dialog(page)).containsText("Aceptada", Panel.patiently());
        dialog(page)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("V-00000"))
                .click();
        button(dialog(page), "Pagó en efectivo").click();
        assertThat(dialog(page)).containsText("Efectivo", Panel.patiently());
        phone.shows("Comprobante");
        button(dialog(page), "Entregada").click();
        assertThat(dialog(page).locator("header")).containsText("Entregada", Panel.patiently());
    }

    @Test
    void aCardIsMovedOnTheBoardAndBack() {
        Phone phone = panel.phone();
        phone.write("hola");
        phone.shows("¡Hola!");
        Page page = panel.loggedIn(ADMIN, "/board");
        Locator open = page.getByRole(AriaRole.REGION, region("Abiertas"));
        Locator closed = page.getByRole(AriaRole.REGION, region("Cerradas"));
        assertThat(open.locator("[data-conversation]").first()).isVisible(Panel.visibly());
        String id = open.locator("[data-conversation]").first().getAttribute("data-conversation");
        Locator card = page.locator("[data-conversation='" + id + "']");

        card.getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Pasar a Cerradas"))
                .click();
        assertThat(closed.locator("[data-conversation='" + id + "']")).isVisible(Panel.visibly());
        button(page, "Deshacer").click();
        assertThat(open.locator("[data-conversation='" + id + "']")).isVisible(Panel.visibly());
    }

    @Test
    void whatIsKnownOfACustomerIsChangedAndAWrongAddressIsTold() {
        Phone phone = panel.phone();
        phone.write("hola!");
        phone.shows("¡Hola!");
        Page page = panel.loggedIn(ADMIN, "/customers");
        page.locator("tbody tr button").first().click();
        dialog(page).getByLabel("E-mail").fill("no es un mail");
        button(dialog(page), "Guardar").click();
        assertThat(dialog(page).locator("[aria-invalid=true]")).hasCount(1);
        dialog(page).getByLabel("E-mail").fill("lucia@correo.example");
        button(dialog(page), "Guardar").click();
        assertThat(page.locator("tbody").first()).containsText("lucia@correo.example", Panel.patiently());
    }

    @Test
    void aKeyForAProgramIsShownOnceAndCanBeRevoked() {
        Page page = panel.loggedIn(ADMIN, "/team?part=tokens");
        button(page.locator("header"), "Nueva clave").click();
        dialog(page).getByLabel("Nombre").fill("Depósito");
        button(dialog(page), "Crear").click();
        assertThat(dialog(page)).containsText("no se vuelve a mostrar", Panel.patiently());
        page.keyboard().press("Escape");
        assertThat(page.locator("tbody")).containsText("Depósito", Panel.patiently());
        button(page, "Anular").click();
        assertThat(page.locator("tbody")).containsText("Anulada", Panel.patiently());
    }

    @Test
    void whoOnlySellsIsNotOfferedWhatTheyMayNotDo() {
        Page page = panel.loggedIn("ana@demo.shop", "/catalogue");
        assertThat(page.locator("tbody tr").first()).isVisible(Panel.visibly());
        assertThat(button(page, "Importar")).hasCount(0);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Equipo")))
                .hasCount(0);
    }

    private static Locator dialog(Page page) {
        return page.getByRole(AriaRole.DIALOG);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions region(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
