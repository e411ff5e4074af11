package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.browser.Panel.Phone;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is done away from the customers: the day at a glance, the assistant, the files of channels, the log and the settings. */
class OfficeTests {

    private static final String ADMIN = "admin@demo.shop";
    private static final List<String> PATHS = List.of(
            "today",
            "assistant",
            "assistant?part=lost",
            "channels?part=templates",
            "channels?part=routes",
            "channels?part=webhooks",
            "channels?part=news",
            "catalogue?part=synonyms",
            "catalogue?part=feeds",
            "knowledge?part=steps",
            "audit",
            "settings");

    @RegisterExtension
    static final Panel panel = Panel.ofDemo(Map.of(
            "CRM_ROUTES_DIR",
            Path.of("target", "office-routes-" + System.nanoTime()).toString()));

    @Test
    void everyPageOpensByItsAddressInTheDarkAndOnAPhoneInOtherLanguages() {
        Map<String, Page> pages = Map.of(
                "English", panel.loggedIn(ADMIN, "/settings", Panel.dark()),
                "Português", panel.loggedIn(ADMIN, "/settings", Panel.narrow()));
        pages.forEach((language, page) -> {
            button(page.locator("main"), language).click();
            for (String path : PATHS) {
                page.navigate(panel.crm().url() + "/" + path);
                assertThat(page.locator("h1")).isVisible(Panel.visibly());
                assertThat(page.locator("main section, main table, main h2").first())
                        .isVisible(Panel.visibly());
                Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as("what is wider than the window on " + path)
                        .isEqualTo(0);
            }
        });
    }

    @Test
    void theFirstStepsAreTickedByWhatIsDoneAndTheDayShowsWhoWaits() {
        Page page = panel.loggedIn(ADMIN, "/catalogue");
        Locator bar = page.getByRole(AriaRole.COMPLEMENTARY, named("Primeros pasos"));
        assertThat(bar).isVisible(Panel.visibly());
        Phone phone = panel.phone();
        phone.write("quiero hablar con una persona");
        phone.shows("asesor");

        page.navigate(panel.crm().url() + "/today");
        assertThat(page.locator("[data-step=try]")).hasAttribute("data-done", "true");
        assertThat(page.locator("[data-step=channel]")).not().hasAttribute("data-done", "true");
        assertThat(page.getByRole(AriaRole.REGION, named("Esperan a una persona")))
                .containsText("Pidió hablar con una persona", Panel.patiently());
        assertThat(page.getByRole(AriaRole.LINK, named("Respondió ISAC hoy"))).containsText("sin ayuda de nadie");

        page.getByRole(AriaRole.BUTTON, named("No mostrar más los primeros pasos"))
                .click();
        assertThat(page.locator("[data-step]")).hasCount(0);
        page.navigate(panel.crm().url() + "/settings");
        assertThat(bar).hasCount(0);
        page.getByRole(AriaRole.SWITCH, named("Mostrar los primeros pasos")).press("Space");
        assertThat(bar).containsText("Conectá WhatsApp", Panel.patiently());
    }

    @Test
    void theAssistantIsAskedWithoutAnybodyBeingAnsweredAndShowsWhatItRead() {
        Page page = panel.loggedIn(ADMIN, "/assistant");
        Locator talk = page.getByRole(AriaRole.LOG);
        Locator ask = page.getByLabel("Escribí como un cliente");

        ask.fill("cuanto sale el parlante jbl flip 6 azul?");
        page.keyboard().press("Enter");
        assertThat(talk).containsText("Parlante JBL Flip 6 Azul", Panel.patiently());
        talk.getByText("Por qué").first().click();
        assertThat(talk.locator("table").first()).containsText("en stock");
        ask.fill("quiero hablar con una persona");
        page.keyboard().press("Enter");
        assertThat(talk).containsText("La pasa a una persona", Panel.patiently());
        ask.fill("hola?");
        page.keyboard().press("Enter");
        assertThat(talk).containsText("Ya la tiene una persona", Panel.patiently());

        button(page.locator("main"), "Un chat exportado").click();
        String chat = "12/3/26, 9:05 - Lucía: hola! hacen envíos?\n12/3/26, 9:09 - El Local: Sí, a todo el país\n";
        page.locator("input[type=file]")
                .setInputFiles(new FilePayload("chat.txt", "text/plain", chat.getBytes(StandardCharsets.UTF_8)));
        button(page.locator("main"), "Ver qué habría dicho").click();
        assertThat(page.getByRole(AriaRole.STATUS).filter(containing("1 turnos")))
                .isVisible(Panel.visibly());
        assertThat(talk).containsText("Sí, a todo el país");

        button(page.locator("main"), "Aprender").click();
        assertThat(button(page.locator("main"), "Entrenar con tus correcciones"))
                .isDisabled();
    }

    @Test
    void whatWasAskedForInVainIsCounted() {
        String model = panel.crm()
                .graphql("{ products(filter: {inStock: false, isActive: true}, first: 1) { nodes { title } } }")
                .at("/products/nodes/0/title")
                .asString();
        Phone phone = panel.phone();
        phone.write("hola, tenés " + model + "?");
        phone.shows(".");
        Page page = panel.loggedIn(ADMIN, "/assistant?part=lost");
        assertThat(page.locator("tbody").first()).containsText(model, Panel.patiently());
    }

    @Test
    void aFileOfAChannelIsMendedWhereItHurtsTriedActivatedAndTakenOut() {
        Page page = panel.loggedIn(ADMIN, "/channels?part=routes");
        page.getByRole(AriaRole.BUTTON, named("Nuevo archivo")).first().click();
        Locator editor = page.getByRole(AriaRole.DIALOG);
        editor.getByLabel("Nombre del archivo").fill("sms");
        Locator yaml = editor.getByLabel("El archivo", new Locator.GetByLabelOptions().setExact(true));
        String good = yaml.inputValue();
        yaml.fill(good.replace("- to: direct:crm-inbound", "- bean: {ref: vault, method: open}"));
        button(editor, "Probar y guardar").click();

        assertThat(editor.locator("[data-wrong]").first()).isVisible(Panel.visibly());
        Locator place =
                editor.getByRole(AriaRole.ALERT).getByRole(AriaRole.BUTTON).first();
        assertThat(place).containsText("Línea 2");
        place.click();
        assertThat(yaml).isFocused();
        yaml.fill(good);
        button(editor, "Probar y guardar").click();
        assertThat(editor).containsText("Hola! Tienen stock?", Panel.patiently());
        button(editor, "Poner en marcha la versión 1").click();
        assertThat(editor).containsText("Anda así ahora", Panel.patiently());

        button(editor, "Quitar").click();
        button(editor, "Sí, quitarlo").click();
        assertThat(page.locator("tbody")).containsText("Probado, sin poner en marcha", Panel.patiently());
    }

    @Test
    void anotherSystemIsToldWhatHappensAndWhatItDidNotTakeIsSeenAndRepeated() throws IOException {
        AtomicInteger status = new AtomicInteger(500);
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.start();
        try {
            Page page = panel.loggedIn(ADMIN, "/channels?part=webhooks");
            button(page.locator("header"), "Nuevo aviso").click();
            Locator form = page.getByRole(AriaRole.DIALOG);
            form.getByLabel("Nombre", new Locator.GetByLabelOptions().setExact(true))
                    .fill("ERP");
            form.getByLabel("Dirección").fill("nada");
            button(form, "Guardar").click();
            assertThat(form).containsText("No es una dirección web", Panel.patiently());
            assertThat(form).containsText("Elegí al menos un evento");
            form.getByLabel("Dirección")
                    .fill("http://localhost:" + receiver.getAddress().getPort() + "/hook");
            form.getByLabel("Ventas").check();
            button(form, "Guardar").click();
            Locator once = page.getByRole(AriaRole.DIALOG, named("Copiá el secreto ahora"));
            assertThat(once.getByRole(AriaRole.TEXTBOX)).hasValue(Pattern.compile("whsec_\\S{40,}"));
            button(once, "Listo, lo guardé").click();
            assertThat(page.locator("input[value^=whsec_]")).hasCount(0);

            Locator webhook = page.getByRole(AriaRole.DIALOG, named("ERP"));
            button(webhook, "Probar").click();
            Locator delivery = webhook.locator("details").first();
            assertThat(delivery).containsText("500", Panel.patiently());
            status.set(200);
            delivery.locator("summary").click();
            button(delivery, "Repetir").click();
            assertThat(delivery).containsText("Entregado", Panel.patiently());

            button(webhook, "Borrar").click();
            button(webhook, "Sí, borrar").click();
            assertThat(page.getByText("Todavía no se avisa a ningún sistema").first())
                    .isVisible();
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void synonymsAreTakenLineByLineAndWhatIsWrongStaysWithItsReason() {
        Page page = panel.loggedIn(ADMIN, "/catalogue?part=synonyms");
        button(page.locator("header"), "Agregar sinónimos").click();
        Locator form = page.getByRole(AriaRole.DIALOG);
        Locator groups = form.getByLabel("Un grupo por línea");
        groups.fill("cuernito, medialuna\nsolita\nchipá = chipa paraguaya");
        button(form, "Guardar").click();
        assertThat(form).containsText("Escribí al menos dos palabras distintas", Panel.patiently());
        assertThat(groups).hasValue("solita");
        page.keyboard().press("Escape");

        page.getByRole(AriaRole.SEARCHBOX).fill("medialuna");
        Locator row = page.locator("tbody tr");
        assertThat(row).hasCount(1);
        button(row, "Borrar: cuernito").click();
        assertThat(row).hasCount(0);
        button(page.locator("#panel"), "Deshacer").click();
        assertThat(row).containsText("medialuna", Panel.patiently());
    }

    @Test
    void whoIsErasedIsNamedFirstAndNothingOfThemIsLeft() {
        panel.phoneOf("Ofelia Olvido").write("hola");
        Page page = panel.loggedIn(ADMIN, "/customers?search=ofelia");
        page.getByRole(AriaRole.BUTTON, named("Ofelia Olvido")).click();
        Locator drawer = page.getByRole(AriaRole.DIALOG);
        button(drawer, "Preparar una copia de todo").click();
        Download archive = page.waitForDownload(
                () -> drawer.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Bajar ZIP"))
                        .click());
        Assertions.assertThat(archive.suggestedFilename()).endsWith(".zip");

        button(drawer, "Borrar todo…").click();
        Locator name = drawer.getByLabel("Escribí «Ofelia Olvido» para confirmar");
        name.fill("Ofelia");
        button(drawer, "Borrar para siempre").click();
        assertThat(name).hasAttribute("aria-invalid", "true");
        name.fill("Ofelia Olvido");
        button(drawer, "Borrar para siempre").click();
        assertThat(drawer).containsText("de esta persona", Panel.patiently());
        page.keyboard().press("Escape");
        assertThat(page.getByText("Nadie con")).isVisible();
    }

    @Test
    void whatRepeatsIsPreparedOnceAndTagsAreMadeWhereTheShopIsSetUp() {
        Page page = panel.loggedIn(ADMIN, "/knowledge?part=steps");
        button(page.locator("header"), "Nueva acción rápida").click();
        Locator form = page.getByRole(AriaRole.DIALOG);
        form.getByLabel("Atajo").fill("/la feria");
        form.getByLabel("Nombre").fill("La feria");
        form.getByLabel("Texto").fill("{{customer.name}}, el sábado hay feria.");
        button(form, "Guardar").click();
        assertThat(form.getByLabel("Atajo")).hasAttribute("aria-invalid", "true");
        form.getByLabel("Atajo").fill("/feria");
        button(form, "Guardar").click();
        assertThat(page.locator("tbody")).containsText("La feria", Panel.patiently());

        page.navigate(panel.crm().url() + "/settings");
        Locator tags = page.getByRole(AriaRole.REGION, named("Etiquetas"));
        button(tags, "Nueva etiqueta").click();
        page.getByRole(AriaRole.DIALOG).getByLabel("Nombre").fill("Espera stock");
        button(page.getByRole(AriaRole.DIALOG), "Guardar").click();
        assertThat(tags).containsText("Espera stock", Panel.patiently());
    }

    @Test
    void theLogSaysWhoDidWhatIsNarrowedAndTakenAsAFile() throws IOException {
        panel.crm().graphql("mutation { saveTag(input: {name: \"Para la feria\"}) { tag { id } } }");
        Page page = panel.loggedIn(ADMIN, "/audit?operation=saveTag");
        page.getByRole(AriaRole.BUTTON, named("Guardó una etiqueta")).first().click();
        Locator entry = page.getByRole(AriaRole.DIALOG);
        assertThat(entry).containsText("Etiqueta: Para la feria", Panel.patiently());
        button(entry, "Ver todo lo que le pasó").click();
        assertThat(page.locator("tbody tr")).hasCount(1);

        Download file = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, named("Exportar CSV")).click());

        Assertions.assertThat(Files.readString(file.path()))
                .contains("operation")
                .contains("saveTag");
        Assertions.assertThat(Files.readString(file.path()).lines()).hasSize(2);
    }

    @Test
    void whoOnlySellsSetsTheirOwnAndSeesTheShopButNotItsRules() {
        Page page = panel.loggedIn("ana@demo.shop", "/settings");
        Locator shop = page.getByRole(AriaRole.REGION, named("El local"));
        assertThat(shop).containsText("ISAC Tech", Panel.patiently());
        assertThat(page.getByRole(AriaRole.REGION, named("Reglas"))).hasCount(0);
        assertThat(page.getByRole(AriaRole.REGION, named("ISAC en cada canal"))).hasCount(0);
        button(page.locator("main"), "Oscura").click();
        assertThat(page.locator("html")).hasAttribute("data-mantine-color-scheme", "dark");

        Page owner = panel.loggedIn(ADMIN, "/settings");
        assertThat(owner.getByRole(AriaRole.REGION, named("Reglas")))
                .containsText("CRM_QUOTES_MAX_DISCOUNT", Panel.patiently());
        Locator mode = owner.getByRole(AriaRole.REGION, named("ISAC en cada canal"))
                .getByRole(AriaRole.COMBOBOX)
                .first();
        mode.click();
        owner.getByRole(AriaRole.OPTION, named("Sugiere").setExact(true))
                .first()
                .click();
        assertThat(owner.getByRole(AriaRole.STATUS).filter(containing("Modo cambiado")))
                .isVisible(Panel.visibly());
        button(owner.locator("#panel"), "Deshacer").click();
        assertThat(mode).hasValue("Responde solo");
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.FilterOptions containing(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
