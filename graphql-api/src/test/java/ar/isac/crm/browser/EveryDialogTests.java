package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for whatever opens before a page: it says what it is, everybody can read it, and there is a way out that has a name. */
class EveryDialogTests {

    private static final String ADMIN = "admin@demo.shop";

    @RegisterExtension
    static final Panel panel = Panel.ofDemo();

    private static String chat;

    /** Nothing that lists something is empty. */
    @BeforeAll
    static void somethingHasHappened() {
        Phone phone = panel.phoneOf("Diana Diálogo");
        phone.write("quiero el parlante jbl flip 6 azul");
        phone.shows("¿Querés que te prepare la cotización?");
        chat = panel.takenOver(phone.address());
        phone.page().close();
        String product = panel.crm()
                .graphql("{ products(search: \"airpods pro 2\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        String deal = "conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], idempotencyKey: \"dialog\""
                .formatted(chat.substring("/inbox/".length()), product);
        panel.crm().graphql("""
                mutation {
                  saveTag(input: {name: "VIP", color: "#336699"}) { userErrors { message } }
                  createQuote(input: {%s}) { userErrors { message } }
                  createSale(input: {%s}) { userErrors { message } }
                }
                """.formatted(deal, deal));
    }

    @Test
    void whatOpensOverAPageHasANameAndAWayOutAndEverybodyCanReadIt() {
        Map<String, List<Opening>> openings = new LinkedHashMap<>();
        openings.put("/catalogue", List.of(button("Importar"), button("Nuevo producto"), row()));
        openings.put("/catalogue?part=synonyms", List.of(button("Agregar sinónimos")));
        openings.put("/knowledge", List.of(button("Nuevo artículo"), row()));
        openings.put("/knowledge?part=canned", List.of(button("Nueva respuesta rápida")));
        openings.put("/knowledge?part=steps", List.of(button("Nueva acción rápida")));
        openings.put("/channels", List.of(button("Conectar un número o una cuenta"), button("Cambiar")));
        openings.put("/channels?part=routes", List.of(button("Nuevo archivo")));
        openings.put("/channels?part=webhooks", List.of(button("Nuevo aviso")));
        openings.put("/team", List.of(button("Sumar a alguien"), button("Cambiar")));
        openings.put("/team?part=teams", List.of(button("Nuevo grupo")));
        openings.put("/team?part=tokens", List.of(button("Nueva clave")));
        openings.put("/settings", List.of(button("Nueva etiqueta"), button("Cambiar la etiqueta: VIP")));
        openings.put("/parked", List.of(button("Seguir un mensaje")));
        openings.put("/audit", List.of(row()));
        openings.put("/customers", List.of(row()));
        openings.put("/quotes", List.of(row()));
        openings.put("/sales", List.of(row()));
        allHold(openings);
    }

    @Test
    void whatOpensOverAConversationHasANameAndAWayOutAndEverybodyCanReadIt() {
        allHold(Map.of(
                chat,
                List.of(
                        key("Shift+Slash"),
                        key("a"),
                        key("t"),
                        key("s"),
                        key("Shift+p"),
                        key("x"),
                        button("Guardar esta vista"),
                        new Opening("several are written to", page -> {
                            page.locator("#pick").click();
                            page.locator("#conversations")
                                    .getByRole(AriaRole.CHECKBOX)
                                    .first()
                                    .click();
                            page.locator("#bulk")
                                    .getByRole(AriaRole.BUTTON, within("Más"))
                                    .click();
                            page.getByRole(AriaRole.MENUITEM, named("Escribirles a todas"))
                                    .click();
                        }),
                        new Opening(
                                "a picture",
                                page -> page.locator("#thread button:has(img)")
                                        .first()
                                        .click()))));
    }

    /** How one of them is opened. */
    private record Opening(String name, Consumer<Page> by) {}

    private static Opening button(String name) {
        return new Opening(
                name,
                page -> page.locator("main")
                        .getByRole(AriaRole.BUTTON, within(name))
                        .first()
                        .click());
    }

    private static Opening row() {
        return new Opening(
                "the first row",
                page -> page.locator("main tbody button").first().click());
    }

    private static Opening key(String key) {
        return new Opening(key, page -> {
            page.locator("#text").blur();
            page.keyboard().press(key);
        });
    }

    private static void allHold(Map<String, List<Opening>> openings) {
        Page page = panel.page("/", new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
        Axe axe = Axe.of(page);
        page.reload();
        Panel.logIn(page, ADMIN);
        SoftAssertions softly = new SoftAssertions();
        openings.forEach((path, those) -> {
            page.navigate(panel.crm().url() + path);
            for (Opening opening : those) {
                String what = path + " " + opening.name();
                try {
                    holds(page, axe, opening, what, softly);
                } catch (AssertionError | PlaywrightException wrong) {
                    softly.fail(what + ": " + wrong.getMessage(), wrong);
                    page.navigate(panel.crm().url() + path);
                }
            }
        });
        softly.assertAll();
    }

    private static void holds(Page page, Axe axe, Opening opening, String what, SoftAssertions softly) {
        opening.by().accept(page);
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        assertThat(dialog.locator("[class*=bone]")).hasCount(0);
        assertThat(dialog).hasAccessibleName(Pattern.compile("\\S"));
        for (String scheme : List.of("dark", "light")) {
            page.evaluate("it => document.documentElement.setAttribute('data-mantine-color-scheme', it)", scheme);
            // What is still fading in is paler than it will be.
            page.waitForFunction(
                    "() => { for (let it = document.querySelector('[role=dialog]'); it; it = it.parentElement) if (getComputedStyle(it).opacity !== '1') return false; return document.getAnimations().every((it) => it.playState !== 'running'); }");
            softly.assertThat(axe.findings("[role=dialog]"))
                    .as(scheme + " " + what)
                    .isEmpty();
        }
        dialog.getByRole(AriaRole.BUTTON, within(Pattern.compile("^Cerrar")))
                .first()
                .click();
        assertThat(dialog).hasCount(0);
    }

    private static Locator.GetByRoleOptions within(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions within(Pattern name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
