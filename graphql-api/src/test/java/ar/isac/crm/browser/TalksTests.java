package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The talks that the product is for, from the first message on, as the customer's phone and the advisor's panel show them. */
class TalksTests {

    private static final String ANA = "ana@demo.shop";
    private static final String OFFER =
            "iPhone 15 Pro 256GB Azul está disponible. Precio: $1.500.000 ARS. ¿Querés que te prepare"
                    + " la cotización? También podés retirar en tienda o hacemos envío.";

    @RegisterExtension
    static final Panel panel = Panel.ofDemo();

    @Test
    void whoAsksForAProductIsToldWhatThereReallyIs() {
        Phone phone = panel.phoneOf("Lucía Consulta");
        Chat ana = new Chat(panel.loggedIn(ANA, "/inbox"));

        phone.write("Hola, tenes iphone 15 pro?");

        phone.shows("iPhone 15 Pro");
        for (String capacity : new String[] {"128GB", "256GB", "512GB", "Azul"}) {
            phone.shows(capacity);
        }
        ana.row("Lucía Consulta").click();
        ana.shows("Hola, tenes iphone 15 pro?");
        for (String capacity : new String[] {"128GB", "256GB", "512GB", "Azul"}) {
            ana.shows(capacity);
        }
        assertThat(ana.page().locator("#control")).hasText("Responde ISAC");
        ana.hasCome("¿Qué capacidad", "READ");
    }

    @Test
    void whoWantsItIsQuotedSellsThemselvesPaysAndGetsTheReceipt() {
        Phone phone = panel.phoneOf("Marta Compra");
        Chat ana = new Chat(panel.loggedIn(ANA, "/inbox"));
        phone.write("Hola, tenes iphone 15 pro?");
        phone.shows("capacidad");

        phone.write("Quiero el 256gb en azul");
        phone.shows(OFFER);
        phone.write("sí");
        phone.shows("Total: $1.500.000 ARS");
        phone.shows("¿La confirmamos?");
        ana.row("Marta Compra").click();
        ana.shows(OFFER);
        Locator pane = ana.page().getByRole(AriaRole.COMPLEMENTARY);
        assertThat(pane.locator("a[href^='/quotes/']")).containsText("Pendiente");
        phone.write("listo, lo compro");
        Locator link = phone.screen().locator("a[href*='/simulator/pay/']").last();
        assertThat(link).isVisible();
        Page checkout = phone.page().waitForPopup(link::click);
        assertThat(checkout.locator(".amount")).containsText("1.500.000");
        checkout.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Pagar").setExact(true))
                .click();
        assertThat(checkout.locator(".done")).containsText("Pago aprobado");

        phone.shows("¡Recibimos tu pago de $1.500.000");
        assertThat(phone.screen().getByText(Pattern.compile("Comprobante-V-\\d+\\.pdf")))
                .isVisible();
        ana.shows("¡Recibimos tu pago de $1.500.000");
        assertThat(ana.thread().locator("a[download^='Comprobante-V-']")).isVisible();
        assertThat(pane.locator("a[href^='/sales/']")).containsText("Pagada");
        assertThat(pane.locator("a[href^='/quotes/']")).containsText("Aceptada");
        assertThat(ana.page().locator("#control")).hasText("Responde ISAC");
        pane.locator("a[href^='/sales/']").click();
        assertThat(ana.dialog()).containsText("iPhone 15 Pro 256GB Azul");
    }

    @Test
    void whoHasAProblemGetsAPersonWhoKnowsWhatTheyBought() {
        Phone phone = panel.phoneOf("Nora Reclama");
        phone.write("hola");
        phone.shows("¡Hola!");
        String id = panel.conversation(phone.address());
        String product = panel.crm()
                .graphql("{ products(search: \"jbl flip 6 azul\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        panel.crm()
                .graphql(
                        "mutation { createSale(input: {conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], idempotencyKey: \"nora\"}) { sale { id } userErrors { message } } }"
                                .formatted(id, product));
        Chat ana = new Chat(panel.loggedIn(ANA, "/board"));
        assertThat(ana.page().locator("[data-conversation='" + id + "']")).isVisible();

        phone.write("Tengo un problema con mi compra anterior");

        phone.shows("asesor");
        ana.told("Nora Reclama espera a una persona");
        ana.page().navigate(panel.crm().url() + "/inbox/" + id);
        ana.shows("Tengo un problema con mi compra anterior");
        ana.shows("¡Hola!");
        assertThat(ana.row("Nora Reclama")).containsText(Pattern.compile("Alta|Urgente"));
        assertThat(ana.page().locator("#control")).hasText("Espera a una persona");
        assertThat(ana.page().locator("#escalation")).containsText("Reclamo");
        assertThat(ana.page().getByRole(AriaRole.COMPLEMENTARY).locator("a[href^='/sales/']"))
                .containsText("JBL Flip 6 Azul");
        ana.button("Tomar").click();
        ana.writes("Hola Nora, contame qué pasó");
        phone.shows("Hola Nora, contame qué pasó");
        phone.write("no enciende");
        ana.shows("no enciende");
        assertThat(ana.page().locator("#silence")).containsText("ISAC no responde");
    }

    @Test
    void anAdvisorsHourNeedsNoMouse() {
        Phone phone = panel.phoneOf("Olga Teclado");
        phone.write("quiero hablar con una persona");
        phone.shows("asesor");
        Page page = panel.page("/inbox?q=Olga");
        Chat ana = new Chat(page);

        assertThat(page.locator("input[name=email]")).isFocused();
        page.keyboard().type(ANA);
        page.keyboard().press("Tab");
        page.keyboard().type(Panel.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(ana.row("Olga Teclado")).isVisible();
        page.keyboard().press("j");
        assertThat(ana.composer()).isFocused();
        ana.shows("quiero hablar con una persona");
        page.keyboard().press("Escape");
        page.keyboard().press("c");
        assertThat(page.locator("#control")).hasText("La atiende Ana Ferreyra");
        page.keyboard().press("r");
        assertThat(ana.composer()).isFocused();
        page.keyboard().type("Hola Olga, te ayudo yo.");
        page.keyboard().press("Enter");
        phone.shows("Hola Olga, te ayudo yo.");

        page.keyboard().type("/cotiz");
        assertThat(page.locator("#offers [role=option]").first()).containsText("/cotizacion");
        page.keyboard().press("Enter");
        Locator form = page.locator("#deal");
        assertThat(form.getByRole(AriaRole.SEARCHBOX)).isFocused();
        page.keyboard().type("airpods pro 2");
        assertThat(form.getByRole(AriaRole.BUTTON)
                        .filter(new Locator.FilterOptions().setHasText("AirPods Pro 2"))
                        .first())
                .isVisible();
        page.keyboard().press("Enter");
        assertThat(page.locator("#deal-total")).containsText("389.000");
        tabTo(page, "Hacer y enviar", "Tab");
        page.keyboard().press("Enter");
        phone.shows("389.000");
        assertThat(form).hasCount(0);
        assertThat(ana.composer()).isFocused();

        page.keyboard().type("/pago");
        assertThat(page.locator("#offers [role=option]").first()).containsText("/pago");
        page.keyboard().press("Enter");
        assertThat(form).containsText("389.000");
        tabTo(page, "Mandar el link", "Shift+Tab");
        page.keyboard().press("Enter");
        phone.shows("Podés pagar $389.000");
        assertThat(form).hasCount(0);

        page.keyboard().press("Escape");
        page.keyboard().press("e");
        ana.told("Conversación cerrada.");
        assertThat(page.locator("#chat header")).containsText("Cerrada");
        page.keyboard().press("g");
        page.keyboard().press("b");
        assertThat(page).hasURL(Pattern.compile("/board$"));
    }

    @Test
    void onePlaceFindsPeopleConversationsProductsAndWhatCanBeDone() {
        Phone phone = panel.phoneOf("Paula Paleta");
        phone.write("hola, busco auriculares");
        phone.shows("auriculares");
        Chat ana = new Chat(panel.loggedIn(ANA, "/inbox"));
        assertThat(ana.row("Paula Paleta")).isVisible();

        ana.page().keyboard().press("Control+k");
        Locator field = ana.dialog().getByRole(AriaRole.COMBOBOX);
        field.fill("paula");
        assertThat(option(ana, "Clientes", "Paula Paleta")).isVisible();
        assertThat(option(ana, "Conversaciones", "Paula Paleta")).isVisible();
        field.fill("iphone 15 pro 256");
        assertThat(option(ana, "Productos", "iPhone 15 Pro 256GB Azul")).containsText("1.500.000");
        field.fill("apariencia");
        assertThat(option(ana, "Acciones", "Apariencia: Oscura")).isVisible();
        field.fill("paula");
        assertThat(option(ana, "Conversaciones", "Paula Paleta")).isVisible();
        while (!String.valueOf(ana.dialog().locator("[aria-selected=true]").innerText())
                .contains("Paula Paleta")) {
            field.press("ArrowDown");
        }
        field.press("Enter");
        assertThat(ana.page().locator("#customer")).hasText("Paula Paleta");
    }

    /** What stands under a heading of the palette. */
    private static Locator option(Chat chat, String section, String text) {
        assertThat(chat.dialog().locator("h3").getByText(section)).isVisible();
        return chat.dialog()
                .getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(text))
                .first();
    }

    /** Goes on with the key until the focus is on the button of this name. */
    private static void tabTo(Page page, String button, String key) {
        for (int n = 0; n < 40; n++) {
            page.keyboard().press(key);
            Object focused = page.evaluate("document.activeElement?.innerText ?? ''");
            if (button.equals(focused)) {
                return;
            }
        }
        Assertions.fail("The keyboard does not reach «%s»", button);
    }
}
