package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.way.Crm;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PanelTests {

    private static final String PASSWORD = "test-password";
    private static final int PATIENCE_MS = 20_000;

    private static Crm crm;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start() {
        Optional<Path> chromium = chromium();
        Assumptions.assumeTrue(chromium.isPresent(), "No chromium on PATH: the browser tests are skipped");
        crm = Crm.startDemo(Map.of("CRM_ADMIN_PASSWORD", PASSWORD, "CRM_ASSISTANT_BURST_WINDOW", "PT0.3S"));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            playwright.close();
        }
        if (crm != null) {
            crm.close();
        }
    }

    private static Optional<Path> chromium() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Test
    void aCustomersTalkIsSeenLiveAndAnAdvisorTakesItOver() {
        Page phone = page("/simulator");
        Page panel = page("/");
        logIn(panel);

        write(phone, "Hola, tenes iphone 15 pro?");

        assertThat(phone.locator("#stage .phone").first()).containsText("¿Qué capacidad buscás?", patiently());
        Locator conversation = panel.locator("#conversations li").first();
        assertThat(conversation).isVisible(visibly());
        conversation.click();
        assertThat(panel.locator("#thread")).containsText("Hola, tenes iphone 15 pro?", patiently());
        assertThat(panel.locator("#thread")).containsText("¿Qué capacidad buscás?", patiently());

        panel.locator("#change-control").click();
        panel.locator("#text").fill("¡Hola! Soy Ana, te ayudo yo.");
        panel.keyboard().press("Enter");

        assertThat(phone.locator("#stage .phone").first()).containsText("Soy Ana, te ayudo yo.", patiently());
        assertThat(panel.locator("#thread")).containsText("Soy Ana, te ayudo yo.", patiently());
        write(phone, "buenísimo <script>alert(1)</script>");
        assertThat(panel.locator("#thread")).containsText("buenísimo <script>alert(1)</script>", patiently());
    }

    @Test
    void whatIsacSuggestsIsReadEditedAndSentAndNothingGoesOutBefore() {
        Page panel = page("/");
        logIn(panel, "carla@demo.shop");
        Page phone = page("/simulator");
        write(phone, "Hola");
        assertThat(phone.locator("#stage .phone").first()).containsText("¡Hola!", patiently());
        Locator conversation = panel.locator("#conversations li").first();
        assertThat(conversation).isVisible(visibly());
        conversation.click();
        panel.locator("#mode").selectOption("SUGGEST");
        assertThat(panel.locator("#control")).containsText("ISAC sugiere", patiently());

        write(phone, "tenes iphone 15 pro?");

        assertThat(panel.locator("#suggestion-text")).containsText("¿Qué capacidad buscás?", patiently());
        assertThat(phone.locator("#stage .phone").first())
                .not()
                .containsText("¿Qué capacidad buscás?", new LocatorAssertions.ContainsTextOptions().setTimeout(500));
        panel.locator("#edit-suggestion").click();
        panel.locator("#text").fill("Sí, ¡y en todos los colores!");
        panel.keyboard().press("Enter");
        assertThat(phone.locator("#stage .phone").first()).containsText("Sí, ¡y en todos los colores!", patiently());
        assertThat(panel.locator("#suggestion")).isHidden();

        write(phone, "hacen envios?");
        assertThat(panel.locator("#suggestion")).isVisible(visibly());
        String suggested = panel.locator("#suggestion-text").innerText().strip();
        panel.locator("#text").fill("");
        panel.locator("#text").press("Enter");
        assertThat(phone.locator("#stage .phone").first())
                .containsText(suggested.split("\n", -1)[0], patiently());
        panel.locator("#mode").selectOption("AUTO");
        assertThat(panel.locator("#control")).containsText("Responde ISAC", patiently());
    }

    @Test
    void aWrongPasswordIsToldAndTheRightOneGetsIn() {
        Page panel = page("/");
        panel.locator("input[name=email]").fill("ana@demo.shop");
        panel.locator("input[name=password]").fill("wrong");
        panel.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Entrar"))
                .click();
        assertThat(panel.locator("#login-form .problem")).isVisible(visibly());

        logIn(panel);

        assertThat(panel.locator("#viewer")).containsText("Ana", patiently());
    }

    private static Page page(String path) {
        Page page = browser.newContext().newPage();
        page.navigate(crm.url() + path);
        return page;
    }

    private static void logIn(Page panel) {
        logIn(panel, "ana@demo.shop");
    }

    private static void logIn(Page panel, String email) {
        panel.locator("input[name=email]").fill(email);
        panel.locator("input[name=password]").fill(PASSWORD);
        panel.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Entrar"))
                .click();
        assertThat(panel.locator("#inbox")).isVisible(visibly());
    }

    private static void write(Page phone, String text) {
        Locator first = phone.locator("#stage .phone").first();
        first.locator("textarea, input[type=text]").first().fill(text);
        phone.keyboard().press("Enter");
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    private static LocatorAssertions.IsVisibleOptions visibly() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
    }
}
