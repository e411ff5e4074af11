package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.way.Crm;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The running product and the browsers of those who work with it: one product for a class, fresh browsers for each test.
 * Whatever a page complains of fails the test: an error in its console, an exception, a violation of the content security
 * policy. Each page is left as a picture in {@code target/screenshots}.
 */
final class Panel implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final String PASSWORD = "test-password";
    static final int PATIENCE_MS = 20_000;

    private static final String TELL_VIOLATIONS = """
            document.addEventListener('securitypolicyviolation', (event) =>
              console.error(`Content security policy: ${event.violatedDirective} ${event.blockedURI}`));
            """;

    private final Map<String, String> settings;
    private final List<BrowserContext> contexts = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Crm crm;
    private Playwright playwright;
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    Panel(Map<String, String> settings) {
        this.settings = settings;
    }

    /** The product as the demo comes, with an assistant that answers at once. */
    static Panel ofDemo() {
        return new Panel(Map.of());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> chromium = chromium();
        Assumptions.assumeTrue(chromium.isPresent(), "No chromium on PATH: the browser tests are skipped");
        Map<String, String> all = new HashMap<>(Map.of(
                "CRM_ADMIN_PASSWORD",
                PASSWORD,
                "CRM_ADMIN_TOKEN",
                "test-admin-token",
                "CRM_ASSISTANT_BURST_WINDOW",
                "PT0.3S"));
        all.putAll(settings);
        crm = Crm.startDemo(all);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        int number = 0;
        for (BrowserContext window : contexts) {
            for (Page page : window.pages()) {
                screenshot(page, name + (++number > 1 ? "-" + number : ""));
            }
            window.close();
        }
        contexts.clear();
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        Assertions.assertThat(told).as("What the pages complained of").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
        if (crm != null) {
            crm.close();
        }
    }

    Crm crm() {
        return crm;
    }

    /** A page in a browser of its own, as on another computer. */
    Page page(String path) {
        return page(path, new Browser.NewContextOptions());
    }

    Page page(String path, Browser.NewContextOptions options) {
        BrowserContext window =
                browser.newContext(options.setLocale("es-AR").setTimezoneId("America/Argentina/Buenos_Aires"));
        window.addInitScript(TELL_VIOLATIONS);
        contexts.add(window);
        Page page = window.newPage();
        page.onConsoleMessage(message -> {
            boolean isAboutLogin = message.text().contains("401");
            if (message.type().equals("error") && !isAboutLogin) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(crm.url() + path);
        return page;
    }

    /** The panel at an address of its, with this advisor logged in. */
    Page loggedIn(String email, String path) {
        return loggedIn(email, path, new Browser.NewContextOptions());
    }

    Page loggedIn(String email, String path, Browser.NewContextOptions options) {
        Page page = page(path, options);
        logIn(page, email);
        return page;
    }

    static void logIn(Page page, String email) {
        page.locator("input[name=email]").fill(email);
        page.locator("input[name=password]").fill(PASSWORD);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Entrar").setExact(true))
                .click();
        assertThat(page.locator("#panel")).isVisible(visibly());
    }

    static Browser.NewContextOptions narrow() {
        return new Browser.NewContextOptions().setViewportSize(400, 780);
    }

    static Browser.NewContextOptions dark() {
        return new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK);
    }

    /** A customer's phone on the simulator's page. */
    Phone phone() {
        return new Phone(page("/simulator"));
    }

    /** A customer's phone: what is typed into it reaches the product as the platform would bring it. */
    record Phone(Page page) {

        Locator screen() {
            return page.locator("#stage .phone").first();
        }

        void write(String text) {
            screen().locator("textarea, input[type=text]").first().fill(text);
            page.keyboard().press("Enter");
        }

        void shows(String text) {
            assertThat(screen()).containsText(text, patiently());
        }
    }

    /** What a test has caused itself, such as a lost connection. */
    void forgetComplaints() {
        complaints.clear();
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    static LocatorAssertions.IsVisibleOptions visibly() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
    }

    private static Optional<Path> chromium() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
