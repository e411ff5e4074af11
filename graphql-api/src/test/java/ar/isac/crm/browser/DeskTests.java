package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an advisor does at their desk with many conversations, the board and the palette. */
class DeskTests {

    private static final String OF_GRAPHQL = "**/graphql";

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
    void thePaletteShowsWhatWasTypedLastAndGivesUpWhatWasOvertaken() {
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        assertThat(page.locator("[data-view=all]")).isVisible(Panel.visibly());
        List<String> givenUp = new CopyOnWriteArrayList<>();
        page.onRequestFailed(request -> givenUp.add(String.valueOf(request.postData())));
        AtomicReference<Route> held = new AtomicReference<>();
        page.route(OF_GRAPHQL, route -> {
            String asked = String.valueOf(route.request().postData());
            if (asked.contains("\"PaletteProducts\"") && asked.contains("iphone")) {
                held.set(route);
            } else {
                route.resume();
            }
        });
        page.keyboard().press("Control+k");
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        Locator field = dialog.getByRole(AriaRole.COMBOBOX);
        Locator options = dialog.getByRole(AriaRole.OPTION);
        field.fill("iphone");
        page.waitForCondition(() -> held.get() != null);
        assertThat(dialog.getByRole(AriaRole.LISTBOX)).hasAttribute("aria-busy", "true");

        field.fill("jbl flip");

        assertThat(options.filter(new Locator.FilterOptions().setHasText("JBL Flip"))
                        .first())
                .isVisible();
        assertThat(dialog.getByRole(AriaRole.LISTBOX)).hasAttribute("aria-busy", "false");
        assertThat(options.filter(new Locator.FilterOptions().setHasText("iPhone")))
                .hasCount(0);
        page.waitForCondition(() -> givenUp.stream().anyMatch(it -> it.contains("iphone")));
    }

    @Test
    void whoIsFasterThanThePaletteGetsWhatTheyTyped() {
        Phone phone = panel.phoneOf("Zulema Veloz");
        phone.write("hola");
        phone.shows("¡Hola!");
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");
        assertThat(rows(page).first()).isVisible(Panel.visibly());

        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.COMBOBOX).fill("zulema");
        page.keyboard().press("Enter");

        assertThat(page.locator("#customer")).hasText("Zulema Veloz");
    }

    @Test
    void thePaletteFindsAQuoteByItsNumber() {
        Page page = withACustomer("Norma Número");
        String id = page.url().replaceFirst(".*/inbox/([^/?]+).*", "$1");
        String product = panel.crm()
                .graphql("{ products(search: \"airpods pro 2\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        String number = panel.crm()
                .graphql(
                        "mutation { createQuote(input: {conversationId: \"%s\", lines: [{productId: \"%s\", quantity: 1}], idempotencyKey: \"palette\"}) { quote { number } userErrors { message } } }"
                                .formatted(id, product))
                .at("/createQuote/quote/number")
                .asString();

        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.COMBOBOX).fill(number);
        Locator quote = page.getByRole(AriaRole.OPTION, named(number));
        assertThat(quote).containsText("Norma Número");
        page.keyboard().press("Enter");

        assertThat(page).hasURL(Pattern.compile("/quotes/"));
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText(number);
    }

    @Test
    void aSaleThatIsPressedTwiceIsSoldOnce() {
        Page page = withACustomer("Sara Soltera");
        Locator form = begin(page, "venta");
        form.getByRole(AriaRole.SEARCHBOX).fill("airpods pro 2");
        product(form, "AirPods Pro 2").click();
        inForm(form, "Vender").dblclick();

        assertThat(form).hasCount(0);
        Assertions.assertThat(countOf(page, "sales")).isEqualTo(1);
    }

    @Test
    void aQuoteWhoseAnswerIsLostIsNotMadeAgainByPressingAgain() {
        Page page = withACustomer("Pía Perdida");
        Locator form = begin(page, "cotizacion");
        form.getByRole(AriaRole.SEARCHBOX).fill("airpods pro 2");
        product(form, "AirPods Pro 2").click();
        AtomicBoolean isLost = new AtomicBoolean(true);
        page.route(OF_GRAPHQL, route -> {
            if (isMutation(route, "MakeQuote") && isLost.getAndSet(false)) {
                route.fetch();
                route.abort();
            } else {
                route.fallback();
            }
        });
        inForm(form, "Solo hacer").click();
        assertThat(page.getByText("No se llega al servidor.")).isVisible();
        panel.forgetComplaints();
        inForm(form, "Solo hacer").click();

        assertThat(form).hasCount(0);
        Assertions.assertThat(countOf(page, "quotes")).isEqualTo(1);
    }

    @Test
    void aPaymentLinkAndAFollowUpThatArePressedTwiceAreMadeOnce() {
        Page page = withACustomer("Dora Doble");
        Locator form = begin(page, "cotizacion");
        form.getByRole(AriaRole.SEARCHBOX).fill("airpods pro 2");
        product(form, "AirPods Pro 2").click();
        inForm(form, "Solo hacer").click();
        assertThat(form).hasCount(0);

        begin(page, "pago");
        inForm(form, "Mandar el link").dblclick();
        assertThat(form).hasCount(0);
        begin(page, "seguimiento");
        form.getByLabel("Qué hay que hacer").fill("ver si pagó");
        inForm(form, "Agendar").dblclick();
        assertThat(form).hasCount(0);

        Assertions.assertThat(linksOf(page)).isEqualTo(1);
        Assertions.assertThat(countOf(page, "followUps")).isEqualTo(1);
    }

    @Test
    void aSimulatedAccountRaisesNoAlarm() {
        Page page = panel.loggedIn("admin@demo.shop", "/channels");

        assertThat(page.getByText("Simulado").first()).isVisible(Panel.visibly());
        assertThat(page.getByText("Sin token")).hasCount(0);
    }

    /** Somebody has written, and a person has them before them. */
    private static Page withACustomer(String name) {
        Phone phone = panel.phoneOf(name);
        phone.write("hola, soy " + name);
        return panel.loggedIn("ana@demo.shop", panel.takenOver(phone.address()));
    }

    private static Locator begin(Page page, String command) {
        Locator composer = page.locator("#text");
        composer.fill("/" + command);
        assertThat(page.locator("#offers")).containsText("/" + command, Panel.patiently());
        composer.press("Enter");
        return page.locator("#deal");
    }

    private static Locator product(Locator form, String name) {
        return form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name))
                .first();
    }

    private static Locator inForm(Locator form, String button) {
        return form.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    private static boolean isMutation(Route route, String name) {
        String body = route.request().postData();
        return body != null && body.contains("\"operationName\":\"" + name + "\"");
    }

    /** How many of something the chat before somebody has. */
    private static int countOf(Page page, String what) {
        String id = page.url().replaceFirst(".*/inbox/([^/?]+).*", "$1");
        return panel.crm()
                .graphql("{ conversation(id: \"%s\") { %s(first: 20) { nodes { id } } } }".formatted(id, what))
                .at("/conversation/" + what + "/nodes")
                .size();
    }

    private static int linksOf(Page page) {
        String id = page.url().replaceFirst(".*/inbox/([^/?]+).*", "$1");
        return panel.crm()
                .graphql("{ payments(filter: {conversation: \"%s\"}) { nodes { id } } }".formatted(id))
                .at("/payments/nodes")
                .size();
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
